import { readData } from '../package-files.ts';
import { deflate, inflate } from './deflate.ts';

/** No capsule of ours unpacks to more (bytes); a bomb stops here. */
const limit = 256 * 1024;

/**
 * The dictionary of both sides: the sentences that nearly every report is made of. It is frozen: version 1 means this dictionary, byte for
 * byte. Another one needs another version.
 */
const dictionary = (): string => readData<string>('capsule/1');

/** Makes a value small. */
export const pack = (value: unknown): Uint8Array => deflate(JSON.stringify(value), dictionary());

/** The value again; throws where the bytes are none of ours. */
export const unpack = (bytes: Uint8Array): unknown => JSON.parse(inflate(bytes, dictionary(), limit));
