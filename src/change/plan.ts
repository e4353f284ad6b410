import type * as z from 'zod/mini';
import type { DeepReadonly } from '../values/deep-readonly.ts';
import type { definitionChange, editStep, grubCheck, runStep } from './step-schema.ts';

export type EditStep = DeepReadonly<z.infer<typeof editStep>>;
export type RunStep = DeepReadonly<z.infer<typeof runStep>>;
export type DefinitionChange = DeepReadonly<z.infer<typeof definitionChange>>;
export type GrubCheck = DeepReadonly<z.infer<typeof grubCheck>>;

export type Step = EditStep | RunStep;

/** Why something that was asked for is not in the plan. Keys are words of `src/words`. */
export interface Refusal {
  /** A key of the refusals' words. */
  readonly reason: string;
  /** What the words need to be concrete: paths, names, process ids. */
  readonly details?: Readonly<Record<string, string>>;
  readonly rule: string | null;
}

/** What a change would do. Plain data: printed as a diff, executed, or neither. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly refused: readonly Refusal[];
}
