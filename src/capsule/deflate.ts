import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Deflate (RFC 1951) with a dictionary that both sides have. */
export const deflate = (text: string, dictionary: string): Uint8Array =>
  deflateRawSync(text, { level: 9, memLevel: 9, dictionary: Buffer.from(dictionary, 'utf8') });

/** The text again, of at most `most` bytes; throws where it is more, or the bytes are none of ours. */
export const inflate = (bytes: Uint8Array, dictionary: string, most: number): string =>
  inflateRawSync(bytes, { dictionary: Buffer.from(dictionary, 'utf8'), maxOutputLength: most }).toString(
    'utf8',
  );
