import { fromBase64, toBase64 } from '../values/bytes.ts';
import { unexpected, type UsageError } from '../values/errors.ts';
import type { Text } from '../values/text.ts';
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
  const text = toBase64(bytes).replace(/={1,2}$/u, '');
  const lines = text.match(/.{1,64}/gu) ?? [];
  return [`fngvt capsule ${capsuleVersion} ${text.length} ${checksum(bytes)}`, ...lines, 'fngvt end'].join(
    '\n',
  );
}

/** A capsule in a post: its bytes, or what is wrong with it. */
export type Block = { readonly bytes: Uint8Array } | { readonly fault: UsageError; readonly sum: string };

/**
 * The capsules of a post in their order. Whatever a forum, a mail or a phone does to its lines is undone: quote marks, indents, list numbers,
 * other breaks, full-width letters, entities, tags around them. `where` names the post in messages.
 */
export function readBlocks(post: string, where: string): readonly Block[] {
  const text = legible(post);
  return [...text.matchAll(beginMark)].slice(0, attempts).map(mark => {
    const start = mark.index + mark[0].length;
    const [, version = '', length = '', written = ''] = mark;
    const sum = written.toLowerCase();
    const outcome = readOne(text.slice(start, start + reach), {
      version: Number(version),
      length: Number(length),
      sum,
    });
    return outcome instanceof Uint8Array
      ? { bytes: outcome }
      : { sum, fault: unexpected(where, outcome.wanted, outcome.found) };
  });
}

interface Mark {
  readonly version: number;
  readonly length: number;
  readonly sum: string;
}

/** What is wrong with a capsule. */
interface Damage {
  readonly wanted: Text;
  readonly found: Text;
}

/** The bytes, or what is wrong. */
function readOne(after: string, { version, length, sum }: Mark): Uint8Array | Damage {
  if (version !== capsuleVersion) {
    return {
      wanted: { en: `a capsule of version ${capsuleVersion}`, 'zh-CN': `第 ${capsuleVersion} 版的 capsule` },
      found: {
        en: `${version}; the fngvt that wrote it can read it`,
        'zh-CN': `第 ${version} 版；用写它的那个版本的 fngvt 来读`,
      },
    };
  }
  if (length > longest) {
    return {
      wanted: {
        en: `a capsule of at most ${longest} characters`,
        'zh-CN': `不超过 ${longest} 个字符的 capsule`,
      },
      found: { en: `${length}`, 'zh-CN': `${length} 个` },
    };
  }
  const end = after.search(endMark);
  const isClosed = end >= 0;
  const found = lettersOf(isClosed ? after.slice(0, end) : after);
  if (found.length < length) {
    return counted(length, found.length, { en: 'a part of it is missing', 'zh-CN': '少了一部分' });
  }
  const bytes = fromBase64(found.slice(0, length));
  if (checksum(bytes) === sum) return bytes;
  if (isClosed && found.length > length) {
    return counted(length, found.length, {
      en: 'something stands between its lines',
      'zh-CN': '行与行之间夹了别的东西',
    });
  }
  return {
    wanted: { en: `a capsule with the checksum ${sum}`, 'zh-CN': `校验和为 ${sum} 的 capsule` },
    found: {
      en: `${checksum(bytes)}: a character in it was changed`,
      'zh-CN': `${checksum(bytes)}：有字符被改过`,
    },
  };
}

const counted = (wanted: number, found: number, why: Text): Damage => ({
  wanted: { en: `${wanted} characters in the capsule`, 'zh-CN': `capsule 里有 ${wanted} 个字符` },
  found: { en: `${found}: ${why.en}`, 'zh-CN': `${found} 个：${why['zh-CN']}` },
});

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
