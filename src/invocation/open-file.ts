import { hasSnapshot, isHtml } from '../host/snapshot/from-html.ts';
import { readInput } from '../host/snapshot/open.ts';
import { hasCapsule } from '../capsule/block-marks.ts';
import { inputOf, isOurs, isShortSession, type Input } from './input.ts';
import { threadOf, type Pasted } from './pasted-thread.ts';

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

/** The same for a file that may be about anything; undefined: nothing of fngvt is in it. */
export async function openIfOurs(path: string): Promise<Input | undefined> {
  const text = await readInput(path);
  return isOurs(text) && (!isHtml(text) || hasSnapshot(text)) ? inputOf(text, path) : undefined;
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

/** What a pasted text holds, `-` is standard input: a paper of ours that stands in it, or what the thread shows. */
export async function openThread(path: string): Promise<{ readonly input: Input; readonly thread: Pasted }> {
  const text = await readInput(path, aThread);
  const { askersText } = await import('../paste/paste.ts');
  const own = hasCapsule(text) ? askersText(text) : text;
  const thread = { seen: [], contradictions: [], otherHosts: 0, text, where: path };
  if (/^\s*\{\s*"/u.test(own) || (isOurs(own) && !isShortSession(own)))
    return { input: await inputOf(own, path), thread };
  const shown = await threadOf(text, path);
  return { input: { kind: 'snapshot', snapshot: shown.snapshot }, thread: shown.thread };
}
