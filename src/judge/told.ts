import type { FactAddress } from '../facts/catalogue.ts';
import type { Value } from '../facts/fact.ts';
import type { Facts } from '../facts/fact-index.ts';
import { hasStandIn } from '../values/stand-in.ts';
import { sourceOf } from './condition.ts';
import { gpuCardOf, hostCardOf, vgpuPartOf } from './conclude.ts';
import type { Evidence, Finding } from './finding.ts';
import type { Report, ReportStep } from './report-types.ts';
import { nextOf } from '../next/next.ts';

/** What others than the owner may read of a machine. */
export interface AudienceBook {
  /** The facts as its readings tell them once names are hidden in these. */
  readonly facts: Facts;
  /** A text of the machine with stand-ins in it, the same as in those readings. */
  readonly hide: (text: string) => string;
}

/**
 * A report as others may read it. What was judged stays: it follows from what was read. What is told of the machine (subjects, evidence, the
 * cards, its vGPUs) comes from the book of those who read.
 */
export function toldBy(report: Report, book: AudienceBook): Report {
  const { facts } = book;
  const told = {
    ...report,
    host: hostCardOf(facts),
    gpus: report.gpus.map(({ address }) => gpuCardOf(facts, address)),
    findings: report.findings.map(finding => toldFinding(finding, book)),
    vgpu: vgpuPartOf(facts),
    ...(report.supposed === undefined ? {} : { supposed: report.supposed.map(path => book.hide(path)) }),
  };
  const steps = report.steps?.map(step => toldStep(step, book.hide));
  return {
    ...told,
    next: nextOf(told, report.next?.finding),
    ...(steps === undefined ? {} : { steps }),
  };
}

/**
 * A step without names: it is to be copied, and a stand-in names nothing there. What a plan adds is of ours and tells nothing; names stand in
 * what was there before.
 */
function toldStep(step: ReportStep, hide: AudienceBook['hide']): ReportStep {
  const { path, before, after } = step;
  const names = new Set((before ?? '').split(/\s+/u).filter(word => hasStandIn(word) || hide(word) !== word));
  const open = (lines: string | null): string | null =>
    lines?.replaceAll(/\S+/gu, word => (names.has(word) ? '…' : word)) ?? null;
  return {
    ...step,
    path: path === null || before === null ? path : toldPath(path, hide),
    before: open(before),
    after: open(after),
    ...(step.subject === undefined ? {} : { subject: hide(step.subject) }),
    // Words of ours are no names: what a machine calls something has a digit or is a path.
    argv: step.argv?.map(word => (/[\d/]/u.test(word) && hide(word) !== word ? '…' : word)) ?? null,
  };
}

/** A path, where no part of it is a name; the files of ours are none. */
function toldPath(path: string, hide: AudienceBook['hide']): string {
  const plain = path.replace(/\/(?:\d+-)?fngvt\.(?:cfg|conf)$/u, '');
  return hide(plain) === plain ? path : '…';
}

function toldFinding(finding: Finding, book: AudienceBook): Finding {
  const subject = finding.subject === null ? null : book.hide(finding.subject);
  return {
    ...finding,
    subject,
    evidence: finding.evidence.map(one => toldEvidence(one, subject, book)),
  };
}

function toldEvidence(evidence: Evidence, subject: string | null, { facts, hide }: AudienceBook): Evidence {
  const fact = facts.get(evidence.fact as FactAddress, subject ?? undefined);
  // What hiding leaves nothing of is told as the value with stand-ins; that it is known is no secret.
  const found = fact.known ? fact.value : hiddenValue(evidence.found, hide);
  const source = sourceOf(fact) ?? (evidence.source === null ? null : hide(evidence.source));
  return { ...evidence, source, found: evidence.unknown === undefined ? found : null };
}

function hiddenValue(value: Value, hide: AudienceBook['hide']): Value {
  if (typeof value === 'string') return hide(value);
  return typeof value === 'object' && value !== null ? value.map(one => hide(one)) : value;
}
