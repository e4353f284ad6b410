import { allValues, parseCmdline, parameterName, type CmdlineToken } from '../../formats/kernel-cmdline.ts';
import { parseGrubCfg, type GrubEntry } from '../../formats/grub-cfg.ts';
import { tryOfEntry } from '../../formats/try-script.ts';
import type { GrubCheck } from '../plan.ts';

/**
 * What is wrong with a generated grub.cfg. no-entries: it starts no Linux. entry-lost: an entry of before is gone. word-lost: a word of
 * before is gone. not-wanted: a wanted word is missing, or overruled further behind. recovery: a recovery entry gained a word.
 * carriage-return, full-width: characters that spoil the word they stand in.
 */
export interface GrubProblem {
  readonly problem:
    'no-entries' | 'entry-lost' | 'word-lost' | 'not-wanted' | 'recovery' | 'carriage-return' | 'full-width';
  /** The title of the entry. */
  readonly entry: string;
  /** The word. */
  readonly word: string;
}

/** What a shell takes for no quote and no space, but a person does. Written by number: they are hard to see. */
const lookAlike = /[\u00a0\u2018\u2019\u201c\u201d\u3000\ufeff\uff01-\uff5e]/u;

/** The first thing that is wrong with `after`, generated out of what `before` was, in the order in which it matters. */
export function checkGrub(before: string, after: string, check: GrubCheck): GrubProblem | undefined {
  // The entry of a try may come and go: it is never the default, and what it must be like is another check (try-check.ts).
  const [was, is] = [othersIn(before), othersIn(after)];
  if (is.length === 0) return { problem: 'no-entries', entry: '', word: '' };
  const lost = was.find(entry => !is.some(one => isSame(one, entry)));
  if (lost !== undefined) return { problem: 'entry-lost', entry: lost.title, word: '' };
  const isGenerated = generatedLines(after);
  const lines = after.split('\n');
  for (const entry of is) {
    const old = was.find(one => isSame(one, entry));
    const found =
      spoilt(lines[entry.line - 1] ?? '') ??
      (old && lostWord(old, entry, check)) ??
      (isGenerated(entry.line) ? unwanted(old, entry, check) : undefined);
    if (found !== undefined) return { ...found, entry: entry.title };
  }
  return undefined;
}

const othersIn = (text: string): readonly GrubEntry[] =>
  parseGrubCfg(text).entries.filter(({ id }) => tryOfEntry(id ?? '') === undefined);

/**
 * Whether a line was made out of /etc/default/grub: by 10_linux or one of its kin. Entries that a person wrote (40_custom) and
 * those of other systems (30_os-prober) have command lines of their own. grub-mkconfig marks the parts (util/grub-mkconfig.in).
 */
function generatedLines(text: string): (line: number) => boolean {
  const parts: { readonly name: string; readonly from: number }[] = [];
  text.split('\n').forEach((line, i) => {
    const [, name] = /^### BEGIN (\S+) ###/u.exec(line) ?? [];
    if (name !== undefined) parts.push({ name, from: i + 1 });
  });
  const partOf = (line: number): string | undefined => parts.filter(({ from }) => from <= line).at(-1)?.name;
  return line => parts.length === 0 || /\/\d+_linux/u.test(partOf(line) ?? '');
}

/** The same entry of two generations: by its place, its kernel and whether it is a recovery. */
function isSame(a: GrubEntry, b: GrubEntry): boolean {
  return a.title === b.title && a.kernel === b.kernel && a.isSubmenuMember === b.isSubmenuMember;
}

type Found = Omit<GrubProblem, 'entry'> | undefined;

/** Of the line as it is written: the parser takes a carriage return for a space, GRUB does not. */
function spoilt(line: string): Found {
  if (line.includes('\r')) return { problem: 'carriage-return', word: '' };
  const [character] = lookAlike.exec(line) ?? [];
  return character === undefined ? undefined : { problem: 'full-width', word: character };
}

function lostWord(old: GrubEntry, entry: GrubEntry, { dropped }: GrubCheck): Found {
  const words = parseCmdline(entry.cmdline).map(written);
  const gone = parseCmdline(old.cmdline)
    .map(written)
    .find(word => !words.includes(word) && !dropped.map(normal).includes(word));
  return gone === undefined ? undefined : { problem: 'word-lost', word: gone };
}

function unwanted(old: GrubEntry | undefined, entry: GrubEntry, { wanted }: GrubCheck): Found {
  const words = parseCmdline(entry.cmdline);
  if (entry.isRecovery) {
    const before = old === undefined ? [] : parseCmdline(old.cmdline).map(written);
    const gained = wanted
      .map(normal)
      .find(word => words.map(written).includes(word) && !before.includes(word));
    return gained === undefined ? undefined : { problem: 'recovery', word: gained };
  }
  const missing = wanted.find(word => !isInForce(words, word));
  return missing === undefined ? undefined : { problem: 'not-wanted', word: missing };
}

/** It stands there, and no later word of the same name says otherwise: the kernel takes the last (parse_args(), kernel/params.c). */
function isInForce(words: readonly CmdlineToken[], wanted: string): boolean {
  const [token] = parseCmdline(wanted);
  if (token === undefined) return false;
  const values = allValues(words, token.name);
  return values.length > 0 && values.at(-1) === token.value;
}

/** A word as two generations are compared by. */
const written = ({ name, value, hasValue }: CmdlineToken): string =>
  hasValue ? `${parameterName(name)}=${value}` : parameterName(name);

const normal = (word: string): string => parseCmdline(word).map(written).join(' ');
