import type { Paint } from './paint.ts';
import { wrap } from './cells.ts';
import { markdownLines } from './markdown-lines.ts';
import { plain } from './plain.ts';

/** A page of `fngvt explain`: headings with our own Markdown below them. */
export function renderPage(
  page: readonly { readonly heading: string; readonly body: string; readonly isTitle?: boolean }[],
  columns: number,
  paint: Paint,
): string {
  const width = Math.min(columns, 100);
  const blocks = page.map(({ heading, body, isTitle }) => {
    const lines =
      isTitle === true ? wrap(plain(body.split('\n')[0] ?? ''), width - 2).map(line => `  ${line}`) : [];
    const rest = isTitle === true ? body.split('\n').slice(1).join('\n') : body;
    return [paint.strong(heading), ...lines, ...markdownLines(rest, width)].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
