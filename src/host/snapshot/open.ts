import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../values/errors.ts';
import { foundAt } from '../found-instead.ts';
import { openFileNow } from '../open-file.ts';
import { aSnapshot, textIn, type WantedInput } from './packed.ts';

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

/** The text of a file, or of standard input (`-`); gzip is unpacked. Whatever is wrong is one line. */
export async function readInput(path: string, wanted = aSnapshot): Promise<string> {
  const isStandard = path === '-' || path === '/dev/stdin';
  const bytes = isStandard ? await readStandardInput(path, wanted) : readFile(path, wanted);
  return textIn(bytes, path, wanted);
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
