import type { HostWriter } from '../host/writer.ts';
import { apply } from './apply/apply.ts';
import type { Applied, ApplyOptions } from './apply/apply-result.ts';
import type { Plan } from './plan.ts';
import { revert } from './undo/act.ts';

/** Does what a plan says, or nothing: where a step fails, what was done goes back as undo does it. */
export const applyPlan = (plan: Plan, writer: HostWriter, options: ApplyOptions): Promise<Applied> =>
  apply(plan, writer, { ...options, revert });
