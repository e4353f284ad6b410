import type { Shell, ShellPart, ShellWord } from './shell-word.ts';

/** A word that is an assignment: XCU 2.9.1. */
export interface AssignmentWord {
  /** The variable. */
  readonly variable: string;
  /** `+=`: the value goes behind the one before. */
  readonly isAppended: boolean;
  /** The pieces of the value. */
  readonly parts: readonly ShellPart[];
}

/** `NAME=…`, in bash also `NAME+=…`; no quote or expansion may stand before the `=`, and a leading `~` expands. */
export function splitAssignment(word: ShellWord, shell: Shell): AssignmentWord | undefined {
  const [first, ...others] = word.parts;
  if (first?.kind !== 'text' || first.isQuoted) return undefined;
  const [shape, variable, plus] = /^([A-Za-z_]\w*)(\+?)=/.exec(first.text) ?? [];
  if (shape === undefined || variable === undefined || (plus === '+' && shell === 'dash')) return undefined;
  const text = first.text.slice(shape.length);
  const head: ShellPart = /(?:^|:)~/.test(text) ? { kind: 'unknown' } : { ...first, text };
  return { variable, isAppended: plus === '+', parts: [head, ...others] };
}

/** The text of a word that needs no variables; empty where it does. */
export function plainText(word: ShellWord | undefined): string {
  const parts = word?.parts ?? [];
  return parts.every(part => part.kind === 'text') ? parts.map(part => part.text).join('') : '';
}

/** What an expansion as a command comes to is not known: a command, a builtin after which assignments last, or nothing. */
export function isUncertain(word: ShellWord | undefined): boolean {
  return word?.parts.some(part => part.kind !== 'text') === true;
}

/** Older shells split an unquoted expansion behind `export` into words. */
export function mayBeSplit(word: ShellWord): boolean {
  return word.parts.some(part => part.kind === 'variable' && !part.isQuoted);
}
