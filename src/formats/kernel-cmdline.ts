/** A word of a kernel command line, as `next_arg()` in lib/cmdline.c (Linux 6.12) takes it apart. */
export interface CmdlineToken {
  /** The name; dashes stand as underscores, as `parameq()` in kernel/params.c compares them. */
  readonly name: string;
  /** What follows the first `=`, without its quotes; empty where there is no `=`. */
  readonly value: string;
  /** There is a `=`. */
  readonly hasValue: boolean;
  /** The word as it is written, quotes included. */
  readonly raw: string;
}

/**
 * The words of a command line in their order. Those after a lone `--` are init's (`parse_args()` in kernel/params.c
 * stops there) and are left out. Options of modprobe.d have the same syntax: the kernel reads them with the same code.
 */
export function parseCmdline(text: string): CmdlineToken[] {
  return locateWords(text).words.map(({ token }) => token);
}

/** A word and where it stands. */
export interface LocatedWord {
  readonly token: CmdlineToken;
  /** Its first character. */
  readonly start: number;
  /** The one behind its last. */
  readonly end: number;
}

/** The same with their places; `end` is where the kernel's part ends: at a lone `--`, else behind the text. */
export function locateWords(text: string): { readonly words: readonly LocatedWord[]; readonly end: number } {
  const words: LocatedWord[] = [];
  let at = skipSpaces(text, 0);
  while (at < text.length) {
    const { token, end } = nextArg(text, at);
    if (token.raw === '--' || token.raw === '"--"') return { words, end: at };
    if (token.name !== '') words.push({ token, start: at, end });
    at = skipSpaces(text, end);
  }
  return { words, end: text.length };
}

/** The value that counts: the last one. null where the name does not occur, empty where it has no value. */
export function lastValue(tokens: readonly CmdlineToken[], name: string): string | null {
  return allValues(tokens, name).at(-1) ?? null;
}

/** All values of a name, in their order. */
export function allValues(tokens: readonly CmdlineToken[], name: string): string[] {
  const wanted = parameterName(name);
  return tokens.filter(token => token.name === wanted).map(token => token.value);
}

/** A parameter's name with dashes as underscores. */
export function parameterName(name: string): string {
  return name.replaceAll('-', '_');
}

/**
 * One word, step by step as the kernel's C does it: a leading quote opens a quoted word; any further quote only switches
 * whether spaces separate; of quotes, only one before and one after the value or the word is dropped. A `=` at the very
 * start separates nothing, since the C code takes position 0 for "none seen".
 */
function nextArg(text: string, begin: number): { token: CmdlineToken; end: number } {
  const isQuoted = text[begin] === '"';
  const start = isQuoted ? begin + 1 : begin;
  const end = endOfArg(text, start, isQuoted);
  const equals = text.slice(start, end).indexOf('=', 1);
  const hasValue = equals !== -1;
  const valueAt = start + equals + 1;
  const isValueQuoted = hasValue && text[valueAt] === '"';
  const isClosed = (isQuoted || isValueQuoted) && end > start && text[end - 1] === '"';
  const last = isClosed ? end - 1 : end;
  const name = text.slice(start, hasValue ? start + equals : last);
  return {
    token: {
      name: parameterName(name),
      value: hasValue ? text.slice(isValueQuoted ? valueAt + 1 : valueAt, last) : '',
      hasValue,
      raw: text.slice(begin, end),
    },
    end,
  };
}

function endOfArg(text: string, start: number, isQuoted: boolean): number {
  let inQuotes = isQuoted;
  let at = start;
  while (at < text.length && (inQuotes || !isSpace(text[at]))) {
    if (text[at] === '"') inQuotes = !inQuotes;
    at += 1;
  }
  return at;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at;
}

/**
 * `isspace()` of lib/ctype.c: the carriage return is one. Its byte 0xa0 is left out here: in UTF-8 that is never a
 * character of its own, and the full-width space (U+3000) does not contain it, so it separates nothing.
 */
function isSpace(char: string | undefined): boolean {
  return char !== undefined && ' \t\n\v\f\r'.includes(char);
}
