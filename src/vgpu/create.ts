import type { Step } from '../change/plan.ts';
import { virsh } from '../formats/virsh.ts';
import { mdevNodeDevice } from '../formats/device-xml.ts';
import { isAtLeast } from '../values/version.ts';
import { unitPath, vgpuUnit } from '../values/vgpu-unit.ts';
import { autostartRule, ownRule, packagedRules } from './autostart-rule.ts';
import { usualType } from './fit.ts';
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
import type { GpuInventory } from './gpu-inventory.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';
import { vgpuUnitText } from './systemd-units.ts';
import { hindranceOf, nodeDeviceName, nodedev, persistenceOf } from './persistence.ts';

/** A vGPU that is wished for. */
export interface VgpuWish {
  readonly uuid: string;
  /** Its full name; undefined: the usual one of those that fit. */
  readonly type: string | undefined;
  /** It comes back at every boot. */
  readonly autostart: boolean;
}

/** Where the XML lies that libvirt is given. */
export const deviceFile = (uuid: string): string => `/var/lib/fngvt/vgpu/${uuid}.xml`;

/** The files that a plan of this vGPU may edit. */
export const filesOfVgpu = (uuid: string): readonly string[] => [
  deviceFile(uuid),
  unitPath(vgpuUnit(uuid)),
  ownRule,
  ...packagedRules,
];

/** Makes a vGPU that lasts, and starts it. */
export function planCreate(
  inventory: VgpuInventory,
  room: GpuInventory | undefined,
  wish: VgpuWish,
  files: HostFiles,
): VgpuProposal {
  const no = hindrance(inventory, room);
  if (no !== undefined || room === undefined) return no ?? refusal('no-gpu');
  if (inventory.vgpus.some(vgpu => vgpu.uuid === wish.uuid))
    return refusal('uuid-taken', { uuid: wish.uuid });
  const type = wish.type ?? usualType(room);
  if (type === undefined) return refusal('no-room', { gpu: room.gpu });
  const available = room.types.find(one => one.name === type)?.available ?? null;
  if (available === null) return refusal('room-unread', { type });
  if (available < 1) return refusal('no-room-for-type', { type, gpu: room.gpu });
  const way = persistenceOf(inventory);
  if (way === 'unknown' || way === 'silent') return hindranceOf(way) ?? refusal('way-unread');
  if (way === 'none') return refusal('nothing-keeps-it');
  const made = { uuid: wish.uuid, parent: room.gpu, type, autostart: wish.autostart };
  const steps = { libvirt: byLibvirt, mdevctl: byMdevctl, unit: byUnit }[way](inventory, made, files);
  return proposal(steps, notesOf(wish.autostart));
}

/** Why no vGPU can be made at all. */
function hindrance({ book }: VgpuInventory, room: GpuInventory | undefined): VgpuProposal | undefined {
  if (typeof book.value('host/container') === 'string') return refusal('inside-container');
  if (book.value('host/platform') === 'proxmox' && room?.technology !== 'sr-iov')
    return refusal('proxmox-makes');
  if (room === undefined) return refusal('no-gpu');
  if (room.technology === 'sr-iov') return refusal('functions-instead', { gpu: room.gpu });
  if (!room.areTypesKnown) return refusal('types-unread', { gpu: room.gpu });
  if (room.types.length === 0) return refusal('not-ready', { gpu: room.gpu });
  if (book.value('gpu/hidden-memory', room.gpu) === false)
    return refusal('no-hidden-memory', { gpu: room.gpu });
  return undefined;
}

interface Made {
  readonly uuid: string;
  readonly parent: string;
  readonly type: string;
  readonly autostart: boolean;
}

function byLibvirt(
  inventory: VgpuInventory,
  { uuid, parent, type, autostart }: Made,
  files: HostFiles,
): readonly Step[] {
  const name = nodeDeviceName(inventory, uuid, parent);
  const path = deviceFile(uuid);
  const hasAutostart = isAtLeast(inventory.libvirt.version ?? '', '7.8.0') !== false;
  return [
    edit(path, textOf(files, path), `${mdevNodeDevice({ name, uuid, parent, type })}\n`),
    run(virsh('nodedev-define', '--file', path), nodedev('undefine', name)),
    ...(autostart
      ? [
          // Undefining takes it along.
          run(
            hasAutostart ? nodedev('autostart', name) : ['mdevctl', 'modify', '--uuid', uuid, '--auto'],
            null,
          ),
          ...autostartRule(inventory, files),
        ]
      : []),
    run(nodedev('start', name), nodedev('destroy', name)),
  ];
}

/** mdevctl(8). */
function byMdevctl(
  inventory: VgpuInventory,
  { uuid, parent, type, autostart }: Made,
  files: HostFiles,
): readonly Step[] {
  return [
    run(defineByMdevctl({ uuid, parent, type, autostart }), [
      'mdevctl',
      'undefine',
      '--uuid',
      uuid,
      '--parent',
      parent,
    ]),
    ...(autostart ? autostartRule(inventory, files) : []),
    run(['mdevctl', 'start', '--uuid', uuid], ['mdevctl', 'stop', '--uuid', uuid]),
  ];
}

export const defineByMdevctl = ({ uuid, parent, type, autostart }: Made): readonly string[] => [
  'mdevctl',
  'define',
  '--uuid',
  uuid,
  '--parent',
  parent,
  '--type',
  type,
  ...(autostart ? ['--auto'] : []),
];

function byUnit(
  _: VgpuInventory,
  { uuid, parent, type, autostart }: Made,
  files: HostFiles,
): readonly Step[] {
  const unit = vgpuUnit(uuid);
  return [
    edit(unitPath(unit), textOf(files, unitPath(unit)), vgpuUnitText({ uuid, parent, type })),
    run(['systemctl', 'daemon-reload'], ['systemctl', 'daemon-reload']),
    ...(autostart ? [run(['systemctl', 'enable', unit], ['systemctl', 'disable', unit])] : []),
    run(['systemctl', 'start', unit], ['systemctl', 'stop', unit]),
  ];
}

function notesOf(autostart: boolean): readonly Note[] {
  return [{ note: 'quota' }, ...(autostart ? [] : [{ note: 'no-autostart' }])];
}
