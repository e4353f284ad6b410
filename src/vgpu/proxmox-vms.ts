import { freeHostPci, parseProxmoxCard } from '../formats/proxmox-card.ts';
import type { Host, Withheld } from '../host/reader.ts';
import type { Vm } from './vm-inventory.ts';

const folder = '/etc/pve/qemu-server';

/** VMs of this node of Proxmox VE: one file each, qm.conf(5). undefined: this is no Proxmox. */
export async function proxmoxVms(
  host: Host,
): Promise<{ readonly vms: readonly Vm[]; readonly missing: Withheld | null } | undefined> {
  const listed = await host.list(folder);
  if (listed.state === 'absent') return undefined;
  // Nobody asked: a host that is no Proxmox was not asked either.
  if (listed.state === 'withheld')
    return listed.why === 'not captured' ? undefined : { vms: [], missing: listed.why };
  const ids = listed.value.flatMap(name => /^(\d{1,10})\.conf$/u.exec(name)?.[1] ?? []);
  const vms = await Promise.all(ids.map(id => proxmoxVm(host, id)));
  const found = vms.filter(vm => vm !== undefined);
  return { vms: found, missing: found.length < vms.length ? 'denied' : null };
}

/** A VM's state by what was read of its PID file. */
const states = { present: 'running', absent: 'off', withheld: null } as const;

export async function proxmoxVm(host: Host, id: string): Promise<Vm | undefined> {
  const source = `${folder}/${id}.conf`;
  const [text, pid] = await Promise.all([host.read(source), host.stat(`/run/qemu-server/${id}.pid`)]);
  if (text.state !== 'present') return undefined;
  const card = parseProxmoxCard(text.value);
  return {
    manager: 'proxmox',
    name: id,
    uuid: null,
    title: card.name,
    description: card.description,
    state: states[pid.state],
    autostart: card.autostart,
    memoryMib: card.memoryMib,
    cpus: card.cpus,
    machine: card.machine,
    firmware: card.firmware,
    guest: card.guest,
    disks: card.disks.map(({ key, volume }) => ({
      device: key,
      source: volume === 'none' || volume === '' ? null : volume,
    })),
    networks: card.networks,
    videos: card.video === null ? [] : [card.video],
    mdevs: card.hostpci.flatMap(device => (device.mdev === null ? [] : [proxmoxUuid(device.index, id)])),
    mdevTypes: card.hostpci.flatMap(device => device.mdev ?? []),
    pciDevices: card.hostpci.flatMap(device =>
      device.mdev === null && device.address !== null ? [device.address] : [],
    ),
    source,
    own: {
      manager: 'proxmox',
      freeIndex: freeHostPci(card) ?? null,
      hostpci: card.hostpci.map(device => ({
        key: `hostpci${device.index}`,
        value: card.hostpciLines.get(`hostpci${device.index}`) ?? '',
        address: device.address,
        type: device.mdev,
      })),
      isTemplate: card.isTemplate,
      hasPending: card.hasPending,
    },
  };
}

/** The UUID that Proxmox gives to the vGPU it makes: `generate_mdev_uuid()` in qemu-server's PVE/QemuServer/PCI.pm. */
function proxmoxUuid(index: number, id: string): string {
  return `${String(index).padStart(8, '0')}-0000-0000-0000-${id.padStart(12, '0')}`;
}
