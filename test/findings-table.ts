import type { Finding } from '../src/judge/finding.ts';

/** The findings of a recorded host as the table that lies beside it, a line each: what was decided of what, and why. */
export const findingsTable = (findings: readonly Finding[]): string =>
  findings
    .filter(finding => finding.verdict !== 'skipped')
    .map(finding => `${line(finding)}\n`)
    .join('');

function line({ verdict, severity, id, subject, cause, because, pending }: Finding): string {
  const about = subject === null ? '' : `[${subject}]`;
  const why = because === null ? '' : `because ${because}`;
  return [verdict, severity, `${id}${about}`, cause ?? '', why, pending ? 'pending' : '']
    .filter(word => word !== '')
    .join(' ');
}
