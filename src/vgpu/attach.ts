import { virsh } from '../formats/virsh.ts';
import { mdevHostdev, pciHostdev } from '../formats/device-xml.ts';
import { withDevice } from '../formats/domain-edit.ts';
import type { Step } from '../change/plan.ts';
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
import type { LibvirtOwn, Vm } from './vm-inventory.ts';

/** How a vGPU is to be put in. */
export interface AttachWish {
  /** The VM's own console shows the vGPU's picture. */
  readonly display: boolean;
  /** An option ROM. */
  readonly rom?: string;
}

/** What is put in: a vGPU that exists or will by the steps before, or a virtual function. */
export type Device =
  | { readonly kind: 'vgpu'; readonly uuid: string; readonly isActive: boolean; readonly returns: boolean }
  | { readonly kind: 'function'; readonly address: string };

/** Where the device lies that virsh is given, and the definition as it was. A domain's UUID is no path. */
const folder = '/var/lib/fngvt/vm';
export const deviceFileOf = (vm: Vm): string => `${folder}/${vm.uuid ?? vm.name}.device.xml`;
export const savedFileOf = (vm: Vm): string => `${folder}/${vm.uuid ?? vm.name}.before.xml`;

export const filesOfVm = (vm: Vm): readonly string[] =>
  vm.manager === 'libvirt' ? [deviceFileOf(vm), savedFileOf(vm)] : [];

/** A virtual function that no VM has and the host does not hold. */
export function functionFor(room: GpuInventory): string | undefined {
  return room.functions.find(
    one => one.usedBy.length === 0 && (one.driver === null || one.driver === 'vfio-pci'),
  )?.address;
}

/** Puts a device into the definition of a libvirt VM; it has it from its next cold start. */
export function planAttach(
  inventory: VgpuInventory,
  vm: Vm,
  device: Device,
  wish: AttachWish,
  files: HostFiles,
  before: readonly Step[] = [],
): VgpuProposal {
  const { own } = vm;
  if (own.manager !== 'libvirt') throw new Error(`${vm.name}: no domain of libvirt`);
  const isThere =
    device.kind === 'vgpu' ? vm.mdevs.includes(device.uuid) : vm.pciDevices.includes(device.address);
  const id = device.kind === 'vgpu' ? device.uuid : device.address;
  if (isThere) return proposal([], [{ note: 'already-attached', details: { vm: vm.name, device: id } }]);
  const no = hindrance(inventory, vm, own, device, wish);
  if (no !== undefined) return no;
  const xml =
    device.kind === 'vgpu'
      ? mdevHostdev({
          uuid: device.uuid,
          display: wish.display,
          // A picture before the guest's driver runs; QEMU shows it only by the display.
          ramfb: wish.display,
          ...(wish.rom === undefined ? {} : { rom: wish.rom }),
        })
      : pciHostdev(device.address);
  const after = withDevice(own.definition, xml);
  if (after === undefined) return refusal('vm-unread', { vm: vm.name });
  return proposal(
    [
      ...before,
      ...definitionSteps(vm, own, { id, xml: `${xml}\n` }, ['attach-device', 'detach-device'], files),
    ],
    notesOf(inventory, vm, own, device),
    [{ name: vm.name, before: own.definition, after }],
  );
}

/**
 * Changes the definition by one device. virsh checks that alone: a definition that fails libvirt's own schema elsewhere (fnOS's
 * `<graphics>`) is neither refused nor rewritten, as `virsh edit` would. Undo gives libvirt the definition of before; one with the
 * password of a console is kept nowhere, there the device alone is taken back. What undo must know to leave later edits alone goes with it.
 */
export function definitionSteps(
  vm: Vm,
  own: LibvirtOwn,
  device: { readonly id: string; readonly xml: string },
  [verb, back]: readonly ['attach-device', 'detach-device'] | readonly ['detach-device', 'attach-device'],
  files: HostFiles,
): readonly Step[] {
  const [path, saved] = [deviceFileOf(vm), savedFileOf(vm)];
  const isWhole = own.hasSecrets === false;
  const change = (what: string): readonly string[] =>
    virsh(what, '--domain', vm.name, '--file', path, '--config');
  return [
    edit(path, textOf(files, path), device.xml, '0600'),
    ...(isWhole ? [edit(saved, textOf(files, saved), own.definition, '0600')] : []),
    {
      ...run(change(verb), isWhole ? virsh('define', '--file', saved) : change(back)),
      definition: {
        domain: vm.uuid ?? vm.name,
        name: vm.name,
        device: device.id,
        isWhole,
        before: own.definition,
      },
    },
  ];
}

function hindrance(
  inventory: VgpuInventory,
  vm: Vm,
  own: LibvirtOwn,
  device: Device,
  wish: AttachWish,
): VgpuProposal | undefined {
  const at = { vm: vm.name };
  if (own.isPersistent === false) return refusal('vm-transient', at);
  if (own.hasManagedSave === true) return refusal('vm-saved', at);
  const whole = inventory.gpus.find(room => vm.pciDevices.includes(room.gpu));
  if (whole !== undefined) return refusal('vm-takes-gpu', { ...at, gpu: whole.gpu });
  if (device.kind === 'vgpu') {
    const [other] = vm.mdevs;
    if (other !== undefined) return refusal('vm-has-vgpu', { ...at, uuid: other });
    const user = inventory.vms.vms.find(one => one.mdevs.includes(device.uuid));
    if (user !== undefined) return refusal('vgpu-in-other-vm', { uuid: device.uuid, vm: user.name });
  } else {
    const user = inventory.vms.vms.find(one => one.pciDevices.includes(device.address));
    if (user !== undefined)
      return refusal('function-in-other-vm', { function: device.address, vm: user.name });
  }
  if (wish.display && !own.hasGraphics) return refusal('display-needs-console', at);
  if (wish.display && !own.hasOpenGl) return refusal('display-needs-opengl', at);
  return undefined;
}

function notesOf({ book }: VgpuInventory, vm: Vm, own: LibvirtOwn, device: Device): readonly Note[] {
  const at = { vm: vm.name };
  const notes: (Note | false)[] = [
    own.hasSecrets !== false && { note: 'undo-keeps-port', details: at },
    vm.state !== 'off' && { note: 'cold-start', details: at },
    { note: 'enable-remote' },
    { note: 'host-monitor' },
    device.kind === 'vgpu' && !device.isActive && { note: 'vgpu-inactive', details: { uuid: device.uuid } },
    device.kind === 'vgpu' && !device.returns && { note: 'vgpu-vanishes', details: { uuid: device.uuid } },
    vm.videos.length > 0 && { note: 'second-card', details: { model: vm.videos.join(', ') } },
    vm.firmware === 'uefi' && device.kind === 'vgpu' && { note: 'no-boot-picture' },
    own.asksXVga && { note: 'x-vga', details: at },
    own.hidesHypervisor && { note: 'hidden-hypervisor', details: at },
    own.hardLimitMib !== null &&
      vm.memoryMib !== null &&
      own.hardLimitMib < vm.memoryMib + 1024 && {
        note: 'hard-limit',
        details: { limit: String(own.hardLimitMib), memory: String(vm.memoryMib) },
      },
    vm.memoryMib !== null && { note: 'memory-pinned', details: { memory: String(vm.memoryMib) } },
    book.value('host/platform') === 'fnos' && { note: 'fnos-rewrites', details: at },
  ];
  return notes.filter(note => note !== false);
}
