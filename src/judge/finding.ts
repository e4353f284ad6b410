import type * as z from 'zod/mini';
import type { DeepReadonly } from '../values/deep-readonly.ts';
import type { evidence, finding, findingVerdict } from './report-schema.ts';

export type FindingVerdict = z.infer<typeof findingVerdict>;
export type Evidence = DeepReadonly<z.infer<typeof evidence>>;
export type Finding = DeepReadonly<z.infer<typeof finding>>;

/** A finding was skipped because the rule is not about this host. */
export const notApplicable = 'not-applicable';

/** A finding was skipped because it can only be made on the host, and we are inside one of its VMs. */
export const belongsToHost = 'belongs-to-host';

/** A finding was skipped because a positive proof further on settles it; the rule's id follows. */
export const settledBy = 'settled-by:';

/** A finding of another GPU says nothing about this one. A subject that is no PCI address is no GPU: a VM, a parameter. */
export function isOfAnotherGpu({ subject }: Finding, gpu: string): boolean {
  return subject !== null && subject !== gpu && /^[\da-f]{4,}:[\da-f]{2}:/u.test(subject);
}
