import { expect, test } from 'vitest';
import type { Report, ReportStep } from '../../../src/judge/report-types.ts';
import { cli, hostFixture } from '../../run-cli.ts';
import { edited, readPrinted, type PrintedStep } from './steps.ts';

/** What somebody reads on the screen is what the report holds: so the plays on a booted kernel follow the product, not this reader. */

const hosts = [
  'fnos-hd620',
  'fnos-hd620.parameter-mistyped',
  'fnos-hd620.modules-one-line',
  'vm-debian12-no-iommu',
];

const ofReport = ({ path, argv, line, before, after }: ReportStep): PrintedStep => {
  if (argv !== null) return { command: `sudo ${argv.join(' ')}` };
  const lines = (text: string | null): readonly string[] => (text === null ? [] : text.split('\n'));
  const whole = after === null ? 'remove' : 'make';
  const oneLine = before === null ? 'add' : after === null ? 'take-out' : 'change';
  return {
    path: path ?? '',
    how: line === null ? whole : oneLine,
    line,
    before: lines(before),
    after: lines(after),
  };
};

test.each(hosts)('the printed steps of %s are those of its report', name => {
  const from = ['doctor', '--lang', 'en', '--from', hostFixture(name)];
  const screen = cli(from);
  const json = cli([...from, '--format', 'json']);
  const report = JSON.parse(json.stdout) as Report;
  const steps = (report.steps ?? []).filter(
    ({ way, path, argv }) => way === 1 && (path !== null || argv !== null),
  );
  const isRebooted = report.ahead?.reboot === true && steps.some(({ reboot }) => reboot);
  expect(steps.length).toBeGreaterThan(0);
  expect(readPrinted(screen.stdout)).toEqual([
    ...steps.map(ofReport),
    ...(isRebooted ? [{ command: 'sudo reboot' }] : []),
  ]);
});

test('an edit is done as it is told', () => {
  const at = { path: '/etc/modules', before: [], after: [] } as const;
  expect(edited('a\nb\n', { ...at, how: 'add', line: 3, after: ['c'] })).toBe('a\nb\nc\n');
  expect(edited('a\nb\n', { ...at, how: 'change', line: 2, before: ['b'], after: ['c'] })).toBe('a\nc\n');
  expect(edited('a\nb\n', { ...at, how: 'take-out', line: 1, before: ['a'] })).toBe('b\n');
  expect(edited(null, { ...at, how: 'make', line: null, after: ['a', 'b'] })).toBe('a\nb\n');
  expect(edited('a\n', { ...at, how: 'remove', line: null })).toBeNull();
});

test('an edit that does not fit the file is an error', () => {
  const at = { path: '/etc/modules', before: ['b'], after: ['c'] } as const;
  expect(() => edited('a\n', { ...at, how: 'change', line: 1 })).toThrow('expected line 1 to be b, found a');
  expect(() => edited(null, { ...at, how: 'change', line: 1 })).toThrow('expected a file, found none');
  expect(() => edited('a\n', { ...at, how: 'add', line: 9, before: [] })).toThrow(
    'expected at least 8 lines',
  );
});
