import { describe, expect, test } from 'vitest';
import { vgpuSchema, vmsSchema } from '../../src/report/json/vgpu-schema.ts';
import { cli, hostFixture } from '../run-cli.ts';

const open = (name: string): string[] => ['--from', hostFixture(name), '--no-redact', '--yes'];
const text = (argv: readonly string[]): string => cli([...argv, '--lang', 'en']).stdout;
const json = (argv: readonly string[]): unknown => JSON.parse(cli([...argv, '--format', 'json']).stdout);

describe('vgpu', () => {
  test('the end of the guide: room, the vGPU and who has it', () => {
    const said = text(['vgpu', ...open('fnos-hd620.vm-attached')]);
    expect(said).toContain('[############======..............................]');
    expect(said).toContain('# host 128 MiB  = vGPUs 64 MiB  . free 320 MiB');
    expect(said).toMatch(/i915-GVTg_V5_4 {2}up to 1920x1200 {2}128 \+ 512 MiB +share 4\/16 +2 left/u);
    expect(said).toContain('active, started by hand, for rvb8l0pj “Windows 10”');
    expect(said).toContain('1024 MiB: 5 x 1920x1200 or 7 x 1024x768');
  });

  test('a definition that nothing starts is told apart from one that comes back', () => {
    expect(text(['vgpu', ...open('m720q-debian12.autostart-broken')])).toContain(
      'set to start at boot, but nothing starts it',
    );
  });

  test('virtual functions, and never the physical one', () => {
    const said = text(['vgpu', ...open('n100-proxmox9.dkms-working')]);
    expect(said).toContain('Virtual functions: 7 of 7');
    expect(said).not.toContain('00:02.0  free');
    expect(said).toContain('0000:00:02.0 itself stays with the host');
  });

  test('a host that is not ready points to the doctor', () => {
    const { exit, stdout } = cli(['vgpu', ...open('fnos-hd620'), '--lang', 'en']);
    expect([exit, stdout.includes('It offers no vGPU now')]).toEqual([0, true]);
  });

  test('what could not be read is not called empty', () => {
    const { exit, stdout } = cli(['vgpu', ...open('nothing-captured'), '--lang', 'en']);
    expect([exit, stdout]).toEqual([3, 'Which GPUs this host has could not be read.\n']);
  });
});

describe('what is next', () => {
  const next = (verb: string, host: string): string => {
    const said = text([verb, ...open(host)]);
    return said.slice(said.lastIndexOf('\nNext'));
  };

  test.each([
    ['vgpu', 'fnos-hd620.vgpu-defined', 'vgpu start 00000000-0000-0000-0000-000000000011'],
    ['vgpu', 'fnos-hd620.vm-attached', 'vgpu autostart 00000000-0000-0000-0000-000000000011 on'],
    ['vgpu', 'n100-proxmox9', ' doctor '],
    ['vgpu', 'n100-proxmox9.dkms-no-vfs-yet', 'vgpu create --count 1'],
    ['vm', 'fnos-hd620.vm-without-vgpu', 'vm detach rvb8l0pj'],
    ['vm', 'fnos-hd620.vm-without-vgpu', 'vm attach rvb8l0pj  '],
    ['vm', 'fnos-hd620.rebooted', 'vm attach 67chqzi0  '],
  ])('%s on %s: %s', (verb, host, command) => {
    expect(next(verb, host)).toContain(command);
    expect(next(verb, host)).not.toContain('--dry-run');
  });

  test('a second vGPU is not made while one sleeps', () => {
    expect(next('vgpu', 'fnos-hd620.vgpu-defined')).not.toContain('vgpu create');
  });

  test('an SR-IOV GPU without functions says how many to make', () => {
    expect(text(['vgpu', ...open('n100-proxmox9.dkms-no-vfs-yet')])).toContain(
      'Make as many as VMs will have',
    );
  });

  test('verify without a name means the one VM that has a vGPU; where none has one, that is said', () => {
    expect(cli(['vm', 'verify', ...open('fnos-hd620.vm-attached'), '--lang', 'en']).stdout).toContain(
      'rvb8l0pj',
    );
    const none = cli(['vm', 'verify', ...open('fnos-hd620.rebooted')]);
    expect(none.exit).toBe(2);
    expect(none.stderr).toMatch(
      /^fngvt: vm verify: expected one VM by its name, found none that has a vGPU; .* vm lists them\n$/u,
    );
  });
});

describe('vgpu plan', () => {
  test.each<[string, readonly string[], number, string]>([
    ['fnos-hd620.vm-attached', ['--count', '2'], 0, '2 x i915-GVTg_V5_4: fits now'],
    ['fnos-hd620.vm-attached', ['--count', '3'], 1, 'once the present vGPUs are removed'],
    ['fnos-hd620.vm-attached', ['--count', '5', '--type', 'V5_4'], 1, 'needs an aperture of 1024 MiB'],
    ['fnos-hd620.vm-attached', ['--count', '8', '--type', '8'], 1, 'does not fit, with any aperture'],
    ['fnos-hd620', [], 1, 'It offers no vGPU now'],
  ])('%s %j: exit %i, %s', (name, flags, exit, said) => {
    const result = cli(['vgpu', 'plan', ...open(name), ...flags, '--lang', 'en']);
    expect(result.stdout).toContain(said);
    expect(result.exit).toBe(exit);
  });

  test.each<[readonly string[], string]>([
    [
      ['--type', 'V5_9'],
      '--type: expected one of i915-GVTg_V5_2, i915-GVTg_V5_4, i915-GVTg_V5_8, found V5_9',
    ],
    [['--count', '0'], '--count: expected a whole number from 1 on, found 0'],
    [['--gpu', '0000:03:00.0'], '--gpu: expected a GPU of 0000:00:02.0, found 0000:03:00.0'],
  ])('%j is wrong usage', (flags, line) => {
    const result = cli(['vgpu', 'plan', ...open('fnos-hd620.vm-attached'), ...flags]);
    expect(result.exit).toBe(2);
    expect(result.stderr).toContain(`fngvt: ${line}; see: `);
  });
});

describe('vm', () => {
  test('the human name stands beside the random one', () => {
    const said = text(['vm', ...open('fnos-hd620.vm-attached')]);
    expect(said).toContain('rvb8l0pj “Windows 10”  state not known\n  windows, 4 GiB, 2 CPUs, q35, BIOS');
    expect(said).toContain('vGPU 00000000-0000-0000-0000-000000000011 i915-GVTg_V5_8');
  });

  test('the VMs of Proxmox, by their numbers', () => {
    const said = text(['vm', ...open('optiplex7040-proxmox8')]);
    expect(said).toContain('101 “win10”');
    expect(said).toContain('vGPU i915-GVTg_V5_4, made at its start');
  });

  test('without a wish, nothing private of a snapshot is shown', () => {
    expect(text(['vm', '--from', hostFixture('fnos-hd620.vm-attached')])).not.toContain('rvb8l0pj');
  });

  test('no manager of VMs', () => {
    expect(text(['vm', ...open('i7-8700-debian12')])).toBe('Neither libvirt nor Proxmox was found here.\n');
  });
});

describe('JSON', () => {
  test.each([
    'fnos-hd620',
    'fnos-hd620.vm-attached',
    'm720q-debian12.autostart-broken',
    'optiplex7040-proxmox8',
    'n100-proxmox9.dkms-working',
    'arc-a380-ubuntu2404',
    'nothing-captured',
    'nothing-readable',
  ])('%s keeps to the schemas', name => {
    const [vgpus, vms] = [json(['vgpu', ...open(name)]), json(['vm', ...open(name)])];
    expect(vgpuSchema.parse(vgpus)).toEqual(vgpus);
    expect(vmsSchema.parse(vms)).toEqual(vms);
  });

  test('a plan stands in it', () => {
    const said = json(['vgpu', 'plan', ...open('fnos-hd620.vm-attached'), '--count', '2']);
    expect(vgpuSchema.parse(said).plan).toMatchObject({ type: 'i915-GVTg_V5_4', count: 2, verdict: 'now' });
  });

  test.each(['vgpu', 'vms'])('schema %s is printed', name => {
    expect(cli(['schema', name]).stdout).toContain(`fngvt.${name}/1`);
  });
});
