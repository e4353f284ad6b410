import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { bytesOfText } from '../values/lossless-text.ts';
import type { Host } from './reader.ts';

/** A digest that nobody can compute who has not the key: hexadecimal, 64 digits. */
export function keyedDigest(key: string): (text: string) => string {
  return text => createHmac('sha256', key).update(bytesOfText(text)).digest('hex');
}

/**
 * A key that stays the same on one machine and that nobody else knows, so that the same name gets the same stand-in in two
 * snapshots of it. machine-id(5) asks that the id itself is never shown; it goes no further than this key. A machine that
 * has none gets a key for one run.
 */
export async function machineKey(host: Pick<Host, 'read'>): Promise<string> {
  const id = await host.read('/etc/machine-id');
  const text = id.state === 'present' ? id.value.trim() : '';
  return text === '' ? randomBytes(16).toString('hex') : `fngvt ${text}`;
}

/** SHA-256 in hexadecimal digits, by which a file is known again. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A random UUID (RFC 9562, version 4); Node 18 has it only here. */
export const freshUuid = (): string => randomUUID();
