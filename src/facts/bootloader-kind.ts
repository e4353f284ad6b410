import { lastValue, parseCmdline } from '../formats/kernel-cmdline.ts';
import type { Host, Reading } from '../host/reader.ts';
import type { Unknown } from './fact.ts';
import type { LoaderKind } from './boot-config.ts';
import { withoutAtEnd } from '../values/trimmed.ts';

/** Which boot loader started this boot, and what says so. */
export interface LoaderDecision {
  /** undefined: the evidence does not decide. */
  readonly kind?: LoaderKind;
  readonly why: Unknown;
  readonly proof: readonly string[];
}

/** Names the loader by the variable of systemd's boot loader interface (systemd.io/BOOT_LOADER_INTERFACE). */
const loaderInfo = '/sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';

const undecided: LoaderDecision = { why: 'undecided', proof: [] };

const decided = (kind: LoaderKind, ...proof: string[]): LoaderDecision => ({ kind, why: 'undecided', proof });

/** Decides by what the loader left in this boot: its words on the command line, its EFI variable. */
export async function decideLoader(host: Host): Promise<LoaderDecision> {
  const [cmdline, info, uuids, unraid, syslinux, grubDefaults, entries] = await Promise.all([
    host.read('/proc/cmdline'),
    host.bytes(loaderInfo),
    host.read('/etc/kernel/proxmox-boot-uuids'),
    host.read('/etc/unraid-version'),
    host.read('/boot/syslinux/syslinux.cfg'),
    host.read('/etc/default/grub'),
    host.list('/boot/loader/entries'),
  ]);
  if (cmdline.state !== 'present') {
    return { why: cmdline.state === 'withheld' ? cmdline.why : 'not captured', proof: [] };
  }
  const tokens = parseCmdline(cmdline.value);
  const initrd = lastValue(tokens, 'initrd') ?? '';
  const image = lastValue(tokens, 'BOOT_IMAGE');
  const named = info.state === 'present' ? utf16(info.value) : '';

  if (initrd.toLowerCase().startsWith('\\efi\\proxmox\\'))
    return decided('proxmox-systemd-boot', `initrd=${initrd}`);
  if (named.startsWith('systemd-boot'))
    return decided(holdsText(uuids) ? 'proxmox-systemd-boot' : 'systemd-boot', `LoaderInfo: ${named}`);
  if (image !== null) return decideByImage(image, { uuids, unraid, syslinux, grubDefaults, entries });
  return initrd.startsWith('\\') ? decided('systemd-boot', `initrd=${initrd}`) : undecided;
}

/** What tells the loaders apart that put BOOT_IMAGE on the command line. */
interface Traces {
  readonly uuids: Reading<string>;
  readonly unraid: Reading<string>;
  readonly syslinux: Reading<string>;
  readonly grubDefaults: Reading<string>;
  readonly entries: Reading<readonly string[]>;
}

function decideByImage(image: string, traces: Traces): LoaderDecision {
  const { uuids, unraid, syslinux, grubDefaults, entries } = traces;
  const seen = `BOOT_IMAGE=${image}`;
  if (unraid.state === 'present') {
    return syslinux.state === 'present'
      ? decided('syslinux', seen, '/boot/syslinux/syslinux.cfg')
      : decided('grub', seen);
  }
  if (holdsText(uuids)) return decided('proxmox-grub', seen, '/etc/kernel/proxmox-boot-uuids');
  // Kernels of Proxmox at the top of a partition lie where proxmox-boot-tool puts them, or on a /boot of its own; only that list tells.
  if (uuids.state === 'withheld' && /^(?:\([^)]*\))?\/vmlinuz-[^/]*-pve$/u.test(image))
    return { why: uuids.why, proof: [seen] };
  const usesBls =
    grubDefaults.state === 'present' && /^[ \t]*GRUB_ENABLE_BLSCFG=["']?true/mu.test(grubDefaults.value);
  if (usesBls && entries.state !== 'absent') return decided('bls', seen, 'GRUB_ENABLE_BLSCFG=true');
  return decided('grub', seen);
}

const holdsText = (reading: Reading<string>): boolean =>
  reading.state === 'present' && reading.value.trim() !== '';

/** The text of an EFI variable: four bytes of attributes, then UTF-16 with a closing zero. */
function utf16(bytes: Uint8Array): string {
  return withoutAtEnd(new TextDecoder('utf-16le').decode(bytes.slice(4)), '\0');
}
