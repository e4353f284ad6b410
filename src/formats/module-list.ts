import { trimBlanks } from './blanks.ts';
import { moduleName } from './modules-index.ts';

/** A line that asks for a module. */
export interface ModuleListEntry {
  /** The module, dashes as underscores. */
  readonly name: string;
  /** The name as it is written. */
  readonly raw: string;
  /** The file. */
  readonly path: string;
  /** The number of its line, from 1. */
  readonly line: number;
}

/**
 * What is wrong with a line.
 * - carriage-return: written on Windows. systemd reads over it (`read_line()` and `strstrip()`), so the entry stands;
 *   readers made of shell take it for a part of the name.
 * - several-words: the whole line is looked up as one name; also a comment behind a name.
 * - literal-escape: what `echo -e "vfio\nmdev"` leaves where echo is not bash's: dash writes `-e vfio`, others keep `\n`.
 * - full-width: a character outside ASCII, which no module name has: Chinese quotes or space, a no-break space.
 * - option: parameters belong into modprobe.d or onto the kernel's command line.
 * - no-name: characters that neither a name nor an alias has: a quote, the prompt of a shell, a path.
 */
export type ModuleListFaultKind =
  'carriage-return' | 'several-words' | 'literal-escape' | 'full-width' | 'option' | 'no-name';

/** A line that is not as it should be. */
export interface ModuleListFault {
  /** The file. */
  readonly path: string;
  /** The number of its line, from 1. */
  readonly line: number;
  /** What is wrong. */
  readonly kind: ModuleListFaultKind;
  /** The line, without spaces around it. */
  readonly text: string;
}

/** A list of modules to load at boot. */
export interface ModuleList {
  /** The lines that name a module; whether it exists is not known here. */
  readonly entries: readonly ModuleListEntry[];
  /** The others, and those with a carriage return. */
  readonly faults: readonly ModuleListFault[];
}

/**
 * A file of modules-load.d(5), which /etc/modules is on Debian and Ubuntu too: one module a line; empty lines and those
 * that begin with `#` or `;` do not count. A carriage return also ends a line for systemd (`read_line()` in
 * src/basic/fileio.c).
 */
export function parseModuleList(path: string, text: string): ModuleList {
  const entries: ModuleListEntry[] = [];
  const faults: ModuleListFault[] = [];
  for (const [index, whole] of text.split('\n').entries()) {
    const line = index + 1;
    const parts = whole
      .split('\r')
      .map(trimBlanks)
      .filter(part => part !== '' && !/^[#;]/.test(part));
    if (whole.includes('\r') && parts.length > 0) {
      faults.push({ path, line, kind: 'carriage-return', text: parts.join(' ') });
    }
    for (const raw of parts) {
      const kind = faultOf(raw);
      if (kind === undefined) entries.push({ name: moduleName(raw), raw, path, line });
      else faults.push({ path, line, kind, text: raw });
    }
  }
  return { entries, faults };
}

function faultOf(raw: string): ModuleListFaultKind | undefined {
  if (/^-[en]+ |\\[nt]/.test(raw)) return 'literal-escape';

  if (/[^\p{ASCII}]/u.test(raw)) return 'full-width';
  if (/^[\w.-]+=/.test(raw)) return 'option';
  // Of modules' aliases (`pci:v00008086d*`, file2alias.c) `:` `*` `?` `[` and `,` are a part.
  if (!/[ \t]/.test(raw)) return /[^\w.:*?[\],-]/.test(raw) ? 'no-name' : undefined;
  return /[ \t][\w.-]+=|^options[ \t]/.test(raw) ? 'option' : 'several-words';
}
