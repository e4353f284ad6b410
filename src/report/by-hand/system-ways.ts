import { hostById } from '../../knowledge/hosts.ts';
import type { RemedyWords } from '../../words/remedy.en.ts';

/** How things are done by hand on a system: which words of each kind are meant for it. */
export interface SystemWays {
  /** Its name for people. */
  readonly name: string;
  readonly boot: keyof RemedyWords['boot'];
  /** Neither what started this boot nor the system tells which loader it is. */
  readonly isLoaderOpen: boolean;
  readonly initramfs: keyof RemedyWords['initramfs'];
  readonly modules: keyof RemedyWords['moduleAtBoot'];
  /** Who gives it another kernel. */
  readonly kernel: 'closed' | 'unraid' | 'open' | PackagedKernel;
  readonly packages: 'apt' | 'dnf' | 'other' | 'never';
  /** How a file of its kernel's package comes back. */
  readonly kernelFile: keyof RemedyWords['kvmgtFile'];
  /** Its owner works on a web page; a shell comes by SSH. */
  readonly isFnos: boolean;
  /** Folders of modprobe.d that count here. */
  readonly modprobe: string;
}

/** Systems whose own kernel is a package with a name of its own. */
export type PackagedKernel = 'proxmox' | 'debian' | 'ubuntu';

/** What is known of the system: the card of a report, or the platform alone. */
export interface SystemKnown {
  readonly platform: string | null;
  readonly bootloader: string | null;
}

/** The Debian family, and whatever is not known: names of files and commands as most systems have them. */
const usual: Omit<SystemWays, 'name' | 'isFnos' | 'isLoaderOpen'> = {
  boot: 'grub',
  initramfs: 'update-initramfs',
  modules: 'list',
  kernel: 'open',
  packages: 'apt',
  kernelFile: 'other',
  modprobe: '/etc/modprobe.d /lib/modprobe.d',
};

const dnf: Partial<SystemWays> = { boot: 'grubby', initramfs: 'dracut', packages: 'dnf' };

/**
 * What differs by system. Unraid: docs.unraid.net (go file, syslinux.cfg, /boot/config/modprobe.d); TrueNAS: middleware, grub_config.py;
 * NixOS: options boot.kernelParams and boot.kernelModules; Fedora: grubby(8); Proxmox: pve-docs, system-booting.adoc.
 */
const differences: Readonly<Record<string, Partial<SystemWays>>> = {
  fnos: { kernel: 'closed', packages: 'never', kernelFile: 'maker' },
  proxmox: { kernel: 'proxmox' },
  unraid: {
    boot: 'syslinux',
    initramfs: 'none',
    modules: 'go',
    kernel: 'unraid',
    packages: 'never',
    kernelFile: 'maker',
    modprobe: '/boot/config/modprobe.d /etc/modprobe.d',
  },
  truenas: {
    boot: 'midclt',
    initramfs: 'none',
    modules: 'init-script',
    kernel: 'closed',
    packages: 'never',
    kernelFile: 'maker',
  },
  nixos: { boot: 'nixos', initramfs: 'none', modules: 'nixos', packages: 'other' },
  ubuntu: { kernel: 'ubuntu', kernelFile: 'ubuntu' },
  debian: { kernel: 'debian', kernelFile: 'debian' },
  omv: { kernel: 'debian', kernelFile: 'debian' },
  arch: { initramfs: 'mkinitcpio', packages: 'other', kernelFile: 'rolling' },
  fedora: dnf,
  rhel: dnf,
  opensuse: { boot: 'grub2-mkconfig', initramfs: 'dracut', packages: 'other' },
  alpine: { boot: 'grub-mkconfig', initramfs: 'none', packages: 'other' },
};

/** Systems whose words tell of each loader, or that come with GRUB alone. */
const settled: ReadonlySet<string | null> = new Set(['fnos', 'proxmox', 'arch']);

/** Which words are meant for this system. */
export function waysOf(known: SystemKnown): SystemWays {
  const { platform } = known;
  const own = platform !== null && Object.hasOwn(differences, platform) ? differences[platform] : undefined;
  const ways = { ...usual, ...own };
  return {
    ...ways,
    name: (platform === null ? undefined : hostById(platform)?.name) ?? '',
    isFnos: platform === 'fnos',
    boot: bootWay(known, ways.boot),
    isLoaderOpen: ways.boot === 'grub' && known.bootloader === null && !settled.has(platform),
    packages: own === undefined ? 'other' : ways.packages,
  };
}

/** By the boot loader in force, where it is known and the system leaves a choice. */
function bootWay({ platform, bootloader }: SystemKnown, usualWay: SystemWays['boot']): SystemWays['boot'] {
  if (bootloader === 'proxmox-systemd-boot') return 'proxmox-line';
  if (bootloader === 'proxmox-grub') return 'proxmox-grub';
  if (platform === 'proxmox') return bootloader === 'grub' ? 'grub' : 'proxmox';
  if (platform === 'arch') return archWay(bootloader);
  if (usualWay !== 'grub') return usualWay;
  if (bootloader === 'systemd-boot') return 'kernel-line';
  return bootloader === 'bls' ? 'grubby' : 'grub';
}

function archWay(bootloader: string | null): SystemWays['boot'] {
  if (bootloader === 'grub') return 'grub-mkconfig';
  return bootloader === 'systemd-boot' ? 'entries' : 'arch';
}
