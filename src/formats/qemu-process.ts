/** A running QEMU, by the arguments that libvirt or Proxmox started it with. */
export interface QemuProcess {
  /** The VM: libvirt's name, or the number of Proxmox. */
  readonly vm: string | null;
  /** UUIDs of the mediated devices among its arguments. */
  readonly mdevs: readonly string[];
}

/**
 * /proc/PID/cmdline: arguments that end in a zero byte. libvirt writes `-name guest=NAME,…` with commas doubled
 * (`qemuBuildNameCommandLine()`), Proxmox `-id VMID`. undefined where it is no QEMU.
 */
export function parseQemuCmdline(text: string): QemuProcess | undefined {
  const args = text.split('\0');
  const program = args[0]?.split('/').at(-1) ?? '';
  if (!/^(?:qemu-system-\w+|qemu-kvm|kvm)$/u.test(program)) return undefined;
  const after = (flag: string): string | undefined => {
    const at = args.indexOf(flag);
    return at === -1 ? undefined : args[at + 1];
  };
  const guest = /^(?:guest=)((?:[^,]|,,)*)/u.exec(after('-name') ?? '')?.[1]?.replaceAll(',,', ',');
  return {
    vm: after('-id') ?? guest ?? null,
    mdevs: [
      ...text.matchAll(
        /\/sys\/(?:bus\/mdev\/devices|devices\/[^,"\0]{1,200})\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/giu,
      ),
    ].map(match => (match[1] ?? '').toLowerCase()),
  };
}
