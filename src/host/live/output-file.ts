import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { unexpected, type UsageError } from '../../values/errors.ts';
import type { Text } from '../../values/text.ts';
import { found, placeOfOutput, type HeldFolder } from './held-folder.ts';

/** How a file is written that a person asked for. */
export interface OutputOptions {
  /** It must not be there yet. */
  readonly isNew: boolean;
  /** SUDO_UID and SUDO_GID of sudo(8), as they stand in the environment. */
  readonly sudo: { readonly uid: string | undefined; readonly gid: string | undefined };
}

/**
 * Writes a file whole or not at all; one that can't be written is a matter of usage. It never goes through a link that others can plant, and
 * only a file that was made here is given to the person behind sudo.
 */
export function writeOutput(path: string, content: string | Uint8Array, options: OutputOptions): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    const place = placeOfOutput(path, !options.isNew);
    if (place.kind === 'open') {
      if (options.isNew) throw exists(path);
      writeAll(place.file, bytes);
      return;
    }
    try {
      put(path, place, bytes, options);
    } finally {
      place.folder.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw code === 'EEXIST' ? exists(path) : found(path, instead[code] ?? code, error);
  }
}

const exists = (path: string): UsageError =>
  unexpected(
    path,
    { en: 'a new file', 'zh-CN': '新文件' },
    { en: 'one that exists', 'zh-CN': '已经存在的文件' },
    { next: { en: 'give another name, or remove it first', 'zh-CN': '换个名字，或者先删掉它' } },
  );

/** What the codes of open(2) and write(2) say of a place to write to; any other is told as it is. */
const instead: Readonly<Record<string, Text>> = {
  ENOENT: { en: 'no such folder', 'zh-CN': '没有这个文件夹' },
  ENOTDIR: { en: 'a file where a folder should be', 'zh-CN': '路径中间是个文件，不是文件夹' },
  EISDIR: { en: 'a folder', 'zh-CN': '文件夹' },
  EACCES: { en: 'a folder that you may not write to', 'zh-CN': '没有写权限的文件夹' },
  EROFS: { en: 'a file system that is read-only', 'zh-CN': '只读的文件系统' },
  ENOSPC: { en: 'a full disk', 'zh-CN': '磁盘满了' },
};

interface Named {
  readonly folder: HeldFolder;
  readonly name: string;
}

function put(path: string, named: Named, bytes: Uint8Array, { isNew, sudo }: OutputOptions): void {
  const { folder, name } = named;
  const there = lstatSync(folder.at(name), { throwIfNoEntry: false });
  if (there === undefined) {
    make({ folder, name }, 0o644, bytes, file => giveToCaller(file, folder.about, sudo));
    return;
  }
  if (isNew) throw exists(path);
  if (there.isCharacterDevice() && endless.includes(there.rdev)) writeInto(folder.at(name), there, bytes);
  else if (there.isFile()) replace(named, there, bytes);
  else throw found(path, kindOf(there));
}

/** /dev/null, /dev/full and /dev/tty: Documentation/admin-guide/devices.txt, as makedev(3) puts major and minor together. */
const endless: readonly number[] = [0x0103, 0x0107, 0x0500];

function kindOf(about: Stats): Text {
  if (about.isDirectory()) return { en: 'a folder', 'zh-CN': '文件夹' };
  if (about.isFIFO()) return { en: 'a named pipe', 'zh-CN': '命名管道' };
  return about.isSocket() ? { en: 'a socket', 'zh-CN': 'socket' } : { en: 'a device', 'zh-CN': '设备文件' };
}

/**
 * Puts a new file in the place of the old one: a disk that runs full must not cost the earlier report. The old one keeps its owner and
 * group, as far as we may give files away, and its rights, but for those of programs.
 */
function replace({ folder, name }: Named, there: Stats, bytes: Uint8Array): void {
  const fresh = `.fngvt-${randomBytes(6).toString('hex')}.part`;
  try {
    make({ folder, name: fresh }, 0o600, bytes, file => {
      attemptChown(file, there.uid, there.gid);
      fchmodSync(file, there.mode & 0o777);
    });
  } catch (error) {
    // The folder takes no new file, though the old one may be written. Another name of it may be a file of somebody else.
    const isClosed = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!isClosed || there.nlink !== 1) throw error;
    writeInto(folder.at(name), there, bytes);
    return;
  }
  try {
    renameSync(folder.at(fresh), folder.at(name));
  } catch (error) {
    unlinkSync(folder.at(fresh));
    throw error;
  }
}

/** Makes a file, which goes again when its bytes don't fit. */
function make({ folder, name }: Named, mode: number, bytes: Uint8Array, dress: (file: number) => void): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = openSync(folder.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    writeAll(file, bytes);
    dress(file);
    fsyncSync(file);
  } catch (error) {
    unlinkSync(folder.at(name));
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Writes into the very file or device that was looked at; never waits for somebody to read it. */
function writeInto(path: string, there: Stats, bytes: Uint8Array): void {
  const { O_WRONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
  const file = openSync(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    const about = fstatSync(file);
    if (about.ino !== there.ino || about.dev !== there.dev)
      throw Object.assign(new Error(`${path}: another file by now`), { code: 'ESTALE' });
    if (about.isFile()) ftruncateSync(file);
    writeAll(file, bytes);
    if (about.isFile()) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(file, bytes, done);
    } catch (error) {
      // A pipe or a terminal that does not wait is full: its reader needs a moment.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/**
 * Under sudo a file belongs to the person who asked for it, who is to attach it to a post; but only in a folder where that person
 * could have made it.
 */
function giveToCaller(file: number, folder: Stats, sudo: OutputOptions['sudo']): void {
  const [uid, gid] = [sudo.uid, sudo.gid].map(id => (/^\d{1,10}$/u.test(id ?? '') ? Number(id) : undefined));
  if (process.geteuid?.() !== 0 || uid === undefined || gid === undefined) return;
  // Write a name, and search for it.
  if ((rightsOf(uid, gid, folder) & 0o3) === 0o3) attemptChown(file, uid, gid);
}

/** inode(7): the first class that fits decides. */
function rightsOf(uid: number, gid: number, about: Stats): number {
  if (about.uid === uid) return about.mode >> 6;
  return about.gid === gid ? about.mode >> 3 : about.mode;
}

function attemptChown(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Not ours to give away, or a file system without owners (a stick, a share): then it stays as it is.
  }
}
