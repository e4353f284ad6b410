import type { Doubt } from '../../change/journal/doubt.ts';
import type { Refusal } from '../../change/plan.ts';
import type { ChangeWords } from '../../words/change.en.ts';
import { wrap } from '../terminal/cells.ts';
import { sanitize } from '../sanitize.ts';
import { typedDetails } from '../terminal/typed.ts';

/** Who reads it, and how. */
export interface OutputContext {
  readonly say: ChangeWords;
  /** How this person calls `undo`: `sudo fngvt undo`. */
  readonly undo: string;
  readonly columns: number;
}

/** Why something was refused or failed, each in a sentence of its own. */
export function reasonLines(
  reasons: readonly Pick<Refusal, 'reason' | 'details'>[],
  reader: OutputContext,
): readonly string[] {
  return reasons.flatMap(one =>
    wrap(reasonText(one, reader), reader.columns - 4).map((line, i) => `  ${i === 0 ? '-' : ' '} ${line}`),
  );
}

/** One reason as a sentence; a key without words stands for itself. */
export function reasonText(
  { reason, details = {} }: Pick<Refusal, 'reason' | 'details'>,
  { say, undo }: Pick<OutputContext, 'say' | 'undo'>,
): string {
  const safe = sanitized(details);
  const problem = safe['problem'];
  const problemText = problem === undefined ? '' : (say.problems[problem]?.(safe) ?? '');
  return (
    say.reasons[reason]?.({ undo, ...safe, ...typedDetails(safe, say.yours), problemText }) ?? reason
  ).trim();
}

/** What is wrong with a note of ours, as a part of a sentence. */
export function problemText({ problem, details }: Doubt, say: ChangeWords): string {
  return say.problems[problem]?.(sanitized(details)) ?? problem;
}

const sanitized = (details: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(details).map(([key, value]) => [key, sanitize(value)]));
