import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { hasProgram } from '../recorded-tree.ts';
import { checkOutput, checkReplay, checkReport } from './check.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { loadRows } from './drivers/rows.ts';
import { loadFaults, printedRules, rulesOf } from './printed/faults.ts';
import { allPlays, digestOf } from './shown/plays.ts';
import { readShown, stale, type Shown } from './shown/shown.ts';
import { loadScenarios } from './scenario.ts';
import { loadVariant, variantNames } from './variant.ts';

/** What of the tests in virtual machines can be held without one. */

const scenarios = loadScenarios();
const rules = loadRules();

describe.each(scenarios)('$name', ({ variants, steps }) => {
  test('names systems that there are', () => {
    expect(variants.filter(name => !variantNames().includes(name))).toEqual([]);
  });

  test('names rules and causes that there are', () => {
    const ids = steps.flatMap(step =>
      'doctor' in step
        ? [...Object.keys(step.doctor.fails), ...step.doctor.passes, ...step.doctor.spares]
        : [],
    );
    expect(ids.filter(id => !rules.some(rule => rule.id === id))).toEqual([]);
    const causes = steps.flatMap(step => ('doctor' in step ? Object.values(step.doctor.fails) : []));
    expect(causes.filter(cause => !rules.some(rule => rule.cause === cause))).toEqual([]);
  });
});

test('what is printed is done to the letter for rules that fix knows, each in one group, and for enough of them', () => {
  const groups = Object.values(loadFaults());
  const rules = groups.flatMap(rulesOf);
  expect(rules.filter(rule => !Object.keys(loadFixes()).includes(rule))).toEqual([]);
  expect(new Set(rules).size).toBe(rules.length);
  expect(groups.flatMap(printedRules).length).toBeGreaterThanOrEqual(15);
});

test('the rows of the drivers name every kind of denial', () => {
  const text = JSON.stringify(loadRows());
  const kinds = [
    'modprobe.blacklist=',
    'module_blacklist=',
    'initcall_blacklist=',
    'blacklist i915',
    'install i915',
    '=!46d1',
  ];
  expect(kinds.filter(kind => !text.includes(kind))).toEqual([]);
});

test('enough rules and rows were shown on a booted kernel', () => {
  const shown = readShown();
  const rowsOf = (name: string): readonly (readonly string[])[] =>
    Object.entries(shown).flatMap(([title, { rows }]) => (title.startsWith(name) ? rows : []));
  const byHand = rowsOf('printed-').filter(([, , , hand]) => hand?.startsWith('ready') === true);
  expect(new Set(byHand.map(([rule]) => rule)).size).toBeGreaterThanOrEqual(15);
  expect(rowsOf('drivers').length).toBeGreaterThanOrEqual(12);
});

test('a play that was shown with other code, or not at all, is named', () => {
  const [first] = allPlays();
  if (first === undefined) throw new Error('there is no play');
  const shown = Object.fromEntries(
    allPlays().map(play => [
      play.title,
      { when: '2026-01-01', seconds: 1, digest: digestOf(play), rows: [] },
    ]),
  );
  expect(stale(shown)).toEqual([]);
  const { [first.title]: own, ...others } = shown;
  expect(stale(others)).toEqual([`${first.title} was not shown yet`]);
  expect(stale({ ...others, [first.title]: { ...own, digest: 'x' } as Shown })).toEqual([
    `${first.title} was shown with x, and it is ${own?.digest ?? ''} now`,
  ]);
});

test('every system is read, and played on', () => {
  for (const name of variantNames()) expect(loadVariant(name).title).not.toBe('');
  const played = new Set(scenarios.flatMap(({ variants }) => variants));
  expect([...played].sort()).toEqual(variantNames());
});

describe('what is expected is held', () => {
  const step = { do: 'Look.', run: 'ls', as: 'root', exit: 0, sees: ['^a$'], misses: ['^b$'] } as const;

  test.each([
    [{ exit: 0, stdout: 'a\n', stderr: '' }, null],
    [{ exit: 1, stdout: 'a\n', stderr: '' }, 'expected exit code 0, found 1'],
    [{ exit: 0, stdout: 'aa\n', stderr: '' }, 'expected to see ^a$'],
    [{ exit: 0, stdout: 'a\n', stderr: 'b\n' }, 'expected not to see ^b$'],
  ])('of a command: %j', (outcome, wrong) => {
    expect(
      checkOutput({ ...step, sees: [...step.sees], misses: [...step.misses] }, outcome)?.split('\n')[0] ??
        null,
    ).toBe(wrong);
  });

  const expected = {
    exit: 1,
    state: 'action-needed',
    cause: 'enable-gvt-missing',
    fails: { kvmgt: 'kvmgt-not-loaded' },
    passes: ['driver-i915'],
    spares: ['guest'],
    tells: {},
  } as const;
  const host = fixtureHosts().find(({ name }) => name === 'fnos-hd620');

  test('of a report', async () => {
    const report = await host?.report;
    const check = (changes: object, exit = 1): string | null =>
      checkReport(
        { ...expected, passes: [...expected.passes], spares: [...expected.spares], ...changes },
        exit,
        JSON.stringify(report),
        '',
      );
    expect(check({})).toBeNull();
    expect(check({}, 0)).toMatch(/^exit code 0, but the report says 1\nexpected exit code 1, found 0\n/u);
    expect(check({ state: 'ready' })).toMatch(/^expected state ready, found action-needed\n/u);
    expect(check({ cause: null })).toMatch(/^expected first cause null, found enable-gvt-missing\n/u);
    expect(check({ fails: { guest: 'inside-guest' } })).toMatch(
      /^expected cause of guest inside-guest, found null\n/u,
    );
    expect(check({ passes: ['kvmgt'] })).toMatch(/^expected kvmgt to pass, found fail\n/u);
    expect(check({ tells: { 'driver-i915': 'i915' } })).toBeNull();
    expect(check({ tells: { 'driver-i915': 'xe' } })).toMatch(
      /^expected driver-i915 to tell xe, found i915/u,
    );
    expect(check({ spares: ['kvmgt'] })).toMatch(/^expected cause of kvmgt null, found kvmgt-not-loaded\n/u);
  });

  test('of a replayed snapshot', async () => {
    const report = await host?.report;
    if (report === undefined) throw new Error('the fixture is gone');
    expect(checkReplay({ exit: 1, report }, { exit: 1, report })).toBeNull();
    const [sample] = report.findings.filter(({ verdict }) => verdict === 'pass');
    if (sample === undefined) throw new Error('nothing passes');
    const own = { ...sample, id: 'setup-files', topic: 'setup' };
    const told = { ...report, findings: [...report.findings, own] };
    const counted = {
      ...told,
      tally: {
        ...report.tally,
        verdicts: { ...report.tally.verdicts, pass: report.tally.verdicts.pass + 1 },
      },
    };
    expect(checkReplay({ exit: 1, report: counted }, { exit: 1, report })).toBeNull();
    const other = { ...report, findings: report.findings.slice(1) };
    expect(checkReplay({ exit: 1, report }, { exit: 1, report: other })).toMatch(
      /^findings differs between host and snapshot:\n- /u,
    );
  });
});

test('the scripts that build an image are clean by shellcheck', context => {
  if (!hasProgram('shellcheck')) return context.skip('shellcheck is not here');
  const folder = join(import.meta.dirname, 'image');
  const files = readdirSync(folder)
    .filter(name => !name.endsWith('.service'))
    .map(name => join(folder, name));
  const { stdout, status } = spawnSync('shellcheck', ['--severity=style', ...files], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, '']);
});
