import type { Proposal } from '../change/propose.ts';

/** What is told of a plan besides itself. */
export interface PlanFrame {
  readonly version: string;
  readonly taken: string;
  readonly source: 'live' | 'root' | 'snapshot';
  /** It was carried out. */
  readonly applied: boolean;
  /** Where it was written down; null: it was not carried out. */
  readonly journal: string | null;
}

/** The plan as `fngvt.plan/1`, in no language. */
export function planJson(
  proposal: Proposal,
  { version, taken, source, applied, journal }: PlanFrame,
): string {
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
    refused: reasons(refused),
    untouched: reasons(untouched),
    forecast: {
      before: forecast.before,
      now: forecast.now,
      after_reboot: forecast.afterReboot,
      left: forecast.left,
    },
    applied,
    journal,
  };
  return `${JSON.stringify(plan, null, 2)}\n`;
}
