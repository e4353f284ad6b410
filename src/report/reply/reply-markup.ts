import { bbcodeText, bold, code } from '../post/bbcode-text.ts';
import { codeSpan } from '../post/markdown-text.ts';
import { plain } from '../plain.ts';
import type { Quote } from '../evidence.ts';

/** What a thread is written in: Discuz and XenForo, GitHub and Discourse, or nothing at all. */
export type ReplyMarkup = 'bbcode' | 'markdown' | 'plain';

/** What each markup writes differently. */
export interface Dialect {
  /** Text of a machine among our words. */
  readonly quote: Quote;
  /** A command, a line of a file. */
  readonly code: (text: string) => string;
  readonly strong: (text: string) => string;
  /** Our own Markdown, one line. */
  readonly prose: (markdown: string) => string;
  /** Lines that are copied as they are. */
  readonly block: (lines: readonly string[], language: string) => readonly string[];
}

/** A quoted text is no longer (characters). */
const longest = 200;

const dialects: Readonly<Record<ReplyMarkup, Dialect>> = {
  markdown: {
    quote: text => codeSpan(text, longest),
    code: text => codeSpan(text, longest),
    strong: text => `**${text.replaceAll('**', '')}**`,
    prose: text => text,
    block: (lines, language) => [`\`\`\`${language}`, ...lines, '```'],
  },
  bbcode: {
    quote: text => bbcodeText(text, longest),
    code: text => bold(bbcodeText(text, longest)),
    strong: text => bold(plain(text)),
    prose: text =>
      text.replaceAll(/\*\*([^*]+)\*\*|`([^`]+)`/gu, (_, strong?: string, span?: string) =>
        bold(strong ?? span ?? ''),
      ),
    block: lines => code(lines).split('\n'),
  },
  plain: {
    quote: text => text.slice(0, longest),
    code: text => text,
    strong: text => plain(text),
    prose: text => plain(text),
    block: lines => lines,
  },
};

export const dialectOf = (markup: ReplyMarkup): Dialect => dialects[markup];
