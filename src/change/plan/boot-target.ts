import type { Facts } from '../../facts/fact-index.ts';
import type { Host } from '../../host/reader.ts';
import { isBootWritten } from '../../knowledge/hosts.ts';

/** Why a person has to set kernel parameters here. The words for it stand in `src/words/fix.*`. */
export type ByHand =
  | 'other-system'
  | 'immutable'
  | 'kernelstub'
  | 'loader-undecided'
  | 'two-loaders'
  | 'no-update-grub'
  | 'unified-image'
  | 'entries-by-hand'
  | 'no-kernel-install'
  | 'boot-tool-grub';

/** How the parameters of the next boot are changed on this host. */
export type BootTarget =
  /** GRUB of the Debian family, by a drop-in of our own or, where drop-ins are not read, in /etc/default/grub. */
  | { readonly kind: 'grub'; readonly dropIn: boolean; readonly refresh: readonly (readonly string[])[] }
  /** One line in /etc/kernel/cmdline, carried over by a command. */
  | { readonly kind: 'kernel-cmdline'; readonly refresh: readonly (readonly string[])[] }
  | { readonly kind: 'by-hand'; readonly reason: ByHand };

const byHand = (reason: ByHand): BootTarget => ({ kind: 'by-hand', reason });

/** Decides by the boot loader that started this boot, never by a file that merely exists. */
export async function bootTargetOf(host: Host, now: Facts): Promise<BootTarget> {
  if ((await host.stat('/run/ostree-booted')).state === 'present') return byHand('immutable');
  if (!isBootWritten(now.value('host/platform'))) return byHand('other-system');
  if ((await host.stat('/etc/kernelstub/configuration')).state === 'present') return byHand('kernelstub');
  const kind = now.value('bootloader/kind');
  if (kind === 'grub') return grubRoute(host, now);
  // No menu can be made for a look here: Proxmox' own part of grub-mkconfig runs `proxmox-boot-tool refresh` whatever file was asked for
  // (proxmox-kernel-helper, /etc/grub.d/000_proxmox_boot_header), and what that writes to the boot partitions can't be seen or taken back.
  if (kind === 'proxmox-grub') return byHand('boot-tool-grub');
  if (kind === 'proxmox-systemd-boot') {
    // `proxmox-boot-tool refresh` copies kernels and the command line to every EFI system partition:
    // pve-docs, system-booting.adoc.
    return { kind: 'kernel-cmdline', refresh: [['proxmox-boot-tool', 'refresh']] };
  }
  if (kind === 'systemd-boot') return systemdBootRoute(host, now);
  return byHand(kind === undefined ? 'loader-undecided' : 'other-system');
}

async function grubRoute(host: Host, now: Facts): Promise<BootTarget> {
  if (now.value('bootloader/apply') !== 'update-grub') return byHand('no-update-grub');
  // It may name partitions that proxmox-boot-tool keeps. Where nobody asked for it, nothing can be applied either.
  const uuids = await host.read('/etc/kernel/proxmox-boot-uuids');
  if (uuids.state === 'withheld' && uuids.why !== 'not captured') return byHand('loader-undecided');
  const other = await host.stat('/boot/grub2/grub.cfg');
  if (other.state === 'present') return byHand('two-loaders');
  const refresh = [['update-grub']];
  // Reading grub.d is a patch of Debian's, in every grub-mkconfig from Debian 11 and Ubuntu 20.04 on.
  const reads = await host.read('/usr/sbin/grub-mkconfig', { pattern: 'default/grub\\.d' });
  if (reads.state === 'absent') return byHand('no-update-grub');
  return { kind: 'grub', dropIn: reads.state === 'withheld' || reads.value !== '', refresh };
}

/** Only where kernel-install writes the entries, and from /etc/kernel/cmdline: kernel-install(8), 90-loaderentry.install. */
async function systemdBootRoute(host: Host, now: Facts): Promise<BootTarget> {
  if (now.value('bootloader/file') !== '/etc/kernel/cmdline') return byHand('entries-by-hand');
  const config = await host.read('/etc/kernel/install.conf');
  if (config.state === 'present' && /^[ \t]*layout[ \t]*=[ \t]*uki/mu.test(config.value))
    return byHand('unified-image');
  if ((await host.stat('/usr/bin/kernel-install')).state === 'absent') return byHand('no-kernel-install');
  const kernels = await kernelsOf(host, now);
  if (kernels.length === 0) return byHand('no-kernel-install');
  return {
    kind: 'kernel-cmdline',
    refresh: kernels.map(release => ['kernel-install', 'add', release, `/boot/vmlinuz-${release}`]),
  };
}

/** All installed kernels: an entry keeps its command line until it is written anew. */
async function kernelsOf(host: Host, now: Facts): Promise<readonly string[]> {
  const listed = await host.list('/boot');
  const names = listed.state === 'present' ? listed.value : [];
  const found = names.flatMap(name => /^vmlinuz-([\w.+~-]+)$/u.exec(name)?.[1] ?? []);
  if (found.length > 0) return found.filter(release => /^\w/u.test(release));
  const running = now.value('kernel/release');
  return typeof running === 'string' && /^\w[\w.+~-]*$/u.test(running) ? [running] : [];
}

/**
 * Whether nobody can see afterwards what a command made: Proxmox' boot partitions are not mounted, and we mount nothing. That it ended well
 * is all there is to know.
 */
export const isUnseen = ([program]: readonly string[]): boolean => program === 'proxmox-boot-tool';
