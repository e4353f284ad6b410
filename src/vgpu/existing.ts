import type { Step } from '../change/plan.ts';
import { unitPath, vgpuUnit } from '../values/vgpu-unit.ts';
import { ownRule, packagedRules } from './autostart-rule.ts';
import { defineByMdevctl } from './create.ts';
import type { Holder } from './holders.ts';
import { edit, proposal, refusal, run, textOf, type HostFiles, type VgpuProposal } from './vgpu-proposal.ts';
import type { VgpuDevice } from './gpu-inventory.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';
import { hindranceOf, nodeDeviceName, nodedev, persistenceOf } from './persistence.ts';

/** The files that a plan about an existing vGPU may edit. */
export const filesOfExisting = (uuid: string): readonly string[] => [
  `/var/lib/fngvt/vgpu/${uuid}.xml`,
  unitPath(vgpuUnit(uuid)),
  ownRule,
  ...packagedRules,
];

/** Starts a vGPU that is defined. */
export function planStart(inventory: VgpuInventory, uuid: string, files: HostFiles): VgpuProposal {
  const unit = vgpuUnit(uuid);
  const vgpu = inventory.vgpus.find(one => one.uuid === uuid);
  if (vgpu?.isActive === true) return proposal([], [{ note: 'already-active', details: { uuid } }]);
  if (textOf(files, unitPath(unit)) !== null) {
    return proposal([run(['systemctl', 'start', unit], ['systemctl', 'stop', unit])]);
  }
  if (vgpu === undefined) return refusal('vgpu-unknown', { uuid });
  if (vgpu.isActive === null || vgpu.isDefined !== true || vgpu.parent === null)
    return refusal('vgpu-unread', { uuid });
  const room = inventory.gpus.find(one => one.gpu === vgpu.parent);
  const available = room?.types.find(type => type.name === vgpu.type)?.available ?? null;
  if (room === undefined || room.types.length === 0) return refusal('not-ready', { gpu: vgpu.parent });
  if (available === 0) return refusal('no-room-for-type', { type: vgpu.type ?? '', gpu: room.gpu });
  const way = persistenceOf(inventory);
  if (way === 'libvirt') {
    const name = nodeDeviceName(inventory, uuid, vgpu.parent);
    return proposal([run(nodedev('start', name), nodedev('destroy', name))]);
  }
  if (way === 'mdevctl')
    return proposal([run(['mdevctl', 'start', '--uuid', uuid], ['mdevctl', 'stop', '--uuid', uuid])]);
  return hindranceOf(way) ?? refusal('way-unread');
}

/** Stops a vGPU and forgets its definition; never while anything holds it, or a VM would miss it. */
export function planRemove(
  inventory: VgpuInventory,
  uuid: string,
  files: HostFiles,
  holders: readonly Holder[] | null,
): VgpuProposal {
  const vgpu = inventory.vgpus.find(one => one.uuid === uuid);
  const unit = vgpuUnit(uuid);
  const unitText = textOf(files, unitPath(unit));
  if (vgpu === undefined && unitText === null) return refusal('vgpu-unknown', { uuid });
  const no = inUse(inventory, uuid, vgpu, holders);
  if (no !== undefined) return no;
  if (unitText !== null) return proposal(unitSteps(unit, unitText));
  return vgpu === undefined ? refusal('vgpu-unknown', { uuid }) : definedSteps(inventory, vgpu, files);
}

/** Whose the vGPU is, or why that can't be told. `holders`: who has it open; null: that could not be read. */
function inUse(
  { vms }: VgpuInventory,
  uuid: string,
  vgpu: VgpuDevice | undefined,
  holders: readonly Holder[] | null,
): VgpuProposal | undefined {
  const names = vgpu?.usedBy.map(vm => vm.name) ?? [];
  if (names.length > 0) return refusal('vgpu-in-vm', { uuid, vms: names.join(', '), vm: names[0] ?? '' });
  if (vms.missing !== null && vms.missing !== 'not captured')
    return refusal('vms-unread', { why: vms.missing });
  if (vgpu?.isActive !== true) return undefined;
  if (holders === null) return refusal('holders-unread', { uuid });
  const pids = holders.map(holder => String(holder.pid));
  return pids.length > 0 ? refusal('vgpu-held', { uuid, pids: pids.join(', ') }) : undefined;
}

function unitSteps(unit: string, text: string): readonly Step[] {
  return [
    run(['systemctl', 'stop', unit], ['systemctl', 'start', unit]),
    run(['systemctl', 'disable', unit], ['systemctl', 'enable', unit]),
    edit(unitPath(unit), text, null),
    run(['systemctl', 'daemon-reload'], ['systemctl', 'daemon-reload']),
  ];
}

function definedSteps(inventory: VgpuInventory, vgpu: VgpuDevice, files: HostFiles): VgpuProposal {
  const { uuid, parent, type, isActive, isDefined } = vgpu;
  if (parent === null || type === null || isActive === null || isDefined === null)
    return refusal('vgpu-unread', { uuid });
  const way = persistenceOf(inventory);
  const known = { ...vgpu, parent, type, isActive, isDefined };
  const xml = `/var/lib/fngvt/vgpu/${uuid}.xml`;
  const own = textOf(files, xml);
  const tidy = own === null ? [] : [edit(xml, own, null)];
  if (way === 'libvirt') return proposal([...goneByLibvirt(inventory, known), ...tidy]);
  if (way === 'mdevctl') return proposal([...goneByMdevctl(known), ...tidy]);
  return hindranceOf(way) ?? refusal('not-ours', { uuid });
}

/** A vGPU of which all is known that taking it away needs. */
interface KnownVgpu extends VgpuDevice {
  readonly parent: string;
  readonly type: string;
  readonly isActive: boolean;
  readonly isDefined: boolean;
}

function goneByLibvirt(inventory: VgpuInventory, vgpu: KnownVgpu): readonly Step[] {
  const { uuid, parent, type, isActive, isDefined } = vgpu;
  const name = nodeDeviceName(inventory, uuid, parent);
  // libvirt's own start knows only what is defined.
  const again = isDefined
    ? nodedev('start', name)
    : ['mdevctl', 'start', '--uuid', uuid, '--parent', parent, '--type', type];
  return [
    ...(isActive ? [run(nodedev('destroy', name), again)] : []),
    // libvirt sees what mdevctl defines: it watches /etc/mdevctl.d since 7.3.
    ...(isDefined ? [run(nodedev('undefine', name), defineAgain(vgpu))] : []),
  ];
}

function goneByMdevctl(vgpu: KnownVgpu): readonly Step[] {
  const { uuid, parent, type, isActive, isDefined } = vgpu;
  const named = isDefined ? [] : ['--parent', parent, '--type', type];
  const again = ['mdevctl', 'start', '--uuid', uuid, ...named];
  const undefine = ['mdevctl', 'undefine', '--uuid', uuid, '--parent', parent];
  return [
    ...(isActive ? [run(['mdevctl', 'stop', '--uuid', uuid], again)] : []),
    ...(isDefined ? [run(undefine, defineAgain(vgpu))] : []),
  ];
}

const defineAgain = ({ uuid, parent, type, autostart }: KnownVgpu): readonly string[] =>
  defineByMdevctl({ uuid, parent, type, autostart: autostart === true });
