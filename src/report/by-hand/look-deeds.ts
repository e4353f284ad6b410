import type { Look } from '../../rules/remedy.ts';
import type { Deeds, HandStep } from './deeds.ts';
import type { Place } from './place.ts';

/** Looks that tell whether it worked; the others come where they stand. */
const proofs: ReadonlySet<Look> = new Set<Look>([
  'gvt-parameter',
  'pf-mode',
  'iommu-there',
  'dmar-there',
  'vmx-there',
  'gpu-listed',
  'driver-there',
  'sriov-capability',
  'aperture-there',
  'instances-there',
]);

/** Files and logs that root alone may read. */
const forRoot: ReadonlySet<Look> = new Set<Look>([
  'gvt-log',
  'gvt-parameter',
  'driver-log',
  'kvm-log',
  'sriov-log',
  'pf-mode',
  'sriov-capability',
  'every-enable-gvt',
]);

/** What a person looks at. */
export function lookDeeds(looks: readonly Look[], place: Place): Deeds {
  const stepsOf = (some: readonly Look[]): readonly HandStep[] => some.map(look => lookStep(look, place));
  return {
    steps: stepsOf(looks.filter(look => !proofs.has(look))),
    checks: stepsOf(looks.filter(look => proofs.has(look))),
  };
}

/** One look as a step. */
export function lookStep(look: Look, { say, gpu, driver }: Place): HandStep {
  const text =
    look in say.looks
      ? say.looks[look as keyof typeof say.looks]
      : atGpu(look, say.looksAtGpu, { gpu, driver });
  return { text, needsRoot: forRoot.has(look) };
}

const atGpu = (
  look: Look,
  words: Place['say']['looksAtGpu'],
  { gpu, driver }: Pick<Place, 'gpu' | 'driver'>,
): string => words[look as keyof typeof words](gpu, driver);
