import { isKnownToTellNothing } from '../privacy/known-tokens.ts';
import type { Rendering } from '../report/rendering.ts';
import { portableCall } from '../values/portable-call.ts';
import type { Language } from '../values/text.ts';
import { words } from '../words/words.ts';
import { isSet, textFlag, type Parsed } from '../invocation/flags.ts';
import type { Machine, Subject } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';

/**
 * Who sees real names (docs/security.md). A verb that only looks shows them on the owner's own terminal and nowhere else; a verb that acts
 * on this host shows them everywhere, since scripts need its ids, and says so where nobody looks at a terminal.
 */

/** Is it the owner who reads: on a terminal, of a machine and not of somebody's file? What goes elsewhere may go anywhere. */
export const isOwnScreen = (
  subject: Subject,
  parsed: Parsed,
  { isTerminal }: Pick<Invocation, 'isTerminal'>,
): subject is Machine =>
  isTerminal && !isSet(parsed, 'redact') && 'host' in subject && subject.host.source !== 'snapshot';

/** Plain data with the real names in it. */
export function revealed<T>(value: T, machine: Pick<Machine, 'reveal'>): T {
  const each = (part: unknown): unknown => {
    if (typeof part === 'string') return machine.reveal(part);
    if (Array.isArray(part)) return part.map(each);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, each(item)]));
  };
  return each(value) as T;
}

/** A report for its owner's eyes. */
export const forOwner = (rendering: Rendering, machine: Machine): Rendering => ({
  ...rendering,
  report: revealed(rendering.report, machine),
});

/** The same for whoever may read it. */
export const forOthers = (rendering: Rendering): Rendering =>
  rendering.isOpen ? rendering : { ...rendering, call: quietCall(rendering.call) };

/** How fngvt is called, without the folder of a person: `/home/NAME/fngvt`. */
export const quietCall = (call: string): string => (isKnownToTellNothing(call) ? call : portableCall(call));

/** Whether a verb that acts shows real names: of its own host unless `--redact` stands there, of somebody's file as ever. */
export const actsByRealNames = (parsed: Parsed): boolean =>
  textFlag(parsed, 'from') === undefined ? !isSet(parsed, 'redact') : isSet(parsed, 'no-redact');

/** The flags of such a verb as those of a verb that only looks. */
export const asLooking = (parsed: Parsed): Parsed => ({
  ...parsed,
  values: { ...parsed.values, 'no-redact': actsByRealNames(parsed) },
});

/** What such a verb came to, with one line where real names of this host leave its terminal. */
export function withRealNamesTold(
  outcome: CommandOutcome,
  parsed: Parsed,
  { isTerminal }: Pick<Invocation, 'isTerminal'>,
  language: Language,
): CommandOutcome {
  const isOwn = textFlag(parsed, 'from') === undefined;
  if (isTerminal || outcome.text === '' || !isOwn || !actsByRealNames(parsed)) return outcome;
  const told = `fngvt: ${words[language].sharing.realNames}`;
  return { ...outcome, warnings: [...(outcome.warnings ?? []), told] };
}
