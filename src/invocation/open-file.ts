import { readInput } from '../host/snapshot/open.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Thread } from '../report/terminal/thread-text.ts';
import { inputOf, type Input } from './input.ts';
import { threadOf } from './pasted-thread.ts';

/** Reads a file of `--from`, or `-` for standard input. */
export async function openFile(path: string): Promise<Input> {
  if (/\.ya?ml$/u.test(path)) {
    return {
      kind: 'snapshot',
      snapshot: await (await import('../host/snapshot/fixture.ts')).openFixture(path),
    };
  }
  return inputOf(await readInput(path), path);
}

/** A long thread with a whole kernel log in it has a tenth of this (bytes). */
const aThread = { what: { en: 'a pasted thread', 'zh-CN': '粘贴的帖子' }, most: 4 * 1024 * 1024 };

/** A post, a thread, a log that somebody saved whole: no text is refused for its length, what is beyond is cut (bytes). */
const aPost = { what: { en: 'a post', 'zh-CN': '帖子' }, most: 64 * 1024 * 1024 };

/** More of a text is not looked at: no thread has as much (characters). */
const mostOfPost = 4 * 1024 * 1024;

/** The text of a post, `-` is standard input. */
export const readPost = async (path: string): Promise<string> =>
  (await readInput(path, aPost)).slice(0, mostOfPost);

/** The snapshot that a pasted thread speaks of, `-` is standard input. */
export async function openThread(
  path: string,
): Promise<{ readonly snapshot: Snapshot; readonly thread: Thread }> {
  return threadOf(await readInput(path, aThread), path);
}
