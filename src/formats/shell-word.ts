/** One word of a shell script: POSIX.1-2017, XCU 2.2 "Quoting" and 2.6 "Word Expansions", where dash and bash differ both. */

/** The shell that would read the file. */
export type Shell = 'dash' | 'bash';

/** A piece of a word; unknown is what only running would tell: `$(…)`, `${name:-…}`, `$1`. */
export type ShellPart =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly isQuoted: boolean }
  | { readonly kind: 'unknown' };

/** A word. */
export interface ShellWord {
  /** It as it is written. */
  readonly raw: string;
  /** Its pieces, quotes taken off. */
  readonly parts: readonly ShellPart[];
  /** The number of the line on which it begins, from 1. */
  readonly line: number;
  /** Its first character in the text. */
  readonly start: number;
}

/** One word; no end where a quote or bracket is never closed. */
export function readWord(
  text: string,
  start: number,
  shell: Shell,
): { parts: ShellPart[]; end: number | undefined } {
  const parts: ShellPart[] = [];
  let at = start;
  let inDouble = false;
  while (at < text.length) {
    const char = text.charAt(at);
    if (!inDouble && ' \t\n;&|<>()'.includes(char)) break;
    const plainEnd = endOfPlain(text, at, inDouble);
    if (plainEnd > at) {
      appendText(parts, text.slice(at, plainEnd), inDouble);
      at = plainEnd;
    } else if (text.startsWith('\\\n', at)) at += 2;
    else if (char === '"') {
      inDouble = !inDouble;
      parts.push({ kind: 'text', text: '', isQuoted: true });
      at += 1;
    } else {
      const { part, end } = readSpecial(text, at, inDouble, shell);
      if (end === undefined) return { parts, end };
      parts.push(part);
      at = end;
    }
  }
  return { parts, end: inDouble ? undefined : Math.min(at, text.length) };
}

/** Joined to the piece before, so that a name which a continued line cuts in two is whole. */
function appendText(parts: ShellPart[], text: string, isQuoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.isQuoted === isQuoted)
    parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ kind: 'text', text, isQuoted });
}

/** Inside of double quotes a backslash stands for itself unless it comes before one of five characters. */
function escapedText(char: string, inDouble: boolean): string {
  return char === '' || (inDouble && !'$`"\\'.includes(char)) ? `\\${char}` : char;
}

/** A piece and the place behind it; no place where it is never closed. */
interface Piece {
  readonly part: ShellPart;
  readonly end: number | undefined;
}

/** What begins with a single quote, a backslash, a dollar or a backtick. */
function readSpecial(text: string, at: number, inDouble: boolean, shell: Shell): Piece {
  const char = text.charAt(at);
  if (char === "'") {
    const close = text.indexOf("'", at + 1);
    const part: ShellPart = { kind: 'text', text: text.slice(at + 1, close), isQuoted: true };
    return { part, end: close === -1 ? undefined : close + 1 };
  }
  if (char !== '\\') return readExpansion(text, at, inDouble, shell);
  const escaped = escapedText(text.charAt(at + 1), inDouble);
  return { part: { kind: 'text', text: escaped, isQuoted: true }, end: at + 2 };
}

function readExpansion(text: string, at: number, isQuoted: boolean, shell: Shell): Piece {
  const unknown: ShellPart = { kind: 'unknown' };
  const next = text.charAt(at + 1);
  if (text.charAt(at) === '`') return { part: unknown, end: closing(text, at + 1, '`') };
  if (next === '(') return { part: unknown, end: closing(text, at + 2, ')', '(') };
  const name = matchAt(/[A-Za-z_]\w*/y, text, at + 1);
  if (name !== undefined) return { part: { kind: 'variable', name, isQuoted }, end: at + 1 + name.length };
  const braced = matchAt(/\{[A-Za-z_]\w*\}/y, text, at + 1)?.slice(1, -1);
  if (braced !== undefined)
    return { part: { kind: 'variable', name: braced, isQuoted }, end: at + 3 + braced.length };
  if (next === '{') return { part: unknown, end: closing(text, at + 2, '}', '{') };
  if (next !== '' && '0123456789?$!#@*-'.includes(next)) return { part: unknown, end: at + 2 };
  // bash reads $'…' with escapes and translates $"…"; for dash the dollar stands for itself.
  if (shell === 'bash' && !isQuoted && next === "'")
    return { part: unknown, end: closing(text, at + 2, "'") };
  if (shell === 'bash' && !isQuoted && next === '"') return { part: unknown, end: at + 1 };
  return { part: { kind: 'text', text: '$', isQuoted }, end: at + 1 };
}

/** The place after the closing character; brackets nest, quotes and backslashes inside hide it. */
function closing(text: string, from: number, close: string, open?: string): number | undefined {
  let depth = 1;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && quote !== "'") at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === close) depth -= 1;
    else if (char === open) depth += 1;
    else if (open !== undefined && (char === '"' || char === "'")) quote = char;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function endOfPlain(text: string, from: number, inDouble: boolean): number {
  const special = inDouble ? '"\\$`' : ' \t\n;&|<>()"\'\\$`';
  let at = from;
  while (at < text.length && !special.includes(text.charAt(at))) at += 1;
  return at;
}

/** What a sticky pattern finds at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
