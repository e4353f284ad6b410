import { unexpected } from '../../values/errors.ts';
import type { Text } from '../../values/text.ts';
import { decode } from '../decode.ts';

/** A snapshot from a stranger is data: it may not be larger than this, packed or unpacked (bytes). */
const largest = 64 * 1024 * 1024;

/** What is expected of an input. */
export interface WantedInput {
  /** What it is to be, for messages. */
  readonly what: Text;
  /** The most that it may be, packed or unpacked (bytes). */
  readonly most: number;
}

export const aSnapshot: WantedInput = { what: { en: 'a snapshot', 'zh-CN': '快照' }, most: largest };

/** The text in bytes that a person gave; gzip is unpacked. Whatever is wrong is one line. */
export async function textIn(bytes: Uint8Array, where: string, wanted = aSnapshot): Promise<string> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return textOf(isPacked ? await unpack(bytes, where, wanted) : bytes, where, wanted);
}

/** The text in gzip, up to the limit. */
export const unpacked = async (bytes: Uint8Array, where: string): Promise<string> =>
  textOf(await unpack(bytes, where, aSnapshot), where, aSnapshot);

async function unpack(bytes: Uint8Array, where: string, { most }: WantedInput): Promise<Uint8Array> {
  const { gunzip } = await import('../gzip.ts');
  try {
    return gunzip(bytes, most);
  } catch (error) {
    throw unexpected(
      where,
      { en: `gzip of at most ${most} bytes unpacked`, 'zh-CN': `解压后不超过 ${most} 字节的 gzip` },
      (error as Error).message,
      { cause: error },
    );
  }
}

function textOf(bytes: Uint8Array, where: string, { what }: WantedInput): string {
  const decoded = decode(bytes);
  if ('text' in decoded) return decoded.text;
  throw unexpected(where, what, decoded.found);
}
