import { isKnownToTellNothing } from '../privacy/known-tokens.ts';
import { portableCall } from '../values/portable-call.ts';
import type { Language } from '../values/text.ts';
import { visibleLine } from '../values/visible.ts';
import { words } from '../words/words.ts';
import { isSet, textFlag, type Parsed } from '../invocation/flags.ts';
import { openMachine } from './open-machine.ts';
import type { Machine, Subject } from './subject.ts';
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

/** How fngvt is called, without the folder of a person: `/home/NAME/fngvt`. */
export function quietCall(call: string): string {
  const portable = portableCall(call);
  return portable === call || !isKnownToTellNothing(call) ? portable : call;
}

/** Whether a verb that acts shows real names: of its own host unless `--redact` stands there, of somebody's file as ever. */
export const actsByRealNames = (parsed: Parsed): boolean =>
  textFlag(parsed, 'from') === undefined ? !isSet(parsed, 'redact') : isSet(parsed, 'no-redact');

/** The flags of such a verb as those of a verb that only looks. */
const asLooking = (parsed: Parsed): Parsed => ({
  ...parsed,
  values: { ...parsed.values, 'no-redact': actsByRealNames(parsed) },
});

/**
 * The machine of a verb that acts on it (above): it goes by real names, or with `--redact` by stand-ins in everything, and
 * what it then plans is only shown.
 */
export async function openToAct(parsed: Parsed, invocation: Invocation): Promise<Machine> {
  const machine = await openMachine(asLooking(parsed), invocation);
  return { ...machine, host: machine.others, fresh: machine.freshOthers };
}

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

/** One line for standard error, where a verb looks at a machine of which something is only supposed (a page or snapshot of a what-if). */
export function supposedTold(
  { supposed, hide }: Pick<Machine, 'supposed' | 'hide'>,
  language: Language,
): readonly string[] {
  if (supposed === undefined) return [];
  const { whatIf } = words[language];
  const paths = supposed.paths.slice(0, mostSupposed).map(path => visibleLine(hide(path)).slice(0, 100));
  const more = supposed.paths.length > mostSupposed ? ['…'] : [];
  return [`fngvt: ${whatIf.mark([...paths, ...more].join(whatIf.and))}`];
}

/** So many paths are named. */
const mostSupposed = 8;
