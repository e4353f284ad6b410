import { expect, test } from 'vitest';
import { findingView } from '../../src/report/finding-view.ts';
import type { Finding } from '../../src/judge/finding.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { words } from '../../src/words/words.ts';

const rules = loadRules();
const withHoles = rules.filter(({ fault }) => fault.en.includes('{'));
const report = { host: {}, gpus: [], findings: [], steps: [] } as unknown as Report;

/** A fault of the rule, told by something else than the facts that its sentence has values of. */
const failed = (id: string, evidence: Finding['evidence']): Finding => ({
  id,
  subject: null,
  topic: 'gpu',
  severity: 'error',
  confidence: 'certain',
  verdict: 'fail',
  pending: false,
  because: null,
  cause: null,
  acts: 'owner',
  evidence,
});

test('there are rules with values in their fault', () => {
  expect(withHoles.length).toBeGreaterThan(20);
});

test.each(withHoles.map(rule => [rule.id, rule] as const))(
  'the fault of %s has no hole where its values were not read',
  (id, rule) => {
    const facts = [...rule.fault.en.matchAll(/\{([^}]+)\}/gu)].map(([, fact = '']) => fact);
    const unread = facts.map(fact => ({
      fact,
      source: null,
      predicate: 'is',
      wanted: null,
      found: null,
      truth: 'unknown' as const,
      unknown: 'not captured' as const,
    }));
    for (const language of ['en', 'zh-CN'] as const)
      for (const evidence of [unread, []]) {
        const { fault } = findingView(failed(id, evidence), report, {
          language,
          words: words[language],
          rules,
          call: 'fngvt',
        });
        expect(fault).not.toMatch(/\{|not captured|没有采集到/u);
        expect(fault).toContain(rule.title[language]);
      }
  },
);
