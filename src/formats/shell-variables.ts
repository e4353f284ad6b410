import {
  isUncertain,
  mayBeSplit,
  plainText,
  splitAssignment,
  type AssignmentWord,
} from './shell-assignment.ts';
import { forget, lookUp, openAll, valueOf, type Scope } from './shell-scope.ts';
import { outlineShell, type ShellStep, type ShellStop } from './shell-steps.ts';
import type { Shell, ShellWord } from './shell-word.ts';

/** An assignment as the shell would make it. */
export interface ShellAssignment {
  /** The variable. */
  readonly variable: string;
  /** The file. */
  readonly path: string;
  /** The number of its line, from 1. */
  readonly line: number;
  /** The value; undefined where only running the file would tell it, or whether it is assigned at all. */
  readonly value: string | undefined;
  /** The word as it is written. */
  readonly raw: string;
  /** Its value is made of this variable's value before. */
  readonly isOnTop: boolean;
}

/** A command with the assignments in front of it. */
export interface FollowedStep {
  /** The file. */
  readonly path: string;
  /** The command. */
  readonly step: ShellStep;
  /** The assignments; where words follow, they last for that command only. */
  readonly assigned: readonly ShellAssignment[];
  /** The words that follow. */
  readonly words: readonly ShellWord[];
}

/** What a shell would make of some files. */
export interface FollowedShell {
  /** The variables; undefined where only running the files would tell. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Variables that are missing may be set all the same: by a file that these read, or past the place of the stop. */
  readonly isOpen: boolean;
  /** The assignments that last, in their order. */
  readonly assignments: readonly ShellAssignment[];
  /** All commands. */
  readonly steps: readonly FollowedStep[];
  /** Where the shell gives up. */
  readonly stop?: ShellStop & { readonly path: string };
}

/** A value that names itself twice doubles each time; no command line is as long as this. */
const longest = 1_000_000;
const declaring: ReadonlySet<string> = new Set(['export', 'readonly']);
const assigning: ReadonlySet<string> = new Set(
  'for read printf declare typeset local getopts mapfile readarray let unset'.split(' '),
);
/** Assignments before one of these last (XCU 2.14); which of them, shells don't agree on. */
const special: ReadonlySet<string> = new Set(
  ': . break continue eval exec exit export readonly return set shift source times trap unset'.split(' '),
);
const leaving: ReadonlySet<string> = new Set(['.', 'source', 'eval', 'exit', 'return', 'exec']);

/** A file that is being followed, with the variables so far. */
interface Source {
  readonly path: string;
  readonly shell: Shell;
  readonly scope: Scope;
  /** Functions that this file or one before it defines: a call may set any variable. */
  readonly functions: ReadonlySet<string>;
}

/** Follows files that a shell sources one after the other, starting without variables. Runs nothing. */
export function followShell(files: readonly { path: string; text: string }[], shell: Shell): FollowedShell {
  const scope: Scope = { variables: new Map(), isOpen: false };
  const steps: FollowedStep[] = [];
  const assignments: ShellAssignment[] = [];
  const functions = new Set<string>();
  for (const { path, text } of files) {
    const outline = outlineShell(text, shell);
    for (const name of outline.functions) functions.add(name);
    for (const step of outline.steps) {
      const followed = follow(step, { path, shell, scope, functions });
      steps.push(followed.step);
      for (const assignment of followed.lasting) assignments.push(assignment);
    }
    if (outline.stop === undefined) continue;
    openAll(scope);
    if (outline.stop.kind === 'too-complex') continue;
    return { ...scope, assignments, steps, stop: { ...outline.stop, path } };
  }
  return { ...scope, assignments, steps };
}

/** What a step does, and which of its assignments last. */
interface Followed {
  readonly step: FollowedStep;
  readonly lasting: readonly ShellAssignment[];
}

function follow(step: ShellStep, source: Source): Followed {
  const { path, shell } = source;
  const at = step.words.findIndex(word => splitAssignment(word, shell) === undefined);
  const words = at === -1 ? [] : step.words.slice(at);
  const leading = at === -1 ? step.words : step.words.slice(0, at);
  const lasts = words.length === 0 && step.standing !== 'apart';
  const assigned = leading.flatMap(word => assign(word, source, { isSure: runsForSure(step), lasts }) ?? []);
  const [program, ...rest] = words;
  const followed = { path, step, assigned, words };
  if (program === undefined) return { step: followed, lasting: lasts ? assigned : [] };
  return isUncertain(program)
    ? followUncertain(followed, rest, source)
    : { step: followed, lasting: call(plainText(program), rest, followed, source) };
}

const runsForSure = ({ standing }: ShellStep): boolean => standing === 'open' || standing === 'first';

/** A program that only running would tell may turn out to be none: then the assignments before it last, and its words are more of them. */
function followUncertain(
  followed: FollowedStep,
  rest: readonly ShellWord[],
  { shell, scope }: Source,
): Followed {
  const { assigned } = followed;
  forgetAll([...assigned, ...assignmentsIn(rest, shell)], scope);
  return {
    step: { ...followed, words: [] },
    lasting: assigned.map(each => ({ ...each, value: undefined })),
  };
}

/** What a program does to the variables: the assignments among its words that last. */
function call(
  name: string,
  rest: readonly ShellWord[],
  { step, assigned }: FollowedStep,
  source: Source,
): readonly ShellAssignment[] {
  const { scope, functions } = source;
  if (special.has(name)) forgetAll(assigned, scope);
  if (declaring.has(name) && step.standing !== 'apart') return declare(rest, source, runsForSure(step));
  if (leaving.has(name) || functions.has(name)) openAll(scope);
  if (assigning.has(name))
    for (const word of rest) forget(plainText(word), scope, name === 'unset' && runsForSure(step));
  return [];
}

/** `export` and `readonly`: their words are assignments that last; a word that only running would tell may be one of any variable. */
function declare(words: readonly ShellWord[], source: Source, isSure: boolean): readonly ShellAssignment[] {
  const { shell, scope } = source;
  if (words.some(word => splitAssignment(word, shell) === undefined && plainText(word) === ''))
    openAll(scope);
  return words.flatMap(
    word => assign(word, source, { isSure: isSure && !mayBeSplit(word), lasts: true }) ?? [],
  );
}

const assignmentsIn = (words: readonly ShellWord[], shell: Shell): readonly AssignmentWord[] =>
  words.flatMap(word => splitAssignment(word, shell) ?? []);

function forgetAll(assignments: readonly { readonly variable: string }[], scope: Scope): void {
  for (const { variable } of assignments) forget(variable, scope, false);
}

function assign(
  word: ShellWord,
  { path, shell, scope }: Source,
  { isSure, lasts }: { isSure: boolean; lasts: boolean },
): ShellAssignment | undefined {
  const split = splitAssignment(word, shell);
  if (split === undefined) return undefined;
  const { variable, isAppended, parts } = split;
  const values = parts.map(part => valueOf(part, scope));
  if (isAppended) values.unshift(lookUp(variable, scope));
  const length = values.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  const isKnown = isSure && length <= longest && !values.includes(undefined);
  const value = isKnown ? values.join('') : undefined;
  const isOnTop = isAppended || parts.some(part => part.kind === 'variable' && part.name === variable);
  if (lasts) scope.variables.set(variable, value);
  return { variable, path, line: word.line, value, raw: word.raw, isOnTop };
}
