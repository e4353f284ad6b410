import type { Deed, Hands, Obstacle } from '../host/host.ts';
import type { Changed } from './changed.ts';
import { changedDefinition, isNeeded, lookAtDefinition, stateOfDefinition } from './definition.ts';
import { isMadeOf, isOurs, isTorn } from './generated.ts';
import {
  bytesOf,
  recordOf,
  writeJournal,
  type DefinitionRecord,
  type FileRecord,
  type Generated,
  type Journal,
  type JournalEdit,
  type JournalRun,
  type JournalStep,
} from './journal.ts';
import { fromNotes } from './journals.ts';
import { forKernelsSince, toMakeAgain } from './made-files.ts';

/** What came of taking back. */
export interface TakenBack {
  readonly journal: Journal;
  /** Files that somebody changed since: left as they are. */
  readonly changed: readonly Changed[];
  /** What could not be taken back, and why. */
  readonly failed: readonly Obstacle[];
  /** Commands that must be run on the host itself, because only its files were at hand. */
  readonly pending: readonly (readonly string[])[];
}

/** How it is taken back. */
export interface TakeBackOptions {
  readonly now: () => string;
  /** Changed files, and VMs by name, that get what was there before all the same; what stands there is kept beside the journal. */
  readonly overwrite?: readonly string[];
  /** The steps were done a moment ago by this very run: what its commands made, however spoilt, is ours. */
  readonly isAtOnce?: boolean;
}

/**
 * Takes back what a journal says, the last step first, follow-ups at the end. It goes by what stands in the files, not by how far the
 * journal came, so it may be cut short and begun again anywhere. Each step is noted when it is over; where notes can't be written
 * any more the files are given back all the same.
 */
export async function takeBack(start: Journal, hands: Hands, options: TakeBackOptions): Promise<TakenBack> {
  const work = new Work(start, hands, options);
  hands.shelf.tidy();
  work.note({ state: 'undoing' });
  for (let i = start.steps.length - 1; i >= 0; i -= 1) {
    const step = start.steps[i] as JournalStep;
    if (step.state === 'waiting' || step.state === 'undone') continue;
    if (step.kind === 'edit') work.settle(i, work.restore(i, step));
    else if (!isFollowUp(step)) work.settle(i, await work.revoke(i, step));
  }
  await work.followUps();
  return work.end();
}

/** A command that makes files out of edited ones: undo runs it again. */
export const isFollowUp = ({ argv, undo }: Pick<JournalRun, 'argv' | 'undo'>): boolean =>
  undo !== null && argv.join('\0') === undo.join('\0');

/** What became of a step. again: it failed in a way that may pass, so it is tried again by the next undo. */
type Settled = 'undone' | 'left' | 'again';

class Work {
  readonly #hands: Hands;
  readonly #options: TakeBackOptions;
  /** Whether an earlier undo was cut short, maybe while it made files anew. */
  readonly #wasUndoing: boolean;
  #journal: Journal;
  readonly #changed: Changed[] = [];
  readonly #failed: Obstacle[] = [];
  readonly #pending: (readonly string[])[] = [];
  /** Commands that are still to be run. */
  readonly #waiting: JournalRun[] = [];
  #mustCome = false;

  constructor(journal: Journal, hands: Hands, options: TakeBackOptions) {
    this.#journal = journal;
    this.#wasUndoing = journal.state === 'undoing';
    this.#hands = hands;
    this.#options = options;
  }

  note(change: Partial<Journal>): void {
    this.#journal = { ...this.#journal, ...change, changed: this.#options.now() };
    const obstacle = writeJournal(this.#hands.shelf, this.#journal);
    if (obstacle !== undefined) this.#failed.push(obstacle);
  }

  settle(index: number, settled: Settled): void {
    const step = this.#journal.steps[index];
    if (settled !== 'undone' && step?.kind === 'run') this.#waiting.push(step);
    if (settled === 'again') {
      this.#mustCome = true;
      return;
    }
    const steps = this.#journal.steps.map((one, i) => (i === index ? { ...one, state: settled } : one));
    this.note({ steps });
  }

  /** One file back to what it was. */
  restore(index: number, step: JournalEdit): Settled {
    const { path, before, after, folders } = step;
    if (isNeeded(step, this.#waiting)) return 'left';
    this.#hands.tidy(path);
    const now = this.#look(path);
    if (now !== null && 'reason' in now) return this.#fail(now);
    const isOurs = now?.digest === after?.digest;
    const isBack = now?.digest === before?.digest;
    if (!isBack && !isOurs) {
      if (this.#options.overwrite?.includes(path) !== true) {
        this.#changed.push({ path, before, ours: after, now });
        return 'left';
      }
      const kept = now === null ? undefined : this.#hands.shelf.keep(path, this.#keptName(index, 'replaced'));
      if (kept !== undefined) return this.#fail(kept);
    }
    const obstacle = isBack ? undefined : this.#put(path, now, before, step.kept);
    if (obstacle !== undefined) return this.#fail(obstacle);
    for (const folder of [...folders].reverse()) {
      const stuck = this.#hands.removeFolder(folder);
      if (stuck !== undefined) return this.#fail(stuck);
    }
    return 'undone';
  }

  /** One command's effect taken back. One that may never have run may have nothing to take back. */
  async revoke(index: number, step: JournalRun): Promise<Settled> {
    if (step.undo === null) return 'undone';
    if (!this.#hands.hasCommands) {
      this.#pending.push(step.undo);
      return 'left';
    }
    if (step.definition !== undefined) return this.#giveDefinition(index, step.undo, step.definition);
    const obstacle = await this.#hands.run(step.undo);
    if (obstacle === undefined || step.state === 'begun') return 'undone';
    this.#failed.push(obstacle);
    return 'left';
  }

  /** The definition of a VM back to what it was, unless somebody edited it since. */
  async #giveDefinition(index: number, undo: readonly string[], record: DefinitionRecord): Promise<Settled> {
    const { name, before, isWhole } = record;
    const now = await lookAtDefinition(this.#hands, record);
    if (now !== null && 'reason' in now) return this.#fail(now);
    const state = stateOfDefinition(record, now);
    if (state === 'back') return 'undone';
    if (state === 'changed') {
      if (this.#options.overwrite?.includes(name) !== true) {
        this.#changed.push(changedDefinition(record, now));
        return 'left';
      }
      const note = `${this.#keptName(index, 'replaced')}.xml`;
      const kept = now === null ? undefined : this.#hands.shelf.write(note, now.text ?? '');
      if (kept !== undefined) return this.#fail(kept);
    }
    const failed = await this.#hands.run(undo);
    const is = failed === undefined && isWhole ? await lookAtDefinition(this.#hands, record) : before;
    const wrong =
      is !== null && 'reason' in is ? is : is?.digest === before.digest ? undefined : otherwise(name);
    if (failed === undefined && wrong === undefined) return 'undone';
    this.#failed.push(failed ?? (wrong as Obstacle));
    return 'left';
  }

  /** What was made of the files is made once more, each command once. */
  async followUps(): Promise<void> {
    const seen = new Set<string>();
    const isOpen = (step: JournalStep): step is JournalRun =>
      step.kind === 'run' && isFollowUp(step) && step.state !== 'waiting' && step.state !== 'undone';
    const isEntry = (step: JournalStep): boolean => isOpen(step) && step.argv[0] === 'kernel-install';
    const lastEntry = this.#journal.steps.findLastIndex(isEntry);
    // Asked before anything is written: a command may make the first entry that can be seen.
    const since = this.#options.isAtOnce === true ? [] : forKernelsSince(this.#journal.steps, this.#hands);
    for (const [i, step] of this.#journal.steps.entries()) {
      if (!isOpen(step)) continue;
      const isFirst = !seen.has(step.argv.join('\0'));
      seen.add(step.argv.join('\0'));
      const { generated } = step;
      const settled =
        generated === undefined
          ? await this.#makeAgain(step, { isFirst, since: i === lastEntry ? since : [] })
          : await this.#generateAgain(i, { ...step, generated }, isFirst);
      // Settings that stay otherwise than before may come back later: then it is made once more.
      this.settle(i, settled === 'undone' && this.#isHalf(step) ? 'left' : settled);
    }
  }

  /** Whether settings that a command makes its files of were not taken back. */
  #isHalf({ argv }: JournalRun): boolean {
    return this.#journal.steps.some(
      step =>
        step.kind === 'edit' &&
        step.state !== 'waiting' &&
        step.state !== 'undone' &&
        isMadeOf(argv, step.path),
    );
  }

  /** Images: only those that are not the ones of before. With the last entry also those of kernels that came since. */
  async #makeAgain(
    step: JournalRun,
    { isFirst, since }: { readonly isFirst: boolean; readonly since: readonly (readonly string[])[] },
  ): Promise<Settled> {
    const needed = [...(isFirst ? toMakeAgain(step, this.#hands) : []), ...since];
    if (!this.#hands.hasCommands) {
      this.#pending.push(...needed);
      return needed.length > 0 ? 'left' : 'undone';
    }
    const failed: Obstacle[] = [];
    let isSinceFailed = false;
    for (const argv of needed) {
      const obstacle = await this.#hands.run(argv);
      if (obstacle === undefined) continue;
      failed.push(obstacle);
      isSinceFailed ||= since.includes(argv);
    }
    const isMade = failed.length === 0 || toMakeAgain(step, this.#hands).length === 0;
    if (isMade && !isSinceFailed) return 'undone';
    this.#failed.push(...failed);
    return 'again';
  }

  /** A file that is given back to the byte, where nothing but ours was made since, and all that it is made of is back too. */
  async #generateAgain(
    index: number,
    step: JournalRun & { readonly generated: Generated },
    isFirst: boolean,
  ): Promise<Settled> {
    const { argv, generated, state } = step;
    const { path } = generated;
    const { hasCommands } = this.#hands;
    const isHalf = this.#isHalf(step);
    const isAtOnce = this.#options.isAtOnce === true;
    // Asked before the command runs: afterwards everything there is new.
    const stood = this.#look(path);
    const wasOurs = isOurs(generated, stood, { state, wasUndoing: this.#wasUndoing, isAtOnce });
    // What a failed change made may be what failed: then the file of before is the safer one, whatever stays.
    const isBack = wasOurs && (!isHalf || isAtOnce || isTorn(generated, stood));
    const failed = isFirst && hasCommands ? await this.#hands.run(argv) : undefined;
    if (!hasCommands) this.#pending.push(argv);
    if (failed !== undefined) this.#failed.push(failed);
    const isMade = hasCommands && failed === undefined && !isAtOnce;
    const target =
      isBack && !(isHalf && isMade)
        ? { is: generated.before }
        : isHalf && failed !== undefined && (stood === null || !('reason' in stood))
          ? { is: stood }
          : undefined;
    const obstacle = (target && this.#putGenerated(path, target.is)) ?? this.#hands.sync(path);
    if (obstacle !== undefined) return this.#fail(obstacle);
    if (failed !== undefined && (!isBack || isHalf)) return 'again';
    if (!hasCommands) return 'left';
    if (isHalf && wasOurs && !isAtOnce) this.#noteGenerated(index, generated);
    return 'undone';
  }

  /** What came out is ours again: the next undo may give back what was there before. */
  #noteGenerated(index: number, generated: Generated): void {
    const after = this.#look(generated.path);
    if (after !== null && 'reason' in after) return;
    const steps = this.#journal.steps.map((step, i) =>
      i === index ? { ...step, generated: { ...generated, after } } : step,
    );
    this.note({ steps });
  }

  /** The very bytes of before, where nothing but ours has been generated since. */
  #putGenerated(path: string, before: FileRecord | null): Deed {
    this.#hands.tidy(path);
    const now = this.#look(path);
    if (now !== null && 'reason' in now) return now;
    return now?.digest === before?.digest ? undefined : this.#put(path, now, before, undefined);
  }

  end(): TakenBack {
    const isLeft = this.#journal.steps.some(step => step.state === 'left');
    if (!this.#mustCome) this.note({ state: isLeft ? 'partly-undone' : 'undone' });
    return {
      journal: this.#journal,
      changed: this.#changed,
      failed: eachOnce(this.#failed),
      pending: this.#pending,
    };
  }

  #fail(obstacle: Obstacle): Settled {
    this.#failed.push(obstacle);
    return 'again';
  }

  #keptName(index: number, kind: string): string {
    return `${this.#journal.id}.kept-${kind}-${index}`;
  }

  #look(path: string): FileRecord | null | Obstacle {
    const state = this.#hands.look(path);
    if (state === null || 'reason' in state) return state;
    return recordOf(state, this.#hands.digest(state.bytes));
  }

  #put(path: string, now: FileRecord | null, before: FileRecord | null, kept: string | undefined): Deed {
    if (before === null) return now === null ? undefined : this.#hands.remove(path, now.digest);
    // Without the copy its ACL and attributes would be lost: that it is not there must be seen.
    const notes = kept === undefined ? [] : fromNotes(() => this.#hands.shelf.list());
    if ('reason' in notes) return notes;
    const like = kept !== undefined && notes.includes(kept) ? kept : undefined;
    if (now !== null) return this.#hands.replace(path, now.digest, bytesOf(before), like);
    return this.#hands.create(path, bytesOf(before), before, like);
  }
}

/** A disk that takes no notes says so at every step. */
function eachOnce(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  const seen = new Map(obstacles.map(one => [JSON.stringify(one), one]));
  return [...seen.values()];
}

const otherwise = (vm: string): Obstacle => ({ reason: 'definition-differs', details: { vm } });
