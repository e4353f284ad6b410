import { visible } from '../values/visible.ts';
import type { Words } from '../words/report.en.ts';

/** Nobody reads more of a value (characters); a stranger's may have millions. */
const longest = 4000;

/**
 * Text from a machine among our words: in one line, with whatever a terminal would obey written out, so that widths are those of what is
 * seen. The rest of a very long text is left out.
 */
export function sanitize(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visible(cut.replace(/[\r\n\t]+/gu, ' '));
}

/** The most that is shown of one text of a machine (characters). A reader wants no more; a stranger's snapshot may hold megabytes. */
const longestShown = 400;

/** Text of a machine as it is shown: cut, with a note of how much is missing, and then made safe. */
export function shown(text: string, words: Words, most = longestShown): string {
  if (text.length <= most) return sanitize(text);
  return `${sanitize(text.slice(0, most))}${words.page.cut(text.length - most)}`;
}
