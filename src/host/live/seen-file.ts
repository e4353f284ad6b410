import type { BigIntStats } from 'node:fs';
import type { FileState, Failure } from '../writer.ts';
import { openFileNow } from '../open-file.ts';
import { failureOf } from './failure.ts';

/** A file with what tells whether it is still the same one a moment later. */
export interface Seen extends FileState {
  readonly about: BigIntStats;
}

/** No file that a plan is about is larger (bytes). */
const largest = 64 * 1024 * 1024;

/** Reads a file with what belongs to it. `path` is what the host calls it. */
export function see(file: string, path: string): Seen | null | Failure {
  const opened = openFileNow(file, { limit: largest, follow: false });
  if ('why' in opened) {
    if (opened.why === 'absent') return null;
    if (opened.why === 'too-large')
      return { reason: 'too-large', details: { path, most: String(largest / 1024 / 1024) } };
    return opened.code === undefined
      ? { reason: 'kind', details: { path } }
      : failureOf(Object.assign(new Error(opened.why), { code: opened.code }), path);
  }
  const { bytes, about } = opened;
  if (about.nlink > 1n) return { reason: 'hard-links', details: { path, count: String(about.nlink) } };
  return {
    bytes: new Uint8Array(bytes),
    mode: (about.mode & 0o7777n).toString(8).padStart(4, '0'),
    owner: Number(about.uid),
    group: Number(about.gid),
    about,
  };
}
