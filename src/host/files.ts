import { constants, lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { open, readdir, readlink, lstat, stat, statfs } from 'node:fs/promises';
import { dirname, join, normalize, resolve } from 'node:path';
import { textOfBytes } from '../values/lossless-text.ts';
import { excerpt } from './excerpt.ts';
import { absent, present, withheld, type Host, type Keep, type Reading, type Stat } from './host.ts';

/** The questions that files alone can answer. */
export type Files = Pick<Host, 'read' | 'bytes' | 'list' | 'link' | 'stat'>;

/** No file that we ask for is larger; what is larger is read up to here (bytes). */
const limit = 64 * 1024 * 1024;

/**
 * Reads below a root. Links are followed as they would be with that root as `/`, so a tree never leads out of itself.
 * `isMissingKnown` says whether a path that is not in the tree is known to be absent, or was simply never captured.
 */
export function filesBelow(root: string, isMissingKnown: (path: string) => boolean = () => true): Files {
  const missing = (path: string): Reading<never> =>
    isMissingKnown(path) ? absent : withheld('not captured');
  const at = (path: string): string | undefined => (root === '/' ? path : inside(root, path, true));
  const answer = async <T>(
    path: string,
    look: (real: string) => Promise<T>,
    follow = true,
  ): Promise<Reading<T>> => {
    const real = follow ? at(path) : root === '/' ? path : inside(root, path, false);
    if (real === undefined) return missing(path);
    try {
      return present(await look(real));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return missing(path);
      if (code === 'EACCES' || code === 'EPERM') return withheld('denied');
      if (code === undefined) throw error;
      return withheld('failed');
    }
  };
  return {
    read: (path: string, keep?: Keep) =>
      answer(path, async real => {
        const raw = await slurp(real);
        const text = textOfBytes(path.endsWith('.gz') ? await unpack(raw) : raw);
        return keep === undefined ? text : excerpt(text, keep);
      }),
    bytes: path => answer(path, async real => new Uint8Array(await slurp(real))),
    list: path => answer(path, async real => (await readdir(real)).sort()),
    link: path => answer(path, real => readlinkOf(real), false),
    stat: path => answer(path, statOf),
  };
}

async function unpack(packed: Buffer): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib');
  return gunzipSync(packed, { maxOutputLength: limit });
}

/** A link's target; what is there but no link has none: EINVAL, a failed reading, unless it does not exist. */
async function readlinkOf(path: string): Promise<string> {
  await lstat(path);
  return readlink(path);
}

/** Reads a file that may have no size (procfs, sysfs), up to the limit, and never waits on a device or a pipe. */
async function slurp(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const about = await file.stat();
    if (!about.isFile()) throw Object.assign(new Error(`${path} is not a file`), { code: 'EINVAL' });
    const parts: Buffer[] = [];
    let total = 0;
    while (total < limit) {
      const part = Buffer.alloc(64 * 1024);
      const { bytesRead } = await file.read(part, 0, part.length, null);
      if (bytesRead === 0) break;
      parts.push(part.subarray(0, bytesRead));
      total += bytesRead;
    }
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}

async function statOf(path: string): Promise<Stat> {
  const about = await stat(path);
  const system = await statfs(path);
  return {
    mode: (about.mode & 0o7777).toString(8).padStart(4, '0'),
    owner: about.uid,
    group: about.gid,
    size: about.size,
    mtime: about.mtime.toISOString(),
    free: system.bavail * system.bsize,
  };
}

/** The real path of `path` with `root` as `/`; undefined where it is not in the tree. */
function inside(root: string, path: string, followLast: boolean): string | undefined {
  const base = resolve(root);
  let rest = normalize(`/${path}`).split('/').filter(Boolean);
  let reached = '/';
  for (let links = 0; rest.length > 0;) {
    const [name, ...others] = rest;
    const next = join(reached, name ?? '');
    const about = lstatOf(join(base, next));
    if (about === undefined) return undefined;
    if (about.isSymbolicLink() && (others.length > 0 || followLast)) {
      links += 1;
      if (links > 40) return undefined;
      const target = resolve(dirname(next), readlinkSync(join(base, next)));
      rest = [...target.split('/').filter(Boolean), ...others];
      reached = '/';
    } else {
      reached = next;
      rest = others;
    }
  }
  return join(base, reached);
}

function lstatOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // Something on the way is a file: then there is nothing below it.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
