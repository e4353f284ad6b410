import { withoutEnd } from './blanks.ts';
import { locateWords, parameterName, parseCmdline, type LocatedWord } from './kernel-cmdline.ts';

/**
 * A change of a command line.
 * - set: the last word of this name is corrected in its place; where there is none it is added.
 * - add: added behind all others, whatever they say.
 * - remove: every word of this name goes.
 * - drop: one entry goes out of the comma lists of this name, and a list that is empty then.
 * - back: the last word that is written just so goes, or becomes the one that stood there before it.
 */
export type CmdlineEdit =
  | { readonly kind: 'set' | 'add'; readonly name: string; readonly value: string }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'drop'; readonly name: string; readonly entry: string }
  | { readonly kind: 'back'; readonly name: string; readonly word: string; readonly instead: string | null };

/**
 * The words that we write ourselves need no quotes, in no shell and no boot loader. A `!` means something to a shell only where a person types
 * (bash(1), HISTORY EXPANSION) or where it stands alone.
 */
const plainWord = /^[\w.,=:/@%+!-]+$/;

/** A word as it is written. */
export function wordOf({ name, value }: { readonly name: string; readonly value: string }): string {
  const word = value === '' ? name : `${name}=${value}`;
  if (!plainWord.test(word)) throw new Error(`not a plain word: ${word}`);
  return word;
}

/** Only the words meant change: all others keep their place, their spelling and the spaces between them. */
export function editCmdline(text: string, edits: readonly CmdlineEdit[]): string {
  return edits.reduce(edited, text);
}

/** Would this edit change anything? */
export function isDone(text: string, edit: CmdlineEdit): boolean {
  return editCmdline(text, [edit]) === text;
}

function edited(text: string, edit: CmdlineEdit): string {
  const own = locateWords(text).words.filter(({ token }) => token.name === parameterName(edit.name));
  if (edit.kind === 'remove') return own.reduceRight((rest, word) => without(rest, word), text);
  if (edit.kind === 'drop') return own.reduceRight((rest, word) => dropEntry(rest, word, edit.entry), text);
  if (edit.kind === 'back') {
    const word = own.findLast(({ token }) => token.raw === edit.word);
    if (word === undefined) return text;
    return edit.instead === null
      ? without(text, word)
      : text.slice(0, word.start) + edit.instead + text.slice(word.end);
  }
  const last = own.at(-1);
  if (last === undefined || edit.kind === 'add') return added(text, wordOf(edit));
  if (last.token.value === edit.value && last.token.hasValue === (edit.value !== '')) return text;
  return text.slice(0, last.start) + wordOf(edit) + text.slice(last.end);
}

/** Behind the last word that is the kernel's: what follows a lone `--` goes to init. */
function added(text: string, word: string): string {
  const { words, end } = locateWords(text);
  const [before, after] = [text.slice(0, end), text.slice(end)];
  if (after !== '') return `${before}${word} ${after}`;
  const at = words.at(-1)?.end ?? withoutEnd(before).length;
  return `${before.slice(0, at)}${at === 0 ? '' : ' '}${word}${before.slice(at)}`;
}

/** The word and the spaces before it; the first one goes with those behind it. */
function without(text: string, { start, end }: LocatedWord): string {
  const before = withoutEnd(text.slice(0, start));
  const rest = text.slice(end);
  return before === '' ? text.slice(0, start) + rest.replace(/^[ \t]+/, '') : before + rest;
}

function dropEntry(text: string, word: LocatedWord, entry: string): string {
  const entries = word.token.value.split(',');
  const kept = entries.filter(one => parameterName(one) !== parameterName(entry));
  if (kept.length === entries.length) return text;
  if (kept.length === 0) return without(text, word);
  const [name = ''] = word.token.raw.split('=');
  const written = `${name}=${kept.join(',')}`;
  // A list that was written in quotes is left to a person.
  if (!plainWord.test(written) || parseCmdline(written).length !== 1) return text;
  return text.slice(0, word.start) + written + text.slice(word.end);
}
