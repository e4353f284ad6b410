import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JournalError } from '../../values/errors.ts';
import type { JournalStore } from '../writer.ts';
import { copyDurably, isUnfinished, syncFolder, unfinished, writeDurably } from './durable.ts';
import { journalFolder as folder } from './journal-folder.ts';
import { attempt } from './failure.ts';
import { placeOf } from './place.ts';
import { see } from './seen-file.ts';
import { readTrusted, trustWay } from './trust.ts';

/** Where a note of ours really lies. */
export const journalFile = (root: string, name: string): string => join(root, folder, name);

/** Our notes below a root. A name is one of ours: letters, digits, dots and dashes. */
export function journalStore(root: string): JournalStore {
  const own = join(root, folder);
  const check = (name: string): string => {
    if (!/^[\w-][\w.-]*$/u.test(name)) throw new Error(`${name}: not a name of a note`);
    return join(own, name);
  };
  return {
    pathOf: name => join(folder, name),
    list: () => {
      trustWay(root, folder);
      const names = readable(folder, () => readdirSync(own));
      return (names ?? []).filter(name => !name.startsWith('.')).sort();
    },
    read: name => {
      check(name);
      trustWay(root, folder);
      return readTrusted(root, join(folder, name));
    },
    copy: name => see(check(name), join(folder, name)),
    write: (name, text) =>
      attempt(check(name), () => {
        makeShelf(own);
        return writeDurably(check(name), new TextEncoder().encode(text), {
          mode: '0600',
          owner: process.getuid?.() ?? 0,
          group: process.getgid?.() ?? 0,
        });
      }),
    drop: name =>
      attempt(check(name), () => {
        rmSync(check(name), { force: true });
        rmSync(unfinished(check(name)), { force: true });
        return undefined;
      }),
    tidy: () => {
      attempt(own, () => {
        if (lstatSync(own, { throwIfNoEntry: false }) === undefined) return undefined;
        for (const name of readdirSync(own)) if (isUnfinished(name)) rmSync(join(own, name), { force: true });
        return undefined;
      });
    },
    backUp: (path, name) =>
      attempt(path, () => {
        const file = placeOf(root, path);
        if (typeof file !== 'string') return file;
        makeShelf(own);
        return copyDurably(file, check(name));
      }),
  };
}

/** The names of our notes; undefined where there are none. What keeps us from reading them is told as that: it is no bug, and not "none". */
function readable<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw error;
    throw new JournalError(path, 'note-unread', { error: code });
  }
}

/** Makes the folder for root alone, each part of the way on the disk before the next. */
function makeShelf(own: string): void {
  if (lstatSync(own, { throwIfNoEntry: false }) === undefined) {
    const first = mkdirSync(own, { recursive: true, mode: 0o755 });
    for (let made = own; made.length >= (first ?? own).length; made = dirname(made))
      syncFolder(dirname(made));
  }
  if ((lstatSync(own).mode & 0o777) !== 0o700) chmodSync(own, 0o700);
}
