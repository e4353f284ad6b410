import { width, wrap } from './cells.ts';
import { plain } from '../plain.ts';
import { marks } from '../../values/chinese.ts';

/** Our own Markdown as plain lines, indented by two: paragraphs and list items are filled to the width. */
export function markdownLines(markdown: string, columns: number): readonly string[] {
  return proseBlocks(markdown).flatMap(({ lead, text }) => {
    const margin = `  ${lead}`;
    const gap = ' '.repeat(width(margin));
    return wrap(plain(typable(text)), columns - width(margin)).map(
      (line, i) => `${i === 0 ? margin : gap}${line.replaceAll(held, ' ')}`,
    );
  });
}

/** Stands for a space at which no line ends; no text of ours or of a machine has it. */
const held = '\u{e0f0}';

/** Commands for a terminal, from where they are copied: whole in a line where they fit, and without the full stop of our sentence behind them. */
const typable = (text: string): string =>
  text
    .replace(/(`[^`]+`)[.。]$/u, (whole, code: string) => (code.includes(' ') ? code : whole))
    .replace(/`([^`]{1,60})`/gu, (code: string) => code.replaceAll(' ', held));

/** A paragraph or a list item of our own Markdown. */
export interface ProseBlock {
  /** The number or bullet of a list item, with the space behind it. */
  readonly lead: string;
  /** In one line, whatever the width it was written in. */
  readonly text: string;
}

/** Lines that belong together: an item with its indented continuation, or the lines of a paragraph. */
export function proseBlocks(markdown: string): readonly ProseBlock[] {
  const found: ProseBlock[] = [];
  let isOpen = false;
  for (const line of markdown.split('\n')) {
    const item = /^\s*(\d+\.|[-*])\s+((?:\S.*)?)$/u.exec(line);
    const last = found.at(-1);
    if (line.trim() === '') {
      isOpen = false;
    } else if (item !== null) {
      found.push({ lead: `${item[1] ?? ''} `, text: item[2] ?? '' });
      isOpen = true;
    } else if (isOpen && last !== undefined) {
      found[found.length - 1] = { ...last, text: joined(last.text, line.trim()) };
    } else {
      found.push({ lead: '', text: line.trim() });
      isOpen = true;
    }
  }
  return found;
}

/** Between two Chinese characters, and beside full-width punctuation, a line break is no space. */
function joined(a: string, b: string): string {
  const needsNone =
    Array.from(marks).some(mark => a.endsWith(mark) || b.startsWith(mark)) ||
    (/\p{Script=Han}$/u.test(a) && /^\p{Script=Han}/u.test(b));
  return needsNone ? `${a}${b}` : `${a} ${b}`;
}
