import { deflateSync, Inflate } from 'fflate';

const utf8 = new TextEncoder();

/** Deflate (RFC 1951) with a dictionary that both sides have. */
export const deflate = (text: string, dictionary: string): Uint8Array =>
  deflateSync(utf8.encode(text), { level: 9, mem: 12, dictionary: utf8.encode(dictionary) });

/** The text again, of at most `most` bytes; throws where it is more, or the bytes are none of ours. */
export function inflate(bytes: Uint8Array, dictionary: string, most: number): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let [text, total] = ['', 0];
  const stream = new Inflate({ dictionary: utf8.encode(dictionary) });
  stream.ondata = (part, isLast) => {
    total += part.length;
    if (total > most) throw new RangeError(`more than ${most} bytes`);
    text += decoder.decode(part, { stream: !isLast });
  };
  stream.push(bytes, true);
  return text;
}
