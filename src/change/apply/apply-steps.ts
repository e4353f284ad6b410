import type { WriteResult, HostWriter, SignalHold, FileAttributes } from '../../host/writer.ts';
import { bytesOfText } from '../../values/lossless-text.ts';
import { lookAtDefinition } from '../journal/vm-definition.ts';
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
} from '../journal/journal.ts';
import { grubenv, isChosen } from '../journal/boot-choice.ts';
import { isNothingMade, madeFiles } from '../journal/boot-images.ts';
import { deviceFoldersToCome } from '../journal/device-folders.ts';
import type { DefinitionChange, EditStep, Refusal, RunStep, Step } from '../plan.ts';
import { isText } from './preflight.ts';
import { pruneJournals } from '../journal/prune.ts';
import type { Applied, ApplyOptions } from './apply-result.ts';
import type { Revert, Reverted } from '../journal/reverted.ts';

type Options = ApplyOptions & { readonly revert: Revert };

/** What an application was given to watch. */
interface Watch {
  /** The name of the journal. */
  readonly id: string;
  readonly hold: SignalHold;
  /** A grub.cfg generated before the first step; null: none came out, and the plan repairs that; undefined: not asked for. */
  readonly grub: string | null | undefined;
}

/** Why a step was not done. */
type Failure = Omit<Refusal, 'rule'> | undefined;

/** One plan being applied: its journal, and the steps one by one. */
export class Application {
  readonly #steps: readonly Step[];
  readonly #writer: HostWriter;
  readonly #options: Options;
  readonly #watch: Watch;
  /** The grub.cfg that the one to come is held against. */
  #grub: string | null | undefined;
  #journal: Journal;

  constructor(steps: readonly Step[], writer: HostWriter, options: Options, watch: Watch) {
    this.#steps = steps;
    this.#writer = writer;
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
      boot: writer.bootId(),
      foretold: options.foretold ?? null,
      steps: waitingSteps({ steps, refused: [] }),
    };
  }

  async run(): Promise<Applied> {
    const first = this.#note({});
    if (first !== undefined) {
      this.#writer.journals.drop(`${this.#journal.id}.json`);
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
      pruneJournals(this.#writer, this.#journal.id, this.#options.now());
    } catch {
      // Nothing hangs on it: there is an old journal more.
    }
  }

  async #all(): Promise<Refusal | undefined> {
    for (const [i, step] of this.#steps.entries()) {
      if (this.#watch.hold.wasAsked()) return { reason: 'interrupted', rule: null };
      const failure =
        (await this.#repaired(step)) ??
        (step.kind === 'edit' ? this.#edit(i, step) : await this.#runStep(i, step));
      if (failure !== undefined) return { ...failure, rule: step.rule };
    }
    if (this.#watch.hold.wasAsked()) return { reason: 'interrupted', rule: null };
    const found = await this.#options.check?.();
    if (found !== undefined) return found;
    const failure = this.#note({ state: 'applied' });
    return failure === undefined ? undefined : { ...failure, rule: null };
  }

  /** Once broken settings of GRUB are repaired, they alone are tried, before anything is added to them. */
  async #repaired(next: Step): Promise<Failure> {
    if (this.#grub !== null || isGrubRepair(next)) return undefined;
    const made = await generateGrub(this.#writer);
    if (typeof made === 'object') return { ...made, reason: 'grub-still-broken' };
    this.#grub = made;
    return undefined;
  }

  #edit(index: number, step: EditStep): WriteResult {
    const { path, before, after } = step;
    const writer = this.#writer;
    const state = writer.readFile(path);
    if (state !== null && 'reason' in state) return state;
    if (!isText(state?.bytes ?? null, before)) return { reason: 'changed', details: { path } };
    const was = state === null ? null : recordOf(state, writer.digest(state.bytes));
    const made = after === null ? null : bytesOfText(after);
    const shape = was ?? { mode: step.mode ?? '0644', owner: 0, group: 0 };
    const folders = writer.missingFolders(path);
    if ('reason' in folders) return folders;
    const kept = was === null ? undefined : `${this.#journal.id}.kept-${index}`;
    const copied = kept === undefined ? undefined : writer.journals.backUp(path, kept);
    if (copied !== undefined) return copied;
    const noted = this.#noteStep<JournalEdit>(index, {
      state: 'begun',
      before: was,
      after: made === null ? null : recordOf({ bytes: made, ...plainShape(shape) }, writer.digest(made)),
      folders,
      ...(kept === undefined ? {} : { kept }),
    });
    if (noted !== undefined) return noted;
    return (
      this.#write(path, was?.digest, made, shape) ?? this.#noteStep<JournalEdit>(index, { state: 'done' })
    );
  }

  #write(
    path: string,
    was: string | undefined,
    bytes: Uint8Array | null,
    shape: FileAttributes,
  ): WriteResult {
    if (was === undefined)
      return bytes === null ? undefined : this.#writer.create(path, bytes, plainShape(shape));
    return bytes === null ? this.#writer.remove(path, was) : this.#writer.replace(path, was, bytes);
  }

  async #runStep(index: number, step: RunStep): Promise<Failure> {
    const { verify, definition } = step;
    const writer = this.#writer;
    if (definition !== undefined) return this.#redefine(index, step, definition);
    if (verify === undefined) return this.#runPlain(index, step);
    const base = this.#grub ?? '';
    const old = writer.readFile(verify.config);
    if (old !== null && 'reason' in old) return old;
    const made = await generateGrub(writer);
    if (typeof made === 'object') return made;
    const wrong = grubObstacle(base, made, verify);
    if (wrong !== undefined) return { reason: 'grub-check', details: wrong };
    const before = old === null ? null : recordOf(old, writer.digest(old.bytes));
    const bytes = bytesOfText(made);
    const plain = { mode: before?.mode ?? '0600', owner: 0, group: 0 };
    const after = recordOf({ bytes, ...plain }, writer.digest(bytes));
    const generated = { path: verify.config, before, after };
    const failed =
      this.#noteStep<JournalRun>(index, { state: 'begun', generated }) ??
      (await writer.run(step.argv, step.input));
    if (failed !== undefined) return failed;
    // grub-mkconfig empties the file, writes to it, and leaves it to the system when that comes to the disk (util/grub-mkconfig.in of 2.06).
    const loose = writer.sync(verify.config);
    if (loose !== undefined) return loose;
    const now = writer.readFile(verify.config);
    if (now === null)
      return { reason: 'grub-check', details: { path: verify.config, problem: 'no-entries' } };
    if ('reason' in now) return now;
    const real = recordOf(now, writer.digest(now.bytes));
    const still = grubObstacle(base, textOf(real), verify);
    if (still !== undefined) return { reason: 'grub-check', details: still };
    return this.#noteStep<JournalRun>(index, { state: 'done', generated: { ...generated, after: real } });
  }

  /** A command that is held to its exit code, and to what it made where that can be seen. */
  async #runPlain(index: number, { argv, input }: RunStep): Promise<Failure> {
    const made = madeFiles(argv, this.#writer);
    const folders = deviceFoldersToCome(argv, this.#writer);
    const noted = this.#noteStep<JournalRun>(index, {
      state: 'begun',
      ...(made === undefined ? {} : { made }),
      ...(folders.length === 0 ? {} : { folders }),
    });
    if (noted !== undefined) return noted;
    const failed = await this.#writer.run(argv, input);
    // What never ran has made nothing.
    if (failed?.reason === 'no-program') this.#noteStep<JournalRun>(index, { state: 'waiting' });
    if (failed !== undefined) return failed;
    if (argv[0] === 'grub-reboot' && !isChosen(this.#writer, argv[1] ?? ''))
      return { reason: 'not-chosen', details: { path: grubenv } };
    if (made !== undefined && isNothingMade({ argv, made }, this.#writer))
      return { reason: 'images-as-before', details: { command: argv.join(' ') } };
    return this.#noteStep<JournalRun>(index, { state: 'done' });
  }

  /** A command that changes the definition of a VM: what it was and what it came to is noted, for undo to tell whose edits are whose. */
  async #redefine(index: number, step: RunStep, change: DefinitionChange): Promise<Failure> {
    const before = await lookAtDefinition(this.#writer, change);
    if (before !== null && 'reason' in before) return before;
    // A password that was set since shows in the digest alone; what undo gives back would be without it.
    const isWhole = before?.digest === this.#writer.digest(new TextEncoder().encode(before?.text ?? ''));
    if (before?.text !== change.before || (change.isWhole && !isWhole))
      return { reason: 'definition-changed', details: { vm: change.name } };
    const definition: DefinitionRecord = { ...change, before, after: null };
    const failed =
      this.#noteStep<JournalRun>(index, { state: 'begun', definition }) ??
      (await this.#writer.run(step.argv, step.input));
    if (failed !== undefined) return failed;
    const after = await lookAtDefinition(this.#writer, change);
    if (after !== null && 'reason' in after) return after;
    return this.#noteStep<JournalRun>(index, { state: 'done', definition: { ...definition, after } });
  }

  #noteStep<Kind extends JournalStep>(index: number, change: Partial<Kind>): WriteResult {
    const steps = this.#journal.steps.map((step, i) => (i === index ? { ...step, ...change } : step));
    return this.#note({ steps });
  }

  #note(change: Partial<Journal>): WriteResult {
    this.#journal = { ...this.#journal, ...change, changed: this.#options.now() };
    return writeJournal(this.#writer.journals, this.#journal);
  }

  /** Everything back; a plan that was taken back at once counts as never applied. */
  async #back(): Promise<Reverted> {
    const back = await this.#options.revert(this.#journal, this.#writer, {
      now: this.#options.now,
      isAtOnce: true,
    });
    if (back.journal.state !== 'undone') return back;
    this.#journal = back.journal;
    this.#note({ state: 'rolled-back' });
    return { ...back, journal: this.#journal };
  }
}

/** The attributes alone, of something that has more. */
function plainShape({ mode, owner, group }: FileAttributes): FileAttributes {
  return { mode, owner, group };
}
