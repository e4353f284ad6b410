import type * as z from 'zod/mini';
import type { Value } from '../facts/fact.ts';
import type { DeepReadonly } from '../values/deep-readonly.ts';
import type {
  afterBoot,
  gpuCard,
  hostCard,
  next,
  reportAhead,
  reportSchema,
  reportStep,
  tally,
  vgpuPart,
} from './report-schema.ts';

export type Report = DeepReadonly<z.infer<typeof reportSchema>>;
export type Next = DeepReadonly<z.infer<typeof next>>;
export type ReportStep = DeepReadonly<z.infer<typeof reportStep>>;
export type Ahead = DeepReadonly<z.infer<typeof reportAhead>>;
export type HostCard = DeepReadonly<z.infer<typeof hostCard>>;
export type GpuCard = DeepReadonly<z.infer<typeof gpuCard>>;
export type Vgpu = DeepReadonly<z.infer<typeof vgpuPart>>;
export type AfterBoot = DeepReadonly<z.infer<typeof afterBoot>>;
export type Tally = DeepReadonly<z.infer<typeof tally>>;

/** A fact as the report wants it: a value of the wanted type, or null. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function booleanOf(value: Value | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
