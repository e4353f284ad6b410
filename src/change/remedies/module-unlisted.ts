import { linesOut, placesOf } from './module-list-lines-out.ts';
import type { Remedy } from './remedy.ts';

/** A module out of every list that loads it at boot. */
export const moduleUnlisted: Remedy<string> = async (draft, module, { rule }) => {
  await linesOut(draft, await placesOf(draft, new Set([module])), rule);
};
