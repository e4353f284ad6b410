import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { collectFrom, collector, dash, hasProgram } from './recorded-tree.ts';
import { cli, hostFixture } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-collected-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const collected = async (name: string): Promise<string> =>
  collectFrom(await openFixture(hostFixture(name)), dash, { lists: new Set(), stats: new Set() });

test('`snapshot --script` prints the script of the repository', () => {
  const printed = cli(['snapshot', '--script']);
  expect(printed).toEqual({ exit: 0, stdout: readFileSync(collector, 'utf8'), stderr: '' });
  expect(cli(['snapshot', '--script', 'x']).exit).toBe(2);
});

test.skipIf(!hasProgram('dash'))(
  '`--from` reads its output from a file, packed, and from standard input',
  async () => {
    const text = await collected('fnos-hd620');
    const [plain, packed] = [join(folder, 'nas.fngvt'), join(folder, 'nas.txt.gz')];
    writeFileSync(plain, text);
    writeFileSync(packed, gzipSync(text));
    const told = cli(['doctor', '--from', plain]);
    expect(told.stdout).toContain('i915.enable_gvt=1 is not set');
    expect(told.exit).toBe(1);
    expect(cli(['doctor', '--from', packed])).toEqual(told);
    expect(cli(['doctor', '--from', '-'], { input: text })).toEqual(told);
  },
);

test.skipIf(!hasProgram('dash'))(
  'a folder of outputs gives a row each; one that was cut off is told',
  async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    const texts = { nas1: await collected('fnos-hd620.rebooted'), nas2: await collected('n100-proxmox9') };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(many, `${name}.fngvt`), text);
    writeFileSync(join(many, 'nas3.fngvt'), texts.nas1.slice(0, 5000));
    writeFileSync(join(many, 'notes.txt'), 'not one of them');
    const told = cli(['doctor', '--from', many]);
    expect(told.stdout.split('\n').map(line => line.split(/ {2,}/u).slice(0, 3))).toEqual([
      ['Host', 'State', 'Cause'],
      ['nas1', 'READY', 'Kaby Lake'],
      ['nas2', 'NOT READY', 'sriov-driver-not-installed'],
      ['2 hosts: 1 ready, 1 not ready, 1 file without a readable host'],
      [''],
    ]);
    expect(told.stderr).toMatch(
      /^fngvt: \S+nas3\.fngvt: expected "@@ end", found a text that was cut off after line \d+\nfngvt: 1 file passed over, .+: notes\.txt\n$/u,
    );
    expect(told.exit).toBe(2);
  },
);
