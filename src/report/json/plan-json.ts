import type { Proposal } from '../../change/plan/propose.ts';
import type { VgpuProposal } from '../../vgpu/vgpu-proposal.ts';
import { planObject, reasonsOf, type PlanFrame } from './plan-object.ts';

/** The plan of a fix as `fngvt.plan/1`: also what stays as it is, and what the plan leads to. */
export function planJson(proposal: Proposal, frame: PlanFrame): string {
  const { untouched, forecast, steps, proof } = proposal;
  return planObject(proposal, frame, {
    untouched: reasonsOf(untouched),
    forecast: {
      before: forecast.before,
      now: forecast.now,
      after_reboot: forecast.afterReboot,
      left: forecast.left,
    },
    ...(steps.length === 0 ? {} : { proved: proof?.proved ?? null }),
  });
}

/** A plan about vGPUs and VMs as `fngvt.plan/1`; `notes` say what else to know. */
export function proposalJson(proposal: VgpuProposal, frame: PlanFrame): string {
  const notes = proposal.notes.map(({ note, details = {} }) => ({ reason: note, details }));
  return planObject(proposal, frame, { notes: reasonsOf(notes) });
}
