import { isDeepStrictEqual } from 'node:util';
import type { Report } from '../../src/judge/report-types.ts';
import { reportSchema } from '../../src/judge/report-schema.ts';
import type { Outcome } from './agent.ts';
import type { DoctorStep, RunStep } from './scenario.ts';

/** What is wrong with what a command said; null: nothing. */
export function checkOutput(step: RunStep, { exit, stdout, stderr }: Outcome): string | null {
  const output = `${stdout}${stderr}`;
  const wrong = [
    ...(exit === step.exit ? [] : [`expected exit code ${step.exit}, found ${exit}`]),
    ...step.sees.filter(text => !new RegExp(text, 'mu').test(output)).map(text => `expected to see ${text}`),
    ...step.misses
      .filter(text => new RegExp(text, 'mu').test(output))
      .map(text => `expected not to see ${text}`),
  ];
  return wrong.length === 0 ? null : `${wrong.join('\n')}\n-- what it said --\n${output}`;
}

/** What is wrong with a report; null: nothing. */
export function checkReport(
  expected: DoctorStep['doctor'],
  exit: number,
  stdout: string,
  stderr: string,
): string | null {
  if (stderr !== '') return `the doctor wrote to stderr (exit code ${exit}):\n${stderr}`;
  const report = JSON.parse(stdout) as Report;
  const { error } = reportSchema.safeParse(report);
  const { verdict, findings } = report;
  if (verdict === null) return 'the report has no verdict';
  const failed = findings.filter(finding => finding.verdict === 'fail');
  const found = (id: string): string | null => failed.find(finding => finding.id === id)?.cause ?? null;
  const wrong = [
    ...(error === undefined ? [] : [`the report is not as its schema says: ${error.message}`]),
    ...(exit === verdict.exit_code ? [] : [`exit code ${exit}, but the report says ${verdict.exit_code}`]),
    ...differs('exit code', expected.exit, exit),
    ...differs('state', expected.state, verdict.state),
    ...differs('first cause', expected.cause, verdict.cause),
    ...Object.entries(expected.fails).flatMap(([id, cause]) => differs(`cause of ${id}`, cause, found(id))),
    ...expected.passes.flatMap(id => {
      const verdicts = findings.filter(finding => finding.id === id).map(finding => finding.verdict);
      const isPassed = verdicts.includes('pass') && !verdicts.includes('fail');
      return isPassed ? [] : [`expected ${id} to pass, found ${verdicts.join(', ')}`];
    }),
    ...expected.spares.flatMap(id => differs(`cause of ${id}`, null, found(id))),
    ...Object.entries(expected.tells).flatMap(([id, value]) => {
      const told = findings
        .filter(finding => finding.id === id)
        .flatMap(({ evidence }) => evidence.map(({ found }) => String(found)));
      return told.includes(value) ? [] : [`expected ${id} to tell ${value}, found ${told.join(', ')}`];
    }),
  ];
  if (wrong.length === 0) return null;
  const all = findings
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
    .map(
      ({ id, verdict, severity, cause, because }) =>
        `  ${verdict} ${severity} ${id} ${cause ?? because ?? ''}`,
    );
  return `${wrong.join('\n')}\n-- what it found --\n${JSON.stringify(verdict)}\n${all.join('\n')}`;
}

/** What differs between a report of the living host and that of its snapshot, which must say the same; null: nothing. */
export function checkReplay(
  live: { readonly exit: number; readonly report: Report },
  replayed: { readonly exit: number | null; readonly report: Report },
): string | null {
  const [here, there] = [portable(live.report), portable(replayed.report)];
  const wrong = [
    ...differs('exit code of the replay', live.exit, replayed.exit),
    // The machine card asks DMI with a time limit, which an emulated machine may not keep.
    ...(['gpus', 'verdict', 'findings', 'vgpu', 'tally'] as const)
      .filter(part => !isDeepStrictEqual(here[part], there[part]))
      .map(part => `${part} differs between host and snapshot:\n${difference(here[part], there[part])}`),
  ];
  return wrong.length === 0 ? null : wrong.join('\n');
}

/** A report without what only the host itself can say: what fngvt set up on it stands in its journal, and no snapshot holds that. */
function portable(report: Report): Report {
  const isOfJournal = ({ topic }: Report['findings'][number]): boolean => topic === 'setup';
  const passed = report.findings.filter(one => isOfJournal(one) && one.verdict === 'pass').length;
  return {
    ...report,
    findings: report.findings.filter(one => !isOfJournal(one)),
    tally: {
      ...report.tally,
      verdicts: { ...report.tally.verdicts, pass: report.tally.verdicts.pass - passed },
    },
  };
}

function difference(a: unknown, b: unknown): string {
  const [left, right] = [a, b].map(value => JSON.stringify(value, null, 1).split('\n'));
  const only = (lines: readonly string[] = [], others: readonly string[] = []): readonly string[] =>
    lines.filter(line => !others.includes(line)).slice(0, 20);
  return [...only(left, right).map(line => `- ${line}`), ...only(right, left).map(line => `+ ${line}`)].join(
    '\n',
  );
}

function differs(what: string, wanted: unknown, found: unknown): readonly string[] {
  return wanted === found ? [] : [`expected ${what} ${String(wanted)}, found ${String(found)}`];
}
