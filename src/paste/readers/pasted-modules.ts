import { moduleName } from '../../formats/modules-index.ts';
import type { SnapshotBuilder } from '../snapshot-builder.ts';
import type { Exchange } from '../session.ts';
import { isShortened, programOf, type Reader } from './paste-reader.ts';

/** `kvmgt 425984 0`, `vfio 45056 3 vfio_pci,kvmgt`: name, size, users. */
const row = /^([a-z][\w-]{1,60})\s+(\d{4,9})\s+(\d{1,4})(?:\s+([\w,-]{2,1000}))?$/u;

/** Modules of our area; a row of three columns that begins with one of them is lsmod's. */
const ours = [
  'kvmgt',
  'i915',
  'xe',
  'mdev',
  'vfio',
  'vfio_mdev',
  'vfio_iommu_type1',
  'vfio_pci',
  'kvm',
  'kvm_intel',
];

/** What is loaded by lsmod, and the file of kvmgt by modinfo and modprobe. */
export const readModules: Reader = (exchange, draft) => {
  readRows(exchange, draft);
  readFile(exchange, draft);
};

function readRows(exchange: Exchange, draft: SnapshotBuilder): void {
  const rows = exchange.lines.flatMap(line => {
    const found = row.exec(line.trim());
    return found === null
      ? []
      : [{ name: moduleName(found[1] ?? ''), users: (found[4] ?? '').split(',').map(moduleName) }];
  });
  const isAsked = programOf(exchange) === 'lsmod';
  if (!isAsked && !rows.some(({ name }) => ours.includes(name))) return;
  draft.sees('lsmod');
  // A row names the modules that use it: those are loaded as well.
  const loaded = new Set(rows.flatMap(({ name, users }) => [name, ...users]));
  for (const name of ours) {
    const path = `/sys/module/${name}/initstate`;
    if (loaded.has(name)) draft.file(path, 'live\n');
    else if (isAsked && wasSought(name, exchange, rows.length)) draft.absent(path);
  }
}

/**
 * Would this module stand there if it were loaded? In a whole list, from its heading to the prompt; or where a plain `grep` for it was
 * the only filter and a prompt follows.
 */
function wasSought(name: string, { command, lines, end }: Exchange, rows: number): boolean {
  const filters = command?.filters ?? [];
  if (isShortened(lines.join('\n')) || end === 'open') return false;
  const hasHeading = /^Module\s+Size\s+Used by/u.test(lines[0]?.trim() ?? '');
  // Without a filter a list that is cut off looks like a whole one, but for its length.
  if (filters.length === 0) return hasHeading && rows >= 15 && rows + 1 === lines.length;
  const [filter = []] = filters;
  if (filters.length > 1 || end !== 'prompt') return false;
  // Every line must be a row of lsmod: an error, a sentence would be none.
  return rows === lines.length && wordsOf(filter)?.some(word => name.includes(word)) === true;
}

/** The plain words that a grep looks for; undefined: it does something else as well. Marks of an expression are not ours to run. */
function wordsOf([program = '', ...rest]: readonly string[]): readonly string[] | undefined {
  if (!/^e?grep$/u.test(program)) return undefined;
  const isOption = (word: string): boolean => /^(?:-[iEe]{1,3}|--color(?:=\w+)?)$/u.test(word);
  const patterns = rest.filter(word => !isOption(word));
  const isExtended = program === 'egrep' || rest.some(word => /^-i?E/u.test(word));
  const isMany = rest.some(word => /^-[iE]{0,2}e$/u.test(word));
  if (patterns.length > 1 && !isMany) return undefined;
  // Without -E a bar is a letter like any other, and with a backslash it separates.
  const words = patterns.flatMap(pattern => pattern.split(isExtended ? '|' : '\\|'));
  return words.every(word => /^[\w-]{1,40}$/u.test(word)) ? words.map(word => word.toLowerCase()) : undefined;
}

/** `modinfo`, and the error of modprobe where a module has no file: the answers of `modinfo -n`. */
function readFile(exchange: Exchange, draft: SnapshotBuilder): void {
  for (const raw of exchange.lines) {
    const line = raw.trim();
    const [, path = '', file = ''] =
      /^(?:filename: {1,20})?(\/(?:usr\/)?lib\/modules\/\S{1,300}\/([\w-]{1,60})\.ko(?:\.\w{2,3})?)$/u.exec(
        line,
      ) ?? [];
    const name = moduleName(file);
    if (ours.includes(name)) {
      draft.sees(`modinfo ${name}`);
      draft.command(['modinfo', '-n', name], `${path}\n`);
    }
    const missing =
      /^modprobe: FATAL: Module ([\w-]{1,60}) not found in directory \/(?:usr\/)?lib\/modules\//u.exec(
        line,
      )?.[1] ?? /^modinfo: ERROR: Module ([\w-]{1,60}) not found\.$/u.exec(line)?.[1];
    if (missing === undefined || !ours.includes(moduleName(missing))) continue;
    draft.sees(`modinfo ${moduleName(missing)}`);
    draft.command(
      ['modinfo', '-n', moduleName(missing)],
      '',
      `modinfo: ERROR: Module ${missing} not found.\n`,
    );
  }
}
