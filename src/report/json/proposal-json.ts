import type { VgpuProposal } from '../../vgpu/vgpu-proposal.ts';
import { planObject, reasonsOf, type PlanFrame } from './plan-object.ts';

/** A plan about vGPUs and VMs as `fngvt.plan/1`; `notes` say what else to know. */
export function proposalJson(proposal: VgpuProposal, frame: PlanFrame): string {
  const notes = proposal.notes.map(({ note, details = {} }) => ({ reason: note, details }));
  return planObject(proposal, frame, { notes: reasonsOf(notes) });
}
