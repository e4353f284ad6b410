import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import { folderAt } from './folder.ts';
import { withheld, type Host } from './reader.ts';

/**
 * The files below a folder as if it were `/`: a mounted disk, a chroot, a recorded tree. No command is run. A disk that is
 * only mounted has an empty /proc and /sys: nothing there was captured, so nothing there is absent.
 */
export function rootHost(root: string): Host {
  folderAt(root, '--root');
  return {
    source: 'root',
    ...filesBelow(root, path => isCaptured(root, path)),
    run: () => Promise.resolve(withheld('not captured')),
    inventory: () => Promise.resolve(withheld('not captured')),
  };
}

/** Files of procfs that a running kernel may really lack; every other one is there or was not captured. */
const optional = ['/proc/config.gz', '/proc/bootconfig', '/proc/version_signature'];

/** Is a path that is not in the tree known to be absent? Only where the tree has the part of the system it belongs to. */
function isCaptured(root: string, path: string): boolean {
  const [top = '', second = '', third = ''] = path.split('/').filter(Boolean);
  if (top === 'proc') return optional.includes(path) && has(root, 'proc/cmdline');
  if (top === 'dev') return has(root, 'dev/null') || has(root, 'proc/cmdline');
  if (top !== 'sys') return has(root, top);
  if (second === 'bus') return third !== '' && has(root, `sys/bus/${third}`);
  return second !== '' && has(root, `sys/${second}`);
}

function has(root: string, path: string): boolean {
  const full = join(root, path);
  if (!existsSync(full)) return false;
  try {
    return readdirSync(full).length > 0;
  } catch {
    // Not a directory: a file that exists is there.
    return true;
  }
}
