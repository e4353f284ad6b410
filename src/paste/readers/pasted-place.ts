import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { programOf, type Reader } from './paste-reader.ts';

/** Where a session was typed: in a container, in a virtual machine. What the host says by its files, a thread says by what programs print. */
export const readPlace: Reader = (exchange, draft) => {
  if (programOf(exchange) === 'systemd-detect-virt') readDetected(exchange.lines[0]?.trim() ?? '', draft);
  for (const raw of exchange.lines) {
    const line = raw.trim();
    // grub-probe on the file system of a container (grub-core/osdep/unix/getroot.c).
    if (/^\S{0,20}grub-probe: error: failed to get canonical path of .overlay/u.test(line)) inDocker(draft);
    // QEMU's own display adapter (pci-ids.rst of QEMU), and lscpu's name for who runs us.
    if (
      /\[1234:1111\]/u.test(line) ||
      /^(?:Hypervisor vendor|超管理器厂商|虚拟机管理程序厂商)[:：]\s*\S/u.test(line)
    )
      inGuest(draft);
  }
};

/** systemd-detect-virt(1) names containers and virtual machines; `none` is the machine itself. */
function readDetected(kind: string, draft: SnapshotBuilder): void {
  if (/^(?:lxc|lxc-libvirt|systemd-nspawn|openvz|rkt|wsl|proot|pouch)$/u.test(kind)) {
    draft.sees('systemd-detect-virt');
    draft.file('/run/systemd/container', `${kind}\n`);
    for (const path of ['/.dockerenv', '/run/.containerenv']) draft.absent(path);
  } else if (/^(?:docker|podman)$/u.test(kind)) inDocker(draft);
  else if (/^(?:kvm|qemu|vmware|oracle|microsoft|xen|bochs|parallels)$/u.test(kind)) inGuest(draft);
}

function inDocker(draft: SnapshotBuilder): void {
  draft.sees('systemd-detect-virt');
  draft.file('/.dockerenv', '');
}

function inGuest(draft: SnapshotBuilder): void {
  draft.sees('lspci');
  draft.fallback('/proc/cpuinfo', 'processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: vmx hypervisor\n');
  draft.file('/sys/class/dmi/id/sys_vendor', 'QEMU\n');
}
