import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { limitOf } from '../../src/host/file-limits.ts';
import { rootHost } from '../../src/host/root.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { cli } from '../run-cli.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

const root = mkdtempSync(join(tmpdir(), 'fngvt-limits-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const failed = { state: 'withheld', why: 'failed' };

/** Places with a limit of their own. */
const places = [
  '/proc/cmdline',
  '/proc/version',
  '/proc/sys/kernel/osrelease',
  '/proc/modules',
  '/proc/cpuinfo',
  '/proc/1/cmdline',
  '/sys/module/i915/parameters/enable_gvt',
  '/sys/kernel/debug/dri/0/name',
  '/sys/firmware/efi/efivars/LoaderInfo',
  '/etc/default/grub',
  '/etc/modprobe.d/x.conf',
];

describe.each(places)('%s', path => {
  const most = limitOf(path);
  const put = (size: number): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'x'.repeat(size));
  };

  test('is read up to its limit, and not at all beyond it', async () => {
    put(most);
    expect(await rootHost(root).read(path)).toEqual({ state: 'present', value: 'x'.repeat(most) });
    put(most + 1);
    expect(await rootHost(root).read(path)).toEqual(failed);
    expect(await rootHost(root).read(path, { pattern: 'x' })).toEqual(failed);
    expect(await rootHost(root).bytes(path)).toEqual(failed);
  });

  test('has the same limit in a snapshot', async () => {
    const hostWith = (size: number, keep = {}): ReturnType<typeof replayHost> => {
      const text = 'x'.repeat(size);
      const file = 'pattern' in keep ? { keep: keep.pattern, text } : text;
      const binary = { [path]: Buffer.from(text).toString('base64') };
      return replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1', files: { [path]: file }, binary }, 'x'));
    };
    expect(await hostWith(most).read(path)).toMatchObject({ state: 'present' });
    expect(await hostWith(most + 1).read(path)).toEqual(failed);
    expect(await hostWith(most + 1, { pattern: 'x' }).read(path, { pattern: 'x' })).toEqual(failed);
    expect(await hostWith(most + 1).bytes(path)).toEqual(failed);
  });
});

test('no recorded host comes near a limit', async () => {
  for (const { path } of fixtureHosts()) {
    const { files, binary } = await openFixture(path);
    for (const [name, file] of Object.entries(files)) {
      const size = Buffer.byteLength(typeof file === 'string' ? file : file.text);
      // An attribute may fill its page, as the list of a driver's features does.
      expect(size, name).toBeLessThanOrEqual(limitOf(name) / 2);
    }
    for (const [name, base64] of Object.entries(binary))
      expect(Buffer.from(base64, 'base64').length, name).toBeLessThanOrEqual(limitOf(name));
  }
});

test('what a limit is for takes no time: a command line of megabytes, wherever it is stated', () => {
  const words = 'i915.enable_gvt=1 '.repeat(200_000);
  const told = JSON.stringify({ schema: 'fngvt.snapshot/1', files: { '/proc/cmdline': words } });
  const thread = `$ cat /proc/cmdline\n${words}\n`;
  for (const [flag, input] of [
    ['--from', told],
    ['--paste', thread],
  ] as const) {
    const begun = performance.now();
    const result = cli(['doctor', flag, '-'], { input, patience: 20_000 });
    expect([2, 3]).toContain(result.exit);
    expect(performance.now() - begun).toBeLessThan(5000);
  }
  truncateSync(join(root, 'proc/cmdline'), 2 ** 32);
  expect(cli(['doctor', '--root', root], { patience: 20_000 })).toMatchObject({ exit: 3, stderr: '' });
});
