/**
 * How a capsule looks in a post:
 *
 *     fngvt capsule 1 1012 4f2a91c3
 *     eJyNU8tu2zAQ…                     (lines of 64)
 *     fngvt end
 *
 * The numbers are the version, how many characters the block has, and the CRC-32 of what they stand for. The marks are plain
 * words: a forum turns dashes, colons and brackets into lines, faces and tags.
 */

/** The version that is written. The dictionary belongs to it and is frozen with it. */
export const capsuleVersion = 1;

/** Between two words of a mark there may be a line break with quote marks behind it. */
const gap = String.raw`(?:\s|&nbsp;|&gt;|[>|│])+`;

/** The first line; spelled as another device may change it (capitals, spaces), but no further. */
export const beginMark = new RegExp(
  `fngvt${gap}capsule${gap}(\\d{1,3})${gap}(\\d{1,5})${gap}([0-9a-f]{8})(?![0-9a-f])`,
  'giu',
);

/** The last line. */
export const endMark = new RegExp(`fngvt${gap}end`, 'iu');

/** A post without what can't be seen, and with full-width letters as plain ones. */
export function legible(post: string): string {
  return post.normalize('NFKC').replace(unseen, '');
}

/** What can't be seen. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/**
 * A text of ours with words of a machine in it, which may not begin a capsule of their own. What stands for a bracket in BBCode is left as it is:
 * only letters and digits make a mark.
 */
export function defused(text: string): string {
  if (legible(text).search(beginMark) < 0) return text;
  const plain = text
    .replace(unseen, '')
    .replace(/[^\p{ASCII}]/gu, one => (/[\w\s>|]/u.test(one.normalize('NFKC')) ? '·' : one));
  return plain.replace(beginMark, mark => mark.replaceAll(/[^a-z\d]+/giu, '-'));
}

/** Is there a capsule in this text? A JSON file is none, whatever its texts say. */
export function hasCapsule(text: string): boolean {
  return !/^\s*\{\s*"/u.test(text) && legible(text).search(beginMark) >= 0;
}
