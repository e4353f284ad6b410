import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../values/errors.ts';
import { decode } from '../decode.ts';
import { foundAt } from '../found-instead.ts';
import { openFileNow } from '../open-file.ts';
import { checkSnapshot } from './check.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** A snapshot from a stranger is data: it may not be larger than this, packed or unpacked (bytes). */
const largest = 64 * 1024 * 1024;

/** A snapshot from its text. `where` names it in messages. */
export function parseSnapshot(text: string, where: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where}: expected a snapshot (JSON), found ${excerptOf(text)}`, { cause: error });
  }
  return checkSnapshot(value, where);
}

/** The snapshots in a folder, by name. */
export function snapshotsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.(json|gz|ya?ml|fngvt)$/u.test(name))
      .sort()
      .map(name => join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(
      `${folder}: expected a folder of snapshots, found one that can't be read (${code})`,
      {
        cause: error,
      },
    );
  }
}

/** Is it a folder of snapshots? What can't be told is none: opening it says why. */
export function isFolder(path: string): boolean {
  try {
    return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Is it the output of the collector? What stands before its first line (a quote's mark, a shell's greeting) is no matter. */
export function isCollected(text: string): boolean {
  return /^[^\n]{0,40}@@ fngvt\.collected\//mu.test(text.slice(0, 64 * 1024));
}

/** What is expected of an input. */
export interface WantedInput {
  /** What it is to be, for messages. */
  readonly what: string;
  /** The most that it may be, packed or unpacked (bytes). */
  readonly most: number;
}

const aSnapshot: WantedInput = { what: 'a snapshot', most: largest };

/** The text of a file, or of standard input (`-`); gzip is unpacked. Whatever is wrong is one line. */
export async function readInput(path: string, wanted = aSnapshot): Promise<string> {
  const isStandard = path === '-' || path === '/dev/stdin';
  const bytes = await (isStandard ? readStandardInput(path, wanted) : readFile(path, wanted));
  return textOf(
    bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpack(bytes, path, wanted) : bytes,
    path,
    wanted,
  );
}

/** The text in gzip, up to the limit. */
export async function unpacked(bytes: Buffer, where: string): Promise<string> {
  return textOf(await unpack(bytes, where, aSnapshot), where, aSnapshot);
}

async function unpack(bytes: Buffer, where: string, { most }: WantedInput): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    throw new UsageError(
      `${where}: expected gzip of at most ${most} bytes unpacked, found ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function textOf(bytes: Buffer, where: string, { what }: WantedInput): string {
  const decoded = decode(bytes);
  if ('text' in decoded) return decoded.text;
  throw new UsageError(`${where}: expected ${what}, found ${decoded.found}`);
}

/** At once: there is nothing else to do yet. */
function readFile(path: string, { what, most }: WantedInput): Buffer {
  const opened = openFileNow(path, { limit: most, follow: true });
  if ('bytes' in opened) return opened.bytes;
  const wanted = opened.why === 'too-large' ? `${what} of at most ${most} bytes` : what;
  throw new UsageError(`${path}: expected ${wanted}, found ${foundAt(opened)}`);
}

/** It may be a pipe, a file or a terminal, and is read as it comes. */
async function readStandardInput(path: string, { what, most }: WantedInput): Promise<Buffer> {
  const parts: Buffer[] = [];
  let total = 0;
  try {
    for await (const part of process.stdin as AsyncIterable<Buffer>) {
      total += part.length;
      if (total > most) throw new UsageError(`standard input: expected at most ${most} bytes`);
      parts.push(part);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${path}: expected ${what}, found nothing readable (${code})`, { cause: error });
  }
  return Buffer.concat(parts);
}

const excerptOf = (text: string): string =>
  text.trim() === '' ? 'nothing' : JSON.stringify(text.trim().slice(0, 30));
