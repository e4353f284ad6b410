import { readInput } from '../host/snapshot/open.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Thread } from '../report/terminal/thread-text.ts';
import { UsageError } from '../values/errors.ts';

/** The name of the tool in a snapshot that holds only what somebody happened to paste; see `Machine.isPart`. */
export const partial = 'fngvt doctor --paste';

/** A long thread with a whole kernel log in it has a tenth of this (bytes). */
const aThread = { what: 'a pasted thread', most: 4 * 1024 * 1024 };

/** The snapshot that a pasted thread speaks of, `-` is standard input. The reader is loaded with it, nobody else needs it. */
export async function openThread(
  path: string,
): Promise<{ readonly snapshot: Snapshot; readonly thread: Thread }> {
  const text = await readInput(path, aThread);
  const { readPaste } = await import('../paste/paste.ts');
  const { snapshot, ...paste } = readPaste(text);
  if (paste.seen.length === 0) {
    throw new UsageError(
      `${path}: expected a forum post or terminal session with the output of commands such as uname -a, cat /proc/cmdline or lspci -nnk, found nothing that I know`,
    );
  }
  return {
    snapshot: { ...snapshot, tool: { name: partial, version: '' } },
    thread: { ...paste, isAnswered: answersOf(snapshot) },
  };
}

/** Which paths a snapshot answers for; of a closed one nothing is known yet. */
function answersOf(snapshot: Snapshot): (path: string) => boolean {
  const paths = new Set([
    ...[snapshot.files, snapshot.dirs, snapshot.links].flatMap(Object.keys),
    ...snapshot.absent,
  ]);
  return path => paths.has(path);
}
