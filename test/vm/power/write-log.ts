import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The log of QEMU's `blklogwrites`: every write and every flush that a disk was given, in the order in which they were over. The
 * format is that of dm-log-writes (Documentation/admin-guide/device-mapper/log-writes.rst; struct log_write_super and
 * log_write_entry of drivers/md/dm-log-writes.c; QEMU 7.2, block/blklogwrites.c): numbers are little-endian, sector 0 holds the superblock, and
 * each entry fills one sector, with what was written behind it.
 */
export interface WriteLog {
  readonly path: string;
  /** Bytes of one sector. */
  readonly sectorSize: number;
  readonly entries: readonly LogEntry[];
}

/** One thing that the disk was told. */
export interface LogEntry {
  /** Where on the disk, in sectors. */
  readonly sector: number;
  /** How many sectors; 0: nothing was written. */
  readonly sectors: number;
  /** Everything that was over before it is on the disk. */
  readonly isFlush: boolean;
  /** It is on the disk itself. */
  readonly isFua: boolean;
  /** The sectors count for nothing any more; nothing was written. */
  readonly isDiscard: boolean;
  /** Where what was written begins in the log, in bytes. */
  readonly data: number;
}

/** WRITE_LOG_MAGIC and the flags, drivers/md/dm-log-writes.c. */
const magic = 0x6a736677736872n;
const flag = { flush: 1, fua: 2, discard: 4, mark: 8 } as const;
const superLength = 28;
const entryLength = 32;

/** Reads the first `upTo` entries, without what was written; that is read when it is wanted. */
export function readWriteLog(path: string, upTo = Infinity): WriteLog {
  const file = openSync(path, 'r');
  try {
    const { count, sectorSize } = superblock(file, path);
    const { size } = fstatSync(file);
    const entries: LogEntry[] = [];
    for (let at = sectorSize; entries.length < Math.min(count, upTo);) {
      const bytes = piece(file, at, entryLength);
      const [sector, sectors, flags, length] = [0, 8, 16, 24].map(offset =>
        Number(bytes.readBigUInt64LE(offset)),
      ) as [number, number, number, number];
      const isDiscard = (flags & flag.discard) !== 0;
      const isMark = (flags & flag.mark) !== 0;
      const data = at + sectorSize;
      // A mark's text stands in the entry's own sector; a discard has nothing behind it.
      at = data + (isDiscard || isMark ? 0 : sectors * sectorSize);
      if (at > size || flags > 15 || length > sectorSize)
        throw new Error(`${path}: entry ${entries.length} is no entry, or is cut off`);
      entries.push({
        sector,
        sectors: isMark ? 0 : sectors,
        isFlush: (flags & flag.flush) !== 0,
        isFua: (flags & flag.fua) !== 0,
        isDiscard,
        data,
      });
    }
    return { path, sectorSize, entries };
  } finally {
    closeSync(file);
  }
}

/** How many entries a log has by now; QEMU may still be writing to it. */
export function countEntries(path: string): number {
  const file = openSync(path, 'r');
  try {
    return superblock(file, path).count;
  } finally {
    closeSync(file);
  }
}

function superblock(file: number, path: string): { readonly count: number; readonly sectorSize: number } {
  const bytes = piece(file, 0, superLength);
  const [found, version, count] = [0, 8, 16].map(offset => bytes.readBigUInt64LE(offset));
  const sectorSize = bytes.readUInt32LE(24);
  if (found !== magic || version !== 1n || sectorSize < 512)
    throw new Error(`${path}: expected a log of blklogwrites`);
  return { count: Number(count), sectorSize };
}

/** Bytes of a file; what lies behind its end reads as zeros. */
export function piece(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes;
}
