import { closeSync, constants, mkdirSync, openSync, readlinkSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WriteResult, HostWriter } from '../writer.ts';
import { openFileNow } from '../open-file.ts';
import { runHelper } from './helper.ts';
import { attempt } from './failure.ts';
import { placeOf } from './place.ts';

/**
 * Gone at a reboot, as it should be. Not in /run/lock, where on Debian everybody may write: somebody else's file there would keep root out
 * (`fs.protected_regular`, Documentation/admin-guide/sysctl/fs.rst). On another root, where /run is no tmpfs, it lies beside the notes.
 */
const lockFile = (root: string): string => (root === '/' ? '/run/fngvt.lock' : '/var/lib/fngvt/lock');

/** Held while packages are changed: dpkg(1), apt(8), rpm. A kernel's own scripts run update-grub under them. */
const packageLocks: readonly string[] = [
  '/var/lib/dpkg/lock-frontend',
  '/var/lib/dpkg/lock',
  '/var/lib/rpm/.rpm.lock',
];

/** The lock, and the open file that it lives on while it is held. */
export interface Lock extends Pick<HostWriter, 'lock' | 'unlock'> {
  readonly file: () => number | undefined;
}

/** The lock below a root. */
export function lockBelow(root: string): Lock {
  const file = lockFile(root);
  let held: number | undefined;
  return {
    file: () => held,
    lock: () =>
      attempt(file, () => {
        const holder = root === '/' ? packageLocks.map(holderOf).find(one => one !== undefined) : undefined;
        if (holder !== undefined) return { reason: 'package-manager', details: holder };
        const path = placeOf(root, file);
        if (typeof path !== 'string') return path;
        mkdirSync(dirname(path), { recursive: true });
        const open = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
        const failure = flock(open, file);
        if (failure === undefined) held = open;
        else closeSync(open);
        return failure;
      }),
    unlock: () => {
      if (held !== undefined) closeSync(held);
      held = undefined;
    },
  };
}

/**
 * flock(2) belongs to the open file, which the child shares with us: it stays ours when flock(1) has ended, and the kernel takes it back when we end,
 * killed or not. Only the programs that change the
 * host inherit it, so that one which outlives us still keeps the next fngvt away.
 */
function flock(open: number, file: string): WriteResult {
  const done = runHelper(['flock', '--exclusive', '--nonblock', '--conflict-exit-code', '75', '3'], open);
  if (done === undefined) return { reason: 'no-program', details: { path: file, program: 'flock' } };
  if (done.exit === 0) return undefined;
  if (done.exit === 75) return { reason: 'locked', details: { path: file } };
  return { reason: 'io', details: { path: file, error: done.said } };
}

/** Who holds a lock of fcntl(2) on this file, by /proc/locks (proc(5)); it is only looked at, never taken. */
export function holderOf(path: string): Readonly<Record<string, string>> | undefined {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) return undefined;
  for (const line of readProc('/proc/locks').split('\n')) {
    const [, pid = '', inode = ''] =
      /^\d+: (?:POSIX|OFDLCK|FLOCK)\s+\S+\s+\S+\s+(-?\d+)\s+\S+:(\d+)\s/u.exec(line) ?? [];
    // The device in that list is the file system's own; on btrfs stat(2) names another, so the holder's open files decide.
    if (inode === String(about.ino) && (hasOpen(pid, path) || !/^[1-9]/u.test(pid)))
      return { path, pid, program: readProc(`/proc/${pid}/comm`).trim() };
  }
  return undefined;
}

function hasOpen(pid: string, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(name => linkOf(`/proc/${pid}/fd/${name}`) === path);
  } catch {
    // It ended meanwhile, or belongs to another namespace.
    return false;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // Closed meanwhile.
    return undefined;
  }
}

/** Some hundred bytes for each lock of the system; proc(5). */
const limit = 16 * 1024 * 1024;

function readProc(path: string): string {
  const opened = openFileNow(path, { limit, follow: false });
  // No procfs, or the process ended: nobody to name.
  return 'bytes' in opened ? opened.bytes.toString() : '';
}
