import { nothingGiven, unexpected, type Said } from '../../values/errors.ts';
import type { Text } from '../../values/text.ts';
import { checkSnapshot } from './check.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** A snapshot from its text. `where` names it in messages. */
export function parseSnapshot(text: string, where: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unexpected(where, { en: 'a snapshot (JSON)', 'zh-CN': '快照（JSON）' }, excerptOf(text), {
      cause: error,
      next: pasteInstead(where),
    });
  }
  return checkSnapshot(value, where);
}

/** Is it the output of the collector? What stands before its first line (a quote's mark, a shell's greeting) is no matter. */
export function isCollected(text: string): boolean {
  const head = text.slice(0, 64 * 1024);
  return head.includes('@@ fngvt.collected/') && /^[^\n]{0,40}@@ fngvt\.collected\//mu.test(head);
}

const excerptOf = (text: string): Said =>
  text.trim() === '' ? nothingGiven : JSON.stringify(text.trim().slice(0, 30));

/** What to do with a text that is none of our own files. */
const pasteInstead = (where: string): Text => ({
  en: `text from a forum or a terminal is read by: fngvt doctor --paste ${where}`,
  'zh-CN': `论坛帖子或终端输出请用：fngvt doctor --paste ${where}`,
});
