import type { Shell, ShellWord } from './shell-word.ts';
import { readShell, type ShellCommand } from './shell-words.ts';

/**
 * How a command stands in its script.
 * - open: by itself; it runs, and with `set -e` its failure is the end.
 * - first: at the head of an and-or list; it runs, and may fail.
 * - maybe: in an `if`, a loop, a function or further on in a list.
 * - apart: in a pipe or in the background; the variables that it sets are its own.
 */
export type Standing = 'open' | 'first' | 'maybe' | 'apart';

/** A simple command. */
export interface ShellStep {
  /** Its words, at least one. */
  readonly words: readonly ShellWord[];
  /** The number of its line, from 1. */
  readonly line: number;
  /** The operator after it. */
  readonly end: string;
  /** How it stands. */
  readonly standing: Standing;
  /** The command behind that operator, where it is on the same line. */
  readonly next: ShellCommand | undefined;
}

/** Where a shell gives a script up, or this reader. */
export interface ShellStop {
  /** unterminated-quote and syntax end the shell as well; too-complex ends only this reader. */
  readonly kind: 'unterminated-quote' | 'syntax' | 'too-complex';
  /** The number of its line, from 1. */
  readonly line: number;
  /** What is written there. */
  readonly text: string;
}

/** The simple commands of a script in their order, as far as the shell would get. */
export interface ShellOutline {
  /** The commands. */
  readonly steps: readonly ShellStep[];
  /** Names of the functions that it defines; what one does is not followed. */
  readonly functions: ReadonlySet<string>;
  /** What ended them early. */
  readonly stop?: ShellStop;
}

/** What a reserved word leaves to be read behind it, or all that its command comes to: undefined for a syntax error. */
type Taken = { readonly rest: readonly ShellWord[] } | { readonly whole: readonly ShellWord[] | undefined };

/** Takes a reserved word off the head of a command's words. What is open stands in `nesting` by the word that closes it. */
type Reserved = (words: readonly ShellWord[], nesting: string[], end: string) => Taken;

const misplaced: Taken = { whole: undefined };

const opens =
  (closer: string): Reserved =>
  (words, nesting) => {
    nesting.push(closer);
    return { rest: words.slice(1) };
  };

const continues =
  (closer: string): Reserved =>
  (words, nesting) =>
    nesting.at(-1) === closer ? { rest: words.slice(1) } : misplaced;

const closes =
  (closer: string): Reserved =>
  (words, nesting) =>
    nesting.pop() === closer ? { rest: words.slice(1) } : misplaced;

const opensCase: Reserved = (words, nesting, end) => {
  nesting.push('esac');
  return end === '(' ? { rest: words.slice(1) } : { whole: [] };
};

/** Its variable is set, which makes it a command as well. */
const opensFor: Reserved = (words, nesting, end) => {
  nesting.push('done');
  return end === '(' ? misplaced : { whole: words.slice(0, 2) };
};

/** XCU 2.4. */
const ofDash: ReadonlyMap<string, Reserved> = new Map([
  ['if', opens('fi')],
  ['then', continues('fi')],
  ['elif', continues('fi')],
  ['else', continues('fi')],
  ['fi', closes('fi')],
  ['while', opens('done')],
  ['until', opens('done')],
  ['for', opensFor],
  ['do', continues('done')],
  ['done', closes('done')],
  ['case', opensCase],
  ['esac', closes('esac')],
  ['{', opens('}')],
  ['}', closes('}')],
  ['!', words => ({ rest: words.slice(1) })],
]);
const reserved: Readonly<Record<Shell, ReadonlyMap<string, Reserved>>> = {
  dash: ofDash,
  bash: new Map([...ofDash, ['function', words => ({ rest: words.slice(2) })]]),
};
/** Deeper than anybody nests by hand. */
const deepest = 100;
const joining: ReadonlySet<string> = new Set(['&&', '||', '|']);

/** Follows the compound commands of a script (XCU 2.9.4), to tell what runs for sure from what may run. */
export function outlineShell(text: string, shell: Shell): ShellOutline {
  const { commands, cut } = readShell(text, shell);
  const steps: ShellStep[] = [];
  const functions = new Set<string>();
  const nesting: string[] = [];
  let operator = '\n';
  for (const [index, command] of commands.entries()) {
    const { line, end } = command;
    const before = operator;
    if (!isLineEndIn(command, before)) operator = end;
    const following = commands[index + 1];
    const defined = functionOf(command, following, shell);
    if (defined !== undefined) functions.add(defined);
    const words = enter(command, following, nesting, shell);
    if (nesting.length > deepest) return { steps, functions, stop: { kind: 'too-complex', line, text: '' } };
    if (words === undefined || isMisplaced(command, before, nesting))
      return { steps, functions, stop: { kind: 'syntax', line, text: writtenOf(command) } };
    if (words.length === 0) continue;
    const standing = standingOf(before, end, nesting.length > 0 || end === ')');
    steps.push({ words, line, end, standing, next: onSameLine(command, following) });
  }
  const stop = cut ?? missingEnd(nesting, commands);
  return stop === undefined ? { steps, functions } : { steps, functions, stop };
}

/** The end of a line behind `&&`, `||` or `|`: the list goes on after it. */
const isLineEndIn = ({ words, end }: ShellCommand, before: string): boolean =>
  words.length === 0 && end === '\n' && joining.has(before);

const onSameLine = ({ line, end }: ShellCommand, next: ShellCommand | undefined): ShellCommand | undefined =>
  end !== '\n' && next?.line === line ? next : undefined;

/** What is still open when the script ends. */
function missingEnd([open]: readonly string[], commands: readonly ShellCommand[]): ShellStop | undefined {
  if (open === undefined) return undefined;
  return { kind: 'syntax', line: commands.at(-1)?.line ?? 1, text: `${open} is missing` };
}

/**
 * Takes a command's reserved words off and keeps the books of what is open. Gives the words of the simple command that is
 * left, none for a pattern of `case` and the like; undefined for a syntax error.
 */
function enter(
  command: ShellCommand,
  following: ShellCommand | undefined,
  nesting: string[],
  shell: Shell,
): readonly ShellWord[] | undefined {
  if (command.end === ')' && nesting.at(-1) === 'esac') return [];
  let words = command.words;
  for (let [first] = words; first !== undefined; [first] = words) {
    const taken = reserved[shell].get(first.raw)?.(words, nesting, command.end);
    if (taken === undefined) break;
    if ('whole' in taken) return taken.whole;
    words = taken.rest;
  }
  if (command.end === '(') {
    nesting.push(')');
    return beforeBracket(words, following, shell);
  }
  if (command.end === ')' && nesting.pop() !== ')') return undefined;
  return words;
}

/** A bracket opens a subshell, in bash also a list or a condition; behind the name of a function there is no command yet. */
function beforeBracket(
  words: readonly ShellWord[],
  following: ShellCommand | undefined,
  shell: Shell,
): readonly ShellWord[] | undefined {
  if (words.length === 0) return words;
  const isOfBash = shell === 'bash' && (words[0]?.raw === '[[' || words.at(-1)?.raw.endsWith('=') === true);
  if (isOfBash) return words;
  return words.length === 1 && isEmptyBracket(following) ? [] : undefined;
}

const isEmptyBracket = (following: ShellCommand | undefined): boolean =>
  following?.end === ')' && following.words.length === 0;

/** The name of the function that begins here: `name() …`, in bash also `function name …`. */
function functionOf(
  { words, end }: ShellCommand,
  following: ShellCommand | undefined,
  shell: Shell,
): string | undefined {
  const [first, second] = words;
  if (shell === 'bash' && first?.raw === 'function') return second?.raw;
  return words.length === 1 && end === '(' && isEmptyBracket(following) ? first?.raw : undefined;
}

/** An operator with nothing before it, or nothing after it. Between the branches of a `case` anything may stand. */
function isMisplaced({ words, end }: ShellCommand, before: string, nesting: readonly string[]): boolean {
  if (nesting.includes('esac')) return false;
  if (end === ';;') return true;
  if (words.length > 0 || end === '(' || end === '\n') return false;
  return joining.has(before) || (before !== ')' && end !== ')' && end !== '');
}

function standingOf(before: string, end: string, isNested: boolean): Standing {
  if (end === '&' || end === '|' || before === '|') return 'apart';
  if (isNested || joining.has(before)) return 'maybe';
  return joining.has(end) ? 'first' : 'open';
}

function writtenOf({ words, end }: ShellCommand): string {
  return [...words.map(word => word.raw), end.trim()].join(' ').trim();
}
