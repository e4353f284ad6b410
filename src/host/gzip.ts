import { gunzipSync, gzipSync } from 'node:zlib';

/** Unpacks gzip (RFC 1952) of at most `most` bytes unpacked; throws where it is more, or none. */
export const gunzip = (bytes: Uint8Array, most: number): Uint8Array =>
  gunzipSync(bytes, { maxOutputLength: most });

/** A text in gzip. */
export const gzip = (text: string): Uint8Array => gzipSync(text);
