import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Thread } from '../report/terminal/thread-text.ts';
import { unexpected } from '../values/errors.ts';
import { partial } from './partial.ts';

/** The snapshot that a pasted text speaks of. The reader is loaded with it, nobody else needs it. `where` names the text in messages. */
export async function threadOf(
  text: string,
  where: string,
): Promise<{ readonly snapshot: Snapshot; readonly thread: Thread }> {
  const { readPaste } = await import('../paste/paste.ts');
  const { snapshot, ...paste } = readPaste(text);
  if (paste.seen.length === 0) {
    throw unexpected(
      where,
      {
        en: 'a forum post or terminal session with the output of commands such as uname -a, cat /proc/cmdline or lspci -nnk',
        'zh-CN': '带命令输出的帖子或终端记录（例如 uname -a、cat /proc/cmdline、lspci -nnk）',
      },
      { en: 'nothing that I know', 'zh-CN': '没有认得出的内容' },
    );
  }
  return {
    snapshot: { ...snapshot, tool: { name: partial, version: '' } },
    thread: { ...paste, isAnswered: answersOf(snapshot) },
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
