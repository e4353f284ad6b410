import { upTo } from './trimmed.ts';

/** How many bytes a text has in UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Bytes in Base64 (RFC 4648, section 4), and back; what is none of it is left out. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // A call takes so many arguments at most.
  const piece = 32 * 1024;
  for (let from = 0; from < bytes.length; from += piece)
    text += String.fromCharCode(...bytes.subarray(from, from + piece));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  const digits = upTo(text, '=')
    .replace(/-/gu, '+')
    .replace(/_/gu, '/')
    .replace(/[^A-Za-z\d+/]/gu, '');
  // A last digit alone holds no byte.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return Uint8Array.from(atob(whole), unit => unit.charCodeAt(0));
}
