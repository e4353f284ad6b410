import { describe, expect, test } from 'vitest';
import { known, unknown, type Fact } from '../../src/facts/fact.ts';
import { Facts } from '../../src/facts/fact-index.ts';
import { foretell, judge } from '../../src/judge/judge.ts';
import { verdictOf } from '../../src/judge/verdict.ts';
import type { Rule } from '../../src/rules/rule.ts';

const text = { en: 'x', 'zh-CN': 'x' };

/** A rule with what a test is not about filled in. */
function rule(id: string, more: Partial<Rule>): Rule {
  return {
    id,
    topic: 'gpu',
    severity: 'error',
    confidence: 'certain',
    title: text,
    passed: text,
    fault: text,
    requires: [],
    expect: { fact: 'kvm/has-device', is: true },
    cause: `${id}-broken`,
    acts: 'owner',
    outcome: 'action-needed',
    symptom: false,
    proves: false,
    besides: false,
    shows: [],
    passedShows: [],
    ...more,
  };
}

const gpu = '0000:00:02.0';
const driver = rule('driver', { each: 'gpu', expect: { fact: 'gpu/driver', is: 'i915' } });
const enable = rule('enable', { expect: { fact: 'gvt/switch', is: true } });
const types = rule('types', {
  each: 'gpu',
  requires: ['driver', 'enable'],
  expect: { fact: 'gpu/mdev-registered', is: true },
  symptom: true,
  proves: true,
});
const rules = [driver, enable, types];
const book = (...facts: readonly Fact[]): Facts => new Facts([known('host/gpu-count', 1), ...facts]);
const about = { subject: gpu };
const judgedGpu = [{ address: gpu, technology: 'gvt-g' as const }];

const sound = [
  known('gpu/driver', 'i915', about),
  known('gvt/switch', true),
  known('gpu/mdev-registered', true, about),
];
const verdicts = (findings: ReturnType<typeof judge>): Record<string, string> =>
  Object.fromEntries(
    findings.map(finding => [
      finding.id,
      finding.because === null ? finding.verdict : `${finding.verdict} (${finding.because})`,
    ]),
  );

describe('judging', () => {
  test('a sound host passes, and is ready', () => {
    const findings = judge(rules, book(...sound));
    expect(verdicts(findings)).toEqual({ driver: 'pass', enable: 'pass', types: 'pass' });
    expect(verdictOf(rules, findings, judgedGpu)).toMatchObject({
      state: 'ready',
      exit_code: 0,
      gpu,
      cause: null,
    });
  });

  test('what fails because of something else names it, and two faults are both found', () => {
    const findings = judge(
      rules,
      book(
        known('gpu/driver', null, about),
        known('gvt/switch', false),
        known('gpu/mdev-registered', false, about),
      ),
    );
    expect(verdicts(findings)).toEqual({ driver: 'fail', enable: 'fail', types: 'fail (driver)' });
    expect(verdictOf(rules, findings, judgedGpu)).toMatchObject({
      state: 'action-needed',
      cause: 'driver-broken',
      rule: 'driver',
    });
  });

  test('a positive proof settles what could not be read', () => {
    const findings = judge(
      rules,
      book(
        known('gpu/driver', 'i915', about),
        unknown('gvt/switch', 'denied'),
        known('gpu/mdev-registered', true, about),
      ),
    );
    expect(verdicts(findings)).toEqual({
      driver: 'pass',
      enable: 'skipped (settled-by:types)',
      types: 'pass',
    });
    expect(verdictOf(rules, findings, judgedGpu).state).toBe('ready');
  });

  test('an effect is no cause while something it hangs on is unknown', () => {
    const findings = judge(
      rules,
      book(
        known('gpu/driver', 'i915', about),
        unknown('gvt/switch', 'denied'),
        known('gpu/mdev-registered', false, about),
      ),
    );
    expect(verdictOf(rules, findings, judgedGpu)).toMatchObject({
      state: 'unknown',
      exit_code: 3,
      cause: null,
      rule: 'enable',
    });
  });

  test('an effect is the cause where all it hangs on was seen to be in order', () => {
    const findings = judge(
      rules,
      book(
        known('gpu/driver', 'i915', about),
        known('gvt/switch', true),
        known('gpu/mdev-registered', false, about),
      ),
    );
    expect(verdictOf(rules, findings, judgedGpu)).toMatchObject({
      state: 'action-needed',
      cause: 'types-broken',
    });
  });

  test('what the next boot cures is pending, and the host waits for it', () => {
    const now = book(
      known('gpu/driver', 'i915', about),
      known('gvt/switch', false),
      known('gpu/mdev-registered', false, about),
    );
    const findings = judge(rules, now, foretell(rules, book(...sound)));
    expect(findings.map(finding => finding.pending)).toEqual([false, true, true]);
    expect(verdictOf(rules, findings, judgedGpu)).toMatchObject({
      state: 'reboot-needed',
      exit_code: 5,
      cause: 'reboot-pending',
    });
  });

  test('a fault that a reboot does not cure comes first', () => {
    const now = book(
      known('gpu/driver', null, about),
      known('gvt/switch', false),
      known('gpu/mdev-registered', false, about),
    );
    const later = book(
      known('gpu/driver', null, about),
      known('gvt/switch', true),
      known('gpu/mdev-registered', false, about),
    );
    expect(verdictOf(rules, judge(rules, now, foretell(rules, later)), judgedGpu)).toMatchObject({
      state: 'action-needed',
      rule: 'driver',
    });
  });

  test('an effect that can not be foretold is pending once its cause is', () => {
    const now = book(
      known('gpu/driver', 'i915', about),
      known('gvt/switch', false),
      known('gpu/mdev-registered', false, about),
    );
    const later = book(
      known('gpu/driver', 'i915', about),
      known('gvt/switch', true),
      unknown('gpu/mdev-registered', 'undecided', about),
    );
    expect(verdictOf(rules, judge(rules, now, foretell(rules, later)), judgedGpu).state).toBe(
      'reboot-needed',
    );
  });

  test('nothing known is unknown, not broken', () => {
    const findings = judge(rules, new Facts([]));
    expect(new Set(findings.map(finding => finding.verdict))).toEqual(new Set(['unknown']));
    expect(verdictOf(rules, findings, [])).toMatchObject({ state: 'unknown', exit_code: 3 });
  });

  test('of two GPUs the one that shares decides', () => {
    const other = { subject: '0000:03:00.0' };
    const findings = judge(
      rules,
      new Facts([
        known('host/gpu-count', 2),
        known('gpu/driver', null, other),
        known('gpu/mdev-registered', false, other),
        ...sound,
      ]),
    );
    const gpus = [{ address: '0000:03:00.0', technology: 'none' as const }, ...judgedGpu];
    expect(verdictOf(rules, findings, gpus)).toMatchObject({ state: 'ready', gpu });
  });

  test('a rule is judged of every subject, and evidence says wanted and found', () => {
    const [finding] = judge(
      [driver],
      book(known('gpu/driver', 'vfio-pci', { ...about, source: '/sys/x/driver' })),
    );
    expect(finding).toMatchObject({ subject: gpu, verdict: 'fail', cause: 'driver-broken' });
    expect(finding?.evidence).toEqual([
      {
        fact: 'gpu/driver',
        source: '/sys/x/driver',
        predicate: 'is',
        wanted: 'i915',
        found: 'vfio-pci',
        truth: false,
      },
    ]);
  });
});
