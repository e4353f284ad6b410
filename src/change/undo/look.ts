import { differsOnlyBy, hasDevice } from '../../formats/domain-edit.ts';
import type { Failure, HostWriter } from '../../host/writer.ts';
import {
  bytesOf,
  recordOf,
  sameBytes,
  type DefinitionRecord,
  type FileRecord,
  type Generated,
  type JournalRun,
} from '../journal/journal.ts';
import { isChosen } from '../journal/boot-choice.ts';
import { lookAtDefinition } from '../journal/vm-definition.ts';
import type { StandingDefinition, StandingGenerated } from './decide.ts';

/** What stands on the host, for `decide.ts` to go by. Nothing is decided here. */

/** A file as it stands; null: there is none. */
export function lookAtFile(writer: HostWriter, path: string): FileRecord | null | Failure {
  const state = writer.readFile(path);
  return state === null || 'reason' in state ? state : recordOf(state, writer.digest(state.bytes));
}

/** A file that a command made of others. */
export function lookAtGenerated(writer: HostWriter, { path, before, after }: Generated): StandingGenerated {
  const now = lookAtFile(writer, path);
  if (now === null || 'reason' in now) return { now, beginsBefore: false, beginsAfter: false };
  return { now, beginsBefore: isBeginning(now, before), beginsAfter: isBeginning(now, after) };
}

/** What a command that was cut short had written by then: the beginning of what was to come out, or nothing. */
const isBeginning = (now: FileRecord, whole: FileRecord | null): boolean =>
  whole !== null && sameBytes(bytesOf(now), bytesOf(whole).subarray(0, bytesOf(now).length));

/** Whether the choice of an entry for one boot (`grub-reboot`) stands no more: GRUB cleared it, or somebody chose another. */
export const isOver = (writer: HostWriter, { argv: [program, entry = ''] }: JournalRun): boolean =>
  program === 'grub-reboot' && !isChosen(writer, entry);

/** The definition of a VM that a command changed. */
export async function lookAtVm(writer: HostWriter, record: DefinitionRecord): Promise<StandingDefinition> {
  const now = await lookAtDefinition(writer, record);
  const { before, device } = record;
  const [was, is] = [before.text ?? '', now === null || 'reason' in now ? '' : (now.text ?? '')];
  return {
    now,
    hasDevice: hasDevice(is, device),
    hadDevice: hasDevice(was, device),
    differsByDeviceAlone: differsOnlyBy(was, is, device) || differsOnlyBy(is, was, device),
  };
}
