import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { cli, hostFixture } from '../run-cli.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const running = '00000000-0000-0000-0000-000000000011';

interface Planned {
  readonly steps: readonly {
    readonly kind: string;
    readonly path?: string;
    readonly argv?: readonly string[];
    readonly after: string | null;
  }[];
  readonly refused: readonly { readonly reason: string }[];
  readonly notes: readonly { readonly reason: string }[];
}

const args = (host: string, argv: readonly string[]): string[] => [
  ...argv,
  '--from',
  hostFixture(host),
  '--no-redact',
  '--yes',
];

function plan(host: string, ...argv: readonly string[]): Planned & { readonly exit: number | null } {
  const { exit, stdout, stderr } = cli([...args(host, argv), '--format', 'json']);
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Planned), exit };
}

/** The same of a snapshot that a test made. */
function planFrom(snapshot: Snapshot, ...argv: readonly string[]): Planned {
  const path = join(mkdtempSync(join(tmpdir(), 'fngvt-plans-')), 'host.json');
  writeFileSync(path, JSON.stringify(snapshot));
  const said = cli([...argv, '--from', path, '--no-redact', '--yes', '--format', 'json']);
  rmSync(join(path, '..'), { recursive: true });
  return JSON.parse(said.stdout) as Planned;
}

/** The steps in short: commands without what every call of virsh has, files by what is done to them. */
const steps = ({ steps: all }: Planned): readonly string[] =>
  all.map(step =>
    step.kind === 'run'
      ? (step.argv ?? []).filter(word => word !== '-c' && word !== 'qemu:///system').join(' ')
      : `${step.after === null ? 'delete' : 'write'} ${step.path ?? ''}`,
  );

const name = 'mdev_11111111_2222_4333_8444_555555555555_0000_00_02_0';
const file = `/var/lib/fngvt/vgpu/${uuid}.xml`;

describe('vgpu create', () => {
  test('by libvirt, with an own rule where the packaged one is broken', () => {
    expect(steps(plan('fnos-hd620.rebooted', 'vgpu', 'create', '--uuid', uuid, '--autostart'))).toEqual([
      `write ${file}`,
      `virsh nodedev-define --file ${file}`,
      `virsh nodedev-autostart --device ${name}`,
      'write /etc/udev/rules.d/60-mdevctl.rules',
      'udevadm control --reload',
      `virsh nodedev-start --device ${name}`,
    ]);
  });

  test('the rule is the packaged one with the right path', () => {
    const made = plan('fnos-hd620.rebooted', 'vgpu', 'create', '--uuid', uuid, '--autostart');
    const rule = made.steps.find(step => step.path === '/etc/udev/rules.d/60-mdevctl.rules')?.after ?? '';
    expect(rule).toContain("'/usr/bin/mdevctl start-parent-mdevs %k'");
    expect(rule).not.toContain('/usr/sbin');
  });

  test('without autostart no rule is touched', () => {
    const made = plan('fnos-hd620.rebooted', 'vgpu', 'create', '--uuid', uuid, '--type', '8');
    expect(steps(made)).toHaveLength(3);
    expect(made.steps[0]?.after).toContain('<type id="i915-GVTg_V5_8"/>');
    expect(made.notes.map(note => note.reason)).toContain('no-autostart');
  });

  test.each<[string, string, readonly string[]]>([
    ['fnos-hd620', 'not-ready', []],
    ['fnos-hd620.vm-attached', 'uuid-taken', ['--uuid', running]],
    // Asked for once more, with all room taken by it.
    ['vm-debian12-exhausted', 'uuid-taken', ['--uuid', '00000000-0000-4000-8000-5ed007c7e094']],
    ['vm-debian12-exhausted', 'no-room', []],
    ['fnos-hd620.vm-attached', 'no-functions', ['--count', '2']],
    ['optiplex7040-proxmox8', 'proxmox-makes', []],
    ['n100-proxmox9.dkms-working', 'functions-instead', []],
    ['docker-fnos', 'inside-container', []],
    ['m720q-debian12.aperture-4096', 'no-hidden-memory', []],
    ['i5-4590-debian12', 'not-ready', []],
  ])('%s refuses: %s', (host, reason, flags) => {
    const made = plan(host, 'vgpu', 'create', ...flags);
    expect([made.exit, made.steps, made.refused.map(one => one.reason)]).toEqual([1, [], [reason]]);
  });

  test('virtual functions by a unit of our own', () => {
    expect(steps(plan('n100-proxmox9.dkms-no-vfs-yet', 'vgpu', 'create', '--count', '3'))).toEqual([
      'write /etc/systemd/system/fngvt-functions.service',
      'systemctl daemon-reload',
      'systemctl enable fngvt-functions.service',
      'systemctl start fngvt-functions.service',
    ]);
  });

  test.each<[string, string]>([
    ['8', 'too-many-functions'],
    ['3', 'functions-held'],
  ])('%s functions on a host that has seven: %s', (count, reason) => {
    const made = plan('n100-proxmox9.dkms-working', 'vgpu', 'create', '--count', count);
    expect(made.refused.map(one => one.reason)).toEqual([reason]);
  });
});

describe('libvirt that is there and does not answer', () => {
  test.each<[string, readonly string[]]>([
    ['fnos-hd620.rebooted', ['create']],
    ['fnos-hd620.vgpu-defined', ['start', running]],
    ['fnos-hd620.vgpu-started', ['remove', running]],
  ])('%s %j: nothing is made or removed past it', async (host, argv) => {
    const base = await openFixture(hostFixture(host));
    const commands = base.commands.filter(command => !command.argv.includes('version'));
    const silent = {
      argv: ['virsh', '-c', 'qemu:///system', 'version', '--daemon'],
      exit: 1,
      stdout: '',
      stderr: 'error: failed to connect to the hypervisor\n',
    };
    const path = join(mkdtempSync(join(tmpdir(), 'fngvt-silent-')), 'host.json');
    writeFileSync(path, JSON.stringify({ ...base, commands: [...commands, silent] }));
    const said = cli(['vgpu', ...argv, '--from', path, '--no-redact', '--yes', '--format', 'json']);
    rmSync(join(path, '..'), { recursive: true });
    const { steps: none, refused } = JSON.parse(said.stdout) as Planned;
    expect([said.exit, none, refused.map(one => one.reason)]).toEqual([3, [], ['libvirt-unread']]);
  });
});

describe('vgpu start and remove', () => {
  test('what runs is started', () => {
    const made = plan('fnos-hd620.vgpu-started', 'vgpu', 'start', running);
    expect([made.exit, made.steps, made.notes.map(note => note.reason)]).toEqual([0, [], ['already-active']]);
  });

  test('a defined one is started by libvirt', () => {
    expect(steps(plan('fnos-hd620.vgpu-defined', 'vgpu', 'start', running))).toEqual([
      'virsh nodedev-start --device mdev_00000000_0000_0000_0000_000000000011_0000_00_02_0',
    ]);
  });

  test('a free one goes, its definition with it', () => {
    expect(steps(plan('fnos-hd620.vgpu-started', 'vgpu', 'remove', running))).toEqual([
      'virsh nodedev-destroy --device mdev_00000000_0000_0000_0000_000000000011_0000_00_02_0',
      'virsh nodedev-undefine --device mdev_00000000_0000_0000_0000_000000000011_0000_00_02_0',
    ]);
  });

  test.each<[string, string, string]>([
    ['fnos-hd620.vm-attached', running, 'vgpu-in-vm'],
    ['fnos-hd620.vgpu-started', uuid, 'vgpu-unknown'],
  ])('%s refuses to remove %s: %s', (host, which, reason) => {
    expect(plan(host, 'vgpu', 'remove', which).refused.map(one => one.reason)).toEqual([reason]);
  });
});

describe('vgpu autostart', () => {
  const device = 'mdev_00000000_0000_0000_0000_000000000011_0000_00_02_0';

  test('one that is defined: by libvirt, and the rule that is broken is put right', () => {
    expect(steps(plan('fnos-hd620.vgpu-defined', 'vgpu', 'autostart', running, 'on'))).toEqual([
      `virsh nodedev-autostart --device ${device}`,
      'write /etc/udev/rules.d/60-mdevctl.rules',
      'udevadm control --reload',
    ]);
  });

  test('one that lives in memory alone is defined first, and not touched itself', async () => {
    const base = await openFixture(hostFixture('fnos-hd620.vgpu-started'));
    const own = '/etc/mdevctl.d/0000:00:02.0';
    const files = { ...base.files };
    Reflect.deleteProperty(files, `${own}/${running}`);
    const unkept = { ...base, files, dirs: { ...base.dirs, [own]: [] } };
    const made = planFrom(unkept, 'vgpu', 'autostart', running, 'on');
    expect(steps(made)).toEqual([
      `write /var/lib/fngvt/vgpu/${running}.xml`,
      `virsh nodedev-define --file /var/lib/fngvt/vgpu/${running}.xml`,
      `virsh nodedev-autostart --device ${device}`,
      'write /etc/udev/rules.d/60-mdevctl.rules',
      'udevadm control --reload',
    ]);
    expect(made.steps[0]?.after).toContain('<type id="i915-GVTg_V5_8"/>');
    expect(planFrom(unkept, 'vgpu', 'autostart', running, 'off')).toMatchObject({
      steps: [],
      notes: [{ reason: 'vanishes-anyway' }],
    });
  });

  test('set to start, and nothing starts it: only the rule is put right', () => {
    const { stdout } = cli(['vgpu', '--format', 'json', ...args('m720q-debian12.autostart-broken', [])]);
    const known = /"uuid": ?"([\da-f-]{36})"/u.exec(stdout)?.[1] ?? '';
    expect(steps(plan('m720q-debian12.autostart-broken', 'vgpu', 'autostart', known, 'on'))).toEqual([
      'write /etc/udev/rules.d/60-mdevctl.rules',
      'udevadm control --reload',
    ]);
    expect(steps(plan('m720q-debian12.autostart-broken', 'vgpu', 'autostart', known, 'off'))).toEqual([
      `virsh nodedev-autostart --device mdev_${known.replaceAll('-', '_')}_0000_00_02_0 --disable`,
    ]);
  });

  test('off where it is off is nothing to do; a VM that needs it is named where it is on', () => {
    expect(plan('fnos-hd620.vm-attached', 'vgpu', 'autostart', running, 'off')).toMatchObject({
      exit: 0,
      steps: [],
      notes: [{ reason: 'autostart-is-off' }],
    });
  });

  test.each<[string, string, readonly string[]]>([
    ['fnos-hd620.rebooted', 'vgpu-unknown', [running, 'on']],
    ['optiplex7040-proxmox8', 'proxmox-makes', [running, 'on']],
  ])('%s refuses: %s', (host, reason, argv) => {
    expect(plan(host, 'vgpu', 'autostart', ...argv).refused.map(one => one.reason)).toEqual([reason]);
  });

  test.each([[['on']], [[running]], [[running, 'yes']], [[running, 'on', 'off']]])(
    '%j is wrong usage',
    argv => {
      expect(cli(args('fnos-hd620.rebooted', ['vgpu', 'autostart', ...argv]))).toMatchObject({
        exit: 2,
        stdout: '',
      });
    },
  );
});

describe('vm attach', () => {
  const vm = '/var/lib/fngvt/vm/6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01';

  test('a vGPU that is there, to a VM by its human name', () => {
    const made = plan('fnos-hd620.vgpu-started', 'vm', 'attach', 'Windows 10', '--vgpu', running);
    expect(steps(made)).toEqual([
      `write ${vm}.device.xml`,
      `write ${vm}.before.xml`,
      `virsh attach-device --domain rvb8l0pj --file ${vm}.device.xml --config`,
    ]);
    expect(made.notes.map(note => note.reason)).toEqual(
      expect.arrayContaining(['cold-start', 'enable-remote', 'host-monitor', 'second-card', 'fnos-rewrites']),
    );
  });

  test('shown as a difference of the definition', () => {
    const { stdout } = cli([
      ...args('fnos-hd620.vgpu-started', ['vm', 'attach', 'rvb8l0pj', '--vgpu', running]),
      '--lang',
      'en',
    ]);
    expect(stdout).toContain(
      '  +    <hostdev mode="subsystem" type="mdev" managed="no" model="vfio-pci" display="off">\n',
    );
    expect(stdout).not.toContain('powerControl');
  });

  test('without a vGPU one is made first, and comes back at boot', () => {
    const made = steps(plan('fnos-hd620.vm-attached', 'vm', 'attach', 'router'));
    expect(made.join('\n')).toMatch(/nodedev-define[^]*nodedev-autostart[^]*nodedev-start[^]*attach-device/u);
  });

  test('on Proxmox by the type, which Proxmox makes', () => {
    expect(steps(plan('optiplex7040-proxmox8', 'vm', 'attach', '120', '--type', 'V5_4'))).toEqual([
      'qm set 120 --hostpci1 0000:00:02.0,mdev=i915-GVTg_V5_4',
    ]);
  });

  test.each<[string, readonly string[], string]>([
    ['fnos-hd620.vm-attached', ['router', '--vgpu', running], 'vgpu-in-other-vm'],
    ['fnos-hd620.vm-attached', ['router', '--vgpu', uuid], 'vgpu-unknown'],
    ['fnos-hd620.vm-attached', ['rvb8l0pj', '--type', '4'], 'vm-has-vgpu'],
    ['fnos-hd620.vgpu-started', ['rvb8l0pj', '--vgpu', running, '--display'], 'display-needs-opengl'],
    ['optiplex7040-proxmox8', ['101', '--type', 'V5_8'], 'vm-has-type'],
    ['n100-proxmox9.dkms-working', ['101', '--function', '00:02.0'], 'physical-function'],
  ])('%s %j refuses: %s', (host, argv, reason) => {
    expect(plan(host, 'vm', 'attach', ...argv).refused.map(one => one.reason)).toEqual([reason]);
  });

  test('the same once more is nothing to do', () => {
    const made = plan('fnos-hd620.vm-attached', 'vm', 'attach', 'rvb8l0pj', '--vgpu', running);
    expect([made.exit, made.steps, made.refused]).toEqual([0, [], []]);
  });

  test('a VM that is not there is wrong usage, with the nearest names', () => {
    const result = cli(args('fnos-hd620.vm-attached', ['vm', 'attach', 'rvb8l0pi']));
    expect([result.exit, result.stderr]).toEqual([
      2,
      'fngvt: rvb8l0pi: expected a VM of this host, found none; nearest: rvb8l0pj\n',
    ]);
  });
});

describe('vm detach', () => {
  test('takes out what stands there, its address with it', () => {
    const made = plan('fnos-hd620.vm-attached', 'vm', 'detach', 'rvb8l0pj');
    expect(steps(made).at(-1)).toContain('virsh detach-device --domain rvb8l0pj');
    expect(made.steps[0]?.after).toContain("bus='0x07'");
    expect(made.notes.map(note => note.reason)).toContain('root-port-stays');
  });

  test('of Proxmox', () => {
    expect(steps(plan('optiplex7040-proxmox8', 'vm', 'detach', '101'))).toEqual([
      'qm set 101 --delete hostpci0',
    ]);
  });

  test('what has none has nothing to do', () => {
    expect(plan('fnos-hd620.vm-attached', 'vm', 'detach', 'router')).toMatchObject({ exit: 0, steps: [] });
  });
});

describe('both languages', () => {
  test.each(['en', 'zh-CN'])('%s says that a snapshot is only looked at', language => {
    const { exit, stdout } = cli([...args('fnos-hd620.rebooted', ['vgpu', 'create']), '--lang', language]);
    expect(exit).toBe(1);
    expect(stdout.trim().split('\n').at(-1)).toBe(
      language === 'en'
        ? 'This is a recorded or mounted host: the plan is shown and cannot be applied here.'
        : '这是快照或挂载的系统：只显示计划，不能在这里执行。',
    );
  });
});
