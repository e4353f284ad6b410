import type { PageWords } from '../../words/page.en.ts';
import { blocks, oneLine, type Parts } from './markdown.ts';
import { commandIn } from './page-command.ts';
import { marks } from '../../values/chinese.ts';

/** What stands on a button beside a command. */
export type ProseWords = Pick<PageWords, 'copy'>;

/** Our own Markdown as HTML, with a copy button at every command. Never for text of a machine. */
export const prose = (markdown: string, words: ProseWords): string =>
  blocks(joinedLines(markdown), partsOf(words));

/** The same for one line: no paragraph around it. */
export const inlineProse = (markdown: string, words: ProseWords): string =>
  oneLine(joinedLines(markdown), partsOf(words));

/** A command with its copy button; without JavaScript the button is not shown. */
export function commandHtml(command: string, words: ProseWords): string {
  const text = escapeHtml(command);
  return `<span class="command"><code>${text}</code>${copyButton(text, words)}</span>`;
}

function copyButton(text: string, { copy }: ProseWords): string {
  return `<button type="button" class="copy" data-copy="${text}" aria-label="${escapeHtml(copy)}: ${text}" title="${escapeHtml(copy)}"><svg aria-hidden="true"><use href="#copy"/></svg></button>`;
}

function partsOf(words: ProseWords): Parts {
  return {
    text: escapeHtml,
    code: text => {
      const command = commandIn(text);
      return command === undefined ? `<code>${escapeHtml(text)}</code>` : commandHtml(command, words);
    },
    link: (href, html) =>
      href.startsWith('https://') ? `<a href="${escapeHtml(href)}" rel="noreferrer">${html}</a>` : html,
  };
}

/** A line break between Chinese characters is no space; a browser would make one of it. */
function joinedLines(markdown: string): string {
  return markdown.replace(chineseBreak, '$1');
}

const chinese = String.raw`[\p{Script=Han}${marks}]`;
const chineseBreak = new RegExp(String.raw`(${chinese})\n[ \t]*(?=${chinese})`, 'gu');

/** Text for HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/gu, character => `&#${character.charCodeAt(0)};`);
}
