import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostFiles } from '../../src/vgpu/vgpu-proposal.ts';
import { definitionSteps, deviceFileOf, savedFileOf } from '../../src/vgpu/attach.ts';
import type { LibvirtOwn, Vm } from '../../src/vgpu/vm-inventory.ts';
import { mdevHostdev } from '../../src/formats/device-xml.ts';
import { hasLibvirtd, OwnLibvirtd } from '../own-libvirtd.ts';
import { notRedacted } from '../run-cli.ts';

/** Undo of `vm attach` on a real libvirtd: the definition comes back byte for byte, and never over somebody's later edits. */

const id = '3f1c8a52-6e0b-4d27-9b65-c0ffee20d001';
const name = 'rvb8l0pj';
const uuid = '6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01';
const domain = (graphics: string): string => `<domain type='qemu'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <title>Windows 10</title>
  <memory unit='MiB'>64</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>${graphics}</devices>
</domain>
`;
const open = "<graphics type='vnc' port='5901'/>";
const closed = "<graphics type='vnc' port='5901' passwd='keptdark'/>";

let libvirtd: OwnLibvirtd;
beforeAll(async () => {
  if (!hasLibvirtd) return;
  libvirtd = new OwnLibvirtd();
  await libvirtd.start();
}, 120_000);
afterAll(() => (hasLibvirtd ? libvirtd.remove() : undefined));
beforeEach(() => {
  if (!hasLibvirtd) return;
  libvirtd.virsh('undefine', name);
  libvirtd.run('rm', '-rf', '/var/lib/fngvt');
  define(open);
});

const define = (graphics: string): void => {
  expect(libvirtd.virsh('define', libvirtd.put('domain.xml', domain(graphics)))).toMatchObject({ exit: 0 });
};
const dump = (...flags: readonly string[]): string =>
  libvirtd.virsh('dumpxml', '--inactive', ...flags, name).stdout;
const edit = (): void => {
  expect(libvirtd.virsh('desc', name, '--config', '--title', 'The children')).toMatchObject({ exit: 0 });
};

/** The steps of `vm attach`, as the verb plans them. */
function plan(hasSecrets = false): { readonly steps: readonly object[]; readonly refused: readonly [] } {
  const vm = { name, uuid } as Vm;
  const own = { definition: dump(), hasSecrets } as LibvirtOwn;
  const files: HostFiles = new Map([deviceFileOf(vm), savedFileOf(vm)].map(path => [path, null]));
  const device = { id, xml: `${mdevHostdev({ uuid: id, display: false, ramfb: false })}\n` };
  return { steps: definitionSteps(vm, own, device, ['attach-device', 'detach-device'], files), refused: [] };
}
const attach = (hasSecrets = false): void => {
  expect(libvirtd.apply(plan(hasSecrets))).toMatchObject({ outcome: 'applied' });
  expect(dump()).toContain(id);
};
const undo = (...flags: readonly string[]): ReturnType<OwnLibvirtd['run']> =>
  libvirtd.cli('undo', '--yes', '--lang', 'en', ...flags);

describe.runIf(hasLibvirtd)('undo of vm attach', () => {
  test('gives back every byte', () => {
    const before = dump();
    attach();
    expect(undo()).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(dump()).toBe(before);
    expect(libvirtd.run('find', '/var/lib/fngvt', '-path', '*/vm*').stdout).toBe('');
  });

  test('leaves a definition alone that somebody edited since, and shows three ways', () => {
    const before = dump();
    attach();
    edit();
    const now = dump();
    const said = undo();
    expect(said).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(dump()).toBe(now);
    const text = said.stdout.replaceAll(/\s+/gu, ' ');
    for (const part of [
      `The definition of the VM ${name} was changed by somebody else since`,
      '+ <hostdev',
      '- <title>Windows 10</title>',
      '+ <title>The children</title>',
      `vm detach ${name}`,
      `--overwrite ${name}`,
    ])
      expect(text).toContain(part);
    const chinese = libvirtd.cli('undo', '--dry-run', '--lang', 'zh-CN').stdout.replaceAll(/\s+/gu, '');
    expect(chinese).toContain(`虚拟机${name}的定义后来被别人改过`);
    expect(JSON.parse(libvirtd.cli('undo', '--format', 'json').stdout)).toMatchObject({
      steps: [],
      refused: [{ reason: 'definition-changed-since', details: { vm: name, before, now } }],
    });
    // Named, it is put back; what stood there is kept.
    expect(undo('--overwrite', name)).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(dump()).toBe(before);
    const kept = libvirtd.run('sh', '-c', 'cat /var/lib/fngvt/journal/*kept-replaced*');
    expect(kept.stdout).toBe(now);
    expect(libvirtd.run('find', '/var/lib/fngvt', '-path', '*/vm*').stdout).toBe('');
  });

  test('a password that was set since is an edit too, and is not shown', () => {
    attach();
    const xml = dump().replace("type='vnc' port='5901'", "type='vnc' port='5901' passwd='keptdark'");
    expect(libvirtd.virsh('define', libvirtd.put('now.xml', xml))).toMatchObject({ exit: 0 });
    const now = dump('--security-info');
    expect(now).toContain('keptdark');
    const said = undo();
    expect(said.exit).toBe(1);
    expect(said.stdout).not.toContain('keptdark');
    expect(dump('--security-info')).toBe(now);
  });

  test('where the definition holds a password only the device goes, and later edits stay', () => {
    define(closed);
    attach(true);
    edit();
    expect(undo()).toMatchObject({ exit: 0, stderr: notRedacted });
    const now = dump('--security-info');
    expect(now).not.toContain(id);
    expect(now).toContain('The children');
    expect(now).toContain('keptdark');
    expect(libvirtd.run('grep', '-r', 'keptdark', '/var/lib/fngvt').exit).toBe(1);
  });

  test('refuses with words while libvirt does not answer, and goes on afterwards', async () => {
    const before = dump();
    attach();
    await libvirtd.stop();
    const files = libvirtd.run('ls', '-R', '/var/lib/fngvt').stdout;
    const said = undo();
    expect(said.exit).toBe(1);
    expect(said.stdout.replaceAll(/\s+/gu, ' ')).toContain(
      `libvirt does not say how the VM ${name} is defined`,
    );
    expect(libvirtd.run('ls', '-R', '/var/lib/fngvt').stdout).toBe(files);
    await libvirtd.start();
    expect(undo()).toMatchObject({ exit: 0 });
    expect(dump()).toBe(before);
  }, 120_000);

  test('a VM that is gone is not brought back', () => {
    attach();
    libvirtd.virsh('undefine', name);
    const said = undo();
    expect(said.exit).toBe(1);
    expect(said.stdout).toContain(`There is no VM ${name} any more`);
    expect(libvirtd.virsh('list', '--all', '--name').stdout.trim()).toBe('');
  });

  test.each([false, true])('cut short before the result was noted; edited since: %s', isEdited => {
    const before = dump();
    attach();
    // The journal as a kill leaves it right after the command.
    const journal = libvirtd.run('sh', '-c', 'ls /var/lib/fngvt/journal/*.json').stdout.trim();
    const cut = JSON.parse(libvirtd.run('cat', journal).stdout) as {
      state: string;
      steps: { state: string; definition?: { after: unknown } }[];
    };
    cut.state = 'applying';
    for (const step of cut.steps) {
      if (step.definition === undefined) continue;
      step.state = 'begun';
      step.definition.after = null;
    }
    libvirtd.run('cp', libvirtd.put('cut.json', JSON.stringify(cut)), journal);
    if (isEdited) edit();
    const now = dump();
    expect(undo().exit).toBe(isEdited ? 1 : 0);
    expect(dump()).toBe(isEdited ? now : before);
  });

  test('what was edited between the plan and its doing is not overwritten', () => {
    const made = plan();
    edit();
    const now = dump();
    expect(libvirtd.apply(made)).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'definition-changed', details: { vm: name } },
    });
    expect(dump()).toBe(now);
  });

  test('a password that was set between the plan and its doing is not lost by its undo', () => {
    const made = plan();
    define(closed);
    const now = dump('--security-info');
    expect(libvirtd.apply(made)).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'definition-changed', details: { vm: name } },
    });
    expect(dump('--security-info')).toBe(now);
  });
});
