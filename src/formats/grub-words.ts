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
  let word: string[] | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote === "'" || (quote === '"' && char !== '\\')) {
      if (char === quote) quote = '';
      else word?.push(char);
    } else if (char === '\\' && (quote === '' || '"$\\'.includes(next))) {
      (word ??= []).push(next);
      at += 1;
    } else if (quote === '' && (char === "'" || char === '"')) {
      word ??= [];
      quote = char;
    } else if (quote === '' && (isSpace(char) || char === ';')) {
      if (word !== undefined) words.push(word.join(''));
      word = undefined;
      if (char === ';') words.push(';');
    } else if (char === '#' && word === undefined) break;
    else (word ??= []).push(char);
  }
  if (word !== undefined) words.push(word.join(''));
  return words;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t';
}
