import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { rootHost } from '../src/host/root.ts';
import { conclude } from '../src/judge/conclude.ts';
import type { Report } from '../src/judge/report-types.ts';
import { loadRules } from '../src/rules/load.ts';
import { expectedRoute, kernelHeader } from './kernel-header.ts';

/**
 * Every Intel display id of the kernel's own header, each in a minimal tree read by `--root`. The oracle is the header and a
 * routing by its macros that is written by hand; our tables have no part in it.
 */

const header = kernelHeader();
const folder = mkdtempSync(join(tmpdir(), 'fngvt-ids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(header === undefined && process.env['CI'] === undefined)(
  'every id of the kernel header is routed right, SR-IOV only with the capability on the device',
  async () => {
    expect(header, "Debian's kernel headers (linux-headers-*-common) are needed").toBeDefined();
    const wrong: string[] = [];
    const counts = { 'gvt-g': 0, 'sr-iov': 0, none: 0 };
    const seen = new Set<number>();
    for (const { id, macro } of header?.ids ?? []) {
      const expected = expectedRoute(macro, id);
      if (expected === undefined || seen.has(id)) continue;
      seen.add(id);
      counts[expected] += 1;
      const hex = id.toString(16).padStart(4, '0');
      const bare = (await reportOf(hex, false)).gpus[0]?.technology;
      const capable = (await reportOf(hex, true)).gpus[0]?.technology;
      // Without the capability SR-IOV is not possible; with it, it still takes a platform whose drivers have it.
      const wanted = [expected === 'sr-iov' ? 'none' : expected, expected];
      if (bare !== wanted[0] || capable !== wanted[1])
        wrong.push(`${hex} (${macro}): ${String(bare)}, ${String(capable)}; wanted ${wanted.join(', ')}`);
    }
    console.info(`${seen.size} ids: ${JSON.stringify(counts)}`);
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThanOrEqual(446);
  },
  120_000,
);

test('an id that is in no table is not guessed', async () => {
  const report = await reportOf('fffe', false);
  expect(report.gpus[0]).toMatchObject({ id: '8086:fffe', technology: null, platform: null });
  expect(report.verdict).toMatchObject({ state: 'unknown', exit_code: 3, cause: 'gpu-id-unknown' });
});

/** Registers, and an aperture of 256 MiB. */
const resource = [
  '0x0000006000000000 0x0000006000ffffff 0x0000000000140204',
  '0x0000000000000000 0x0000000000000000 0x0000000000000000',
  '0x0000004000000000 0x000000400fffffff 0x000000000014220c',
  '',
].join('\n');

async function reportOf(hex: string, isCapable: boolean): Promise<Report> {
  const root = join(folder, `${hex}-${String(isCapable)}`);
  const device = join(root, 'sys/bus/pci/devices/0000:00:02.0');
  mkdirSync(device, { recursive: true });
  writeFileSync(join(device, 'class'), '0x030000\n');
  writeFileSync(join(device, 'vendor'), '0x8086\n');
  writeFileSync(join(device, 'device'), `0x${hex}\n`);
  writeFileSync(join(device, 'config'), Buffer.alloc(4096));
  writeFileSync(join(device, 'resource'), resource);
  if (isCapable) writeFileSync(join(device, 'sriov_totalvfs'), '7\n');
  const { facts, breakages } = await collect(rootHost(root));
  expect(breakages).toEqual([]);
  return conclude(loadRules(), facts, nextBoot(facts), { version: '0', taken: '', source: 'root' });
}
