import type { Refusal } from '../change/plan.ts';
import type { Proposal } from '../change/plan/propose.ts';

/**
 * What speaks against a plan by now, when a person took their time to answer: a plan that is made anew would be refused (a VM was started with the
 * GPU, an upgrade runs), or be about another GPU. That a file was changed is found when it is written.
 */
export function changedSince(shown: Proposal, again: Proposal): readonly Refusal[] {
  const gpuOf = ({ report }: Proposal): string | null => report.verdict?.gpu ?? null;
  const [first] = again.refused;
  if (first !== undefined || gpuOf(shown) !== gpuOf(again))
    return [{ reason: 'host-changed', rule: first?.rule ?? null }];
  return [];
}
