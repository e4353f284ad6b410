import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { readData } from '../package-files.ts';

/** No capsule of ours unpacks to more (bytes); a bomb stops here. */
const limit = 256 * 1024;

/**
 * Deflate with a dictionary that both sides have: the sentences that nearly every report is made of. It is frozen: version 1
 * means this dictionary, byte for byte. Another one needs another version.
 */
function dictionary(): Buffer {
  return Buffer.from(readData<string>('capsule/1'), 'utf8');
}

/** Makes a value small. */
export function pack(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { level: 9, memLevel: 9, dictionary: dictionary() });
}

/** The value again; throws where the bytes are none of ours. */
export function unpack(bytes: Uint8Array): unknown {
  const text = inflateRawSync(bytes, { dictionary: dictionary(), maxOutputLength: limit }).toString('utf8');
  return JSON.parse(text);
}
