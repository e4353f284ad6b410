import { usualType } from './fit.ts';
import { proposal, refusal, run, type Note, type VgpuProposal } from './vgpu-proposal.ts';
import type { GpuInventory } from './gpu-inventory.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';
import type { Vm } from './vm-inventory.ts';

/**
 * Gives a VM of Proxmox a `hostpciN` line: Proxmox makes the vGPU when the VM starts (qm(1), "PCI passthrough"). The GPU is named with its
 * function; all functions of a slot can't be mediated (qemu-server, PVE/QemuServer/PCI.pm).
 */
export function planProxmoxAttach(
  { book }: VgpuInventory,
  vm: Vm,
  room: GpuInventory,
  wanted: string | undefined,
): VgpuProposal {
  if (vm.own.manager !== 'proxmox') throw new Error(`${vm.name}: no VM of Proxmox`);
  const at = { vm: vm.name };
  if (vm.own.isTemplate) return refusal('vm-is-template', at);
  if (vm.own.freeIndex === null) return refusal('vm-full', at);
  const has = vm.own.hostpci.find(line => line.type !== null)?.type ?? undefined;
  if (has !== undefined) {
    return has === wanted || wanted === undefined
      ? proposal([], [{ note: 'already-attached', details: { ...at, device: has } }])
      : refusal('vm-has-type', { ...at, type: has });
  }
  if (takesWhole(vm, room.gpu)) return refusal('vm-takes-gpu', { ...at, gpu: room.gpu });
  const none = whyNone(room, book);
  if (none !== undefined) return refusal(none, { gpu: room.gpu });
  const type = wanted ?? usualType(room);
  if (type === undefined) return refusal('no-room', { gpu: room.gpu });
  const available = room.types.find(one => one.name === type)?.available ?? null;
  return proposal(
    [setLine(vm, vm.own.freeIndex, `${room.gpu},mdev=${type}`)],
    notesOf(vm, [available === 0 && { note: 'room-at-start', details: { type } }]),
  );
}

/** Does the VM have this GPU itself, by its address or with all functions of its slot? */
function takesWhole({ pciDevices }: Vm, gpu: string): boolean {
  return pciDevices.includes(gpu) || pciDevices.includes(gpu.replace(/\.\d$/u, ''));
}

/** Why no vGPU can be made of any type; undefined where nothing speaks against it. */
function whyNone(
  { gpu, types, areTypesKnown }: GpuInventory,
  book: VgpuInventory['book'],
): string | undefined {
  if (types.length === 0) return areTypesKnown ? 'not-ready' : 'types-unread';
  return book.value('gpu/hidden-memory', gpu) === false ? 'no-hidden-memory' : undefined;
}

/** The same with a virtual function; never the physical one. */
export function planProxmoxFunction({ vms }: VgpuInventory, vm: Vm, address: string): VgpuProposal {
  if (vm.own.manager !== 'proxmox') throw new Error(`${vm.name}: no VM of Proxmox`);
  if (vm.own.isTemplate) return refusal('vm-is-template', { vm: vm.name });
  if (vm.own.freeIndex === null) return refusal('vm-full', { vm: vm.name });
  if (vm.pciDevices.includes(address))
    return proposal([], [{ note: 'already-attached', details: { vm: vm.name, device: address } }]);
  const user = vms.vms.find(one => one.pciDevices.includes(address));
  if (user !== undefined) return refusal('function-in-other-vm', { function: address, vm: user.name });
  // A PCI Express port exists on q35 alone.
  const value = vm.machine === 'q35' ? `${address},pcie=1` : address;
  return proposal([setLine(vm, vm.own.freeIndex, value)], notesOf(vm, []));
}

function setLine(vm: Vm, index: number, value: string): ReturnType<typeof run> {
  const key = `hostpci${index}`;
  return run(['qm', 'set', vm.name, `--${key}`, value], ['qm', 'set', vm.name, '--delete', key]);
}

function notesOf(vm: Vm, more: readonly (Note | false)[]): readonly Note[] {
  const notes: (Note | false)[] = [
    vm.state !== 'off' && { note: 'cold-start', details: { vm: vm.name } },
    { note: 'enable-remote' },
    { note: 'host-monitor' },
    vm.videos.length > 0 && { note: 'second-card', details: { model: vm.videos.join(', ') } },
    vm.firmware === 'uefi' && { note: 'no-boot-picture' },
    vm.memoryMib !== null && { note: 'memory-pinned', details: { memory: String(vm.memoryMib) } },
    ...more,
  ];
  return notes.filter(note => note !== false);
}
