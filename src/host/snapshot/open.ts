import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../values/errors.ts';
import { checkSnapshot } from './check.ts';
import type { Snapshot } from './schema.ts';

/** A snapshot from a stranger is data: it may not be larger than this, packed or unpacked (bytes). */
const limit = 64 * 1024 * 1024;

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
  return readdirSync(folder)
    .filter(name => /\.(json|gz|ya?ml|fngvt)$/u.test(name))
    .sort()
    .map(name => join(folder, name));
}

/** Is it a folder of snapshots? */
export function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The text of a file, or of standard input (`-`), where `wanted` is expected; gzip is unpacked. Whatever is wrong is one line. */
export async function readInput(path: string, wanted = 'a snapshot'): Promise<string> {
  const bytes = path === '-' ? await readStandardInput() : readLimited(path, wanted);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, path) : bytes.toString('utf8');
}

/** The text in gzip, up to the limit. */
export async function unpacked(bytes: Buffer, where: string): Promise<string> {
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: limit }).toString('utf8');
  } catch (error) {
    throw new UsageError(
      `${where}: expected gzip of at most ${limit} bytes unpacked, found ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function readLimited(path: string, wanted: string): Buffer {
  try {
    const about = statSync(path);
    if (about.size > limit)
      throw new UsageError(`${path}: expected at most ${limit} bytes, found ${about.size}`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${path}: expected ${wanted}, found nothing readable (${(error as NodeJS.ErrnoException).code ?? ''})`,
      {
        cause: error,
      },
    );
  }
}

async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    total += part.length;
    if (total > limit) throw new UsageError(`standard input: expected at most ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const excerptOf = (text: string): string =>
  text.trim() === '' ? 'nothing' : JSON.stringify(text.trim().slice(0, 30));
