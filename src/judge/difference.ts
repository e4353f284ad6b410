import type { Facts } from '../facts/fact-index.ts';
import type { Fact, Unknown, Value } from '../facts/fact.ts';
import type { Finding, FindingVerdict } from './finding.ts';
import type { Report } from './report-types.ts';
import type { Verdict } from './verdict.ts';

/** What was known of a fact at one of two times. */
export type Known =
  { readonly known: true; readonly value: Value } | { readonly known: false; readonly why: Unknown };

/** A fact that differs. */
export interface FactChange {
  /** With the subject in brackets where there is one: `vm/mdevs[rvb8l0pj]`. */
  readonly address: string;
  /** null: there was no such subject. */
  readonly before: Known | null;
  readonly after: Known | null;
}

/** A check that came out differently; null: it was not made of this subject. */
export interface FindingChange {
  readonly id: string;
  readonly subject: string | null;
  readonly before: FindingVerdict | null;
  readonly after: FindingVerdict | null;
}

/** What changed between two times, `fngvt.diff/1`; in no language. */
export interface Difference {
  readonly schema: 'fngvt.diff/1';
  readonly facts: readonly FactChange[];
  readonly findings: readonly FindingChange[];
  readonly verdict: { readonly before: Verdict | null; readonly after: Verdict | null };
  /** Anything above, or the two verdicts, differ. */
  readonly differs: boolean;
}

/** One of the two sides; without facts where only a conclusion is at hand. */
export interface Side {
  readonly report: Report;
  readonly facts?: Facts;
}

/** Compares two looks at a machine. Facts that nobody read on either side are no change. */
export function differenceOf(before: Side, after: Side): Difference {
  const facts =
    before.facts === undefined || after.facts === undefined ? [] : factChanges(before.facts, after.facts);
  const findings = findingChanges(before.report.findings, after.report.findings);
  const verdict = { before: before.report.verdict, after: after.report.verdict };
  const isOther = JSON.stringify(verdict.before) !== JSON.stringify(verdict.after);
  return {
    schema: 'fngvt.diff/1',
    facts,
    findings,
    verdict,
    differs: isOther || facts.length > 0 || findings.length > 0,
  };
}

function factChanges(before: Facts, after: Facts): readonly FactChange[] {
  const [old, now] = [byAddress(before), byAddress(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map(address => ({ address, before: knownOf(old.get(address)), after: knownOf(now.get(address)) }))
    .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function byAddress(book: Facts): ReadonlyMap<string, Fact> {
  return new Map(
    book
      .all()
      .map(
        fact =>
          [fact.subject === undefined ? fact.address : `${fact.address}[${fact.subject}]`, fact] as const,
      ),
  );
}

function knownOf(fact: Fact | undefined): Known | null {
  if (fact === undefined) return null;
  return fact.known ? { known: true, value: fact.value } : { known: false, why: fact.why };
}

/** In catalogue order, that of the later look first. */
function findingChanges(before: readonly Finding[], after: readonly Finding[]): readonly FindingChange[] {
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap(name => {
    const [a, b] = [old.get(name), now.get(name)];
    const about = b ?? a;
    if (about === undefined || a?.verdict === b?.verdict) return [];
    return [{ id: about.id, subject: about.subject, before: a?.verdict ?? null, after: b?.verdict ?? null }];
  });
}

const byName = (findings: readonly Finding[]): ReadonlyMap<string, Finding> =>
  new Map(findings.map(finding => [`${finding.id} ${finding.subject ?? ''}`, finding]));
