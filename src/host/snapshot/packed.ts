import { UsageError } from '../../values/errors.ts';
import { decode } from '../decode.ts';

/** A snapshot from a stranger is data: it may not be larger than this, packed or unpacked (bytes). */
const largest = 64 * 1024 * 1024;

/** What is expected of an input. */
export interface WantedInput {
  /** What it is to be, for messages. */
  readonly what: string;
  /** The most that it may be, packed or unpacked (bytes). */
  readonly most: number;
}

export const aSnapshot: WantedInput = { what: 'a snapshot', most: largest };

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
    throw new UsageError(
      `${where}: expected gzip of at most ${most} bytes unpacked, found ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function textOf(bytes: Uint8Array, where: string, { what }: WantedInput): string {
  const decoded = decode(bytes);
  if ('text' in decoded) return decoded.text;
  throw new UsageError(`${where}: expected ${what}, found ${decoded.found}`);
}
