import type { WriteResult, FileState, JournalStore } from '../../host/writer.ts';
import { bytesOfText, isUtf8, textOfBytes } from '../../values/lossless-text.ts';
import { idForm } from './journal-check.ts';
import type { MadeFile } from './boot-images.ts';
import type { DefinitionChange, GrubCheck, Plan } from '../plan.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** A file as the journal keeps it: readable where it is text. */
export interface FileRecord {
  /** SHA-256. */
  readonly digest: string;
  /** Its text; undefined where it is not UTF-8. */
  readonly text?: string;
  /** Its bytes, where it is not UTF-8. */
  readonly base64?: string;
  readonly mode: string;
  readonly owner: number;
  readonly group: number;
}

/**
 * How far a step came. waiting: not begun. begun: it may have been done. done. undone: taken back, or found as before. left: could not be taken
 * back and was left as it is.
 */
export type StepState = 'waiting' | 'begun' | 'done' | 'undone' | 'left';

/** A file that was written, made or taken away. */
export interface JournalEdit {
  readonly kind: 'edit';
  readonly path: string;
  readonly rule: string | null;
  /** Whether it counts only after a reboot. */
  readonly reboot: boolean;
  readonly state: StepState;
  /** null: there was no file. */
  readonly before: FileRecord | null;
  /** What we wrote; null: the file went. */
  readonly after: FileRecord | null;
  /** The name of a copy beside the journal with all attributes of the file; undefined where there was none. */
  readonly kept?: string;
  /** Folders that were made on the way, the outermost first. */
  readonly folders: readonly string[];
}

/** A file that a command made of others. */
export interface Generated {
  readonly path: string;
  readonly before: FileRecord | null;
  /** As it came out, or as it was seen to come out when the command began. */
  readonly after: FileRecord | null;
}

/** The definition of a VM that a command changed. */
export interface DefinitionRecord extends Omit<DefinitionChange, 'before'> {
  readonly before: FileRecord;
  /** As it was read right after the command; null: it was cut short before that. */
  readonly after: FileRecord | null;
}

/** A command that was run. */
export interface JournalRun {
  readonly kind: 'run';
  readonly argv: readonly string[];
  readonly undo: readonly string[] | null;
  readonly rule: string | null;
  /** Whether it counts only after a reboot. */
  readonly reboot: boolean;
  readonly state: StepState;
  readonly verify?: GrubCheck;
  readonly generated?: Generated;
  readonly definition?: DefinitionRecord;
  /** The images that the command writes, as they were before it. */
  readonly made?: readonly MadeFile[];
}

export type JournalStep = JournalEdit | JournalRun;

/** applying and undoing: cut short, if no fngvt is at work. partly-undone: something was left as it is, for the person to decide. */
export type JournalState = 'applying' | 'applied' | 'rolled-back' | 'undoing' | 'partly-undone' | 'undone';

/** What a plan said would come after the reboot; `doctor` holds what came against it. */
export interface Foretold {
  /** The verdict's state. */
  readonly state: string;
  /** Its cause key. */
  readonly cause: string | null;
}

/** What was done, enough to take it back. One file each, for people to read too. */
export interface Journal {
  readonly schema: 'fngvt.journal/1';
  /** Its name: the time it was begun. */
  readonly id: string;
  /** The version of fngvt that wrote it. */
  readonly version: string;
  /** ISO 8601. */
  readonly begun: string;
  /** When it came to its present state. */
  readonly changed: string;
  readonly state: JournalState;
  /** The boot in which it was applied (/proc/sys/kernel/random/boot_id); null where there is none. */
  readonly boot: string | null;
  readonly foretold: Foretold | null;
  readonly steps: readonly JournalStep[];
}

/** Whether a run was cut short, so that the host may stand between two states. */
export const isUnfinished = ({ state }: Pick<Journal, 'state'>): boolean =>
  state === 'applying' || state === 'undoing';

/** Whether there is something to take back. */
export const isUndoable = ({ state }: Pick<Journal, 'state'>): boolean =>
  state !== 'undone' && state !== 'rolled-back';

/** How the name of a note ends that is a journal. */
export const ending = '.json';

/** Writes it whole; on the disk when this returns. */
export function writeJournal(journals: JournalStore, journal: Journal): WriteResult {
  return journals.write(`${journal.id}${ending}`, jsonDocument(journal));
}

/**
 * A name for a journal that is begun now: the time. Where a journal has that time or a later one, because the clock was set back or its battery
 * died, it is the latest of them with the next number: what is newest is told by the names alone.
 */
export function newId(journals: JournalStore, now: string): string {
  const stem = now.slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  const latest = journals
    .list()
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length))
    .filter(id => idForm.test(id))
    .reduce((last, id) => (isLater(id, last) ? id : last), '');
  const [last, n] = partsOf(latest);
  return last < stem ? stem : `${last}-${n + 1}`;
}

/** Whether a journal's name is later than another's: by the time in it, then by the number behind it. */
export function isLater(id: string, other: string): boolean {
  const [[time, n], [otherTime, otherN]] = [partsOf(id), partsOf(other)];
  return time === otherTime ? n > otherN : time > otherTime;
}

/** The time in a journal's name, and the number behind it; 1 where there is none. */
function partsOf(id: string): readonly [string, number] {
  const [day = '', time = '', n = '1'] = id.split('-');
  return [`${day}-${time}`, Number(n)];
}

/** A file as the journal keeps it. */
export function recordOf({ bytes, mode, owner, group }: FileState, digest: string): FileRecord {
  const text = textOfBytes(bytes);
  const content = isUtf8(text) ? { text } : { base64: Buffer.from(bytes).toString('base64') };
  return { digest, ...content, mode, owner, group };
}

/** The bytes of a kept file. */
export function bytesOf({ text, base64 }: FileRecord): Uint8Array {
  return text === undefined ? new Uint8Array(Buffer.from(base64 ?? '', 'base64')) : bytesOfText(text);
}

/** The text of a kept file, as it is read from the host: bytes that are no UTF-8 stand in it too. null: there was none. */
export function textOf(record: FileRecord): string;
export function textOf(record: FileRecord | null): string | null;
export function textOf(record: FileRecord | null): string | null {
  return record === null ? null : (record.text ?? textOfBytes(bytesOf(record)));
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** The steps of a plan before the first is begun. */
export function waitingSteps(plan: Plan): readonly JournalStep[] {
  return plan.steps.map(step =>
    step.kind === 'edit'
      ? {
          kind: 'edit',
          path: step.path,
          rule: step.rule,
          reboot: step.reboot,
          state: 'waiting',
          before: null,
          after: null,
          folders: [],
        }
      : {
          kind: 'run',
          argv: step.argv,
          undo: step.undo,
          rule: step.rule,
          reboot: step.reboot,
          state: 'waiting',
          ...(step.verify === undefined ? {} : { verify: step.verify }),
        },
  );
}
