import { belongsToHost, isOfAnotherGpu, type Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { unexpected } from '../values/errors.ts';
import { textFlag, type Parsed } from './flags.ts';

type Severity = Finding['severity'];

/** From light to heavy. */
const severities: readonly Severity[] = ['advice', 'warning', 'error'];

/** `--fail-on`: from which severity on a host that is ready counts as one that is not; jobs ask for it. */
export function failOn(parsed: Parsed): Severity {
  const wanted = textFlag(parsed, 'fail-on') ?? 'error';
  const found = severities.find(one => one === wanted);
  if (found === undefined)
    throw unexpected(
      '--fail-on',
      { en: 'error, warning or advice', 'zh-CN': 'error、warning 或 advice' },
      wanted,
    );
  return found;
}

/**
 * The exit code of a report, by its verdict; without one 0 if everything that was judged passed. Only what is ready is made worse: every other
 * state has a code of its own.
 */
export function exitOf(report: Report, from: Severity): number {
  const { verdict, findings } = report;
  if (verdict === null) {
    const judged = findings.filter(
      ({ verdict: came, because, waived }) =>
        waived === undefined && (came !== 'skipped' || because === belongsToHost),
    );
    return judged.every(finding => finding.verdict === 'pass') ? 0 : 1;
  }
  // An error that leaves a host ready is about another GPU.
  if (verdict.state !== 'ready' || from === 'error') return verdict.exit_code;
  const isHeavy = (finding: Finding): boolean =>
    finding.verdict === 'fail' &&
    finding.waived === undefined &&
    severities.indexOf(finding.severity) >= severities.indexOf(from) &&
    (verdict.gpu === null || !isOfAnotherGpu(finding, verdict.gpu));
  return (verdict.lasts === false && !isLossWaived(report)) || findings.some(isHeavy) ? 1 : verdict.exit_code;
}

/** Whether what the next boot loses is known to be lost, and waived. */
const isLossWaived = ({ next, findings }: Report): boolean =>
  next?.why === 'lost-at-boot' &&
  findings.some(({ id, waived }) => id === next.finding && waived !== undefined);
