import type { FactAddress } from '../facts/catalogue.ts';

/**
 * What fngvt can do about a fault: one or more of a closed set of remedies, as data. How each is done, and whether it can be
 * done safely on this host, stands in `src/change/remedies`.
 */
export interface Fix {
  /** It is done only there; elsewhere the rule's words are what there is. */
  readonly 'only-where'?: FixCondition;
  /** Parameters of the kernel that the next boot needs. */
  readonly 'kernel-argument'?: KernelArgument | readonly KernelArgument[];
  /** A parameter in the way; the fact holds it as it is written. */
  readonly 'kernel-argument-out'?: FactAddress;
  /** Parameters that serve nothing any more, by their names, or as `name=value` where only that value does harm; in options of modules as well. */
  readonly 'parameter-out'?: string | readonly string[];
  /** The driver that has the GPU after the boot. Asked for by name, all is done although the rule passes with another driver. */
  readonly 'for-driver'?: 'xe';
  /** A module to load at each boot. */
  readonly 'module-at-boot'?: string;
  /** A module to load now, where it can do its work at once. */
  readonly 'module-now'?: string;
  /** Lines of module lists that do no good; the fact holds `path:line reason`. */
  readonly 'module-list-lines-out'?: FactAddress;
  /** A module that something denies: a blacklist, an install line, a list on the command line. */
  readonly 'module-allowed'?: string;
  /** A module that only misleads where it is listed: out of all lists that load modules at boot. */
  readonly 'module-unlisted'?: string;
  /** A GPU that vfio-pci takes by its id: out of those lists, on the command line and in options of vfio-pci. */
  readonly passthrough?: 'taken-back';
  /** The files of GRUB's settings, where it is certain what was meant. */
  readonly 'grub-file'?: 'repaired';
  /** What is configured, carried into the next boot. */
  readonly 'boot-loader'?: 'refreshed';
}

/** A parameter of the kernel. `{fact/address}` in its value stands for what the host says of the GPU in question. */
export interface KernelArgument {
  readonly name: string;
  readonly value: string;
}

/** The parameters that a fix adds. */
export const argumentsOf = (fix: Fix): readonly KernelArgument[] => [fix['kernel-argument'] ?? []].flat();

/** Where a fix is of use; each is a fact of `src/change/plan/propose.ts`. */
export type FixCondition = 'pf-mode';

/** The remedies, in the order in which they are put together: files are repaired before they are added to. */
export const remedyNames = [
  'grub-file',
  'kernel-argument-out',
  'parameter-out',
  'passthrough',
  'kernel-argument',
  'module-allowed',
  'module-list-lines-out',
  'module-unlisted',
  'module-at-boot',
  'module-now',
  'boot-loader',
] as const satisfies readonly Exclude<keyof Fix, 'only-where' | 'for-driver'>[];

/** By id of the rule. */
export type Fixes = Readonly<Record<string, Fix>>;
