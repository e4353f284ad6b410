import { matchAt, readWord, type Shell, type ShellWord } from './shell-word.ts';

/**
 * The words of a shell script, taken apart without running anything: POSIX.1-2017, XCU chapter 2, "Shell Command
 * Language", and where dash and bash differ, both. Just enough for files of assignments such as /etc/default/grub.
 */

/** Words up to an operator. Redirections are left out. */
export interface ShellCommand {
  /** Its words; none between two operators. */
  readonly words: readonly ShellWord[];
  /** The operator that ends it; empty at the end of the text. */
  readonly end: string;
  /** The number of the line on which it begins, from 1. */
  readonly line: number;
}

/** A script as far as it could be taken apart. */
export interface ShellScript {
  /** The commands that are complete. */
  readonly commands: readonly ShellCommand[];
  /** Why and where it ended early. */
  readonly cut?: {
    readonly kind: 'unterminated-quote' | 'too-complex';
    readonly line: number;
    readonly text: string;
  };
}

/** Spaces, a line's end that is continued, a comment. */
const blanks = /[ \t]+|\\\n|#[^\n]*/y;
const operators = { dash: /&&|\|\||;;|[\n;&|()]/y, bash: /&&|\|\||\|&|;;|[\n;&|()]/y } as const;
const redirection = /\d*(?:<<|[<>]&|>>|<>|>\||[<>])/y;

/** Never fails: a script with an open quote or a here-document is given up to there. */
export function readShell(text: string, shell: Shell): ShellScript {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let line = 1;
  let at = 0;
  let skipsNext = false;
  while (at < text.length) {
    const blank = matchAt(blanks, text, at);
    const op = matchAt(operators[shell], text, at);
    const redirect = matchAt(redirection, text, at);
    let raw = blank ?? op ?? redirect ?? '';
    if (op !== undefined) {
      commands.push(commandOf(words, op, line));
      words = [];
      skipsNext = false;
    } else if (redirect !== undefined) {
      if (redirect.endsWith('<<')) return { commands, cut: { kind: 'too-complex', line, text: redirect } };
      skipsNext = true;
    } else if (blank === undefined) {
      const { parts, end } = readWord(text, at, shell);
      raw = text.slice(at, end ?? endOfLine(text, at));
      if (end === undefined) return { commands, cut: { kind: 'unterminated-quote', line, text: raw } };
      if (!skipsNext) words.push({ raw, parts, line, start: at });
      skipsNext = false;
    }
    line += raw.split('\n').length - 1;
    at += raw.length;
  }
  return { commands: [...commands, commandOf(words, '', line)] };
}

function commandOf(words: readonly ShellWord[], end: string, line: number): ShellCommand {
  return { words, end: end === '|&' ? '|' : end, line: words[0]?.line ?? line };
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}
