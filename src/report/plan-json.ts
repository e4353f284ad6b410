import type { Applied } from '../change/outcome.ts';
import type { Proposal } from '../change/propose.ts';
import { failuresOf } from './applied.ts';

/** What is told of a plan besides itself. */
export interface PlanFrame {
  readonly version: string;
  readonly taken: string;
  readonly source: 'live' | 'root' | 'snapshot';
  /** What came of it; null: it was only shown. */
  readonly applied: Applied | null;
}

/** The plan as `fngvt.plan/1`, in no language. */
export function planJson(proposal: Proposal, { version, taken, source, applied }: PlanFrame): string {
  const { steps, refused, untouched, forecast } = proposal;
  const reasons = (all: Proposal['refused']): readonly object[] =>
    all.map(({ reason, details, rule }) => ({ reason, rule, details: details ?? {} }));
  const plan = {
    schema: 'fngvt.plan/1',
    tool: { name: 'fngvt', version },
    taken,
    source,
    steps: steps.map(step =>
      step.kind === 'edit'
        ? {
            kind: step.kind,
            path: step.path,
            before: step.before,
            after: step.after,
            ...(step.mode === undefined ? {} : { mode: step.mode }),
            reboot: step.reboot,
            rule: step.rule,
          }
        : {
            kind: step.kind,
            argv: step.argv,
            undo: step.undo,
            ...(step.input === undefined ? {} : { input: step.input }),
            ...(step.verify === undefined ? {} : { verify: step.verify }),
            reboot: step.reboot,
            rule: step.rule,
          },
    ),
    refused: reasons([...refused, ...failuresOf(applied).map(one => ({ rule: null, ...one }))]),
    untouched: reasons(untouched),
    forecast: {
      before: forecast.before,
      now: forecast.now,
      after_reboot: forecast.afterReboot,
      left: forecast.left,
    },
    applied: applied?.outcome === 'applied',
    journal: applied !== null && 'journal' in applied ? applied.journal : null,
  };
  return `${JSON.stringify(plan, null, 2)}\n`;
}
