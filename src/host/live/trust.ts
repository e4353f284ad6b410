import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { JournalError, type NoteProblem } from '../../values/errors.ts';
import { openFileNow, type NotRead } from '../open-file.ts';

/** No journal is larger: it holds the files of one change, before and after (bytes). */
const largest = 32 * 1024 * 1024;

type About = Pick<BigIntStats, 'uid' | 'mode'>;

/** Throws a NotesError where somebody else than root could have put there what stands at `path`; nothing there is fine. */
export function trustWay(root: string, path: string): void {
  let rest = path.split('/').filter(Boolean);
  let reached = '/';
  for (let links = 0; ;) {
    const [name, ...others] = rest;
    const isOurs = rest.length < 2;
    const about = statOf(root, reached);
    if (about === undefined) return;
    if (about.isSymbolicLink()) {
      links += 1;
      // On another root it would lead out of that root, and in place of our own folders none belongs.
      if (root !== '/' || isOurs || links > 40) throw new JournalError(reached, 'note-link');
      trustOwner(reached, about);
      rest = [...resolve(dirname(reached), readlinkSync(reached)).split('/').filter(Boolean), ...rest];
      reached = '/';
      continue;
    }
    trustFolder(reached, about, isOurs);
    if (name === undefined) return;
    rest = others;
    reached = join(reached, name);
  }
}

/** The text of a note that root alone could have written; undefined: there is none. */
export function readTrusted(root: string, path: string): string | undefined {
  const opened = openFileNow(join(root, path), { limit: largest, follow: false });
  if ('why' in opened) {
    if (opened.why === 'absent') return undefined;
    const problem = problems[opened.why];
    throw new JournalError(path, problem, problem === 'note-unread' ? { error: opened.code ?? '' } : {});
  }
  trustOwner(path, opened.about);
  trustMode(path, opened.about);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(opened.bytes);
  } catch {
    // Ours are UTF-8 throughout: what a lone half of a character would be is escaped (ECMA-262, JSON.stringify).
    throw new JournalError(path, 'note-text');
  }
}

const problems: Readonly<Record<Exclude<NotRead, 'absent'>, NoteProblem>> = {
  denied: 'note-unread',
  failed: 'note-unread',
  link: 'note-link',
  folder: 'note-kind',
  pipe: 'note-kind',
  socket: 'note-kind',
  device: 'note-kind',
  'too-large': 'note-large',
};

/** Only root can put something into it; into a folder on the way, in place of what we go by. */
function trustFolder(path: string, about: BigIntStats, isOurs: boolean): void {
  if (!about.isDirectory()) throw new JournalError(path, 'note-kind');
  trustOwner(path, about);
  // Where the sticky bit stands, only the owner of a name can take it away: inode(7).
  const isSticky = (about.mode & 0o1000n) !== 0n;
  if (isOurs || !isSticky) trustMode(path, about);
}

/** Root, and on another root also whoever runs us: nobody else's word is carried out. */
function trustOwner(path: string, { uid }: About): void {
  const me = process.getuid?.() ?? 0;
  if (uid !== 0n && uid !== BigInt(me)) throw new JournalError(path, 'note-owner', { owner: String(uid) });
}

function trustMode(path: string, { mode }: About): void {
  if ((mode & 0o022n) !== 0n)
    throw new JournalError(path, 'note-writable', { mode: (mode & 0o7777n).toString(8).padStart(4, '0') });
}

function statOf(root: string, path: string): BigIntStats | undefined {
  try {
    return lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new JournalError(path, 'note-unread', { error: code });
  }
}
