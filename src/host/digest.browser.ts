import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesOfText } from '../values/lossless-text.ts';

/** A digest that nobody can compute who has not the key: hexadecimal, 64 digits. */
export function keyedDigest(key: string): (text: string) => string {
  const keyBytes = new TextEncoder().encode(key);
  return text => bytesToHex(hmac(sha256, keyBytes, bytesOfText(text)));
}

/** SHA-256 in hexadecimal digits, by which a file is known again. */
export const digestOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
