import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unexpected, UsageError } from '../../values/errors.ts';
import type { Text } from '../../values/text.ts';
import { asRoot, foundAt, whatNext } from '../found-instead.ts';
import { openFileNow } from '../open-file.ts';
import { aSnapshot, textIn, type WantedInput } from './packed.ts';

/** A file of a folder that may hold a host. */
export interface FolderMember {
  readonly path: string;
  /** By its name it is a snapshot: if none can be read in it, that is told. A page or a text may be about anything. */
  readonly isSnapshot: boolean;
}

/** The snapshots in a folder, and what may be a page, a post or what a collector printed, by name. */
export function snapshotsIn(folder: string): readonly FolderMember[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.(?:json|gz|ya?ml|fngvt|html?|md|txt|bbcode)$/u.test(name))
      .sort()
      .map(name => ({ path: join(folder, name), isSnapshot: /\.(?:json|gz|ya?ml|fngvt)$/u.test(name) }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw unexpected(
      folder,
      { en: 'a folder of snapshots', 'zh-CN': '装着快照的文件夹' },
      { en: "one that can't be read", 'zh-CN': '读不了的文件夹' },
      { cause: error, next: asRoot },
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

/** Does something stand at this path? What can't be told does not. */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
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
  const wanted = opened.why === 'too-large' ? atMost(what, most) : what;
  const next = whatNext(opened.why);
  throw unexpected(path, wanted, foundAt(opened), next === undefined ? {} : { next });
}

const atMost = ({ en, 'zh-CN': zhCN }: Text, most: number): Text => ({
  en: `${en} of at most ${most} bytes`,
  'zh-CN': `不超过 ${most} 字节的${zhCN}`,
});

/** It may be a pipe, a file or a terminal, and is read as it comes. */
async function readStandardInput(path: string, { what, most }: WantedInput): Promise<Buffer> {
  const parts: Buffer[] = [];
  let total = 0;
  try {
    for await (const part of process.stdin as AsyncIterable<Buffer>) {
      total += part.length;
      if (total > most)
        throw new UsageError({
          en: `standard input: expected at most ${most} bytes`,
          'zh-CN': `标准输入：最多 ${most} 字节`,
        });
      parts.push(part);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw unexpected(path, what, { en: 'nothing readable', 'zh-CN': '读不出东西' }, { cause: error });
  }
  return Buffer.concat(parts);
}
