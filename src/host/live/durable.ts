import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WriteResult, FileAttributes } from '../writer.ts';
import { runHelper } from './helper.ts';
import { failureOf } from './failure.ts';

const ending = '.fngvt-new';

/**
 * The name under which a file is written before it takes its place. It is hidden and has an ending of its own, so that no
 * `*.cfg`, `*.conf` or `*.rules` ever finds it, and always the same, so that what a killed run left is found again.
 */
export const unfinished = (file: string): string => join(dirname(file), `.${basename(file)}${ending}`);

/** Whether a name is of that kind. */
export const isUnfinished = (name: string): boolean => name.startsWith('.') && name.endsWith(ending);

/** A file whose owner, mode, ACL, extended attributes and label another one gets. */
export interface Model {
  readonly like: string;
}

/**
 * Puts bytes where `file` says: beside it first, on the disk, then renamed over it, then the folder on the disk too. Whoever looks,
 * whenever the power goes, sees the old file or the new one. `mayRename` is asked at the last moment.
 */
export function writeDurably(
  file: string,
  bytes: Uint8Array,
  shape: FileAttributes | Model,
  mayRename: () => WriteResult = () => undefined,
): WriteResult {
  const fresh = unfinished(file);
  try {
    rmSync(fresh, { force: true });
    const failure = fill(fresh, bytes, shape) ?? mayRename();
    if (failure !== undefined) {
      rmSync(fresh, { force: true });
      return failure;
    }
    renameSync(fresh, file);
    syncFolder(dirname(file));
    return undefined;
  } catch (error) {
    const failure = failureOf(error, file);
    discard(fresh);
    return failure;
  }
}

function fill(fresh: string, bytes: Uint8Array, shape: FileAttributes | Model): WriteResult {
  if ('like' in shape) {
    const failure = copyAttributes(shape.like, fresh);
    if (failure !== undefined) return failure;
  }
  const isNew = 'like' in shape ? 0 : constants.O_CREAT | constants.O_EXCL;
  const file = openSync(fresh, constants.O_WRONLY | constants.O_NOFOLLOW | isNew, 0o600);
  try {
    // With a position of its own each write can be continued exactly where a short one ended.
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, done);
    if (!('like' in shape)) {
      fchownSync(file, shape.owner, shape.group);
      fchmodSync(file, Number.parseInt(shape.mode, 8));
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return undefined;
}

/**
 * Makes `to` an empty file with the owner, mode, ACL, extended attributes and, where SELinux runs, the label of `from`. GNU cp does it, which every
 * Debian has even without the packages acl and attr: `mode` carries the ACL, and each name that is asked for fails aloud
 * (coreutils 9.1, "cp invocation", --preserve). Where cp can't, nothing is written: losing an ACL silently is not ours to decide.
 */
function copyAttributes(from: string, to: string): WriteResult {
  const label = existsSync('/sys/fs/selinux/enforce') ? ',context' : '';
  return cp(['--attributes-only', `--preserve=mode,ownership,xattr${label}`], from, to);
}

/** A copy with everything, on the disk when it returns. */
export function copyDurably(from: string, to: string): WriteResult {
  try {
    const fresh = unfinished(to);
    rmSync(fresh, { force: true });
    const label = existsSync('/sys/fs/selinux/enforce') ? ',context' : '';
    const failure = cp([`--preserve=mode,ownership,timestamps,xattr${label}`], from, fresh);
    if (failure !== undefined) {
      discard(fresh);
      return failure;
    }
    syncFile(fresh);
    renameSync(fresh, to);
    syncFolder(dirname(to));
    return undefined;
  } catch (error) {
    return failureOf(error, to);
  }
}

function cp(flags: readonly string[], from: string, to: string): WriteResult {
  const done = runHelper(['cp', '--no-dereference', '--no-target-directory', ...flags, '--', from, to]);
  if (done === undefined) return { reason: 'no-program', details: { path: from, program: 'cp' } };
  const { exit, said } = done;
  if (exit === 0) return undefined;
  if (said.includes('No space left')) return { reason: 'full', details: { path: to, error: 'ENOSPC' } };
  return { reason: 'attributes', details: { path: from, error: said } };
}

/** What was written to a file is on the disk when this returns. */
export function syncFile(path: string): void {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A name that was made, changed or taken away is on the disk only when its folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Tidying up after a failure must not hide the failure. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It has a name that nobody reads, and the next run takes it away.
  }
}
