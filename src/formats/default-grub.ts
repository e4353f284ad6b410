import { faultsOf, linux, linuxDefault, type GrubFault } from './grub-faults.ts';
import { followShell, type ShellAssignment } from './shell-variables.ts';
import type { Shell } from './shell-word.ts';

/** What /etc/default/grub and its drop-ins come to. */
export interface GrubDefaults {
  /** GRUB_CMDLINE_LINUX, which every entry gets; null: never set; undefined: only running the files would tell. */
  readonly linux: string | null | undefined;
  /** GRUB_CMDLINE_LINUX_DEFAULT, which recovery entries don't get; null and undefined as above. */
  readonly linuxDefault: string | null | undefined;
  /** All variables, GRUB_DEFAULT and others too; undefined: only running the files would tell. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** All assignments in their order; the last one of a variable wins. */
  readonly assignments: readonly ShellAssignment[];
  /** What is wrong, in the order of the files and lines. */
  readonly faults: readonly GrubFault[];
}

/**
 * The two variables as grub-mkconfig (util/grub-mkconfig.in; grub.d/*.cfg is a patch of Debian's) gets them: it is a
 * `#!/bin/sh` script with `set -e` that sources the files in this order. Where a command fails that makes it stop, the
 * values are those that the shell had without it.
 */
export function readGrubDefaults(
  files: readonly { path: string; text: string }[],
  shell: Shell,
): GrubDefaults {
  const followed = followShell(files, shell);
  const { variables, isOpen, assignments } = followed;
  const valueOf = (name: string) => (variables.has(name) || isOpen ? variables.get(name) : null);
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const place = (fault: GrubFault) => order.get(fault.path) ?? 0;
  const faults = faultsOf(followed).sort((a, b) => place(a) - place(b) || a.line - b.line);
  return { linux: valueOf(linux), linuxDefault: valueOf(linuxDefault), variables, assignments, faults };
}
