import type * as z from 'zod/mini';
import type { WriteResult, FileState, JournalStore } from '../../host/writer.ts';
import { bytesOfText, isUtf8, textOfBytes } from '../../values/lossless-text.ts';
import type {
  definitionRecord,
  fileRecord,
  generatedFile,
  journalEdit,
  journalRun,
  journalSchema,
} from './journal-schema.ts';
import type { Plan } from '../plan.ts';
import type { DeepReadonly } from '../../values/deep-readonly.ts';
import { ending } from './journal-id.ts';
import { jsonDocument } from '../../values/json-text.ts';

export type FileRecord = DeepReadonly<z.infer<typeof fileRecord>>;
export type JournalEdit = DeepReadonly<z.infer<typeof journalEdit>>;
export type JournalRun = DeepReadonly<z.infer<typeof journalRun>>;
export type JournalStep = JournalEdit | JournalRun;
export type Generated = DeepReadonly<z.infer<typeof generatedFile>>;
export type DefinitionRecord = DeepReadonly<z.infer<typeof definitionRecord>>;

/** What was done, enough to take it back. One file each, for people to read too. */
export type Journal = DeepReadonly<z.infer<typeof journalSchema>>;

/** What a plan said would come after the reboot. */
export type Foretold = NonNullable<Journal['foretold']>;

/** Whether a run was cut short, so that the host may stand between two states. */
export const isUnfinished = ({ state }: Pick<Journal, 'state'>): boolean =>
  state === 'applying' || state === 'undoing';

/** Whether there is something to take back. */
export const isUndoable = ({ state }: Pick<Journal, 'state'>): boolean =>
  state !== 'undone' && state !== 'rolled-back';

/** Writes it whole; on the disk when this returns. */
export function writeJournal(journals: JournalStore, journal: Journal): WriteResult {
  return journals.write(`${journal.id}${ending}`, jsonDocument(journal));
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
