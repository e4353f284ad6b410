import { describe, expect, test } from 'vitest';
import { nextBoot } from '../src/facts/next-boot.ts';
import type { FindingVerdict } from '../src/judge/finding.ts';
import { foretell, judge } from '../src/judge/judge.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { factsOfCase, ruleCases } from './rule-cases.ts';

const rules = loadRules();
/** What each rule came to anywhere. */
const outcomes = new Map<string, Set<FindingVerdict>>(
  rules.map(rule => [rule.id, new Set<FindingVerdict>()]),
);

describe.each(ruleCases())('%s', (id, cases) => {
  test('is about a rule', () => {
    expect(rules.map(rule => rule.id)).toContain(id);
  });

  test.each(Object.entries(cases))('%s', async (_name, one) => {
    const facts = await factsOfCase(one);
    const findings = judge(rules, facts, foretell(rules, nextBoot(facts))).filter(
      finding => finding.id === id && (one.subject === undefined || finding.subject === one.subject),
    );
    const verdicts = findings.map(({ subject, verdict }) => [subject, verdict]);
    expect(verdicts).not.toEqual([]);
    expect(verdicts).toEqual(findings.map(({ subject }) => [subject, one.verdict]));
    for (const finding of findings) outcomes.get(id)?.add(finding.verdict);
  });
});

test('every rule passes in one fixture and fails in another', async () => {
  for (const host of fixtureHosts()) {
    for (const finding of (await host.report).findings) outcomes.get(finding.id)?.add(finding.verdict);
  }
  const missing = [...outcomes].flatMap(([id, verdicts]) =>
    (['pass', 'fail'] as const).filter(verdict => !verdicts.has(verdict)).map(verdict => `${id}: ${verdict}`),
  );
  expect(missing).toEqual([]);
});
