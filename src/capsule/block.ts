import { fromBase64, toBase64 } from '../values/bytes.ts';
import { UsageError } from '../values/errors.ts';
import { checksum } from './checksum.ts';
import { beginMark, capsuleVersion, endMark, legible } from './block-marks.ts';

/** No capsule that we write is longer (characters of the block); a longer one is none of ours. */
const longest = 4000;

/** How far behind its mark a block is looked for: quoting and HTML may make it several times as long. */
const reach = 8 * longest;

/** A post may quote a capsule again and again; so many are tried. */
const attempts = 20;

/** The block of a capsule with its marks; lines of 64 survive the quoting of a mail and the width of a phone. */
export function writeBlock(bytes: Uint8Array): string {
  const text = toBase64(bytes).replace(/=+$/u, '');
  const lines = text.match(/.{1,64}/gu) ?? [];
  return [`fngvt capsule ${capsuleVersion} ${text.length} ${checksum(bytes)}`, ...lines, 'fngvt end'].join(
    '\n',
  );
}

/**
 * The bytes of the first undamaged capsule in a post. Whatever a forum, a mail or a phone does to its lines is undone: quote
 * marks, indents, list numbers, other breaks, full-width letters, entities, tags around them. `where` names the post in messages.
 */
export function readBlock(post: string, where: string): Uint8Array {
  const text = legible(post);
  let first: UsageError | undefined;
  for (const mark of [...text.matchAll(beginMark)].slice(0, attempts)) {
    const start = mark.index + mark[0].length;
    const [, version = '', length = '', sum = ''] = mark;
    const outcome = readOne(text.slice(start, start + reach), {
      version: Number(version),
      length: Number(length),
      sum: sum.toLowerCase(),
    });
    if (typeof outcome !== 'string') return outcome;
    first ??= new UsageError(`${where}: ${outcome}`);
  }
  throw first ?? new UsageError(`${where}: expected a capsule, found no line that begins one`);
}

interface Mark {
  readonly version: number;
  readonly length: number;
  readonly sum: string;
}

/** The bytes, or what is wrong. */
function readOne(after: string, { version, length, sum }: Mark): Uint8Array | string {
  if (version !== capsuleVersion) {
    return `expected a capsule of version ${capsuleVersion}, found ${version}; the fngvt that wrote it can read it`;
  }
  if (length > longest) return `expected a capsule of at most ${longest} characters, found ${length}`;
  const end = after.search(endMark);
  const isClosed = end >= 0;
  const found = lettersOf(isClosed ? after.slice(0, end) : after);
  if (found.length < length) {
    return `expected ${length} characters in the capsule, found ${found.length}: a part of it is missing`;
  }
  const bytes = fromBase64(found.slice(0, length));
  if (checksum(bytes) === sum) return bytes;
  return isClosed && found.length > length
    ? `expected ${length} characters in the capsule, found ${found.length}: something stands between its lines`
    : `expected a capsule with the checksum ${sum}, found ${checksum(bytes)}: a character in it was changed`;
}

/** What belongs to the block: whole words of its alphabet; anything else between them came with the forum. */
function lettersOf(body: string): string {
  return body
    .replace(/<[^<>]{0,200}>/gu, ' ')
    .replace(/&#(x[0-9a-f]{1,4}|\d{1,5});?/giu, (_, code: string) => characterOf(code))
    .replace(/&(?:nbsp|gt|lt);/giu, ' ')
    .replace(/&plus;/giu, '+')
    .replace(/&sol;/giu, '/')
    .split(/[\s>|│]+/u)
    .filter(word => /^[A-Za-z0-9+/_-]+$/u.test(word))
    .join('')
    .replace(/-/gu, '+')
    .replace(/_/gu, '/');
}

function characterOf(code: string): string {
  return String.fromCodePoint(/^x/iu.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code));
}
