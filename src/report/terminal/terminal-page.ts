import { joined, type Styled } from '../../values/styled.ts';
import { wrap } from './cells.ts';
import { markdownLines } from './markdown-lines.ts';
import { paint } from './paint.ts';
import { plain } from '../plain.ts';

/** Headings with our own Markdown below them. */
export type Page = readonly { readonly heading: string; readonly body: string; readonly isTitle?: boolean }[];

/** A page of `fngvt explain`. */
export function renderPage(page: Page, columns: number): Styled {
  const width = Math.min(columns, 100);
  const blocks = page.map(({ heading, body, isTitle }) => {
    const lines =
      isTitle === true ? wrap(plain(body.split('\n')[0] ?? ''), width - 2).map(line => `  ${line}`) : [];
    const rest = isTitle === true ? body.split('\n').slice(1).join('\n') : body;
    return joined([paint.strong(heading), ...lines, ...markdownLines(rest, width)], '\n');
  });
  return joined([joined(blocks, '\n\n'), '\n']);
}
