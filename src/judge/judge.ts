import type { SubjectKind } from '../facts/catalogue.ts';
import { isLikely } from '../facts/fact.ts';
import type { Facts } from '../facts/fact-index.ts';
import type { Rule } from '../rules/rule.ts';
import { judgeCondition, shown } from './condition.ts';
import { narrow } from './narrow.ts';
import { sayable } from './sayable.ts';
import { touchedBy } from './touched.ts';
import { belongsToHost, notApplicable, settledBy, type Evidence, type Finding } from './finding.ts';

/**
 * Judges every rule of every subject it is about, in the order of the rules. `foretold` is what `foretell` says of the next boot:
 * what fails now and does not fail there is pending.
 */
export function judge(
  rules: readonly Rule[],
  facts: Facts,
  foretold?: readonly Finding[],
): readonly Finding[] {
  return sayable(rules, facts, decided(rules, facts, foretold));
}

/** What was decided of each rule, with what the next boot makes of it. */
function decided(rules: readonly Rule[], facts: Facts, foretold?: readonly Finding[]): readonly Finding[] {
  const now = explain(rules, narrow(rules, facts, settle(rules, findingsOf(rules, facts), true)));
  if (foretold === undefined) return now;
  const then = new Map(foretold.map(finding => [keyOf(finding), finding]));
  return now.map(finding =>
    finding.verdict === 'fail' && isCured(finding, then.get(keyOf(finding)), rules)
      ? { ...finding, pending: true }
      : finding,
  );
}

/** The same rules on the facts of the next boot. What is only foretold proves nothing: it must not settle a fault away. */
export function foretell(rules: readonly Rule[], later: Facts): readonly Finding[] {
  return explain(rules, settle(rules, findingsOf(rules, later), false));
}

/** The same facts are judged for the report, for what a plan starts from, and for what it is compared with: once will do. */
function findingsOf(rules: readonly Rule[], facts: Facts): readonly Finding[] {
  const known = judged.get(facts);
  if (known?.rules === rules) return known.findings;
  const byRule = judgedAgain(rules, facts) ?? rules.map(rule => judgeRule(rule, facts));
  const all = byRule.flat();
  const isGuest = all.some(({ verdict, cause }) => verdict === 'fail' && cause === 'inside-guest');
  const findings = isGuest ? all.map(leftToHost) : all;
  judged.set(facts, { rules, byRule, findings });
  return findings;
}

/** What rules came to on facts. */
interface Judged {
  readonly rules: readonly Rule[];
  /** The findings of each rule by itself. */
  readonly byRule: readonly (readonly Finding[])[];
  readonly findings: readonly Finding[];
}

const judged = new WeakMap<Facts, Judged>();

/** The findings of each rule on facts that were laid over others which were judged: of rules that ask for nothing that is otherwise they are the same. */
function judgedAgain(rules: readonly Rule[], facts: Facts): Judged['byRule'] | undefined {
  const before = facts.like === undefined ? undefined : judged.get(facts.like);
  if (before?.rules !== rules || facts.like === undefined) return undefined;
  const isTouched = touchedBy(rules, facts, facts.like, 'judged');
  return rules.map((rule, at) => (isTouched(rule) ? undefined : before.byRule[at]) ?? judgeRule(rule, facts));
}

/** Inside a VM only where we are, and what its own log says, can be told: whatever else it shows of GPU, kernel or boot loader is not the host's. */
function leftToHost(finding: Finding): Finding {
  if (finding.topic === 'host' || finding.topic === 'messages') return finding;
  return { ...finding, verdict: 'skipped', because: belongsToHost, cause: null, evidence: [] };
}

/** The findings of one rule; a kind without subjects gives one finding that says so. */
function judgeRule(rule: Rule, facts: Facts): readonly Finding[] {
  if (rule.each === undefined) return [judgeSubject(rule, facts, undefined)];
  const subjects = facts.subjects(rule.each);
  // Where fngvt set nothing up, or tries nothing, there is nothing to say, not even that.
  if (rule.each === 'setup' || rule.each === 'try')
    return subjects
      .map(subject => judgeSubject(rule, facts, subject))
      .filter(({ because }) => because !== notApplicable);
  if (subjects.length > 0) return subjects.map(subject => judgeSubject(rule, facts, subject));
  const why = unlisted(rule.each, facts);
  const verdict = why === undefined ? 'skipped' : 'unknown';
  return [
    told(rule, facts, findingOf(rule, undefined, { verdict, because: why ?? notApplicable, evidence: [] })),
  ];
}

/** Why nobody knows whether there are such subjects; undefined where it is known that there are none. */
function unlisted(kind: SubjectKind, facts: Facts): string | undefined {
  if (kind !== 'gpu') return undefined;
  const count = facts.get('host/gpu-count');
  return count.known ? undefined : count.why;
}

const judgeSubject = (rule: Rule, facts: Facts, subject: string | undefined): Finding =>
  told(rule, facts, judgeByConditions(rule, facts, subject));

/**
 * A finding after what the kernel itself said of its cause: that settles what could not be read, and stands beside a fault that was. What was
 * read and is in order stays so: it is how things are now, and a line of the log may be older.
 */
function told(rule: Rule, facts: Facts, finding: Finding): Finding {
  const isOpen = finding.verdict === 'unknown' || finding.verdict === 'fail';
  if (!isOpen || (rule.each !== undefined && rule.each !== 'gpu')) return finding;
  const line = facts.get(`told/${rule.cause}`);
  if (!line.known || line.value === null) return finding;
  if (finding.subject !== null && facts.value(`told-of/${rule.cause}`) !== finding.subject) return finding;
  const said: Evidence = { ...shown(line), truth: false };
  const evidence = [said, ...finding.evidence.filter(({ fact }) => fact !== said.fact)];
  return {
    ...finding,
    verdict: 'fail',
    because: null,
    confidence: isLikely(line) ? 'likely' : finding.confidence,
    cause: rule.cause,
    evidence: [...evidence, ...context(rule, facts, finding.subject ?? undefined, evidence)],
  };
}

function judgeByConditions(rule: Rule, facts: Facts, subject: string | undefined): Finding {
  const applies = rule.applies === undefined ? undefined : judgeCondition(rule.applies, facts, subject);
  if (applies?.truth === false) {
    return findingOf(rule, subject, {
      verdict: 'skipped',
      because: notApplicable,
      evidence: applies.evidence,
    });
  }
  const outcome = judgeCondition(rule.expect, facts, subject);
  const confidence = outcome.isLikely || applies?.isLikely === true ? 'likely' : rule.confidence;
  // What is expected of the host is so: then it does not matter whether the rule is about it. Of a GPU that nobody knows it would say too much.
  const isSo = outcome.truth === true && rule.each === undefined;
  if (applies?.truth === 'unknown' && !isSo) {
    return findingOf(rule, subject, {
      verdict: 'unknown',
      because: whyUnknown(applies.evidence),
      evidence: applies.evidence,
    });
  }
  const evidence = [...outcome.evidence, ...context(rule, facts, subject, outcome.evidence)];
  if (outcome.truth === true)
    return findingOf(rule, subject, { verdict: 'pass', because: null, evidence }, confidence);
  if (outcome.truth === false) {
    const cause = causeOf(rule, facts, subject);
    return findingOf(rule, subject, { verdict: 'fail', because: null, evidence }, confidence, cause);
  }
  return findingOf(rule, subject, { verdict: 'unknown', because: whyUnknown(outcome.evidence), evidence });
}

function causeOf(rule: Rule, facts: Facts, subject: string | undefined): string {
  const own = rule.causeOf === undefined ? undefined : facts.value(rule.causeOf, subject);
  return typeof own === 'string' ? own : rule.cause;
}

/** The facts that the rule wants shown, less those that are evidence already. */
function context(
  rule: Rule,
  facts: Facts,
  subject: string | undefined,
  evidence: readonly Evidence[],
): readonly Evidence[] {
  const named = new Set(evidence.map(item => item.fact));
  return rule.shows.filter(address => !named.has(address)).map(address => shown(facts.get(address, subject)));
}

/** Made in one piece, like evidence: see there. */
function findingOf(
  rule: Rule,
  subject: string | undefined,
  { verdict, because, evidence }: Pick<Finding, 'verdict' | 'because' | 'evidence'>,
  confidence = rule.confidence,
  cause: string | null = null,
): Finding {
  return {
    id: rule.id,
    subject: subject ?? null,
    topic: rule.topic,
    severity: rule.severity,
    confidence,
    pending: false,
    cause,
    acts: rule.acts,
    verdict,
    because,
    evidence,
  };
}

/** The reason of the first question that could not be answered. */
function whyUnknown(evidence: readonly Evidence[]): string {
  return evidence.find(item => item.unknown !== undefined)?.unknown ?? 'undecided';
}

/**
 * A positive proof settles what it requires: unknowns, and faults that tables speak of where the GPU itself shows otherwise. It is
 * about one GPU, so a fault of the host as a whole stays a fault (inside a container, the host's sysfs shows its vGPU types).
 */
function settle(
  rules: readonly Rule[],
  findings: readonly Finding[],
  settlesFaults: boolean,
): readonly Finding[] {
  const required = closures(rules);
  const proofs = rules.filter(rule => rule.proves);
  return findings.map(finding => {
    const isOpen =
      finding.verdict === 'unknown' ||
      (settlesFaults && finding.verdict === 'fail' && finding.subject !== null);
    if (!isOpen) return finding;
    const proof = proofs.find(
      rule => required.get(rule.id)?.has(finding.id) === true && isProved(findings, rule, finding.subject),
    );
    return proof === undefined
      ? finding
      : { ...finding, verdict: 'skipped' as const, because: `${settledBy}${proof.id}`, cause: null };
  });
}

/** Adds which failing finding explains which. */
function explain(rules: readonly Rule[], findings: readonly Finding[]): readonly Finding[] {
  const required = closures(rules);
  const explained: Finding[] = [];
  for (const finding of findings) {
    const because = finding.verdict === 'fail' ? rootOf(required, explained, finding) : undefined;
    explained.push(because === undefined ? finding : { ...finding, because });
  }
  return explained;
}

/** Was the proof given for this subject? What is not about one GPU is settled where any GPU proves it. */
function isProved(findings: readonly Finding[], proof: Rule, subject: string | null): boolean {
  return findings.some(
    finding =>
      finding.id === proof.id &&
      finding.verdict === 'pass' &&
      (subject === null || finding.subject === subject),
  );
}

/** A catalogue is judged several times in one run. */
const closed = new WeakMap<readonly Rule[], ReadonlyMap<string, ReadonlySet<string>>>();

/** Everything a rule requires, directly or by way of others. Rules stand behind what they require, so one pass is enough. */
function closures(rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = closed.get(rules);
  if (known !== undefined) return known;
  const all = new Map<string, ReadonlySet<string>>();
  closed.set(rules, all);
  for (const rule of rules) {
    all.set(rule.id, new Set(rule.requires.flatMap(id => [id, ...(all.get(id) ?? [])])));
  }
  return all;
}

/** The failing finding at the root of everything this one requires; undefined where none fails. */
function rootOf(
  required: ReadonlyMap<string, ReadonlySet<string>>,
  before: readonly Finding[],
  finding: Finding,
): string | undefined {
  const its = required.get(finding.id);
  // Catalogue order: of several, the first in the chain.
  const root = before.find(
    other => other.verdict === 'fail' && its?.has(other.id) === true && concerns(other, finding.subject),
  );
  return root === undefined ? undefined : (root.because ?? root.id);
}

/** Is a finding about this subject, or about the host as a whole? */
export function concerns(finding: Finding, subject: string | null): boolean {
  return finding.subject === null || subject === null || finding.subject === subject;
}

/** Does a finding hang on another one, directly or by way of others? */
export function isRequired(rules: readonly Rule[], other: Finding, finding: Finding): boolean {
  return closures(rules).get(finding.id)?.has(other.id) === true && concerns(other, finding.subject);
}

/**
 * The unknowns, errors all of them, among what a rule requires: one of them may be the broken link. Findings that were
 * settled by a proof are not among them.
 */
export function unknownBelow(
  rules: readonly Rule[],
  findings: readonly Finding[],
  finding: Finding,
): readonly Finding[] {
  const required = closures(rules).get(finding.id);
  return findings.filter(
    other =>
      other.verdict === 'unknown' &&
      other.severity === 'error' &&
      concerns(other, finding.subject) &&
      required?.has(other.id) === true,
  );
}

/**
 * A fault is cured by the reboot where it no longer fails; an effect also where it can't be foretold but its cause is gone. A warning
 * that no longer applies is not cured: what it warned of may just have come.
 */
function isCured(now: Finding, then: Finding | undefined, rules: readonly Rule[]): boolean {
  if (then === undefined || then.verdict === 'fail') return false;
  if (then.verdict === 'skipped' && now.severity !== 'error') return false;
  if (then.verdict !== 'unknown') return true;
  // Nothing that explains it is known: nothing is known to go.
  if (now.because === null) return false;
  return rules.find(rule => rule.id === now.id)?.symptom === true;
}

const keyOf = (finding: Finding): string => `${finding.id}\n${finding.subject ?? ''}`;
