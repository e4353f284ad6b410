import type { Hands } from '../host/host.ts';
import { isMadeOf, isOurs, isTorn } from './generated.ts';
import { recordOf, textOf, type JournalRun } from './journal.ts';
import { toMakeAgain } from './made-files.ts';
import type { EditStep, Refusal, RunStep } from './plan.ts';

/** What becomes of one command's files when a change is taken back. */
export interface PlannedFollowUp {
  readonly edits: readonly EditStep[];
  /** Commands; where none can be run, they are for the host itself. */
  readonly runs: readonly RunStep[];
  readonly notes: readonly Refusal[];
}

/** How the rest is taken back. */
interface Rest {
  readonly wasUndoing: boolean;
  /** Files that stay as they are. */
  readonly left: readonly string[];
}

/** What taking back (take-back.ts) will do about one follow-up, by the same questions. */
export function planFollowUp(step: JournalRun, hands: Hands, { wasUndoing, left }: Rest): PlannedFollowUp {
  const { argv, generated, rule, state } = step;
  const run = (words: readonly string[]): RunStep => ({
    kind: 'run',
    argv: words,
    undo: null,
    reboot: false,
    rule,
  });
  if (generated === undefined) return { edits: [], runs: toMakeAgain(step, hands).map(run), notes: [] };
  const { path, before } = generated;
  const seen = hands.look(path);
  const now = seen === null || 'reason' in seen ? seen : recordOf(seen, hands.digest(seen.bytes));
  const standing = left.filter(one => isMadeOf(argv, one));
  const wasOurs = isOurs(generated, now, { state, wasUndoing, isAtOnce: false });
  const isHalf = isTorn(generated, now);
  const isAsBefore = now !== null && !('reason' in now) && now.digest === before?.digest;
  const reason = hands.hasCommands
    ? noteHere(wasOurs, standing)
    : isAsBefore && standing.length === 0
      ? undefined
      : noteElsewhere(wasOurs, standing, isHalf);
  const details = { path, command: argv.join(' '), left: standing.join(', ') };
  const notes = reason === undefined ? [] : [{ reason, details, rule }];
  const isBack = wasOurs && (standing.length === 0 || isHalf);
  const isShown = !hands.hasCommands && isBack && (now === null || !('reason' in now));
  const edits: readonly EditStep[] =
    isShown && now?.digest !== before?.digest
      ? [{ kind: 'edit', path, before: textOf(now), after: textOf(before), reboot: false, rule }]
      : [];
  return { edits, runs: [run(argv)], notes };
}

type Note = 'generated-back' | 'generated-anew' | 'generated-left' | 'generated-torn' | 'generated-since';

/** What is to be said of a generated file where its command can be run. */
function noteHere(wasOurs: boolean, standing: readonly string[]): Note | undefined {
  if (standing.length > 0) return 'generated-anew';
  return wasOurs ? 'generated-back' : undefined;
}

/** The same where only files can be put back. */
function noteElsewhere(wasOurs: boolean, standing: readonly string[], isHalf: boolean): Note | undefined {
  if (standing.length > 0) return wasOurs && isHalf ? 'generated-torn' : 'generated-left';
  return wasOurs ? undefined : 'generated-since';
}
