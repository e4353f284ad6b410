import type { Applied } from '../../change/apply/apply-result.ts';
import type { Plan, Refusal } from '../../change/plan.ts';
import { failuresOf } from '../plan/applied-text.ts';
import type { PlanDocument, PlanReason } from './plan-schema.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** What is told of a plan besides itself. */
export interface PlanFrame {
  readonly version: string;
  /** ISO 8601. */
  readonly taken: string;
  readonly source: 'live' | 'root' | 'snapshot';
  /** What came of it; null: it was only shown. */
  readonly applied: Applied | null;
}

/** Reasons as data: `reason`, `rule`, `details`. */
export const reasonsOf = (all: readonly Pick<Refusal, 'reason' | 'details'>[]): readonly PlanReason[] =>
  all.map(one => ({ rule: null, details: {}, ...one }));

/** A plan as `fngvt.plan/1`, in no language, for every verb that changes a host; `more` is what only one of them has to say. */
export function planObject({ steps, refused }: Plan, frame: PlanFrame, more: Partial<PlanDocument>): string {
  const { version, taken, source, applied } = frame;
  const plan: PlanDocument = {
    schema: 'fngvt.plan/1',
    tool: { name: 'fngvt', version },
    taken,
    source,
    steps,
    refused: reasonsOf([...refused, ...failuresOf(applied)]),
    ...more,
    applied: applied?.outcome === 'applied',
    journal: applied !== null && 'journal' in applied ? applied.journal : null,
  };
  return jsonDocument(plan);
}
