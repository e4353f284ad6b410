import { describe, expect, test } from 'vitest';
import { isKnownCommand } from '../../src/change/journal/known-commands.ts';
import { isEdited, isGenerated } from '../../src/change/journal/known-places.ts';
import type { Plan, RunStep, Step } from '../../src/change/plan.ts';
import { proposeOff } from '../../src/change/plan/off/off.ts';
import { collect } from '../../src/facts/collect.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { virsh } from '../../src/formats/virsh.ts';
import type { Host } from '../../src/host/reader.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { planProxmoxAttach, planProxmoxFunction } from '../../src/vgpu/attach-proxmox.ts';
import { filesOfVm, planAttach, type Device } from '../../src/vgpu/attach.ts';
import { planAutostart } from '../../src/vgpu/autostart.ts';
import { filesOfVgpu, planCreate } from '../../src/vgpu/create.ts';
import { planDetach } from '../../src/vgpu/detach.ts';
import { filesOfExisting, planRemove, planStart } from '../../src/vgpu/existing.ts';
import { filesOfFunctions, planFunctions, planFunctionsGone } from '../../src/vgpu/functions-plan.ts';
import { withSecrecy, withoutSecrets } from '../../src/vgpu/libvirt-state.ts';
import { readInventory, type VgpuInventory } from '../../src/vgpu/vgpu-inventory.ts';
import { functionsUnitText, vgpuUnitText } from '../../src/vgpu/systemd-units.ts';
import type { HostFiles } from '../../src/vgpu/vgpu-proposal.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf } from '../planned-hosts.ts';
import { limitsOf } from '../../src/host/live/programs.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const frame = { version: '0', taken: '', source: 'snapshot' } as const;

/** What is wrong with a step; undefined: a journal may hold it. */
function strange(step: Step): string | undefined {
  if (step.kind === 'edit') return isEdited(step.path) ? undefined : step.path;
  const { argv, undo, verify } = step;
  if (verify !== undefined && !isGenerated(verify.config)) return verify.config;
  return isKnownCommand(argv, undo) ? undefined : JSON.stringify([argv, undo]);
}

/** Every plan that fngvt makes for a host, whether or not it would be wished for there. */
async function* plansOf(host: Host, facts: Facts): AsyncGenerator<Plan> {
  const all = { only: [], include: Object.keys(loadFixes()) };
  for (const wish of [everything, all]) yield planOf(host, facts, wish);
  yield proposeOff({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, undefined);
  const inventory = await readInventory(host, facts);
  for (const one of [inventory, ...otherWays(inventory)]) yield* plansOfVgpus(one);
  for (const vm of inventory.vms.vms) {
    for (const known of [await withSecrecy(host, vm), withoutSecrets(vm)]) {
      const files: HostFiles = new Map(filesOfVm(known).map(path => [path, null]));
      const functions = inventory.gpus.flatMap(room => room.functions.map(({ address }) => address));
      yield planDetach(known, undefined, files, functions);
      const devices: Device[] = [
        { kind: 'vgpu', uuid, isActive: true, returns: true },
        { kind: 'function', address: '0000:00:02.1' },
      ];
      if (known.manager === 'libvirt')
        for (const device of devices) yield planAttach(inventory, known, device, { display: false }, files);
      else {
        for (const room of inventory.gpus) yield planProxmoxAttach(inventory, known, room, undefined);
        yield planProxmoxFunction(inventory, known, '0000:00:02.1');
      }
    }
  }
}

/** The same host with another libvirt, and without one: a vGPU is made to last in three ways. */
function otherWays(inventory: VgpuInventory): readonly VgpuInventory[] {
  return [
    { ...inventory, libvirt: { isThere: true, version: '7.3.0', why: null } },
    { ...inventory, libvirt: { isThere: true, version: '10.0.0', why: null } },
    { ...inventory, libvirt: { isThere: false, version: null, why: null } },
  ];
}

function* plansOfVgpus(inventory: VgpuInventory): Generator<Plan> {
  const absent = (paths: readonly string[]): HostFiles => new Map(paths.map(path => [path, null]));
  for (const room of inventory.gpus) {
    const { gpu } = room;
    for (const autostart of [true, false])
      yield planCreate(inventory, room, { uuid, type: undefined, autostart }, absent(filesOfVgpu(uuid)));
    const made: HostFiles = new Map(filesOfFunctions().map(path => [path, functionsUnitText(gpu, 2)]));
    for (const files of [absent(filesOfFunctions()), made]) {
      yield planFunctions(inventory, room, 1, files);
      yield planFunctionsGone(inventory, files);
    }
  }
  for (const vgpu of inventory.vgpus) {
    const paths = filesOfExisting(vgpu.uuid);
    const unit = vgpuUnitText({ uuid: vgpu.uuid, parent: vgpu.parent ?? '', type: vgpu.type ?? '' });
    for (const files of [absent(paths), new Map(paths.map(path => [path, unit]))]) {
      yield planStart(inventory, vgpu.uuid, files);
      for (const isDefined of [true, false])
        for (const isOn of [true, false]) {
          const other = { ...vgpu, isDefined, autostart: !isOn };
          yield planAutostart({ ...inventory, vgpus: [other] }, vgpu.uuid, isOn, files);
        }
      for (const isDefined of [true, false]) {
        const free = { ...vgpu, isDefined, usedBy: [] };
        yield planRemove({ ...inventory, vgpus: [free] }, vgpu.uuid, files, []);
      }
    }
  }
}

test(
  'every step of every plan of every recorded host may stand in a journal',
  { timeout: 600_000 },
  async () => {
    const kinds = new Map<string, number>();
    for (const { name, path } of fixtureHosts()) {
      const host = replayHost(await openFixture(path));
      const { facts } = await collect(host);
      for await (const plan of plansOf(host, facts))
        for (const step of plan.steps) {
          expect(strange(step), name).toBeUndefined();
          // What may stand in a journal is also what the launcher lets change a host, and its way back too.
          const commands = step.kind === 'run' ? [step.argv, step.undo ?? step.argv] : [];
          for (const argv of commands) expect(() => limitsOf(argv, 'changes'), name).not.toThrow();
          const kind = step.kind === 'edit' ? step.path.split('/').slice(0, 3).join('/') : step.argv[0];
          kinds.set(String(kind), (kinds.get(String(kind)) ?? 0) + 1);
        }
    }
    // Otherwise nothing was held against the lists.
    const seen = [
      ...['/etc/default', '/etc/kernel', '/etc/modprobe.d', '/etc/modules', '/etc/modules-load.d'],
      ...['/etc/systemd', '/etc/udev', '/var/lib'],
      ...['kernel-install', 'mdevctl', 'modprobe', 'proxmox-boot-tool', 'qm', 'systemctl', 'udevadm'],
      ...['update-grub', 'update-initramfs', 'virsh'],
    ];
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(seen));
  },
);

describe('a command that no plan holds', () => {
  const grub = ['update-grub'];
  const unit = `fngvt-vgpu-${uuid}.service`;
  const attach = (vm: string, file: string): RunStep['argv'] =>
    virsh('attach-device', '--domain', vm, '--file', file, '--config');
  const device = `/var/lib/fngvt/vm/${uuid}.device.xml`;
  test.each<[string, readonly string[], readonly string[] | null]>([
    ['a shell', ['sh', '-c', 'true'], null],
    ['none', [], null],
    ['a program by its path', ['/tmp/update-grub'], ['/tmp/update-grub']],
    ['an argument more', ['update-grub', '-o'], grub],
    ['no way back where there is one', grub, null],
    ['the way back of another', grub, ['update-initramfs', '-u', '-k', 'all']],
    ['a shell as its way back', grub, ['sh', '-c', 'true']],
    ['an option for a module', ['modprobe', '-r'], null],
    ['a module by its path', ['modprobe', '../x'], null],
    ['a unit of somebody else', ['systemctl', 'start', 'ssh.service'], ['systemctl', 'stop', 'ssh.service']],
    ['two units', ['systemctl', 'start', unit], ['systemctl', 'stop', 'fngvt-functions.service']],
    ['a kernel of another name', ['kernel-install', 'add', '6.1', '/boot/vmlinuz-6.2'], null],
    ['a file that is none of ours', attach('x', '/etc/shadow'), virsh('define', '--file', '/etc/shadow')],
    ['a definition from elsewhere', attach('x', device), virsh('define', '--file', '/tmp/x.xml')],
    ['two VMs', attach('x', device), attach('y', device)],
    ['a line break in a name', attach('x\ny', device), attach('x\ny', device)],
    [
      'an option of qm',
      ['qm', 'set', '100', '--hookscript', 'x'],
      ['qm', 'set', '100', '--delete', 'hookscript'],
    ],
    ['another connection', ['virsh', '-c', 'qemu+ssh://x/system', 'define', '--file', device], null],
  ])('%s', (_, argv, undo) => {
    expect(isKnownCommand(argv, undo)).toBe(false);
  });
});

describe('a place at which no plan changes anything', () => {
  test.each([
    '/etc/passwd',
    '/etc/default/grub.d/x',
    '/etc/default/grub.d/a/b.cfg',
    '/etc/modprobe.d/x.conf.d/y.conf',
    '/etc/systemd/system/ssh.service',
    '/etc/systemd/system/fngvt-vgpu-x.service',
    '/etc/udev/rules.d/99-x.rules',
    '/var/lib/fngvt/journal/20260102-030405.json',
    '/var/lib/fngvt/vm/a/b.device.xml',
    '/boot/grub/grub.cfg',
    '/etc/modules\n',
  ])('%j', path => {
    expect(isEdited(path)).toBe(false);
  });
});
