import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { hostFixture } from '../run-cli.ts';

const rules = loadRules();

/** A recorded host with another processor in it. */
async function verdictWith(host: string, name: string | null): Promise<Report['verdict']> {
  const snapshot = await openFixture(hostFixture(host));
  const path = '/proc/cpuinfo';
  const read = snapshot.files[path];
  const text = typeof read === 'string' ? read : (read?.text ?? expect.fail('no cpuinfo'));
  const changed = name === null ? text : text.replaceAll(/(model name\s*: ).*/gu, `$1${name}`);
  const { facts } = await collect(replayHost({ ...snapshot, files: { ...snapshot.files, [path]: changed } }));
  const frame = { version: '0.0.0', taken: '', source: 'snapshot' } as const;
  return conclude(rules, facts, nextBoot(facts), frame).verdict;
}

describe('no Intel GPU is to be seen, and the processor', () => {
  test.each([
    'Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz',
    'Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz',
    'Intel(R) Core(TM) i5-7Y54 CPU @ 1.20GHz',
    'Intel(R) Xeon(R) W-10855M CPU @ 2.80GHz',
    'Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz',
    'Intel(R) Celeron(R) CPU 847 @ 1.10GHz',
    '13th Gen Intel(R) Core(TM) i9-13900H',
    'Intel(R) Core(TM) Ultra X7 358H',
  ])('%s has one: the firmware hides it', async name => {
    expect(await verdictWith('i7-8700-debian12', name)).toMatchObject({ cause: 'igpu-hidden-by-firmware' });
  });

  test.each([
    'Intel(R) Core(TM) i9-9900KF CPU @ 3.60GHz',
    '12th Gen Intel(R) Core(TM) i5-12400F',
    'Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz',
  ])('%s is sold without: there is none', async name => {
    expect(await verdictWith('i7-8700-debian12', name)).toMatchObject({
      state: 'unsupported',
      cause: 'no-intel-gpu',
      undecided: [],
    });
  });

  test.each([
    'Genuine Intel(R) 0000',
    'Intel(R) Xeon(R) CPU E3-1260L v5 @ 2.90GHz',
    'Intel(R) Core(TM) i5-8Z00',
  ])('%s does not tell: it may be hidden', async name => {
    expect(await verdictWith('i7-8700-debian12', name)).toMatchObject({
      state: 'unknown',
      rule: 'igpu-visible',
      exit_code: 3,
    });
  });
});

test.each([
  'Intel(R) Core(TM) i3-N305',
  'Intel(R) Core(TM) 3 N355',
  'Intel(R) Pentium(R) Gold 8505',
  'Intel(R) Core(TM) Ultra X7 358H',
  'Intel(R) Core(TM) i9-9900KF CPU @ 3.60GHz',
  'Genuine Intel(R) 0000',
])('a GPU that is there is there, whatever the name of its processor: %s', async name => {
  expect(await verdictWith('fnos-hd620', name)).toEqual(await verdictWith('fnos-hd620', null));
});
