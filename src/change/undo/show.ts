import type { HostWriter } from '../../host/writer.ts';
import { forKernelsSince, toMakeAgain } from '../journal/boot-images.ts';
import type { Conflict } from '../journal/reverted.ts';
import {
  textOf,
  type FileRecord,
  type Journal,
  type JournalEdit,
  type JournalRun,
} from '../journal/journal.ts';
import type { EditStep, Plan, Refusal, RunStep } from '../plan.ts';
import {
  decideEdit,
  decideGenerated,
  decideImages,
  decideRun,
  type Decision,
  type RemadeFile,
  type Remake,
} from './decide.ts';
import { isOver, lookAtFile, lookAtGenerated, lookAtVm } from './look.ts';
import { isFollowUp, isNeeded, isOpen, settingsOf } from './steps.ts';

/** What taking back would do, as a plan to be shown; what somebody changed since stands apart. */
export interface UndoPlan extends Plan {
  readonly changed: readonly Conflict[];
  /** What becomes of files that commands made of the others. */
  readonly notes: readonly Refusal[];
}

/** What an undo would do: the decisions that `act.ts` will come to, if nothing changes until then. Nothing is touched. */
export async function showUndo(
  journal: Journal,
  writer: HostWriter,
  overwrite: readonly string[] = [],
): Promise<UndoPlan> {
  const walk: Walk = { writer, overwrite, shown: new Shown(), back: new Map(), later: [], left: [] };
  for (const step of [...journal.steps].reverse()) {
    if (!isOpen(step) || isFollowUp(step)) continue;
    if (step.kind === 'run') await showRun(step, walk);
    else showEdit(step, walk);
  }
  showFollowUps(journal, walk);
  return walk.shown.plan(writer.hasCommands);
}

/** The way back through the steps, and what those that were taken back so far leave for the earlier ones. */
interface Walk {
  readonly writer: HostWriter;
  /** What is given back although somebody changed it since. */
  readonly overwrite: readonly string[];
  readonly shown: Shown;
  /** A file that two steps edited is, for the earlier one, as taking back the later one leaves it. */
  readonly back: Map<string, FileRecord | null>;
  /** Commands that stay. */
  readonly later: JournalRun[];
  /** Files that stay. */
  readonly left: string[];
}

async function showRun(step: JournalRun, { writer, overwrite, shown, later }: Walk): Promise<void> {
  const { definition } = step;
  const { hasCommands } = writer;
  const standing = definition === undefined || !hasCommands ? undefined : await lookAtVm(writer, definition);
  const isWanted = overwrite.includes(definition?.name ?? '');
  const decision = decideRun(step, standing, { hasCommands, isWanted, isOver: isOver(writer, step) });
  if (isStaying(decision)) later.push(step);
  shown.take(decision, step.rule);
}

function showEdit(step: JournalEdit, { writer, overwrite, shown, back, later, left }: Walk): void {
  const { path } = step;
  const now = back.has(path) ? (back.get(path) ?? null) : lookAtFile(writer, path);
  const isWanted = overwrite.includes(path);
  const decision = decideEdit(step, now, { isWanted, isNeeded: isNeeded(step, later) });
  if (isStaying(decision)) left.push(path);
  if (decision.kind === 'restore') back.set(path, decision.before);
  shown.take(decision, step.rule);
}

const isStaying = ({ kind }: Decision): boolean => kind === 'conflict' || kind === 'blocked';

/** What is made of the files, each command once; at the end the entries of kernels that came since. */
function showFollowUps({ steps, state }: Journal, { writer, left, shown }: Walk): void {
  const { hasCommands } = writer;
  const followUps = eachOnce(steps.filter(isFollowUp).filter(isOpen));
  for (const step of followUps) {
    const { generated, rule } = step;
    if (generated === undefined) {
      shown.take(decideImages({ hasCommands, needed: toMakeAgain(step, writer) }), rule);
      continue;
    }
    const circumstances = {
      hasCommands,
      wasUndoing: state === 'undoing',
      isAtOnce: false,
      left: settingsOf(step, left),
      isFirst: true,
    };
    shown.take(decideGenerated(step, generated, lookAtGenerated(writer, generated), circumstances), rule);
  }
  const entry = followUps.findLast(({ argv }) => argv[0] === 'kernel-install');
  if (entry !== undefined)
    shown.take(decideImages({ hasCommands, needed: forKernelsSince(steps, writer) }), entry.rule);
}

/** Of commands that are the same the last one, where it stood first from behind. */
function eachOnce(steps: readonly JournalRun[]): readonly JournalRun[] {
  const last = new Map(steps.map(step => [step.argv.join('\0'), step]));
  return steps.filter(step => last.get(step.argv.join('\0')) === step);
}

/** The plan as it grows, one decision after the other, the last step of the change first. */
class Shown {
  readonly #edits: EditStep[] = [];
  readonly #generated: EditStep[] = [];
  readonly #runs: RunStep[] = [];
  readonly #remade: RunStep[] = [];
  readonly #refused: Refusal[] = [];
  readonly #changed: Conflict[] = [];
  readonly #notes: Refusal[] = [];

  take(decision: Decision, rule: string | null): void {
    switch (decision.kind) {
      case 'keep':
        return;
      case 'restore':
        this.#edits.push(editOf(decision, rule));
        return;
      case 'revoke':
        this.#runs.unshift(runOf(decision.argv, rule));
        return;
      case 'conflict':
        this.#changed.push(decision.conflict);
        return;
      case 'remake':
        this.#remade.push(...decision.commands.map(argv => runOf(argv, rule)));
        if (decision.file !== undefined) this.#takeFile(decision.file, decision, rule);
        return;
      case 'blocked':
        if (decision.by === 'failure') this.#refused.push({ ...decision.failure, rule });
        if (decision.by === 'no-commands') this.#refused.push(forTheHost(decision.argv, rule));
    }
  }

  #takeFile(file: RemadeFile, { isHere, commands }: Remake, rule: string | null): void {
    const { path, now, before, left, isGivenBack } = file;
    const isReadable = now === null || !('reason' in now);
    const isAsBefore = now !== null && isReadable && now.digest === before?.digest;
    const reason = isHere ? noteHere(file) : noteElsewhere(file, isAsBefore);
    const details = { path, command: (commands[0] ?? []).join(' '), left: left.join(', ') };
    if (reason !== undefined) this.#notes.push({ reason, details, rule });
    if (!isHere && isGivenBack && isReadable && now?.digest !== before?.digest)
      this.#generated.push(editOf({ path, now, before }, rule));
  }

  plan(hasCommands: boolean): UndoPlan {
    const waiting = hasCommands ? [] : this.#remade.map(({ argv, rule }) => forTheHost(argv, rule));
    return {
      steps: [...this.#edits, ...this.#generated, ...this.#runs, ...(hasCommands ? this.#remade : [])],
      refused: [...this.#refused, ...waiting],
      changed: this.#changed,
      notes: this.#notes,
    };
  }
}

const runOf = (argv: readonly string[], rule: string | null): RunStep => ({
  kind: 'run',
  argv,
  undo: null,
  reboot: false,
  rule,
});

const editOf = (
  { path, now, before }: { path: string; now: FileRecord | null; before: FileRecord | null },
  rule: string | null,
): EditStep => ({ kind: 'edit', path, before: textOf(now), after: textOf(before), reboot: false, rule });

const forTheHost = (argv: readonly string[], rule: string | null): Refusal => ({
  reason: 'no-commands',
  details: { command: argv.join(' ') },
  rule,
});

type Note = 'generated-back' | 'generated-anew' | 'generated-left' | 'generated-torn' | 'generated-since';

/** What is to be said of a generated file where its command can be run. */
function noteHere({ wasOurs, left }: RemadeFile): Note | undefined {
  if (left.length > 0) return 'generated-anew';
  return wasOurs ? 'generated-back' : undefined;
}

/** The same where only files can be put back. `isAsBefore`: it is what it was before the change. */
function noteElsewhere({ wasOurs, left, isTorn }: RemadeFile, isAsBefore: boolean): Note | undefined {
  if (left.length > 0) return wasOurs && isTorn ? 'generated-torn' : 'generated-left';
  return wasOurs || isAsBefore ? undefined : 'generated-since';
}
