import type { Step } from '../change/plan.ts';
import { virsh } from '../facts/libvirt.ts';
import { mdevNodeDevice } from '../formats/device-xml.ts';
import { isAtLeast } from '../values/version.ts';
import { autostartRule, ownRule, packagedRules } from './autostart-rule.ts';
import { usualType } from './fit.ts';
import { edit, proposal, refusal, run, textOf, type Files, type Note, type Proposal } from './proposal.ts';
import type { Room } from './room.ts';
import type { Scene } from './scene.ts';
import { unitPath, vgpuUnit, vgpuUnitText } from './units.ts';
import { hindranceOf, nodeDeviceName, nodedev, wayOf } from './way.ts';

/** A vGPU that is wished for. */
export interface VgpuWish {
  readonly uuid: string;
  /** Its full name; undefined: the usual one of those that fit. */
  readonly type: string | undefined;
  /** It comes back at every boot. */
  readonly autostart: boolean;
}

/** Where the XML lies that libvirt is given. */
const deviceFile = (uuid: string): string => `/var/lib/fngvt/vgpu/${uuid}.xml`;

/** The files that a plan of this vGPU may edit. */
export const filesOfVgpu = (uuid: string): readonly string[] => [
  deviceFile(uuid),
  unitPath(vgpuUnit(uuid)),
  ownRule,
  ...packagedRules,
];

/** Makes a vGPU that lasts, and starts it. */
export function planCreate(scene: Scene, room: Room | undefined, wish: VgpuWish, files: Files): Proposal {
  const no = hindrance(scene, room);
  if (no !== undefined || room === undefined) return no ?? refusal('no-gpu');
  if (scene.vgpus.some(vgpu => vgpu.uuid === wish.uuid)) return refusal('uuid-taken', { uuid: wish.uuid });
  const type = wish.type ?? usualType(room);
  if (type === undefined) return refusal('no-room', { gpu: room.gpu });
  const available = room.types.find(one => one.name === type)?.available ?? null;
  if (available === null) return refusal('room-unread', { type });
  if (available < 1) return refusal('no-room-for-type', { type, gpu: room.gpu });
  const way = wayOf(scene);
  if (way === 'unknown' || way === 'silent') return hindranceOf(way) ?? refusal('way-unread');
  if (way === 'none') return refusal('nothing-keeps-it');
  const made = { uuid: wish.uuid, parent: room.gpu, type, autostart: wish.autostart };
  const steps = { libvirt: byLibvirt, mdevctl: byMdevctl, unit: byUnit }[way](scene, made, files);
  return proposal(steps, notesOf(wish.autostart));
}

/** Why no vGPU can be made at all. */
function hindrance({ book }: Scene, room: Room | undefined): Proposal | undefined {
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

function byLibvirt(scene: Scene, { uuid, parent, type, autostart }: Made, files: Files): readonly Step[] {
  const name = nodeDeviceName(scene, uuid, parent);
  const path = deviceFile(uuid);
  const hasAutostart = isAtLeast(scene.libvirt.version ?? '', '7.8.0') !== false;
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
          ...autostartRule(scene, files),
        ]
      : []),
    run(nodedev('start', name), nodedev('destroy', name)),
  ];
}

/** mdevctl(8). */
function byMdevctl(scene: Scene, { uuid, parent, type, autostart }: Made, files: Files): readonly Step[] {
  return [
    run(defineByMdevctl({ uuid, parent, type, autostart }), [
      'mdevctl',
      'undefine',
      '--uuid',
      uuid,
      '--parent',
      parent,
    ]),
    ...(autostart ? autostartRule(scene, files) : []),
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

function byUnit(_: Scene, { uuid, parent, type, autostart }: Made, files: Files): readonly Step[] {
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
