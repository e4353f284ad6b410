import { deriveBoot } from './derive-boot.ts';
import { deriveGpu } from './derive-gpu.ts';
import { deriveMessages } from './derive-messages.ts';
import { deriveParameters } from './derive-parameters.ts';
import { deriveSharing } from './derive-sharing.ts';
import { deriveVgpu } from './derive-vgpu.ts';
import type { Facts } from './fact-index.ts';

/** Adds the facts that follow from other facts, without the host. Each step sees what the ones before it added. */
export function derive(book: Facts): Facts {
  return book.grown([deriveBoot, deriveGpu, deriveVgpu, deriveSharing, deriveParameters, deriveMessages]);
}
