import type { Words } from '../words/report.en.ts';
import { sanitize } from './sanitize.ts';

/** The most that is shown of one text of a machine (characters). A reader wants no more; a stranger's snapshot may hold megabytes. */
const longest = 400;

/** Text of a machine as it is shown: cut, with a note of how much is missing, and then made safe. */
export function shown(text: string, words: Words, most = longest): string {
  if (text.length <= most) return sanitize(text);
  return `${sanitize(text.slice(0, most))}${words.page.cut(text.length - most)}`;
}
