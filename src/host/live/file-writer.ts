import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  statfsSync,
  accessSync,
  chmodSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../digest.ts';
import type { WriteResult, HostWriter, Failure } from '../writer.ts';
import { syncFile, syncFolder, unfinished, writeDurably } from './durable.ts';
import { attempt, failureOf } from './failure.ts';
import { placeOf } from './place.ts';
import { see, type Seen } from './seen-file.ts';

/** What can be done to files. */
export type FileWriter = Pick<
  HostWriter,
  | 'readFile'
  | 'list'
  | 'size'
  | 'digestFile'
  | 'missingFolders'
  | 'replace'
  | 'create'
  | 'remove'
  | 'tidy'
  | 'sync'
  | 'removeFolder'
  | 'checkSpace'
  | 'digest'
>;

/** The same below a root; `journalPath` says where a note of ours really lies. */
export function fileWriter(root: string, journalPath: (name: string) => string): FileWriter {
  const at = (path: string, work: (file: string) => WriteResult): WriteResult =>
    attempt(path, () => {
      const file = placeOf(root, path);
      return typeof file === 'string' ? work(file) : file;
    });
  return {
    digest: digestOf,
    readFile: path => {
      try {
        const file = placeOf(root, path);
        return typeof file === 'string' ? see(file, path) : file;
      } catch (error) {
        return failureOf(error, path);
      }
    },
    list: folder => {
      try {
        const place = placeOf(root, folder);
        return typeof place === 'string' ? readdirSync(place).sort() : place;
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        return code === 'ENOENT' || code === 'ENOTDIR' ? [] : failureOf(error, folder);
      }
    },
    size: path => {
      let size: number | null = null;
      attempt(path, () => {
        const file = placeOf(root, path);
        const about = typeof file === 'string' ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
        if (about?.isFile() === true) size = about.size;
        return undefined;
      });
      return size;
    },
    digestFile: path => {
      try {
        const file = placeOf(root, path);
        if (typeof file !== 'string') return file;
        const about = lstatSync(file, { throwIfNoEntry: false });
        if (about === undefined) return null;
        return about.isFile() ? digestOfFile(file) : { reason: 'kind', details: { path } };
      } catch (error) {
        return failureOf(error, path);
      }
    },
    missingFolders: path => {
      try {
        const file = placeOf(root, path);
        if (typeof file !== 'string') return file;
        return foldersOf(path).filter(folder => !isThere(join(root, folder)));
      } catch (error) {
        return failureOf(error, path);
      }
    },
    replace: (path, was, bytes, like) =>
      at(path, file => {
        const seen = see(file, path);
        if (seen === null || 'reason' in seen) return seen ?? changed(path);
        if (digestOf(seen.bytes) !== was) return changed(path);
        const model = { like: like === undefined ? file : journalPath(like) };
        return writeDurably(file, bytes, model, () => (isSame(file, seen) ? undefined : changed(path)));
      }),
    create: (path, bytes, shape, like) =>
      at(path, file => {
        if (isThere(file)) return changed(path);
        for (const folder of foldersOf(path)) makeFolder(join(root, folder));
        return writeDurably(file, bytes, like === undefined ? shape : { like: journalPath(like) }, () =>
          isThere(file) ? changed(path) : undefined,
        );
      }),
    remove: (path, was) =>
      at(path, file => {
        const seen = see(file, path);
        if (seen === null || 'reason' in seen) return seen ?? changed(path);
        if (digestOf(seen.bytes) !== was || !isSame(file, seen)) return changed(path);
        rmSync(file);
        syncFolder(dirname(file));
        return undefined;
      }),
    tidy: path => {
      at(path, file => {
        if (isThere(unfinished(file))) rmSync(unfinished(file), { force: true });
        return undefined;
      });
    },
    sync: path =>
      at(path, file => {
        if (!isThere(file)) return undefined;
        syncFile(file);
        syncFolder(dirname(file));
        return undefined;
      }),
    removeFolder: path =>
      at(path, folder => {
        try {
          rmdirSync(folder);
          syncFolder(dirname(folder));
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code;
          // Gone already, or somebody put something of theirs into it: then it stays.
          if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
        }
        return undefined;
      }),
    checkSpace: (path, bytes) =>
      at(path, () => {
        const way = ['/', ...foldersOf(path)].map(folder => (folder === '/' ? root : join(root, folder)));
        const nearest = way.reverse().find(isThere) ?? root;
        accessSync(nearest, constants.W_OK);
        const { bavail, bsize } = statfsSync(nearest);
        const free = bavail * bsize;
        if (free >= bytes) return undefined;
        return { reason: 'full', details: { path, free: String(free), needed: String(bytes) } };
      }),
  };
}

/** SHA-256 of a file that is too large to be held whole. */
function digestOfFile(file: string): string {
  const open = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const hash = createHash('sha256');
    const part = new Uint8Array(1024 * 1024);
    for (let read = 1; read > 0;) {
      read = readSync(open, part, 0, part.length, null);
      hash.update(part.subarray(0, read));
    }
    return hash.digest('hex');
  } finally {
    closeSync(open);
  }
}

const changed = (path: string): Failure => ({ reason: 'changed', details: { path } });

/** Is it the very file that was read, untouched since? */
function isSame(file: string, { about }: Seen): boolean {
  const now = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return (
    now !== undefined &&
    now.ino === about.ino &&
    now.dev === about.dev &&
    now.size === about.size &&
    now.mtimeNs === about.mtimeNs &&
    now.ctimeNs === about.ctimeNs
  );
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** The folders on the way to a path, the outermost first, without the root. */
function foldersOf(path: string): readonly string[] {
  const names = path.split('/').filter(Boolean).slice(0, -1);
  return names.map((_, i) => `/${names.slice(0, i + 1).join('/')}`);
}

function makeFolder(folder: string): void {
  if (isThere(folder)) return;
  mkdirSync(folder, { mode: 0o755 });
  // Whatever the umask of the person: a folder of the system's configuration is readable.
  chmodSync(folder, 0o755);
  syncFolder(dirname(folder));
}
