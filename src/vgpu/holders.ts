import { parseQemuCmdline } from '../formats/qemu-process.ts';
import type { Host } from '../host/host.ts';

/** A process that holds a vGPU. */
export interface Holder {
  readonly pid: number;
  /** The VM, where it is a QEMU that libvirt or Proxmox started; null: another program, or no name. */
  readonly vm: string | null;
  /** It has the group's device node open; otherwise only its arguments name the vGPU. */
  readonly hasNode: boolean;
}

/**
 * Who holds a vGPU: processes that have `/dev/vfio/GROUP` open (Documentation/driver-api/vfio.rst), or the QEMU whose arguments name it. null:
 * the processes of others could not be looked at, which needs root.
 */
export async function readHolders(
  host: Host,
  { uuid, group }: { readonly uuid: string; readonly group: string | null },
): Promise<readonly Holder[] | null> {
  const listed = await host.list('/proc');
  if (listed.state !== 'present') return null;
  const pids = listed.value.filter(name => /^\d+$/u.test(name));
  const found = await Promise.all(pids.map(pid => look(host, pid, uuid, group)));
  if (found.includes('denied')) return null;
  return found.filter(holder => holder !== undefined && holder !== 'denied');
}

async function look(
  host: Host,
  pid: string,
  uuid: string,
  group: string | null,
): Promise<Holder | 'denied' | undefined> {
  const [cmdline, fds] = await Promise.all([host.read(`/proc/${pid}/cmdline`), host.list(`/proc/${pid}/fd`)]);
  // A process that ended meanwhile holds nothing.
  if (fds.state === 'absent' || cmdline.state !== 'present') return undefined;
  if (fds.state === 'withheld') return fds.why === 'denied' ? 'denied' : undefined;
  const qemu = parseQemuCmdline(cmdline.value);
  const hasNode =
    group !== null &&
    (await Promise.all(fds.value.map(fd => host.link(`/proc/${pid}/fd/${fd}`)))).some(
      link => link.state === 'present' && link.value === `/dev/vfio/${group}`,
    );
  if (!hasNode && qemu?.mdevs.includes(uuid) !== true) return undefined;
  return { pid: Number(pid), vm: qemu?.vm ?? null, hasNode };
}
