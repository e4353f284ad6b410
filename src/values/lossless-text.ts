/**
 * Text of bytes that need not be UTF-8, and the very bytes again. A file of settings may hold a comment in GBK, Big5 or Latin-1; what
 * an edit does not mean must come out of it as it went in.
 *
 * Each byte that is no part of valid UTF-8 (RFC 3629) becomes a lone low surrogate, U+DC80 to U+DCFF, as Python's error handler
 * `surrogateescape` does it (PEP 383). Valid UTF-8 never makes one, so nothing is said in two ways, and JSON carries them as `\udc80`.
 */

/** Decodes bytes; a byte order mark stays the first character. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // What is no UTF-8 is a TypeError by the Encoding Standard; anything else is not ours to hide.
    if (!(error instanceof TypeError)) throw error;
    return escaped(bytes);
  }
}

/** The bytes of a text that was decoded here, edited or not. */
export function bytesOfText(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (isUtf8(text)) return encoder.encode(text);
  // UTF-8 needs three bytes for a code unit at most: RFC 3629, section 3.
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  let from = 0;
  const put = (to: number): void => {
    if (to > from) length += encoder.encodeInto(text.slice(from, to), bytes.subarray(length)).written;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const byte = escapedByte(code);
    if (code > 0xffff) at += 1;
    if (byte === undefined) continue;
    put(at);
    bytes[length++] = byte;
    from = at + 1;
  }
  put(text.length);
  return bytes.slice(0, length);
}

/** Whether nothing in a text that was decoded here stands for a byte: it was UTF-8. */
export const isUtf8 = (text: string): boolean => !anyEscape.test(text);

/** A lone surrogate that stands for a byte; the second half of a pair is none, which the flag `u` sees to. */
const anyEscape = /[\udc80-\udcff]/u;

/** The byte that a lone surrogate stands for; undefined where it stands for none. */
export const escapedByte = (code: number): number | undefined =>
  code >= escape + 0x80 && code <= escape + 0xff ? byteOf(code) : undefined;

const escape = 0xdc00;
const byteOf = (code: number): number => code - escape;

/** So many code units are made into text at once: each is an argument of a call. */
const batch = 8192;

function escaped(bytes: Uint8Array): string {
  // UTF-16 never has more units than UTF-8 has bytes: RFC 3629, section 3.
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const size = sequenceAt(bytes, at);
    const code = size === 0 ? escape + (bytes[at] ?? 0) : codeAt(bytes, at, size);
    if (code < 0x10000) units[length++] = code;
    else {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10);
      units[length++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    at += Math.max(size, 1);
  }
  const parts: string[] = [];
  for (let at = 0; at < length; at += batch)
    parts.push(String.fromCharCode(...units.subarray(at, Math.min(at + batch, length))));
  return parts.join('');
}

/** The character of so many bytes: RFC 3629, section 3. */
function codeAt(bytes: Uint8Array, at: number, size: number): number {
  let code = (bytes[at] ?? 0) & (size === 1 ? 0x7f : 0x7f >> size);
  for (let i = 1; i < size; i += 1) code = (code << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return code;
}

/** First bytes behind which not every tail may stand, with the least and the greatest that may: RFC 3629, section 4. */
const secondBytes: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);
const anyTail = [0x80, 0xbf] as const;

/**
 * How many bytes the character that begins here has; 0: none does. RFC 3629, section 4: no overlong form, no surrogate, nothing above
 * U+10FFFF.
 */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  const [least, greatest] = secondBytes.get(first) ?? anyTail;
  if (second < least || second > greatest) return 0;
  if (first < 0xe0) return 2;
  if (!isTail(bytes[at + 2] ?? 0)) return 0;
  if (first < 0xf0) return 3;
  return isTail(bytes[at + 3] ?? 0) ? 4 : 0;
}

const isTail = (byte: number): boolean => (byte & 0xc0) === 0x80;
