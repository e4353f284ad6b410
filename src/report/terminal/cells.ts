import { cellsOfCode } from './wide.ts';
import { closingMarks, openingMarks } from '../../values/chinese.ts';

/** Text in terminal cells: a Chinese character takes two. */

/** Marks that stand on the character before them take no cell. */
const mark = /^\p{Mark}$/u;

/** Cells of a text of ours or of a sanitized one: no terminal escapes, no control characters. */
export function width(text: string): number {
  let cells = 0;
  for (const character of text) cells += cellsOf(character);
  return cells;
}

function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // Letters of the West and General Punctuation have no marks; most texts have nothing else.
  if (code < 0x300 || (code > 0x200f && code < 0x2070)) return 1;
  return mark.test(character) ? 0 : cellsOfCode(code);
}

/** Padded on the right to so many cells. */
export function pad(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

/** Cut to so many cells; what is cut off is shown by `…`. */
export function cut(text: string, cells: number): string {
  if (width(text) <= cells) return text;
  return `${prefix(text, cells - 1)}…`;
}

/** As much of a text as fits into so many cells; at least one character. */
function prefix(text: string, cells: number): string {
  let kept = '';
  for (const character of text) {
    if (kept !== '' && width(kept + character) > cells) break;
    kept += character;
  }
  return kept;
}

/**
 * Broken into lines of so many cells. Western words stay whole where they fit in a line; between Chinese characters a line may
 * end anywhere, but no line begins with closing punctuation.
 */
export function wrap(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (width(line + piece.trimEnd()) <= cells) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    while (width(line.trimEnd()) > cells) {
      const head = prefix(line, cells);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** What a line may be broken between: words with the space behind them, Chinese characters; both with closing punctuation. */
const unit = new RegExp(
  [
    String.raw`[^\s\p{Script=Han}${openingMarks}${closingMarks}]+[${closingMarks}]*\s*`,
    String.raw`[${openingMarks}]*\p{Script=Han}?[${closingMarks}]*\s*`,
    String.raw`\s+`,
  ].join('|'),
  'gu',
);

function pieces(text: string): readonly string[] {
  return text.match(unit)?.filter(piece => piece !== '') ?? [];
}
