import type { Facts } from '../facts/fact-index.ts';
import type { Rule } from '../rules/rule.ts';
import { judgeCondition, shown } from './condition.ts';
import { notApplicable, type Evidence, type Finding } from './finding.ts';
import { touchedBy } from './touched.ts';

/**
 * A rule may come out well without anything to say: one of several ways to be fine, and not the one that its sentence speaks of. Such a
 * finding is skipped. It is done last, for what comes out well settles and cures all the same.
 */
export function sayable(
  rules: readonly Rule[],
  facts: Facts,
  findings: readonly Finding[],
): readonly Finding[] {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const before = facts.like === undefined ? undefined : saidOf.get(facts.like);
  const isOther = facts.like === undefined ? () => true : touchedBy(rules, facts, facts.like, 'when-passed');
  const all = new Map<Finding, Finding>();
  for (const finding of findings) {
    const rule = finding.verdict === 'pass' ? byId.get(finding.id) : undefined;
    if (rule === undefined) continue;
    const was = isOther(rule) ? undefined : before?.get(finding);
    all.set(finding, was ?? said(rule, facts, finding));
  }
  saidOf.set(facts, all);
  return findings.map(finding => all.get(finding) ?? finding);
}

/** What became of passing findings on facts that were judged. */
const saidOf = new WeakMap<Facts, ReadonlyMap<Finding, Finding>>();

/** A passing finding with the facts that its sentence speaks of, or skipped where the sentence is not seen to be true. */
function said(rule: Rule, facts: Facts, finding: Finding): Finding {
  const subject = finding.subject ?? undefined;
  const says = rule.passedWhere === undefined ? undefined : judgeCondition(rule.passedWhere, facts, subject);
  if (says !== undefined && says.truth !== true)
    return { ...finding, verdict: 'skipped', because: notApplicable, evidence: says.evidence };
  const evidence = [...finding.evidence];
  const add = (one: Evidence): void => {
    if (!evidence.some(({ fact }) => fact === one.fact)) evidence.push(one);
  };
  says?.evidence.forEach(add);
  rule.passedShows.map(address => shown(facts.get(address, subject))).forEach(add);
  return { ...finding, evidence };
}
