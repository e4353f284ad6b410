import { deriveBoot } from './derive-boot.ts';
import { deriveGpu } from './derive-gpu.ts';
import { deriveMessages } from './derive-messages.ts';
import { deriveParameters } from './derive-parameters.ts';
import { deriveSharing } from './derive-sharing.ts';
import { deriveVgpu } from './derive-vgpu.ts';
import type { DerivationName } from './entry.ts';
import type { Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** The derivations, in their order: each sees what the ones before it added. */
export const derivations: Readonly<Record<DerivationName, (book: Facts) => readonly Fact[]>> = {
  deriveBoot,
  deriveGpu,
  deriveVgpu,
  deriveSharing,
  deriveParameters,
  deriveMessages,
};

/** Adds the facts that follow from other facts, without the host. */
export function derive(book: Facts): Facts {
  return book.grown(Object.values(derivations).map(step => now => ({ facts: step(now) })));
}
