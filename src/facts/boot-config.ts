import type { Unknown } from './fact.ts';

/** The boot loaders whose files we can read. */
export type LoaderKind =
  'grub' | 'proxmox-grub' | 'proxmox-systemd-boot' | 'systemd-boot' | 'bls' | 'syslinux';

/** One command line, or why it is not known. */
export interface Part {
  readonly source: string;
  readonly text?: string;
  readonly why: Unknown;
}

/** Something in a file of the boot loader that would break or lose parameters. */
export interface ConfigFault {
  readonly path: string;
  readonly line: number;
  readonly kind: string;
}

/** What the files of a boot loader say about the next boot. */
export interface BootConfig {
  /** The file in which a person sets parameters; undefined: not known. */
  readonly file?: string;
  /** The command that carries it into the next boot; null: none is needed. */
  readonly apply: string | null;
  /** The command line as a person has set it. */
  readonly configured: Part;
  /** The command line of the entry that the next boot will take. */
  readonly generated: Part;
  /** Release of the kernel that it will start. */
  readonly nextRelease?: string;
  /** undefined: the file could not be read. */
  readonly faults?: readonly ConfigFault[];
  /** Lines of that file with the places in them that are wrong (faulty-lines.ts). */
  readonly faultyLines?: readonly string[];
  readonly mistypedLines?: readonly string[];
}

/** Nothing could be read, for one reason. */
export function nothingRead(why: Unknown): BootConfig {
  const part: Part = { source: '/boot', why };
  return { apply: null, configured: part, generated: part };
}

/** A part of a text that is known. */
export const part = (source: string, text: string): Part => ({ source, text, why: 'undecided' });
