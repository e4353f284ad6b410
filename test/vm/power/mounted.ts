import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layerAbove } from '../image.ts';
import { writeEntries } from './replay.ts';
import type { LogEntry, WriteLog } from './write-log.ts';

/** Where the root file system begins on every disk (image/disk.sh), in bytes. */
const rootAt = 528384 * 512;

/** A disk as a power cut leaves it. */
export interface CutDisk {
  /** What was on it for certain: a raw file, which stays as it is. */
  readonly disk: string;
  readonly log: WriteLog;
  /** What is on it besides. */
  readonly more: readonly LogEntry[];
}

/**
 * Mounts the root of a disk, so that the kernel settles its journal as at a boot, lets `work` look and write, and forgets all that was
 * written. The file of a layer above the disk comes by FUSE from QEMU, which needs no module of this machine's kernel.
 */
export async function mounted<T>(
  { disk, log, more }: CutDisk,
  folder: string,
  work: (root: string) => T,
): Promise<T> {
  const [layer, file, root] = ['layer.qcow2', 'layer.raw', 'root'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  layerAbove(disk, layer);
  writeFileSync(file, '');
  mkdirSync(root, { recursive: true });
  const daemon = spawn(
    'qemu-storage-daemon',
    [
      ...['--blockdev', `driver=file,node-name=file,filename=${layer},cache.no-flush=on`],
      ...['--blockdev', 'driver=qcow2,node-name=layer,file=file,cache.no-flush=on'],
      ...['--export', `type=fuse,id=layer,node-name=layer,mountpoint=${file},writable=on`],
    ],
    { stdio: 'inherit' },
  );
  const life = { isOver: false };
  const ended = new Promise<void>(done => daemon.once('close', () => done((life.isOver = true) as never)));
  const kill = (): void => void daemon.kill('SIGKILL');
  process.once('exit', kill);
  try {
    while (statSync(file).size === 0) {
      if (life.isOver) throw new Error('qemu-storage-daemon offers no file');
      await sleep(5);
    }
    writeEntries(log, more, file);
    execFileSync('mount', ['-t', 'ext4', '-o', `loop,offset=${rootAt}`, file, root]);
    try {
      return work(root);
    } finally {
      execFileSync('umount', [root]);
      // The loop device lets go of the file a moment later.
      while (spawnSync('losetup', ['-j', file], { encoding: 'utf8' }).stdout !== '') await sleep(5);
    }
  } finally {
    daemon.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    rmSync(layer, { force: true });
  }
}
