import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statSync,
  type BigIntStats,
  type StatsBase,
} from 'node:fs';
import { close, fstat, lstat, open, read, stat } from './file-calls.ts';

/** Why a file gave no bytes. `link`: one stands in its place, or links that go round in a circle. */
export type NotRead =
  'absent' | 'denied' | 'link' | 'folder' | 'pipe' | 'socket' | 'device' | 'too-large' | 'failed';

/** What came of opening a file: all of its bytes, or why not. Neither is an exception. */
export type Opened =
  | { readonly bytes: Buffer; readonly about: BigIntStats }
  | {
      readonly why: NotRead;
      /** The error's code, where the system gave one. */
      readonly code?: string;
    };

/** How a file is opened. */
export interface Manner {
  /** What is larger is not read, not even in part (bytes). */
  readonly limit: number;
  /** Whether a link in the place of the file is followed. */
  readonly follow: boolean;
}

/**
 * The one way in which a file is read that somebody else may have put there: a regular file, never waited for, counted, up to a limit. A
 * pipe without a writer blocks open(2) itself, a terminal may become ours by it (O_NOCTTY), and some devices act on it
 * (Documentation/watchdog/watchdog-api.rst); so what it is comes first, and is asked once more of what was opened.
 */
export async function openFile(path: string, manner: Manner): Promise<Opened> {
  try {
    refuseKind(await (manner.follow ? stat : lstat)(path));
    const file = await open(path, flagsOf(manner));
    try {
      const about = await fstat(file, { bigint: true });
      const store = new Store(about, manner.limit);
      let count: number;
      do {
        count = (await read(file, store.part, 0, store.part.length, null)).bytesRead;
      } while (store.take(count));
      return { bytes: store.whole(), about };
    } finally {
      await close(file);
    }
  } catch (error) {
    return notRead(error);
  }
}

/** The same at once, for what must not be interrupted by other work of ours. */
export function openFileNow(path: string, manner: Manner): Opened {
  try {
    refuseKind((manner.follow ? statSync : lstatSync)(path));
    const file = openSync(path, flagsOf(manner));
    try {
      const about = fstatSync(file, { bigint: true });
      const store = new Store(about, manner.limit);
      while (store.take(readSync(file, store.part, 0, store.part.length, null)));
      return { bytes: store.whole(), about };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return notRead(error);
  }
}

const flagsOf = ({ follow }: Manner): number =>
  constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | (follow ? 0 : constants.O_NOFOLLOW);

/** The most that is read at once (bytes). */
const longest = 64 * 1024;

/** What is read of one file so far. */
class Store {
  readonly part: Buffer;
  readonly #parts: Buffer[] = [];
  readonly #limit: number;
  #total = 0;

  constructor(about: BigIntStats, limit: number) {
    refuseKind(about);
    const size = Number(about.size);
    if (size > limit) throw new Refused('too-large');
    this.#limit = limit;
    // Files of procfs have no size of their own; elsewhere one byte more than the size finds the end at once.
    this.part = Buffer.allocUnsafe(size === 0 ? longest : Math.min(size + 1, longest));
  }

  /** Keeps what was read into `part`; false at the end. */
  take(count: number): boolean {
    this.#total += count;
    if (this.#total > this.#limit) throw new Refused('too-large');
    this.#parts.push(Buffer.from(this.part.subarray(0, count)));
    return count > 0;
  }

  whole(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Thrown and caught in this file alone. */
class Refused extends Error {
  readonly why: NotRead;

  constructor(why: NotRead) {
    super(why);
    this.why = why;
  }
}

function refuseKind(about: StatsBase<unknown>): void {
  if (about.isFile()) return;
  if (about.isDirectory()) throw new Refused('folder');
  if (about.isFIFO()) throw new Refused('pipe');
  if (about.isSocket()) throw new Refused('socket');
  throw new Refused(about.isSymbolicLink() ? 'link' : 'device');
}

/** What the codes of open(2) and read(2) mean. Whatever is not named here is told by its code: `failed`. */
const meanings: Readonly<Record<string, NotRead>> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  EACCES: 'denied',
  EPERM: 'denied',
  ELOOP: 'link',
};

function notRead(error: unknown): Opened {
  if (error instanceof Refused) return { why: error.why };
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { why: meanings[code] ?? 'failed', code };
}
