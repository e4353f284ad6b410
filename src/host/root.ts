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
  if (second === 'bus') return third !== '' && has(root, `sys/bus/${third}`) && isWholeDevice(root, path);
  return second !== '' && has(root, `sys/${second}`);
}

/**
 * The kernel makes `config` and `resource` for every PCI device (drivers/pci/pci-sysfs.c). A folder without them was put together by hand or by a
 * tool that left things out, so what is not in it may be on the machine.
 */
function isWholeDevice(root: string, path: string): boolean {
  const [, device] = /^(\/sys\/bus\/pci\/devices\/[^/]+)\//u.exec(path) ?? [];
  if (device === undefined || !existsSync(join(root, device))) return true;
  return ['config', 'resource'].every(name => existsSync(join(root, device, name)));
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
