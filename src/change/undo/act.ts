import type { Failure, HostWriter, WriteResult } from '../../host/writer.ts';
import { forKernelsSince, toMakeAgain } from '../journal/boot-images.ts';
import type { Conflict, RevertOptions, Reverted } from '../journal/reverted.ts';
import {
  bytesOf,
  writeJournal,
  type FileRecord,
  type Generated,
  type Journal,
  type JournalEdit,
  type JournalRun,
  type JournalStep,
} from '../journal/journal.ts';
import { readableJournals } from '../journal/store.ts';
import { lookAtDefinition } from '../journal/vm-definition.ts';
import type { Refusal } from '../plan.ts';
import {
  decideAfterRemake,
  decideEdit,
  decideGenerated,
  decideImages,
  decideRun,
  type AfterRemake,
  type Blocked,
  type Conflicting,
  type RemadeFile,
} from './decide.ts';
import { isOver, lookAtFile, lookAtGenerated, lookAtVm } from './look.ts';
import { isFollowUp, isNeeded, isOpen, settingsOf } from './steps.ts';

/** What came of an undo. */
export type Undone =
  | { readonly outcome: 'refused'; readonly refused: readonly Refusal[] }
  /** Everything is as it was before the change. */
  | { readonly outcome: 'undone'; readonly back: Reverted }
  /** Something was left as it is: changed files, commands that failed or could not be run here. */
  | { readonly outcome: 'left'; readonly back: Reverted };

/** Takes one change back. It may be cut short and begun again at any moment. */
export async function undoJournal(
  journal: Journal,
  writer: HostWriter,
  options: Omit<RevertOptions, 'isAtOnce'>,
): Promise<Undone> {
  if (writer.hasCommands && !writer.isRoot)
    return { outcome: 'refused', refused: [{ reason: 'not-root', rule: null }] };
  const hold = writer.deferSignals();
  const locked = writer.lock();
  try {
    if (locked !== undefined) return { outcome: 'refused', refused: [{ ...locked, rule: null }] };
    const silent = writer.hasCommands ? await unreadDefinitions(journal, writer) : [];
    if (silent.length > 0) return { outcome: 'refused', refused: silent };
    const back = await revert(journal, writer, options);
    return { outcome: back.journal.state === 'undone' ? 'undone' : 'left', back };
  } finally {
    writer.unlock();
    hold.release();
  }
}

/** VMs whose definition libvirt does not tell: whether somebody edited it since can't be known, so nothing is begun. */
async function unreadDefinitions({ steps }: Journal, writer: HostWriter): Promise<readonly Refusal[]> {
  const found: Refusal[] = [];
  for (const step of steps) {
    if (step.kind !== 'run' || step.definition === undefined || !isOpen(step)) continue;
    const now = await lookAtDefinition(writer, step.definition);
    if (now !== null && 'reason' in now) found.push({ ...now, rule: step.rule });
  }
  return found;
}

/**
 * Takes back what a journal says, the last step first, follow-ups at the end. Each step is decided (`decide.ts`) by what stands there in
 * that moment, not by how far the journal came, so this may be cut short and begun again anywhere. Each is noted when it is over; where
 * notes can't be written any more the files are given back all the same.
 */
export async function revert(
  journal: Journal,
  writer: HostWriter,
  options: RevertOptions,
): Promise<Reverted> {
  const rollback = new Rollback(journal, writer, options);
  await rollback.steps();
  await rollback.followUps();
  return rollback.end();
}

/** What became of a step. again: it failed in a way that may pass, so it is tried again by the next undo. */
type Settled = 'undone' | 'left' | 'again';

class Rollback {
  readonly #writer: HostWriter;
  readonly #options: RevertOptions;
  /** As it was when this undo began. */
  readonly #start: Journal;
  #journal: Journal;
  readonly #changed: Conflict[] = [];
  readonly #failed: Failure[] = [];
  readonly #pending: (readonly string[])[] = [];
  /** Commands that are still to be run. */
  readonly #later: JournalRun[] = [];
  #isAgain = false;

  constructor(journal: Journal, writer: HostWriter, options: RevertOptions) {
    this.#start = journal;
    this.#journal = journal;
    this.#writer = writer;
    this.#options = options;
  }

  /** All but the follow-ups, the last one first. */
  async steps(): Promise<void> {
    this.#writer.journals.tidy();
    this.#note({ state: 'undoing' });
    for (const [i, step] of [...this.#start.steps.entries()].reverse()) {
      if (!isOpen(step) || isFollowUp(step)) continue;
      this.#settle(i, step.kind === 'edit' ? this.#edit(i, step) : await this.#run(i, step));
    }
  }

  #edit(index: number, step: JournalEdit): Settled {
    const { path, folders } = step;
    const isLaterNeeded = isNeeded(step, this.#later);
    if (!isLaterNeeded) this.#writer.tidy(path);
    const decision = decideEdit(step, lookAtFile(this.#writer, path), {
      isWanted: this.#isWanted(path),
      isNeeded: isLaterNeeded,
    });
    if (decision.kind === 'restore') {
      const { now, before, isOverwrite } = decision;
      const kept =
        isOverwrite && now !== null
          ? this.#writer.journals.backUp(path, this.#replacedName(index))
          : undefined;
      const failure = kept ?? this.#put(path, now, before, step.kept);
      if (failure !== undefined) return this.#fail(failure);
    } else if (decision.kind !== 'keep') return this.#leave(decision);
    return this.#withoutFolders(folders);
  }

  /** Folders that were made on the way go, where nothing of anybody is in them. */
  #withoutFolders(folders: readonly string[]): Settled {
    for (const folder of [...folders].reverse()) {
      const stuck = this.#writer.removeFolder(folder);
      if (stuck !== undefined) return this.#fail(stuck);
    }
    return 'undone';
  }

  async #run(index: number, step: JournalRun): Promise<Settled> {
    const settled = await this.#revoke(index, step);
    return settled === 'undone' ? this.#withoutFolders(step.folders ?? []) : settled;
  }

  async #revoke(index: number, step: JournalRun): Promise<Settled> {
    const { definition, state } = step;
    const { hasCommands } = this.#writer;
    const decision = decideRun(
      step,
      definition === undefined || !hasCommands ? undefined : await lookAtVm(this.#writer, definition),
      {
        hasCommands,
        isWanted: this.#isWanted(definition?.name ?? ''),
        isOver: isOver(this.#writer, step),
      },
    );
    if (decision.kind === 'keep') return 'undone';
    if (decision.kind !== 'revoke') return this.#leave(decision);
    const { argv, overwrites } = decision;
    const kept =
      overwrites === undefined || overwrites === null
        ? undefined
        : this.#writer.journals.write(`${this.#replacedName(index)}.xml`, overwrites.text ?? '');
    if (kept !== undefined) return this.#fail(kept);
    const failure = await this.#writer.run(argv);
    // One that may never have run may have nothing to take back.
    if (failure !== undefined && definition === undefined && state === 'begun') return 'undone';
    const wrong = failure ?? (await this.#wrongDefinition(step));
    if (wrong === undefined) return 'undone';
    this.#failed.push(wrong);
    return 'left';
  }

  /** What speaks against a definition that was given back as a whole. */
  async #wrongDefinition({ definition }: JournalRun): Promise<Failure | undefined> {
    if (definition?.isWhole !== true) return undefined;
    const is = await lookAtDefinition(this.#writer, definition);
    if (is !== null && 'reason' in is) return is;
    if (is?.digest === definition.before.digest) return undefined;
    return { reason: 'definition-differs', details: { vm: definition.name } };
  }

  /** What stays as it is, and is told. */
  #leave(decision: Conflicting | Blocked): Settled {
    if (decision.kind === 'conflict') this.#changed.push(decision.conflict);
    else if (decision.by === 'no-commands') this.#pending.push(decision.argv);
    else if (decision.by === 'failure') return this.#fail(decision.failure);
    return 'left';
  }

  /** What was made of the files is made once more, each command once. */
  async followUps(): Promise<void> {
    const seen = new Set<string>();
    const open = [...this.#journal.steps.entries()].filter(
      (entry): entry is [number, JournalRun] => isFollowUp(entry[1]) && isOpen(entry[1]),
    );
    const lastEntry = open.findLast(([, { argv }]) => argv[0] === 'kernel-install')?.[0];
    // Asked before anything is written: a command may make the first entry that can be seen.
    const since = this.#isAtOnce ? [] : forKernelsSince(this.#start.steps, this.#writer);
    for (const [i, step] of open) {
      const isFirst = !seen.has(step.argv.join('\0'));
      seen.add(step.argv.join('\0'));
      const { generated } = step;
      const left = settingsOf(step, this.#editsLeft());
      this.#settle(
        i,
        generated === undefined
          ? await this.#images(step, { isFirst, left, since: i === lastEntry ? since : [] })
          : await this.#generated(i, step, { generated, isFirst, left }),
      );
    }
  }

  /** Files that were edited and were not taken back. */
  #editsLeft(): readonly string[] {
    return this.#journal.steps.flatMap(step => (step.kind === 'edit' && isOpen(step) ? [step.path] : []));
  }

  /** Images: only those that are not the ones of before. With the last entry also those of kernels that came since. */
  async #images(
    step: JournalRun,
    {
      isFirst,
      left,
      since,
    }: {
      readonly isFirst: boolean;
      readonly left: readonly string[];
      readonly since: readonly (readonly string[])[];
    },
  ): Promise<Settled> {
    const whenMade = left.length > 0 ? 'left' : 'undone';
    const decision = decideImages({
      hasCommands: this.#writer.hasCommands,
      needed: [...(isFirst ? toMakeAgain(step, this.#writer) : []), ...since],
    });
    if (decision.kind !== 'remake') return whenMade;
    if (!decision.isHere) {
      this.#pending.push(...decision.commands);
      return 'left';
    }
    const failed: [argv: readonly string[], failure: Failure][] = [];
    for (const argv of decision.commands) {
      const failure = await this.#writer.run(argv);
      if (failure !== undefined) failed.push([argv, failure]);
    }
    const isSinceFailed = failed.some(([argv]) => since.includes(argv));
    const isMade = failed.length === 0 || toMakeAgain(step, this.#writer).length === 0;
    if (isMade && !isSinceFailed) return whenMade;
    this.#failed.push(...failed.map(([, failure]) => failure));
    return 'again';
  }

  /** A file that is given back to the byte, where nothing but ours was made since, and all that it is made of is back too. */
  async #generated(
    index: number,
    step: JournalRun,
    {
      generated,
      isFirst,
      left,
    }: { readonly generated: Generated; readonly isFirst: boolean; readonly left: readonly string[] },
  ): Promise<Settled> {
    // Asked before the command runs: afterwards everything there is new.
    const { file, isHere, commands } = decideGenerated(
      step,
      generated,
      lookAtGenerated(this.#writer, generated),
      {
        hasCommands: this.#writer.hasCommands,
        wasUndoing: this.#start.state === 'undoing',
        isAtOnce: this.#isAtOnce,
        left,
        isFirst,
      },
    );
    if (!isHere) this.#pending.push(step.argv);
    const [argv] = commands;
    const failure = isHere && argv !== undefined ? await this.#writer.run(argv) : undefined;
    if (failure !== undefined) this.#failed.push(failure);
    const ending = failure === undefined ? 'ended' : 'failed';
    const after = decideAfterRemake(file, isHere ? ending : 'not-run');
    const unwritten = this.#giveContent(file, after) ?? this.#writer.sync(file.path);
    if (unwritten !== undefined) return this.#fail(unwritten);
    if (after.isOursAnew) this.#noteGenerated(index, generated);
    return after.settled;
  }

  /** The very bytes of before, or those that stood there. */
  #giveContent({ path, before, now }: RemadeFile, { content }: AfterRemake): WriteResult {
    if (content === 'made') return undefined;
    const wanted = content === 'before' ? before : now;
    if (wanted !== null && 'reason' in wanted) return undefined;
    this.#writer.tidy(path);
    const is = lookAtFile(this.#writer, path);
    if (is !== null && 'reason' in is) return is;
    return is?.digest === wanted?.digest ? undefined : this.#put(path, is, wanted, undefined);
  }

  /** What came out is ours again: the next undo may give back what was there before. */
  #noteGenerated(index: number, generated: Generated): void {
    const after = lookAtFile(this.#writer, generated.path);
    if (after !== null && 'reason' in after) return;
    this.#noteStep(index, step => ({ ...step, generated: { ...generated, after } }));
  }

  end(): Reverted {
    const isLeft = this.#journal.steps.some(step => step.state === 'left');
    if (!this.#isAgain) this.#note({ state: isLeft ? 'partly-undone' : 'undone' });
    return {
      journal: this.#journal,
      changed: this.#changed,
      failed: eachOnce(this.#failed),
      pending: this.#pending,
    };
  }

  #settle(index: number, settled: Settled): void {
    const step = this.#journal.steps[index];
    if (settled !== 'undone' && step?.kind === 'run') this.#later.push(step);
    if (settled === 'again') this.#isAgain = true;
    else this.#noteStep(index, one => ({ ...one, state: settled }));
  }

  #noteStep(index: number, change: (step: JournalStep) => JournalStep): void {
    this.#note({ steps: this.#journal.steps.map((step, i) => (i === index ? change(step) : step)) });
  }

  #note(change: Partial<Journal>): void {
    this.#journal = { ...this.#journal, ...change, changed: this.#options.now() };
    const failure = writeJournal(this.#writer.journals, this.#journal);
    if (failure !== undefined) this.#failed.push(failure);
  }

  #fail(failure: Failure): Settled {
    this.#failed.push(failure);
    return 'again';
  }

  get #isAtOnce(): boolean {
    return this.#options.isAtOnce === true;
  }

  #isWanted(path: string): boolean {
    return this.#options.overwrite?.includes(path) === true;
  }

  #replacedName(index: number): string {
    return `${this.#journal.id}.kept-replaced-${index}`;
  }

  #put(
    path: string,
    now: FileRecord | null,
    before: FileRecord | null,
    kept: string | undefined,
  ): WriteResult {
    if (before === null) return now === null ? undefined : this.#writer.remove(path, now.digest);
    // Without the copy its ACL and attributes would be lost: that it is not there must be seen.
    const names = kept === undefined ? [] : readableJournals(() => this.#writer.journals.list());
    if ('reason' in names) return names;
    const like = kept !== undefined && names.includes(kept) ? kept : undefined;
    if (now !== null) return this.#writer.replace(path, now.digest, bytesOf(before), like);
    return this.#writer.create(path, bytesOf(before), before, like);
  }
}

/** A disk that takes no notes says so at every step. */
function eachOnce(failures: readonly Failure[]): readonly Failure[] {
  const seen = new Map(failures.map(one => [JSON.stringify(one), one]));
  return [...seen.values()];
}
