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
  /** Steps in a rule's own words, where it names no remedy yet. Markdown without HTML. */
  readonly how?: Text;
  /** The same, where a platform needs other words. */
  readonly howOn: Readonly<Record<string, Text>>;
  readonly links: readonly string[];
}

/** What a person reads about one rule, by its id. */
export function ruleTexts(id: string): RuleTexts {
  return readData<RuleTexts>(`rule-texts/${id}`);
}
