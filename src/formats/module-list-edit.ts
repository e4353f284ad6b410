import { withoutEnd } from './blanks.ts';
import { commentOut } from './line-edit.ts';
import { parseModuleList } from './module-list.ts';

/** The first lines of a list that is ours alone. */
const heading = '# By fngvt. Undo: fngvt undo, or delete this file.';

/** A list of our own that loads these modules too; null: there is none yet. Names that it has already are not repeated. */
export function addModules(text: string | null, names: readonly string[]): string {
  const listed = new Set(parseModuleList('', text ?? '').entries.map(entry => entry.name));
  const missing = names.filter(name => !listed.has(name.replaceAll('-', '_')));
  if (text !== null && missing.length === 0) return text;
  const before = text === null || text === '' ? `${heading}\n` : withEnd(text);
  return before + missing.map(name => `${name}\n`).join('');
}

/** Takes lines out of a list of modules: each is put behind a `#`. */
export function takeOutLines(text: string, numbers: readonly number[]): string {
  return commentOut(text, numbers);
}

/** Takes the carriage returns off lines that are sound but for those. */
export function withoutReturns(text: string, numbers: readonly number[]): string {
  const chosen = new Set(numbers);
  return text
    .split('\n')
    .map((line, index) => (chosen.has(index + 1) ? withoutEnd(line, '\r') : line))
    .join('\n');
}

const withEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
