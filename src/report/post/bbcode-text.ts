import { proseBlocks, type ProseBlock } from '../terminal/markdown-lines.ts';
import { shorten } from './markdown-text.ts';

/**
 * BBCode that Discuz and XenForo read alike, and most others: [b], [size], [code], [list] and [*]. Not [table], which XenForo
 * breaks into lines and Discuz may forbid; not [spoiler] and [icode], which Discuz does not know; not [hide] and [free], which
 * hide a report from those who are to help. Both show every line break, so a paragraph is one line.
 */

/**
 * Text of a machine, so that no forum reads anything into it, inside [code] or not: a bracket that could begin a tag, the
 * mark of a mention and what makes a link of an address are set in full width. Inside [code] a tag is the way out, and
 * Discuz looks for mentions there too.
 */
export function bbcodeText(text: string, most?: number): string {
  return shorten(text, most)
    .replace(/\[(?=\s*[/*a-z#@])/giu, '［')
    .replace(/@(?=\S)/gu, '＠')
    .replace(/:(?=\/\/)/gu, '：')
    .replace(/\bwww\./giu, 'www．')
    .replace(/\{(?=:)/gu, '｛');
}

export const bold = (text: string): string => `[b]${text}[/b]`;

/** Lines that keep their spaces. What comes from a machine went through `bbcodeText`. */
export const code = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `[code]\n${lines.join('\n')}\n[/code]`;

/** Items of a list. */
export const list = (items: readonly string[], isNumbered = false): string =>
  items.length === 0
    ? ''
    : [isNumbered ? '[list=1]' : '[list]', ...items.map(item => `[*]${item}`), '[/list]'].join('\n');

/** Our own Markdown: lists, and commands in bold, which copies as it is. */
export function bbcodeProse(markdown: string): string {
  const parts: string[] = [];
  let run: ProseBlock[] = [];
  const close = (): void => {
    if (run.length > 0)
      parts.push(
        list(
          run.map(({ text }) => inline(text)),
          /^\d/u.test(run[0]?.lead ?? ''),
        ),
      );
    run = [];
  };
  for (const block of proseBlocks(markdown)) {
    if (block.lead === '') {
      close();
      parts.push(inline(block.text));
    } else {
      if (run.length > 0 && /^\d/u.test(run[0]?.lead ?? '') !== /^\d/u.test(block.lead)) close();
      run.push(block);
    }
  }
  close();
  return parts.join('\n');
}

/** Links as text with their address, code and bold in bold. */
function inline(markdown: string): string {
  return markdown
    .replace(/\[([^[\]]+)\]\((https:[^)]+)\)/gu, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*|`([^`]+)`/gu, (_, strong?: string, span?: string) =>
      bold(strong ?? span ?? ''),
    );
}
