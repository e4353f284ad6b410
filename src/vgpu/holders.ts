import { parseQemuCmdline } from '../formats/qemu-process.ts';
import type { Host } from '../host/reader.ts';

/** A process that holds a vGPU. */
export interface Holder {
  readonly pid: number;
  /** The VM, where it is a QEMU that libvirt or Proxmox started; null: another program, or no name. */
  readonly vm: string | null;
  /** It has a device node of it open; otherwise only its arguments name the vGPU. */
  readonly hasNode: boolean;
}

/**
 * Who holds a vGPU or a virtual function: processes that have its device node open, or the QEMU whose arguments name it. null: the processes
 * of others could not be looked at, which needs root.
 */
export async function readHolders(
  host: Host,
  { device, group }: { readonly device: string; readonly group: string | null },
): Promise<readonly Holder[] | null> {
  const nodes = await nodesOf(host, device, group);
  const listed = await host.list('/proc');
  if (listed.state !== 'present') return null;
  const pids = listed.value.filter(name => /^\d+$/u.test(name));
  const found = await Promise.all(pids.map(pid => look(host, pid, device, nodes.known)));
  if (found.includes('denied')) return null;
  const holders = found.filter(holder => holder !== undefined && holder !== 'denied');
  // A QEMU that names it may hold it by a node that was not told.
  return nodes.areAll || holders.every(holder => holder.hasNode) ? holders : null;
}

/**
 * The device nodes by which it can be held: the group's (Documentation/driver-api/vfio.rst), and since 6.6, where the kernel has
 * VFIO_DEVICE_CDEV, the device's own, which a QEMU with IOMMUFD opens in its place
 * (Documentation/ABI/testing/sysfs-devices-vfio-dev).
 */
async function nodesOf(
  host: Host,
  device: string,
  group: string | null,
): Promise<{ readonly known: ReadonlySet<string>; readonly areAll: boolean }> {
  const bus = device.includes(':') ? 'pci' : 'mdev';
  const own = await host.list(`/sys/bus/${bus}/devices/${device}/vfio-dev`);
  const names = own.state === 'present' ? own.value.filter(name => /^vfio\d+$/u.test(name)) : [];
  const known = [
    ...(group === null ? [] : [`/dev/vfio/${group}`]),
    ...names.map(name => `/dev/vfio/devices/${name}`),
  ];
  return { known: new Set(known), areAll: own.state !== 'withheld' };
}

async function look(
  host: Host,
  pid: string,
  device: string,
  nodes: ReadonlySet<string>,
): Promise<Holder | 'denied' | undefined> {
  const [cmdline, fds] = await Promise.all([host.read(`/proc/${pid}/cmdline`), host.list(`/proc/${pid}/fd`)]);
  // A process that ended meanwhile holds nothing.
  if (fds.state === 'absent' || cmdline.state !== 'present') return undefined;
  if (fds.state === 'withheld') return fds.why === 'denied' ? 'denied' : undefined;
  const qemu = parseQemuCmdline(cmdline.value);
  const hasNode =
    nodes.size > 0 &&
    (await Promise.all(fds.value.map(fd => host.link(`/proc/${pid}/fd/${fd}`)))).some(
      link => link.state === 'present' && nodes.has(link.value),
    );
  if (!hasNode && qemu?.mdevs.includes(device) !== true) return undefined;
  return { pid: Number(pid), vm: qemu?.vm ?? null, hasNode };
}
