import type { Step } from './again.ts';
import { deriveBoot } from './derive-boot.ts';
import { deriveGpu } from './derive-gpu.ts';
import { deriveMessages } from './derive-messages.ts';
import { deriveModules } from './derive-modules.ts';
import { deriveParameters } from './derive-parameters.ts';
import { deriveSharing } from './derive-sharing.ts';
import { deriveVgpu } from './derive-vgpu.ts';
import type { DerivationName } from './entry.ts';
import type { Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** The derivations, in their order: each sees what the ones before it added. */
export const derivations: Readonly<Record<DerivationName, (book: Facts) => readonly Fact[]>> = {
  deriveBoot,
  deriveModules,
  deriveGpu,
  deriveVgpu,
  deriveSharing,
  deriveParameters,
  deriveMessages,
};

/** Adds the facts that follow from other facts, without the host. */
export function derive(
  book: Facts,
  names: readonly DerivationName[] = Object.keys(derivations) as DerivationName[],
): Facts {
  return book.grown(names.map(name => now => ({ facts: derivations[name](now) })));
}

/** The same as steps. */
export const derivationSteps: readonly Step[] = Object.values(derivations).map(
  derivation => (_now, book) => ({ facts: derivation(book) }),
);
