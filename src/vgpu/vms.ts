import type { Host } from '../host/reader.ts';
import { libvirtVms, type Libvirt } from './libvirt-state.ts';
import { proxmoxVms } from './proxmox-vms.ts';
import type { Manager, Vm, Vms } from './vm-inventory.ts';

/** All VMs of a host, libvirt's and those of Proxmox, by name. */
export async function readVms(host: Host, libvirt: Libvirt): Promise<Vms> {
  const [own, proxmox] = await Promise.all([
    libvirt.isThere ? libvirtVms(host) : Promise.resolve({ vms: [], missing: libvirt.why }),
    proxmoxVms(host),
  ]);
  const managers: Manager[] = [
    ...(libvirt.isThere ? (['libvirt'] as const) : []),
    ...(proxmox === undefined ? [] : (['proxmox'] as const)),
  ];
  return {
    vms: [...own.vms, ...(proxmox?.vms ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    missing: own.missing ?? proxmox?.missing ?? null,
    managers,
  };
}

/** The VM that a person means: by name, number, UUID or title; `several` where a title fits more than one. */
export function vmBy(vms: readonly Vm[], wanted: string): Vm | 'several' | undefined {
  const text = wanted.trim();
  const exact = vms.filter(vm => vm.name === text || vm.uuid === text.toLowerCase());
  const found = exact.length > 0 ? exact : vms.filter(vm => vm.title === text);
  return found.length > 1 ? 'several' : found[0];
}
