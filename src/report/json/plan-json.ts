import type { Proposal } from '../../change/plan/propose.ts';
import { planObject, reasonsOf, type PlanFrame } from './plan-object.ts';

/** The plan of a fix as `fngvt.plan/1`: also what stays as it is, and what the plan leads to. */
export function planJson(proposal: Proposal, frame: PlanFrame): string {
  const { untouched, forecast } = proposal;
  return planObject(proposal, frame, {
    untouched: reasonsOf(untouched),
    forecast: {
      before: forecast.before,
      now: forecast.now,
      after_reboot: forecast.afterReboot,
      left: forecast.left,
    },
  });
}
