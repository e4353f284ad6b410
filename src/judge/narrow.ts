import type { Facts } from '../facts/fact-index.ts';
import type { Rule } from '../rules/rule.ts';
import { shown } from './condition.ts';
import type { Finding } from './finding.ts';

/**
 * What a quoted message leaves. It has several possible causes; those whose rules pass, or do not apply here, are out. One that is left is the
 * likely cause; of several nobody can tell which. Where a fault of weight is known already, or that it works, that is the answer: a message may be an
 * effect, or old.
 */
export function narrow(
  rules: readonly Rule[],
  facts: Facts,
  findings: readonly Finding[],
): readonly Finding[] {
  const heard = facts.list('heard/ids') ?? [];
  if (heard.length === 0) return findings;
  const isKnown = findings.some(
    ({ id, verdict, severity }) =>
      (verdict === 'fail' && severity === 'error') ||
      (verdict === 'pass' && rules.some(rule => rule.id === id && rule.proves)),
  );
  if (isKnown) return findings;
  const likely = new Map(
    heard.flatMap(id => {
      const left = onlyLeft(rules, findings, facts.list(`heard-causes/${id}`) ?? []);
      return left === undefined ? [] : [[left.id, { id, cause: left.cause }] as const];
    }),
  );
  return findings.map(finding => {
    const found = finding.verdict === 'unknown' ? likely.get(finding.id) : undefined;
    if (found === undefined) return finding;
    const evidence = [shown(facts.get(`heard/${found.id}`)), ...finding.evidence];
    return { ...finding, verdict: 'fail', confidence: 'likely', because: null, cause: found.cause, evidence };
  });
}

/** The rule of the one cause that can't be ruled out; undefined: none or several, or a cause that no rule looks for. */
function onlyLeft(
  rules: readonly Rule[],
  findings: readonly Finding[],
  causes: readonly string[],
): Rule | undefined {
  const suspects = causes.map(cause => rules.filter(rule => rule.cause === cause));
  if (suspects.some(of => of.length === 0)) return undefined;
  const [left, ...others] = suspects
    .flat()
    .filter(rule => findings.some(({ id, verdict }) => id === rule.id && verdict === 'unknown'));
  // Where nobody looked whether this is a guest, nothing says that it is one; and it can't be ruled out either.
  return others.length === 0 && left?.topic !== 'host' ? left : undefined;
}
