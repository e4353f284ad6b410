import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of a file system with what stands there: mode, owner, and a digest of the bytes. */
export type Tree = Readonly<Record<string, string>>;

/** What a change may touch: all settings, and what GRUB reads of them. */
export function treeOf(root: string): Tree {
  const found: Record<string, string> = {};
  const walk = (path: string, depth: number): void => {
    const about = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (about === undefined) return;
    const head = `${(about.mode & 0o7777).toString(8)} ${about.uid}:${about.gid}`;
    if (about.isSymbolicLink()) found[path] = `link ${readlinkSync(join(root, path))}`;
    else if (about.isFile()) {
      const digest = createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex');
      found[path] = `${head} ${about.size} ${digest}`;
    } else {
      found[path] = head;
      if (about.isDirectory() && depth > 0)
        for (const name of readdirSync(join(root, path)).sort()) walk(`${path}/${name}`, depth - 1);
    }
  };
  walk('/etc', Infinity);
  // Below it lie GRUB's own modules, which no change touches.
  walk('/boot/grub', 1);
  return found;
}

/** The paths at which two trees differ, sorted. */
export function differing(a: Tree, b: Tree): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(path => a[path] !== b[path]).sort();
}
