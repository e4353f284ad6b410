import { readKernelCmdlineFile } from '../formats/etc-kernel-cmdline.ts';
import { parseSyslinux } from '../formats/syslinux.ts';
import type { Host } from '../host/reader.ts';
import { readGrubSettings } from './bootloader-grub.ts';
import { mistypedLines } from './faulty-lines.ts';
import { part, type BootConfig, type Part } from './boot-config.ts';

/** What `proxmox-boot-tool` writes lies on EFI system partitions that are not mounted. */
const unmounted: Part = { source: 'EFI system partition (not mounted)', why: 'not captured' };

/**
 * Proxmox with systemd-boot: /etc/kernel/cmdline, copied to every EFI system partition by `proxmox-boot-tool refresh`. Those
 * partitions are not mounted, and we mount nothing: what the next boot will say is not known.
 */
export async function readProxmox(host: Host): Promise<BootConfig> {
  const source = '/etc/kernel/cmdline';
  const reading = await host.read(source);
  return {
    file: source,
    apply: 'proxmox-boot-tool refresh',
    configured:
      reading.state === 'present'
        ? part(source, readKernelCmdlineFile(reading.value))
        : { source, why: reading.state === 'withheld' ? reading.why : 'not captured' },
    generated: unmounted,
    ...(reading.state === 'present'
      ? { faults: [], mistypedLines: mistypedLines([{ path: source, text: reading.value }]) }
      : {}),
  };
}

/**
 * Proxmox with GRUB on partitions that proxmox-boot-tool keeps: the settings are GRUB's, /boot/grub/grub.cfg is not read at boot (its own
 * head says so: /etc/grub.d/000_proxmox_boot_header of proxmox-kernel-helper). `proxmox-boot-tool refresh` carries the settings over:
 * pve-docs, system-booting.adoc.
 */
export async function readProxmoxGrub(host: Host): Promise<BootConfig> {
  return { ...(await readGrubSettings(host)), apply: 'proxmox-boot-tool refresh', generated: unmounted };
}

/** Unraid: syslinux reads its file at boot; the default label counts. */
export async function readSyslinux(host: Host): Promise<BootConfig> {
  const source = '/boot/syslinux/syslinux.cfg';
  const reading = await host.read(source);
  const labels = reading.state === 'present' ? parseSyslinux(reading.value) : [];
  const next = labels.find(label => label.menuDefault) ?? labels[0];
  const line =
    next === undefined
      ? { source, why: reading.state === 'withheld' ? reading.why : ('undecided' as const) }
      : part(source, next.append);
  return {
    file: source,
    apply: null,
    configured: line,
    generated: line,
    ...(next === undefined ? {} : { faults: [] }),
    ...(reading.state === 'present'
      ? { mistypedLines: mistypedLines([{ path: source, text: reading.value }]) }
      : {}),
  };
}
