/** A line of a script. */
export interface GrubCommand {
  /** Its words, at least one. */
  readonly words: readonly string[];
  /** The number of the line, from 1; of the first one where lines are continued. */
  readonly line: number;
}

/** The lines of a script; those with a backslash at their end are joined to the next, empty ones and comments left out. */
export function grubCommands(text: string): GrubCommand[] {
  const commands: GrubCommand[] = [];
  let parts: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    // GRUB skips carriage returns: grub_file_getline() in grub-core/normal/main.c.
    const line = raw.replaceAll('\r', '');
    const isContinued = line.endsWith('\\');
    parts.push(isContinued ? line.slice(0, -1) : line);
    if (isContinued) continue;
    const words = splitGrubLine(parts.join(''));
    if (words.length > 0) commands.push({ words, line: index + 2 - parts.length });
    parts = [];
  }
  return commands;
}

/**
 * The words of a line of GRUB's scripts: separated by spaces, kept together by quotes; a backslash takes the next
 * character as it is, inside of double quotes only before `"`, `$` and `\` (GNU GRUB manual 2.12, "Quoting"). `{` and `}`
 * are words where they stand alone, `;` ends a command and gives a word of its own, `#` opens a comment. Variables are
 * left as they stand. A quote that is never closed holds the rest of the line.
 */
function splitGrubLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === '#' && word === undefined) break;
    if (' \t;'.includes(char)) {
      if (word !== undefined) words.push(word);
      if (char === ';') words.push(char);
      word = undefined;
      at += 1;
    } else {
      const { text, end } = pieceAt(line, at);
      word = (word ?? '') + text;
      at = end;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A part of a word as it counts, and the place behind it: what stands in quotes, or one character. */
interface Piece {
  readonly text: string;
  readonly end: number;
}

function pieceAt(line: string, at: number): Piece {
  const char = line.charAt(at);
  if (char === '"') return inDoubleQuotes(line, at + 1);
  if (char === "'") {
    const close = line.indexOf("'", at + 1);
    const end = close === -1 ? line.length : close;
    return { text: line.slice(at + 1, end), end: end + 1 };
  }
  return char === '\\' ? { text: line.charAt(at + 1), end: at + 2 } : { text: char, end: at + 1 };
}

function inDoubleQuotes(line: string, from: number): Piece {
  let text = '';
  let at = from;
  while (at < line.length && line.charAt(at) !== '"') {
    if (line.charAt(at) === '\\' && '"$\\'.includes(line.charAt(at + 1))) at += 1;
    text += line.charAt(at);
    at += 1;
  }
  return { text, end: at + 1 };
}
