import { gunzipSync } from 'node:zlib';
import { readBlocks } from '../../src/capsule/block.ts';
import { unpack } from '../../src/capsule/pack.ts';
import type { Said } from './called.ts';

/**
 * What a call came to, with whatever is packed in it read back: deflate of two runtimes packs the same text into other bytes, and into
 * another number of them. That is all that may differ.
 */
export function readBack(said: Said): Said {
  return {
    ...said,
    stdout: withoutSizes(unpacked(said.stdout)),
    files: Object.fromEntries(
      Object.entries(said.files).map(([path, content]) => [
        path,
        unpacked(path.endsWith('.gz') ? withoutTime(gunzipped(Buffer.from(content, 'latin1'))) : content),
      ]),
    ),
  };
}

const unpacked = (text: string): string =>
  text
    .replaceAll(
      /(<script\b[^>]*\bid="fngvt-snapshot"[^>]*\bapplication\/gzip[^>]*>|<script\b[^>]*\bapplication\/gzip[^>]*\bid="fngvt-snapshot"[^>]*>)([^<]+)/gu,
      (_, tag: string, packed: string) => tag + withoutTime(gunzipped(Buffer.from(packed, 'base64'))),
    )
    .replaceAll(/fngvt capsule [\s\S]*?fngvt end/gu, block =>
      readBlocks(block, 'a call')
        .map(one => ('bytes' in one ? withoutTime(JSON.stringify(unpack(one.bytes))) : one.fault.message))
        .join('\n'),
    );

const gunzipped = (bytes: Uint8Array): string => gunzipSync(bytes).toString('utf8');

const withoutSizes = (text: string): string => text.replaceAll(/\(\d+(?:\.\d+)? (?:B|KiB|MiB)\)/gu, '(SIZE)');

/** A snapshot says when it was written: by the clock, where it is of a recorded host that does not say. */
export const withoutTime = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/gu, 'TIME');
