import type { Step } from '../change/plan.ts';
import { mdevNodeDevice } from '../formats/device-xml.ts';
import { virsh } from '../formats/virsh.ts';
import { isAtLeast } from '../values/version.ts';
import { unitPath, vgpuUnit } from '../values/vgpu-unit.ts';
import { autostartRule } from './autostart-rule.ts';
import { defineByMdevctl, deviceFile } from './create.ts';
import type { VgpuDevice } from './gpu-inventory.ts';
import { hindranceOf, nodeDeviceName, nodedev, persistenceOf } from './persistence.ts';
import { vgpuUnitText } from './systemd-units.ts';
import {
  edit,
  proposal,
  refusal,
  run,
  textOf,
  type HostFiles,
  type Note,
  type VgpuProposal,
} from './vgpu-proposal.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';

/**
 * Lets an existing vGPU come back at every boot, or no longer. One that lives in memory alone is defined first; the vGPU itself is not
 * touched, so a VM that uses it goes on.
 */
export function planAutostart(
  inventory: VgpuInventory,
  uuid: string,
  isOn: boolean,
  files: HostFiles,
): VgpuProposal {
  const vgpu = inventory.vgpus.find(one => one.uuid === uuid);
  const unit = vgpuUnit(uuid);
  const known = knownOf(vgpu);
  const notes = notesOf(vgpu, isOn);
  if (textOf(files, unitPath(unit)) !== null) return proposal([switched(unit, isOn)], notes);
  if (inventory.book.value('host/platform') === 'proxmox') return refusal('proxmox-makes');
  if (vgpu === undefined) return refusal('vgpu-unknown', { uuid });
  if (known === undefined) return refusal('vgpu-unread', { uuid });
  if (!isOn && !known.isDefined) return proposal([], [{ note: 'vanishes-anyway', details: { uuid } }]);
  if (known.autostart === isOn && !(isOn && vgpu.autostartWorks === false))
    return proposal([], [{ note: isOn ? 'autostart-is-on' : 'autostart-is-off', details: { uuid } }]);
  const way = persistenceOf(inventory);
  if (way === 'unknown' || way === 'silent') return hindranceOf(way) ?? refusal('way-unread');
  if (way === 'none') return refusal('nothing-keeps-it');
  return proposal(stepsOf[way](inventory, known, isOn, files), notes);
}

/** A vGPU of which all is known that its return depends on. */
interface Known {
  readonly uuid: string;
  readonly parent: string;
  readonly type: string;
  readonly isDefined: boolean;
  readonly autostart: boolean;
}

function knownOf(vgpu: VgpuDevice | undefined): Known | undefined {
  const { uuid, parent, type, isDefined, autostart } = vgpu ?? {};
  if (uuid === undefined || parent == null || type == null || isDefined == null || autostart == null)
    return undefined;
  return { uuid, parent, type, isDefined, autostart };
}

type Way = (inventory: VgpuInventory, vgpu: Known, isOn: boolean, files: HostFiles) => readonly Step[];

const byLibvirt: Way = (inventory, vgpu, isOn, files) => {
  const { uuid, parent, type, isDefined, autostart } = vgpu;
  const name = nodeDeviceName(inventory, uuid, parent);
  const path = deviceFile(uuid);
  const define = [
    edit(path, textOf(files, path), `${mdevNodeDevice({ name, uuid, parent, type })}\n`),
    run(virsh('nodedev-define', '--file', path), nodedev('undefine', name)),
  ];
  // nodedev-autostart came with 7.8.0 (libvirt.org/news.html).
  const hasAutostart = isAtLeast(inventory.libvirt.version ?? '', '7.8.0') !== false;
  const to = (on: boolean): readonly string[] =>
    hasAutostart ? [...nodedev('autostart', name), ...(on ? [] : ['--disable'])] : modified(vgpu, on);
  return [
    ...(isDefined ? [] : define),
    ...(autostart === isOn ? [] : [run(to(isOn), isDefined ? to(!isOn) : null)]),
    ...(isOn ? autostartRule(inventory, files) : []),
  ];
};

const byMdevctl: Way = (inventory, vgpu, isOn, files) => {
  const { uuid, parent, isDefined, autostart } = vgpu;
  const undefine = ['mdevctl', 'undefine', '--uuid', uuid, '--parent', parent];
  const change = isDefined
    ? run(modified(vgpu, isOn), modified(vgpu, !isOn))
    : run(defineByMdevctl({ ...vgpu, autostart: true }), undefine);
  return [...(autostart === isOn ? [] : [change]), ...(isOn ? autostartRule(inventory, files) : [])];
};

/** Without libvirt and mdevctl nothing is defined; the unit finds the vGPU there, or makes it at the next boot. */
const byUnit: Way = (_, { uuid, parent, type }, isOn, files) => {
  const unit = vgpuUnit(uuid);
  const reload = ['systemctl', 'daemon-reload'];
  return [
    edit(unitPath(unit), textOf(files, unitPath(unit)), vgpuUnitText({ uuid, parent, type })),
    run(reload, reload),
    switched(unit, isOn),
  ];
};

const stepsOf = { libvirt: byLibvirt, mdevctl: byMdevctl, unit: byUnit } as const;

/** mdevctl(8), "modify". */
const modified = ({ uuid, parent }: Known, isOn: boolean): readonly string[] => [
  ...['mdevctl', 'modify', '--uuid', uuid, '--parent', parent],
  isOn ? '--auto' : '--manual',
];

const switched = (unit: string, isOn: boolean): Step => {
  const to = (on: boolean): readonly string[] => ['systemctl', on ? 'enable' : 'disable', unit];
  return run(to(isOn), to(!isOn));
};

/** Whose VM does not start after a reboot then. */
function notesOf(vgpu: VgpuDevice | undefined, isOn: boolean): readonly Note[] {
  const user = vgpu?.usedBy[0];
  if (vgpu === undefined) return [];
  if (!isOn)
    return user === undefined ? [] : [{ note: 'vm-misses-it', details: { uuid: vgpu.uuid, vm: user.name } }];
  return vgpu.isActive === true ? [] : [{ note: 'vgpu-inactive', details: { uuid: vgpu.uuid } }];
}
