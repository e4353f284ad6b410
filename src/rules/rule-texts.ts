import { readData } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import type { RuleRemedy } from './remedy.ts';

/** What a person reads about a rule besides its sentences. A run shows it of a rule or two, and reads no more of them. */
export interface RuleTexts {
  /** Why it matters. Markdown without HTML. */
  readonly why: Text;
  /** What a person does by hand: the kinds of remedies, what fngvt does too first. Their words are the same for every rule. */
  readonly remedies: readonly RuleRemedy[];
  /** What no remedy can say. */
  readonly note?: Text;
  readonly links: readonly string[];
}

/** What a person reads about one rule, by its id. */
export function ruleTexts(id: string): RuleTexts {
  return readData<RuleTexts>(`rule-texts/${id}`);
}
