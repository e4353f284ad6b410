import type * as z from 'zod/mini';
import type { DeepReadonly } from '../values/deep-readonly.ts';
import type { evidence, finding, findingVerdict } from './report-schema.ts';

export type FindingVerdict = z.infer<typeof findingVerdict>;
export type Evidence = DeepReadonly<z.infer<typeof evidence>>;
export type Finding = DeepReadonly<z.infer<typeof finding>>;

/** A finding was skipped because the rule is not about this host. */
export const notApplicable = 'not-applicable';

/** A finding was skipped because a positive proof further on settles it; the rule's id follows. */
export const settledBy = 'settled-by:';
