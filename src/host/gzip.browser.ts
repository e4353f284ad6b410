import { Gunzip, gzipSync } from 'fflate';

/** Unpacks gzip (RFC 1952) of at most `most` bytes unpacked; throws where it is more, or none. */
export function gunzip(bytes: Uint8Array, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new Gunzip(part => {
    total += part.length;
    if (total > most) throw new RangeError(`more than ${most} bytes`);
    parts.push(part);
  });
  // In pieces: a bomb is to burst before it fills the memory.
  const piece = 16 * 1024;
  for (let from = 0; from < bytes.length; from += piece)
    stream.push(bytes.subarray(from, from + piece), from + piece >= bytes.length);
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text in gzip. */
export const gzip = (text: string): Uint8Array => gzipSync(new TextEncoder().encode(text));
