import { fromBase64 } from '../../values/bytes.ts';
import { unexpected } from '../../values/errors.ts';
import { parseSnapshot } from './parse.ts';
import { unpacked } from './packed.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** The snapshot that an HTML report carries. Nothing of the page is executed or rendered; one element is looked up and read as data. */

/** Does the text begin as a page does? No snapshot, report or paste begins with `<`. */
export function isHtml(text: string): boolean {
  return /^(?:\ufeff|\s|<!--[^>]{0,500}-->){0,20}<(?:!doctype\s+html|html)\b/iu.test(text.slice(0, 4000));
}

/** The element that holds it. */
const element = /<script\b[^>]{0,200}\bid=["']?fngvt-snapshot\b[^>]{0,200}>/iu;

/** Does a page carry one? */
export const hasSnapshot = (page: string): boolean => element.test(page);

/** Reads it, whichever way the page packs it. A browser that saved the page again may have changed the spelling of the tag. */
export async function snapshotInHtml(page: string, where: string): Promise<Snapshot> {
  const tag = element.exec(page);
  if (tag === null)
    throw unexpected(
      where,
      { en: 'an HTML report with a snapshot in it', 'zh-CN': '带快照的 HTML 报告' },
      { en: 'a page without one', 'zh-CN': '不带快照的网页' },
    );
  const from = tag.index + tag[0].length;
  const to = page.indexOf('</script', from);
  if (to < 0)
    throw unexpected(
      where,
      { en: 'a whole HTML report', 'zh-CN': '完整的 HTML 报告' },
      { en: 'one that is cut off', 'zh-CN': '被截断的' },
    );
  const text = page.slice(from, to).trim();
  const isPacked = /\btype=["']?application\/gzip\b/iu.test(tag[0]);
  return parseSnapshot(isPacked ? await unpacked(fromBase64(text), where) : text, where);
}
