import * as z from 'zod/mini';
import { editStep, runStep } from '../../change/step-schema.ts';
import type { DeepReadonly } from '../../values/deep-readonly.ts';
import { hostState } from '../../judge/report-schema.ts';

/**
 * The schema of `fngvt.plan/1`, for all verbs that change a host: the type of what `plan-object.ts` and `undo-json.ts` print. It ships as JSON
 * Schema: `fngvt schema plan`.
 */

const reason = z.object({
  /** A key of the refusals' words. */
  reason: z.string(),
  /** Id of the rule that it is about; null: none. */
  rule: z.nullable(z.string()),
  /** What the words need to be concrete: paths, names, process ids. */
  details: z.record(z.string(), z.string()),
});

export const planSchema = z.object({
  schema: z.literal('fngvt.plan/1'),
  tool: z.object({ name: z.literal('fngvt'), version: z.string() }),
  taken: z.string(),
  /** `root`: the files of a mounted disk. */
  source: z.enum(['live', 'root', 'snapshot']),
  steps: z.array(z.discriminatedUnion('kind', [editStep, runStep])),
  refused: z.array(reason),
  /** What stays as it is, and why. */
  untouched: z.exactOptional(z.array(reason)),
  /** What else to know. */
  notes: z.exactOptional(z.array(reason)),
  /** The verdict's state before the change, right after it, and after the reboot; `left`: the cause that remains. */
  forecast: z.exactOptional(
    z.object({ before: hostState, now: hostState, after_reboot: hostState, left: z.nullable(z.string()) }),
  ),
  /** How it is known that it leads there; null: it is not, or only as far as the host tells. As in a report's steps. */
  proved: z.exactOptional(z.nullable(z.enum(['staged', 'assumed', 'modelled']))),
  applied: z.boolean(),
  /** The name of the journal; null: nothing was written. */
  journal: z.nullable(z.string()),
});

/** A reason as data. */
export type PlanReason = DeepReadonly<z.infer<typeof reason>>;

/** A plan as `fngvt.plan/1`. */
export type PlanDocument = DeepReadonly<z.infer<typeof planSchema>>;
