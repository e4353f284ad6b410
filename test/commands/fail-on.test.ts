import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf } from '../../src/invocation/fail-on.ts';
import { judgeFixture } from '../fixture-hosts.ts';
import { cli, hostFixture } from '../run-cli.ts';

describe('from which severity on a ready host counts as one that is not', () => {
  test.each([
    // A warning, a hint, nothing at all.
    ['m720q-debian12', 0, 1, 1],
    ['optiplex7040-proxmox8', 0, 0, 1],
    ['n100-proxmox9.dkms-working', 0, 0, 0],
    // Ready for now.
    ['m720q-debian12.lost-at-next-boot', 0, 1, 1],
    // An error, but of the card beside it; what warns is mdevctl's rule.
    ['i5-9500-arc-ubuntu2404', 0, 1, 1],
    // Other states keep their codes.
    ['fnos-hd620', 1, 1, 1],
    ['fnos-hd620.update-grub', 5, 5, 5],
    ['j4125-fnos', 4, 4, 4],
    ['docker-fnos', 3, 3, 3],
  ])('%s', async (name, error, warning, advice) => {
    const report = await judgeFixture(hostFixture(name));
    expect([exitOf(report, 'error'), exitOf(report, 'warning'), exitOf(report, 'advice')]).toEqual([
      error,
      warning,
      advice,
    ]);
  });

  test('a fault of another GPU is none of the one that shares', async () => {
    const report = await judgeFixture(hostFixture('i5-9500-arc-ubuntu2404'));
    const other = report.findings.filter(
      ({ verdict, severity }) => verdict === 'fail' && severity === 'error',
    );
    expect(other).not.toEqual([]);
    expect(exitOf({ ...report, findings: other }, 'warning')).toBe(0);
  });

  test('what is lost at the next boot counts without a warning of its own', async () => {
    const report = await judgeFixture(hostFixture('n100-proxmox9.dkms-working'));
    if (report.verdict === null) throw new Error('no verdict');
    expect(exitOf({ ...report, verdict: { ...report.verdict, lasts: false } }, 'warning')).toBe(1);
  });
});

describe('on the command line', () => {
  const from = hostFixture('m720q-debian12');

  test('doctor, report and folders know it; JSON says the code of the state', () => {
    expect(cli(['doctor', '-q', '--from', from]).exit).toBe(0);
    expect(cli(['doctor', '-q', '--from', from, '--fail-on', 'warning']).exit).toBe(1);
    const json = cli(['doctor', '--from', from, '--fail-on=advice', '--format', 'json']);
    expect(json.exit).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: { state: 'ready', exit_code: 0 } });
    const folder = mkdtempSync(join(tmpdir(), 'fngvt-fail-on-'));
    mkdirSync(join(folder, 'hosts'));
    copyFileSync(from, join(folder, 'hosts', 'a.yml'));
    const out = join(folder, 'out');
    expect(cli(['report', '--from', from, '--fail-on', 'warning', '-o', out]).exit).toBe(1);
    expect(cli(['--from', join(folder, 'hosts')]).exit).toBe(0);
    expect(cli(['--from', join(folder, 'hosts'), '--fail-on', 'warning']).exit).toBe(1);
  });

  test('another word is wrong usage', () => {
    const { exit, stderr } = cli(['doctor', '--from', from, '--fail-on', 'hint']);
    expect(exit).toBe(2);
    expect(stderr).toContain('--fail-on: expected error, warning or advice, found hint');
  });
});
