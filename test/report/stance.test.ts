import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { foretell, judge } from '../../src/judge/judge.ts';
import type { Evidence } from '../../src/judge/finding.ts';
import { stanceOf } from '../../src/report/stance.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Condition, Rule } from '../../src/rules/rule.ts';
import { hostFixture } from '../run-cli.ts';

const rules = loadRules();

/** How each fact of a failing finding stands: `against`, `wished`, or beside the point. */
async function stances(host: string, id: string): Promise<Readonly<Record<string, string>>> {
  const { facts } = await collect(replayHost(await openFixture(hostFixture(host))));
  const finding = judge(rules, facts, foretell(rules, nextBoot(facts))).find(
    one => one.id === id && one.verdict === 'fail',
  );
  const { evidence } = finding ?? expect.fail(`${id} does not fail on ${host}`);
  const rule = rules.find(one => one.id === id);
  return Object.fromEntries(
    evidence.map(one => {
      const { isAgainst, isWished } = stanceOf(one, finding ?? expect.fail(), rule);
      const against = isAgainst ? 'against' : 'aside';
      return [one.fact, isWished ? 'wished' : against];
    }),
  );
}

describe('a recorded host', () => {
  test('a GPU that vfio-pci holds is not told to want vfio-pci', async () => {
    expect(await stances('n100-proxmox9.passed-whole', 'driver-vfio')).toEqual({
      'gpu/driver': 'against',
      'gpu/driver-override': 'aside',
      'gpu/claimed-by-vfio': 'aside',
      'gpu/id': 'aside',
      'gpu/passed-to': 'aside',
      'module-denied/i915': 'aside',
    });
  });

  test('a GPU without a driver is not told to be of another technology', async () => {
    expect(await stances('optiplex7050-ubuntu2204.nomodeset', 'driver-i915')).toMatchObject({
      'gpu/driver': 'against',
      'gpu/technology': 'aside',
    });
  });

  test('a switch that is off is wished to be on', async () => {
    expect(await stances('fnos-hd620', 'enable-gvt')).toMatchObject({
      'gvt/switch': 'wished',
      'cmdline/i915.enable_gvt': 'aside',
    });
  });
});

describe('a condition', () => {
  const module: Condition = { fact: 'module-loaded/kvmgt', is: true };
  const device: Condition = { fact: 'kvm/has-device', is: true };
  const sample = rules[0] ?? expect.fail('there are no rules');
  const evidence: Evidence = {
    fact: 'module-loaded/kvmgt',
    source: null,
    predicate: 'is',
    wanted: true,
    found: false,
    truth: false,
  };
  const fails = { verdict: 'fail' } as const;

  test.each<[string, Partial<Rule>, boolean, string]>([
    ['what is asked alone', { expect: module }, false, 'wished'],
    ['what came out well', { expect: module }, true, 'aside'],
    ['one of all', { expect: { all: [module, device] } }, false, 'wished'],
    ['one of any', { expect: { any: [module, device] } }, false, 'against'],
    ['the only one of any', { expect: { any: [module] } }, false, 'wished'],
    ['below not, as it should be', { expect: { not: module } }, false, 'aside'],
    ['below not, as it should not be', { expect: { not: module } }, true, 'against'],
    ['below two', { expect: { not: { not: module } } }, false, 'wished'],
    ['not all: any', { expect: { not: { not: { all: [module, device] } } } }, false, 'wished'],
    ['not any: all, turned round', { expect: { not: { not: { any: [module, device] } } } }, false, 'against'],
    ['what decides whether the rule applies', { expect: module, applies: module }, false, 'aside'],
    [
      'what should not be there',
      { expect: { fact: 'module-loaded/kvmgt', isPresent: false } },
      false,
      'aside',
    ],
    ['what nobody asked', { expect: device }, false, 'aside'],
  ])('%s', (_what, parts, truth, expected) => {
    const stance = stanceOf({ ...evidence, truth }, fails, { ...withoutApplies(sample), ...parts });
    const against = stance.isAgainst ? 'against' : 'aside';
    expect(stance.isWished ? 'wished' : against).toBe(expected);
  });

  test('nothing is wished of a finding that passes, nor of a rule that is not known', () => {
    const rule = { ...withoutApplies(sample), expect: module };
    const aside = { isAgainst: false, isWished: false };
    expect(stanceOf(evidence, { verdict: 'pass' }, rule)).toEqual(aside);
    expect(stanceOf(evidence, fails, undefined)).toEqual(aside);
  });
});

function withoutApplies(rule: Rule): Rule {
  const { applies, ...rest } = rule;
  return applies === undefined ? rule : rest;
}
