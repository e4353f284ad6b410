import type { Deed, Hands, Hold, Shape } from '../host/host.ts';
import { bytesOfText } from '../values/lossless-text.ts';
import { lookAtDefinition } from './definition.ts';
import { generateGrub, grubObstacle, isGrubRepair } from './grub-run.ts';
import {
  recordOf,
  textOf,
  waitingSteps,
  writeJournal,
  type DefinitionRecord,
  type Journal,
  type JournalEdit,
  type JournalRun,
  type JournalStep,
} from './journal.ts';
import { isNothingMade, madeFiles } from './made-files.ts';
import type { DefinitionChange, EditStep, Refusal, RunStep, Step } from './plan.ts';
import { isText } from './preflight.ts';
import { pruneJournals } from './prune.ts';
import type { Applied, ApplyOptions } from './outcome.ts';
import { takeBack, type TakenBack } from './take-back.ts';

/** What an application was given to watch. */
interface Watch {
  /** The name of the journal. */
  readonly id: string;
  readonly hold: Hold;
  /** A grub.cfg generated before the first step; null: none came out, and the plan repairs that; undefined: not asked for. */
  readonly grub: string | null | undefined;
}

/** Why a step was not done. */
type Failure = Omit<Refusal, 'rule'> | undefined;

/** One plan being applied: its journal, and the steps one by one. */
export class Application {
  readonly #steps: readonly Step[];
  readonly #hands: Hands;
  readonly #options: ApplyOptions;
  readonly #watch: Watch;
  /** The grub.cfg that the one to come is held against. */
  #grub: string | null | undefined;
  #journal: Journal;

  constructor(steps: readonly Step[], hands: Hands, options: ApplyOptions, watch: Watch) {
    this.#steps = steps;
    this.#hands = hands;
    this.#options = options;
    this.#watch = watch;
    this.#grub = watch.grub;
    const begun = options.now();
    this.#journal = {
      schema: 'fngvt.journal/1',
      id: watch.id,
      version: options.version,
      begun,
      changed: begun,
      state: 'applying',
      boot: hands.bootId(),
      foretold: options.foretold ?? null,
      steps: waitingSteps({ steps, refused: [] }),
    };
  }

  async run(): Promise<Applied> {
    const first = this.#note({});
    if (first !== undefined) {
      this.#hands.shelf.drop(`${this.#journal.id}.json`);
      return { outcome: 'refused', refused: [{ ...first, rule: null }] };
    }
    let failure: Refusal | undefined;
    try {
      failure = await this.#all();
    } catch (error) {
      // A bug of ours: the host must not pay for it.
      await this.#back();
      throw error;
    }
    const { id: journal } = this.#journal;
    if (failure === undefined) {
      this.#prune();
      return { outcome: 'applied', journal };
    }
    const rest = await this.#back();
    const isBack = rest.journal.state === 'rolled-back';
    return isBack
      ? { outcome: 'rolled-back', failure, journal }
      : { outcome: 'stuck', failure, journal, rest };
  }

  /** The change stands by now, and the person must hear of it: whatever keeps old journals from going is left to the next run. */
  #prune(): void {
    try {
      pruneJournals(this.#hands, this.#journal.id, this.#options.now());
    } catch {
      // Nothing hangs on it: there is an old journal more.
    }
  }

  async #all(): Promise<Refusal | undefined> {
    for (const [i, step] of this.#steps.entries()) {
      if (this.#watch.hold.wasAsked()) return { reason: 'interrupted', rule: null };
      const obstacle =
        (await this.#repaired(step)) ??
        (step.kind === 'edit' ? this.#edit(i, step) : await this.#runStep(i, step));
      if (obstacle !== undefined) return { ...obstacle, rule: step.rule };
    }
    if (this.#watch.hold.wasAsked()) return { reason: 'interrupted', rule: null };
    const found = await this.#options.check?.();
    if (found !== undefined) return found;
    const obstacle = this.#note({ state: 'applied' });
    return obstacle === undefined ? undefined : { ...obstacle, rule: null };
  }

  /** Once broken settings of GRUB are repaired, they alone are tried, before anything is added to them. */
  async #repaired(next: Step): Promise<Failure> {
    if (this.#grub !== null || isGrubRepair(next)) return undefined;
    const made = await generateGrub(this.#hands);
    if (typeof made === 'object') return { ...made, reason: 'grub-still-broken' };
    this.#grub = made;
    return undefined;
  }

  #edit(index: number, step: EditStep): Deed {
    const { path, before, after } = step;
    const hands = this.#hands;
    const state = hands.look(path);
    if (state !== null && 'reason' in state) return state;
    if (!isText(state?.bytes ?? null, before)) return { reason: 'changed', details: { path } };
    const was = state === null ? null : recordOf(state, hands.digest(state.bytes));
    const made = after === null ? null : bytesOfText(after);
    const shape = was ?? { mode: step.mode ?? '0644', owner: 0, group: 0 };
    const folders = hands.missingFolders(path);
    if ('reason' in folders) return folders;
    const kept = was === null ? undefined : `${this.#journal.id}.kept-${index}`;
    const copied = kept === undefined ? undefined : hands.shelf.keep(path, kept);
    if (copied !== undefined) return copied;
    const noted = this.#noteStep<JournalEdit>(index, {
      state: 'begun',
      before: was,
      after: made === null ? null : recordOf({ bytes: made, ...plainShape(shape) }, hands.digest(made)),
      folders,
      ...(kept === undefined ? {} : { kept }),
    });
    if (noted !== undefined) return noted;
    return (
      this.#write(path, was?.digest, made, shape) ?? this.#noteStep<JournalEdit>(index, { state: 'done' })
    );
  }

  #write(path: string, was: string | undefined, bytes: Uint8Array | null, shape: Shape): Deed {
    if (was === undefined)
      return bytes === null ? undefined : this.#hands.create(path, bytes, plainShape(shape));
    return bytes === null ? this.#hands.remove(path, was) : this.#hands.replace(path, was, bytes);
  }

  async #runStep(index: number, step: RunStep): Promise<Failure> {
    const { verify, definition } = step;
    const hands = this.#hands;
    if (definition !== undefined) return this.#redefine(index, step, definition);
    if (verify === undefined) return this.#runPlain(index, step);
    const base = this.#grub ?? '';
    const old = hands.look(verify.config);
    if (old !== null && 'reason' in old) return old;
    const made = await generateGrub(hands);
    if (typeof made === 'object') return made;
    const wrong = grubObstacle(base, made, verify);
    if (wrong !== undefined) return { reason: 'grub-check', details: wrong };
    const before = old === null ? null : recordOf(old, hands.digest(old.bytes));
    const bytes = bytesOfText(made);
    const plain = { mode: before?.mode ?? '0600', owner: 0, group: 0 };
    const after = recordOf({ bytes, ...plain }, hands.digest(bytes));
    const generated = { path: verify.config, before, after };
    const failed =
      this.#noteStep<JournalRun>(index, { state: 'begun', generated }) ??
      (await hands.run(step.argv, step.input));
    if (failed !== undefined) return failed;
    // grub-mkconfig empties the file, writes to it, and leaves it to the system when that comes to the disk (util/grub-mkconfig.in of 2.06).
    const loose = hands.sync(verify.config);
    if (loose !== undefined) return loose;
    const now = hands.look(verify.config);
    if (now === null)
      return { reason: 'grub-check', details: { path: verify.config, problem: 'no-entries' } };
    if ('reason' in now) return now;
    const real = recordOf(now, hands.digest(now.bytes));
    const still = grubObstacle(base, textOf(real), verify);
    if (still !== undefined) return { reason: 'grub-check', details: still };
    return this.#noteStep<JournalRun>(index, { state: 'done', generated: { ...generated, after: real } });
  }

  /** A command that is held to its exit code, and to what it made where that can be seen. */
  async #runPlain(index: number, { argv, input }: RunStep): Promise<Failure> {
    const made = madeFiles(argv, this.#hands);
    const noted = this.#noteStep<JournalRun>(index, {
      state: 'begun',
      ...(made === undefined ? {} : { made }),
    });
    if (noted !== undefined) return noted;
    const failed = await this.#hands.run(argv, input);
    // What never ran has made nothing.
    if (failed?.reason === 'no-program') this.#noteStep<JournalRun>(index, { state: 'waiting' });
    if (failed !== undefined) return failed;
    if (made !== undefined && isNothingMade({ argv, made }, this.#hands))
      return { reason: 'images-as-before', details: { command: argv.join(' ') } };
    return this.#noteStep<JournalRun>(index, { state: 'done' });
  }

  /** A command that changes the definition of a VM: what it was and what it came to is noted, for undo to tell whose edits are whose. */
  async #redefine(index: number, step: RunStep, change: DefinitionChange): Promise<Failure> {
    const before = await lookAtDefinition(this.#hands, change);
    if (before !== null && 'reason' in before) return before;
    // A password that was set since shows in the digest alone; what undo gives back would be without it.
    const isWhole = before?.digest === this.#hands.digest(new TextEncoder().encode(before?.text ?? ''));
    if (before?.text !== change.before || (change.isWhole && !isWhole))
      return { reason: 'definition-changed', details: { vm: change.name } };
    const definition: DefinitionRecord = { ...change, before, after: null };
    const failed =
      this.#noteStep<JournalRun>(index, { state: 'begun', definition }) ??
      (await this.#hands.run(step.argv, step.input));
    if (failed !== undefined) return failed;
    const after = await lookAtDefinition(this.#hands, change);
    if (after !== null && 'reason' in after) return after;
    return this.#noteStep<JournalRun>(index, { state: 'done', definition: { ...definition, after } });
  }

  #noteStep<Kind extends JournalStep>(index: number, change: Partial<Kind>): Deed {
    const steps = this.#journal.steps.map((step, i) => (i === index ? { ...step, ...change } : step));
    return this.#note({ steps });
  }

  #note(change: Partial<Journal>): Deed {
    this.#journal = { ...this.#journal, ...change, changed: this.#options.now() };
    return writeJournal(this.#hands.shelf, this.#journal);
  }

  /** Everything back; a plan that was taken back at once counts as never applied. */
  async #back(): Promise<TakenBack> {
    const back = await takeBack(this.#journal, this.#hands, { now: this.#options.now, isAtOnce: true });
    if (back.journal.state !== 'undone') return back;
    this.#journal = back.journal;
    this.#note({ state: 'rolled-back' });
    return { ...back, journal: this.#journal };
  }
}

/** The attributes alone, of something that has more. */
function plainShape({ mode, owner, group }: Shape): Shape {
  return { mode, owner, group };
}
