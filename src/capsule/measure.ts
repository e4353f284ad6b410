import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';

/** How much of a report goes into a capsule. */
export interface Measure {
  /** Checks that stayed unknown, without their evidence. What fails is always there. */
  readonly unknowns: boolean;
  /** Whose evidence goes along. */
  readonly evidence: 'all' | 'unexplained' | 'errors' | 'first';
  /** The whole machine card, or what a verdict is read with. */
  readonly host: 'all' | 'essential';
  /** Types, vGPUs and capacity of all GPUs, of the one that the verdict speaks of, or none. */
  readonly vgpu: 'all' | 'chosen' | 'none';
  /** Characters of a text, members of a list. */
  readonly text: number;
  readonly list: number;
  /** Findings beside the first broken link. */
  readonly findings: number;
}

/** All that a capsule can hold. */
const whole: Measure = {
  unknowns: true,
  evidence: 'all',
  host: 'all',
  vgpu: 'all',
  text: 300,
  list: 16,
  findings: 200,
};

const failing: Measure = { ...whole, unknowns: false };
const withoutFollowers: Measure = { ...failing, evidence: 'unexplained' };
const faultsOnly: Measure = { ...withoutFollowers, evidence: 'errors', vgpu: 'chosen', text: 160 };
const firstOnly: Measure = { ...faultsOnly, evidence: 'first', vgpu: 'none', host: 'essential', text: 100 };
const smallest: Measure = { ...firstOnly, text: 40, list: 4, findings: 8 };

/** From everything down to the verdict with its cause, which every capsule holds. */
export const measures: readonly Measure[] = [
  whole,
  failing,
  withoutFollowers,
  faultsOnly,
  firstOnly,
  smallest,
  { ...smallest, text: 24, list: 2, findings: 0 },
];

/** The first broken link. */
export function isFirstLink(finding: Finding, { verdict }: Report): boolean {
  if (verdict === null || finding.id !== verdict.rule || finding.verdict === 'pass') return false;
  return finding.subject === null || verdict.gpu === null || finding.subject === verdict.gpu;
}

/** Does the evidence of this finding go along? */
export function bringsEvidence(finding: Finding, report: Report, { evidence }: Measure): boolean {
  if (isFirstLink(finding, report)) return true;
  if (finding.verdict !== 'fail' || evidence === 'first') return false;
  if (evidence === 'all') return true;
  return finding.because === null && (evidence === 'unexplained' || finding.severity === 'error');
}
