import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { textOfBytes } from '../values/lossless-text.ts';
import { excerpt } from './excerpt.ts';
import { lstat, readdir, readlink, stat, statfs } from './file-calls.ts';
import { limitOf } from './file-limits.ts';
import { absent, present, withheld, type Host, type LineFilter, type Reading, type Stat } from './reader.ts';
import { openFile } from './open-file.ts';

/** The questions that files alone can answer. */
export type Files = Pick<Host, 'read' | 'bytes' | 'list' | 'link' | 'stat'>;

/**
 * Reads below a root. Links are followed as they would be with that root as `/`, so a tree never leads out of itself.
 * `isMissingKnown` says whether a path that is not in the tree is known to be absent, or was simply never captured.
 */
export function filesBelow(root: string, isMissingKnown: (path: string) => boolean = () => true): Files {
  const missing = (path: string): Reading<never> =>
    isMissingKnown(path) ? absent : withheld('not captured');
  const answer = async <T>(
    path: string,
    look: (real: string) => Promise<Reading<T>>,
    follow = true,
  ): Promise<Reading<T>> => {
    try {
      const real = root === '/' ? path : inside(root, path, follow);
      return real === undefined ? missing(path) : await look(real);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return missing(path);
      if (code === 'EACCES' || code === 'EPERM') return withheld('denied');
      if (code === undefined) throw error;
      return withheld('failed');
    }
  };
  const bytes = (path: string): Promise<Reading<Buffer>> =>
    answer(path, async real => {
      // Below another root all links have been followed by now: one that comes in this moment would lead out of it.
      const opened = await openFile(real, { limit: limitOf(path), follow: root === '/' });
      if ('bytes' in opened) return present(opened.bytes);
      if (opened.why === 'absent') return missing(path);
      return withheld(opened.why === 'denied' ? 'denied' : 'failed');
    });
  return {
    read: async (path: string, keep?: LineFilter) => {
      const raw = await bytes(path);
      const whole = path.endsWith('.gz') ? await unpacked(raw, limitOf(path)) : raw;
      if (whole.state !== 'present') return whole;
      const text = textOfBytes(whole.value);
      return present(keep === undefined ? text : excerpt(text, keep));
    },
    bytes: async path => {
      const raw = await bytes(path);
      return raw.state === 'present' ? present(new Uint8Array(raw.value)) : raw;
    },
    list: path => answer(path, async real => present((await readdir(real)).sort())),
    link: path => answer(path, async real => present(await readlinkOf(real)), false),
    stat: path => answer(path, async real => present(await statOf(real))),
  };
}

async function unpacked(packed: Reading<Buffer>, limit: number): Promise<Reading<Buffer>> {
  if (packed.state !== 'present') return packed;
  const { gunzipSync } = await import('node:zlib');
  try {
    return present(gunzipSync(packed.value, { maxOutputLength: limit }));
  } catch {
    // No gzip, a cut one, or one of more than the limit: nothing that could be read.
    return withheld('failed');
  }
}

/** A link's target; what is there but no link has none: EINVAL, a failed reading, unless it does not exist. */
async function readlinkOf(path: string): Promise<string> {
  await lstat(path);
  return readlink(path);
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
      // As many as the kernel follows: path_resolution(7).
      if (links > 40) throw Object.assign(new Error(`${path}: links in a circle`), { code: 'ELOOP' });
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
