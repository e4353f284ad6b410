import { readData } from '../package-files.ts';
import type { Text } from '../values/text.ts';
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

/** The topics in the order of the catalogue. */
export function loadTopics(): readonly Topic[] {
  return readData<readonly Topic[]>('topics');
}
