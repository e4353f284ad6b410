import type { Hands, Obstacle } from '../host/host.ts';
import type { Changed } from './changed.ts';
import { changedDefinition, isNeeded, lookAtDefinition, stateOfDefinition } from './definition.ts';
import {
  isLater,
  isUndoable,
  recordOf,
  textOf,
  type FileRecord,
  type Journal,
  type JournalRun,
} from './journal.ts';
import { fromNotes, listJournals, type BrokenJournal } from './journals.ts';
import { forKernelsSince } from './made-files.ts';
import type { Plan, Refusal, RunStep, Step } from './plan.ts';
import { planFollowUp } from './plan-follow-up.ts';
import { isFollowUp, takeBack, type TakenBack } from './take-back.ts';

/** The change that is to be taken back, or why there is none. */
export type Chosen =
  | { readonly kind: 'journal'; readonly journal: Journal }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The newest change that stands, or the one that was named. One that a newer change builds on waits for that. */
export function chooseJournal(hands: Pick<Hands, 'shelf' | 'digest'>, id?: string): Chosen {
  const all = fromNotes(() => listJournals(hands));
  if ('reason' in all) return { kind: 'refused', refusal: { ...all, rule: null } };
  const refused = (reason: string, details: Refusal['details']): Chosen => ({
    kind: 'refused',
    refusal: { reason, ...(details === undefined ? {} : { details }), rule: null },
  });
  const found = id === undefined ? all.find(isOpen) : all.find(journal => journal.id === id);
  if (found === undefined)
    return id === undefined ? { kind: 'nothing' } : refused('no-journal', { journal: id });
  if ('broken' in found)
    return refused('broken-journal', {
      journal: found.id,
      path: pathOf(hands, found.id),
      problem: found.problem,
      ...found.details,
    });
  if (!isUndoable(found))
    return id === undefined ? { kind: 'nothing' } : refused('already-undone', { journal: found.id });
  const paths = new Set(pathsOf(found));
  const newer = all.find(
    journal =>
      isLater(journal.id, found.id) &&
      !('broken' in journal) &&
      isUndoable(journal) &&
      pathsOf(journal).some(path => paths.has(path)),
  );
  return newer === undefined
    ? { kind: 'journal', journal: found }
    : refused('newer-journal', { journal: newer.id });
}

const isOpen = (journal: Journal | BrokenJournal): boolean => 'broken' in journal || isUndoable(journal);

const pathOf = ({ shelf }: Pick<Hands, 'shelf'>, id: string): string => shelf.pathOf(`${id}.json`);

function pathsOf({ steps }: Journal): readonly string[] {
  return steps.flatMap(step => (step.kind === 'edit' && step.state !== 'waiting' ? [step.path] : []));
}

/** What taking back would do, as a plan to be shown; files that somebody changed since stand apart. */
export interface UndoPlan extends Plan {
  readonly changed: readonly Changed[];
  /** What becomes of files that commands made of the others. */
  readonly notes: readonly Refusal[];
}

/** What an undo would do. Nothing is touched. */
export async function planUndo(
  journal: Journal,
  hands: Hands,
  overwrite: readonly string[] = [],
): Promise<UndoPlan> {
  const [edits, runs]: [Step[], Step[]] = [[], []];
  const followUps: JournalRun[] = [];
  const left: string[] = [];
  const changed: Changed[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  // A file that two steps edited is, for the earlier one, as taking back the later one leaves it.
  const back = new Map<string, FileRecord | null>();
  const waiting: JournalRun[] = [];
  for (const step of [...journal.steps].reverse()) {
    if (step.state === 'waiting' || step.state === 'undone') continue;
    const { rule } = step;
    if (step.kind === 'run') {
      const { undo } = step;
      if (undo === null || seen.has(undo.join('\0'))) continue;
      seen.add(undo.join('\0'));
      if (isFollowUp(step)) {
        followUps.unshift(step);
        continue;
      }
      if (!hands.hasCommands) {
        waiting.push(step);
        refused.push({ reason: 'no-commands', details: { command: undo.join(' ') }, rule });
        continue;
      }
      const hindered = await definitionNow(step, hands, overwrite);
      if (hindered === 'back') continue;
      if (hindered !== undefined) {
        waiting.push(step);
        if ('reason' in hindered) refused.push({ ...hindered, rule });
        else changed.push(hindered);
      } else runs.unshift({ kind: 'run', argv: undo, undo: null, reboot: false, rule });
      continue;
    }
    const { path, before, after } = step;
    if (isNeeded(step, waiting)) continue;
    const state = hands.look(path);
    if (state !== null && 'reason' in state) {
      left.push(path);
      refused.push({ ...state, rule });
      continue;
    }
    const seenNow = state === null ? null : recordOf(state, hands.digest(state.bytes));
    const now = back.has(path) ? (back.get(path) ?? null) : seenNow;
    if (now?.digest === before?.digest) continue;
    if (now?.digest !== after?.digest && !overwrite.includes(path)) {
      left.push(path);
      changed.push({ path, before, ours: after, now });
      continue;
    }
    back.set(path, before);
    edits.push({ kind: 'edit', path, before: textOf(now), after: textOf(before), reboot: false, rule });
  }
  const made = followUps.map(step =>
    planFollowUp(step, hands, { wasUndoing: journal.state === 'undoing', left }),
  );
  const entry = followUps.findLast(({ argv }) => argv[0] === 'kernel-install');
  const since = entry === undefined ? [] : forKernelsSince(journal.steps, hands);
  const remade: readonly RunStep[] = [
    ...made.flatMap(one => one.runs),
    ...since.map(argv => ({
      kind: 'run' as const,
      argv,
      undo: null,
      reboot: false,
      rule: entry?.rule ?? null,
    })),
  ];
  return {
    steps: [...edits, ...made.flatMap(one => one.edits), ...runs, ...(hands.hasCommands ? remade : [])],
    refused: [
      ...refused,
      ...(hands.hasCommands ? [] : remade).map(({ argv, rule }) => ({
        reason: 'no-commands',
        details: { command: argv.join(' ') },
        rule,
      })),
    ],
    changed,
    notes: made.flatMap(one => one.notes),
  };
}

/** Why the definition of a VM can't be given back now, or need not; undefined: it can. */
async function definitionNow(
  { definition }: JournalRun,
  hands: Hands,
  overwrite: readonly string[],
): Promise<Changed | Obstacle | 'back' | undefined> {
  if (definition === undefined) return undefined;
  const now = await lookAtDefinition(hands, definition);
  if (now !== null && 'reason' in now) return now;
  const state = stateOfDefinition(definition, now);
  if (state === 'back') return 'back';
  return state === 'ours' || overwrite.includes(definition.name)
    ? undefined
    : changedDefinition(definition, now);
}

/** How a change is taken back. */
export interface UndoOptions {
  /** ISO 8601, in UTC. */
  readonly now: () => string;
  /** Files that get their old bytes although somebody changed them since. */
  readonly overwrite?: readonly string[];
}

/** What came of an undo. */
export type Undone =
  | { readonly outcome: 'refused'; readonly refused: readonly Refusal[] }
  /** Everything is as it was before the change. */
  | { readonly outcome: 'undone'; readonly back: TakenBack }
  /** Something was left as it is: changed files, commands that failed or could not be run here. */
  | { readonly outcome: 'left'; readonly back: TakenBack };

/** Takes one change back. It may be cut short and begun again at any moment. */
export async function undoJournal(journal: Journal, hands: Hands, options: UndoOptions): Promise<Undone> {
  if (hands.hasCommands && !hands.isRoot)
    return { outcome: 'refused', refused: [{ reason: 'not-root', rule: null }] };
  const hold = hands.hold();
  const locked = hands.lock();
  try {
    if (locked !== undefined) return { outcome: 'refused', refused: [{ ...locked, rule: null }] };
    const silent = hands.hasCommands ? await unread(journal, hands) : [];
    if (silent.length > 0) return { outcome: 'refused', refused: silent };
    const back = await takeBack(journal, hands, options);
    return { outcome: back.journal.state === 'undone' ? 'undone' : 'left', back };
  } finally {
    hands.unlock();
    hold.release();
  }
}

/** VMs whose definition libvirt does not tell: whether somebody edited it since can't be known, so nothing is begun. */
async function unread(journal: Journal, hands: Hands): Promise<readonly Refusal[]> {
  const found: Refusal[] = [];
  for (const step of journal.steps) {
    if (step.kind !== 'run' || step.definition === undefined) continue;
    if (step.state === 'waiting' || step.state === 'undone') continue;
    const now = await lookAtDefinition(hands, step.definition);
    if (now !== null && 'reason' in now) found.push({ ...now, rule: step.rule });
  }
  return found;
}
