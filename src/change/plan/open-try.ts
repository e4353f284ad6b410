import type { Facts } from '../../facts/fact-index.ts';
import type { Refusal } from '../plan.ts';

/**
 * A try of kernel parameters that is to come, or that this boot is: what else changes the menu of GRUB waits until it is kept or taken back. Its script
 * would go with such a change, or stand in the menu beside it, and what the next boot has would be neither the one nor the other.
 */
export function tryInTheWay(facts: Facts): readonly Refusal[] {
  const states = facts.subjects('try').map(id => facts.value('try/state', id));
  const state = (['running', 'waiting'] as const).find(one => states.includes(one));
  return state === undefined ? [] : [{ reason: `try-${state}`, rule: 'boot-try-kept' }];
}
