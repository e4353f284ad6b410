import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutsOf, survivors, writeEntries, type Cut } from './replay.ts';
import { countEntries, readWriteLog } from './write-log.ts';

/** Whether QEMU's tools are here. */
const canLog = spawnSync('qemu-io', ['--version']).status === 0;

describe.skipIf(!canLog)('a log that QEMU itself wrote (skipped without qemu-io)', () => {
  let folder = '';
  let log = '';
  let disk = '';
  const size = 1024 * 1024;
  /** Fifteen writes, one of them over another, with three flushes between them. */
  const acts = [
    'write -P 0x11 0 4k',
    'write -P 0x22 8k 16k',
    'flush',
    'write -P 0x33 4k 512',
    'write -P 0x44 2k 4k',
    'flush',
    'write -P 0x55 64k 64k',
    'write -z 32k 8k',
    'write -f -P 0x66 128k 4k',
    'write -P 0x77 132k 4k',
    'discard 0 4k',
    'flush',
    'write -P 0x88 200k 4k',
  ];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fngvt-log-'));
    [log, disk] = [join(folder, 'log'), join(folder, 'disk')];
    writeFileSync(log, '');
    writeFileSync(disk, '');
    truncateSync(disk, size);
    // qemu-io -f raw cannot name a log: the node is described as JSON (qemu-io(1), "--image-opts").
    const file = { driver: 'file', filename: disk };
    const node = {
      driver: 'blklogwrites',
      file: { driver: 'raw', file },
      log: { driver: 'file', filename: log },
      'log-sector-size': 512,
      'log-super-update-interval': 1,
      discard: 'unmap',
    };
    const commands = acts.flatMap(act => ['-c', act]);
    execFileSync('qemu-io', [...commands, `json:${JSON.stringify(node)}`], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is read entry by entry', () => {
    const { entries, sectorSize } = readWriteLog(log);
    expect(sectorSize).toBe(512);
    expect(countEntries(log)).toBe(entries.length);
    // A write that is its own flush stands there as QEMU passes it on: as one, or as a write and a flush.
    expect(entries.map(({ sector, sectors }) => [sector, sectors])).toEqual(
      expect.arrayContaining([
        [0, 8],
        [16, 32],
        [8, 1],
        [128, 128],
        [400, 8],
      ]),
    );
    expect(entries.filter(({ isFlush }) => isFlush).length).toBeGreaterThanOrEqual(3);
    expect(
      entries.filter(({ isDiscard }) => isDiscard).map(({ sector, sectors }) => [sector, sectors]),
    ).toEqual([[0, 8]]);
  });

  test('replayed to its end makes the same disk', () => {
    const whole = readWriteLog(log);
    const copy = join(folder, 'copy');
    writeFileSync(copy, '');
    truncateSync(copy, size);
    writeEntries(whole, whole.entries, copy);
    expect(readFileSync(copy).equals(readFileSync(disk))).toBe(true);
  });

  test('replayed to a flush holds what was before it and nothing of what came later', () => {
    const whole = readWriteLog(log);
    const copy = join(folder, 'first');
    writeFileSync(copy, '');
    truncateSync(copy, size);
    const [first] = cutsOf(whole.entries, 0, whole.entries.length, 0);
    writeEntries(whole, whole.entries.slice(0, first?.kept), copy);
    const bytes = readFileSync(copy);
    expect([0, 4096, 8192, 24575, 65536].map(at => bytes[at])).toEqual([0x11, 0, 0x22, 0x22, 0]);
  });

  test('cut by chance, each unit of the disk is as it was or as it was to be', () => {
    const whole = readWriteLog(log);
    const cuts = cutsOf(whole.entries, 0, whole.entries.length, 20).filter(({ chance }) => chance !== null);
    expect(cuts.length).toBeGreaterThan(60);
    const seen = new Set<string>();
    for (const cut of cuts) {
      const left = survivors(whole, cut);
      expect(survivors(whole, cut)).toEqual(left);
      const [old, now] = [join(folder, 'old'), join(folder, 'now')];
      for (const path of [old, now]) {
        writeFileSync(path, '');
        truncateSync(path, size);
        writeEntries(whole, whole.entries.slice(0, cut.kept), path);
      }
      writeEntries(whole, left, now);
      const [before, after] = [readFileSync(old), readFileSync(now)];
      const isLarge = whole.entries.slice(cut.kept, cut.chance?.until).some(({ sectors }) => sectors === 128);
      if (!isLarge) continue;
      const units = Array.from({ length: 16 }, (_, i) =>
        after.subarray(65536 + i * 4096, 65536 + (i + 1) * 4096),
      );
      for (const unit of units) expect(unit.every(byte => byte === (unit[0] === 0x55 ? 0x55 : 0))).toBe(true);
      const count = units.filter(unit => unit[0] === 0x55).length;
      seen.add(count === 0 ? 'lost' : count === 16 ? 'whole' : 'torn');
      // What was kept, and not written again, is as it was.
      expect(after.subarray(8192, 24576).equals(before.subarray(8192, 24576))).toBe(true);
    }
    expect([...seen].sort()).toEqual(['lost', 'torn', 'whole']);
  });

  test('is refused where it is cut off, or none', () => {
    const half = join(folder, 'half');
    writeFileSync(half, readFileSync(log).subarray(0, 4096));
    expect(() => readWriteLog(half)).toThrow(/entry 0 is no entry, or is cut off/u);
    writeFileSync(half, 'x'.repeat(4096));
    expect(() => readWriteLog(half)).toThrow(/expected a log of blklogwrites/u);
  });
});

test('the power may go at every flush, and between two of them', () => {
  const entry = (sector: number, sectors: number, flags: { isFlush?: boolean; isFua?: boolean } = {}) => ({
    ...{ sector, sectors, isFlush: false, isFua: false, isDiscard: false, data: 0 },
    ...flags,
  });
  const flush = entry(0, 0, { isFlush: true });
  const entries = [
    entry(0, 8),
    flush,
    entry(8, 8),
    entry(16, 8),
    flush,
    entry(24, 8, { isFua: true }),
    entry(32, 8),
  ];
  const cuts = cutsOf(entries, 0, entries.length, 0);
  expect(cuts.map(({ kept, chance }) => [kept, chance?.until ?? null])).toEqual([
    [2, null],
    [5, null],
    [5, 6],
  ]);
  const log = { path: '', sectorSize: 512, entries };
  const many = cutsOf(entries, 0, entries.length, 9);
  const isBehindOwnFlush = ({ chance, kept }: Cut): boolean => chance !== null && kept === 5;
  expect(many.filter(isBehindOwnFlush)).not.toEqual([]);
  for (const cut of many) {
    const left = survivors(log, cut);
    // A write that is its own flush is never lost; nothing is there that the disk was not told.
    if (isBehindOwnFlush(cut)) expect(left[0]).toBe(entries[5]);
    expect(
      left.every(({ sector }) =>
        entries.slice(cut.kept, cut.chance?.until).some(one => one.sector === sector),
      ),
    ).toBe(true);
  }
  // Only a span of the log is asked for.
  expect(cutsOf(entries, 2, 5, 0).map(({ kept }) => kept)).toEqual([5]);
});
