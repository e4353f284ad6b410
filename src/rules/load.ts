import { readData } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import type { Fixes } from './rule-fix.ts';
import type { Rule } from './rule.ts';

/** A topic of the catalogue. */
export interface Topic {
  readonly id: string;
  readonly title: Text;
}

/** All rules in catalogue order, as the build compiled them. */
export function loadRules(): readonly Rule[] {
  return readData<readonly Rule[]>('rules');
}

/** What fngvt can do about each fault, by id of the rule. */
export function loadFixes(): Fixes {
  return readData<Fixes>('fixes');
}

/** The topics in the order of the catalogue. */
export function loadTopics(): readonly Topic[] {
  return readData<readonly Topic[]>('topics');
}
