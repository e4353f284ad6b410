import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Thread } from '../report/terminal/thread-text.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { partial } from './partial.ts';

/** A pasted thread with its own text, which the reply is made from. */
export interface Pasted extends Thread {
  readonly text: string;
  /** Names it in messages. */
  readonly where: string;
}

/** The snapshot that a pasted text speaks of, however little that is. The reader is loaded with it, nobody else needs it. */
export async function threadOf(
  text: string,
  where: string,
): Promise<{ readonly snapshot: Snapshot; readonly thread: Pasted }> {
  if (text.trim() === '')
    throw unexpected(
      where,
      { en: 'a post or the output of a terminal', 'zh-CN': '帖子或终端输出' },
      nothingGiven,
    );
  const { readPaste } = await import('../paste/paste.ts');
  const { snapshot, seen, contradictions, otherHosts } = readPaste(text);
  return {
    snapshot: { ...snapshot, tool: { name: partial, version: '' } },
    thread: { seen, contradictions, otherHosts, text, where },
  };
}

/** Which paths a snapshot answers for; of a closed one nothing is known yet. */
export function answersOf(snapshot: Snapshot): (path: string) => boolean {
  const paths = new Set([
    ...[snapshot.files, snapshot.dirs, snapshot.links].flatMap(Object.keys),
    ...snapshot.absent,
  ]);
  return path => paths.has(path);
}
