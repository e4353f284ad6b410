import type { Failure } from '../../host/writer.ts';
import type { Conflict } from '../journal/reverted.ts';
import type { DefinitionRecord, FileRecord, Generated, JournalEdit, JournalRun } from '../journal/journal.ts';

/**
 * What is to be done about one step that is to be taken back. Everything that it goes by is handed in: the step, what stands there now, the
 * circumstances. What undo shows and what it does both come from here; it is asked again, of what stands then, right before each act.
 */
export type Decision = Keep | Restore | Revoke | Remake | Conflicting | Blocked;

/** It is as it was before, or never came about. */
export interface Keep {
  readonly kind: 'keep';
}

/** The file gets what it had before; null: it goes. */
export interface Restore {
  readonly kind: 'restore';
  readonly path: string;
  readonly now: FileRecord | null;
  readonly before: FileRecord | null;
  /** Somebody changed it since, and the person wants it back all the same: what stands there is kept. */
  readonly isOverwrite: boolean;
}

/** The command that takes its effect back is run. */
export interface Revoke {
  readonly kind: 'revoke';
  readonly argv: readonly string[];
  /** The definition of a VM that is overwritten though somebody edited it since; it is kept. */
  readonly overwrites?: FileRecord | null;
}

/** What was made of edited files is made once more of what they are then. */
export interface Remake {
  readonly kind: 'remake';
  readonly commands: readonly (readonly string[])[];
  /** Whether they can be run: else they are for the host itself. */
  readonly isHere: boolean;
  readonly file?: RemadeFile;
}

/** Neither as it was nor as we left it: the person decides. */
export interface Conflicting {
  readonly kind: 'conflict';
  readonly conflict: Conflict;
}

/** It stays as it is: it can't be read; a command would be needed where only files are at hand; a later command still needs it. */
export type Blocked =
  | { readonly kind: 'blocked'; readonly by: 'failure'; readonly failure: Failure }
  | { readonly kind: 'blocked'; readonly by: 'no-commands'; readonly argv: readonly string[] }
  | { readonly kind: 'blocked'; readonly by: 'needed' };

/** What becomes of a file that a command made of others. */
export interface RemadeFile {
  readonly path: string;
  readonly now: FileRecord | null | Failure;
  readonly before: FileRecord | null;
  /** What stands there came of our command, whole or half, and of nobody's since. */
  readonly wasOurs: boolean;
  /** It is neither of the two whole ones. */
  readonly isTorn: boolean;
  /** Files that it is made of and that stay as they are. */
  readonly left: readonly string[];
  /** It gets the very bytes of before. */
  readonly isGivenBack: boolean;
  readonly isAtOnce: boolean;
}

const keep: Keep = { kind: 'keep' };

const isFailure = (now: object | null): now is Failure => now !== null && 'reason' in now;

/** What speaks for and against giving a file back. */
export interface EditCircumstances {
  /** The person wants it although somebody changed it since. */
  readonly isWanted: boolean;
  /** A command that is still to be run needs it. */
  readonly isNeeded: boolean;
}

/** A file that was edited, made or taken away. */
export function decideEdit(
  { path, before, after }: Pick<JournalEdit, 'path' | 'before' | 'after'>,
  now: FileRecord | null | Failure,
  { isWanted, isNeeded }: EditCircumstances,
): Keep | Restore | Conflicting | Blocked {
  if (isNeeded) return { kind: 'blocked', by: 'needed' };
  if (isFailure(now)) return { kind: 'blocked', by: 'failure', failure: now };
  if (now?.digest === before?.digest) return keep;
  const isOurs = now?.digest === after?.digest;
  if (!isOurs && !isWanted) return { kind: 'conflict', conflict: { path, before, ours: after, now } };
  return { kind: 'restore', path, now, before, isOverwrite: !isOurs };
}

/** The definition of a VM as it stands. */
export interface StandingDefinition {
  readonly now: FileRecord | null | Failure;
  /** Whether the device of the command stands in it, and stood in it before. */
  readonly hasDevice: boolean;
  readonly hadDevice: boolean;
  /** Nothing but the device, and what libvirt adds for it, differs from what was there before. */
  readonly differsByDeviceAlone: boolean;
}

/** What speaks for and against revoking a command. */
export interface RunCircumstances {
  readonly hasCommands: boolean;
  /** The person wants the definition back although somebody edited it since. */
  readonly isWanted: boolean;
  /** What it did is over by itself, or somebody else's by now. */
  readonly isOver?: boolean;
}

/** A command whose effect another one takes back. */
export function decideRun(
  { undo, definition }: Pick<JournalRun, 'undo' | 'definition'>,
  standing: StandingDefinition | undefined,
  { hasCommands, isWanted, isOver = false }: RunCircumstances,
): Keep | Revoke | Conflicting | Blocked {
  if (undo === null || isOver) return keep;
  if (!hasCommands) return { kind: 'blocked', by: 'no-commands', argv: undo };
  if (definition === undefined || standing === undefined) return { kind: 'revoke', argv: undo };
  const { now } = standing;
  if (isFailure(now)) return { kind: 'blocked', by: 'failure', failure: now };
  const state = stateOf(definition, now, standing);
  if (state === 'back') return keep;
  if (state === 'ours') return { kind: 'revoke', argv: undo };
  if (isWanted) return { kind: 'revoke', argv: undo, overwrites: now };
  return { kind: 'conflict', conflict: conflictOf(definition, now, standing) };
}

/** back: nothing to take back. ours: as our command left it, so its undo loses nothing. changed: somebody edited it since. */
function stateOf(
  { before, after, isWhole }: DefinitionRecord,
  now: FileRecord | null,
  { hasDevice, hadDevice, differsByDeviceAlone }: StandingDefinition,
): 'back' | 'ours' | 'changed' {
  if (now?.digest === before.digest) return 'back';
  // An undo by this device alone leaves the edits of others as they are.
  if (!isWhole) return now === null || hasDevice === hadDevice ? 'back' : 'ours';
  if (now === null) return 'changed';
  // Cut short before it could be read: ours, if nothing but the device is new.
  const isOurs = after === null ? differsByDeviceAlone : now.digest === after.digest;
  return isOurs ? 'ours' : 'changed';
}

const conflictOf = (
  { name, before, after }: DefinitionRecord,
  now: FileRecord | null,
  { hasDevice, hadDevice }: StandingDefinition,
): Conflict => ({
  path: name,
  kind: now !== null && hasDevice && !hadDevice ? 'definition-with-device' : 'definition',
  before,
  ours: after,
  now,
});

/** What speaks for and against making images anew. */
export interface ImageCircumstances {
  readonly hasCommands: boolean;
  /** What is still needed to have the images of before, and those of kernels that came since. */
  readonly needed: readonly (readonly string[])[];
}

/** Images that a command made for the boot. */
export const decideImages = ({ hasCommands, needed }: ImageCircumstances): Keep | Remake =>
  needed.length === 0 ? keep : { kind: 'remake', commands: needed, isHere: hasCommands };

/** A generated file as it stands. */
export interface StandingGenerated {
  readonly now: FileRecord | null | Failure;
  /** What stands there is the beginning of the file of before, or nothing. */
  readonly beginsBefore: boolean;
  /** The same of the file that our command made. */
  readonly beginsAfter: boolean;
}

/** What speaks for and against giving a generated file back. */
export interface GeneratedCircumstances {
  readonly hasCommands: boolean;
  /** An earlier undo was cut short, maybe while it made files anew. */
  readonly wasUndoing: boolean;
  /** The step was done a moment ago by this very run: what its command made, however spoilt, is ours. */
  readonly isAtOnce: boolean;
  /** Files that it is made of and that stay as they are. */
  readonly left: readonly string[];
  /** No earlier step of this undo ran the same command. */
  readonly isFirst: boolean;
}

/** A file that a command made of others: it is made once more, and is given back to the byte where nothing but ours was made since. */
export function decideGenerated(
  { argv, state }: Pick<JournalRun, 'argv' | 'state'>,
  { path, before, after }: Generated,
  { now, beginsBefore, beginsAfter }: StandingGenerated,
  { hasCommands, wasUndoing, isAtOnce, left, isFirst }: GeneratedCircumstances,
): Remake & { readonly file: RemadeFile } {
  const isThere = now !== null && !isFailure(now);
  const isWhole = isThere && (now.digest === after?.digest || now.digest === before?.digest);
  const wasOurs =
    isAtOnce ||
    (isThere &&
      (now.digest === after?.digest ||
        ((state === 'begun' || wasUndoing) && beginsAfter) ||
        (wasUndoing && beginsBefore)));
  const isHalf = left.length > 0;
  // What a failed change made may be what failed: then the file of before is the safer one, whatever stays.
  const isGivenBack = wasOurs && (!isHalf || isAtOnce || !isWhole);
  return {
    kind: 'remake',
    commands: isFirst ? [argv] : [],
    isHere: hasCommands,
    file: { path, now, before, wasOurs, isTorn: !isWhole, left, isGivenBack, isAtOnce },
  };
}

/** What a generated file is to be once its command is over. */
export interface AfterRemake {
  /** before: the bytes of before. stood: what stood there when undo came. made: what came out. */
  readonly content: 'before' | 'stood' | 'made';
  /** again: it failed in a way that may pass. left: its command is for the host itself. */
  readonly settled: 'undone' | 'left' | 'again';
  /** What came out is ours again: the next undo may give back what was there before. */
  readonly isOursAnew: boolean;
}

/** How a command ended that makes a file anew. */
type Ending = 'ended' | 'failed' | 'not-run';

/** What follows from how the command ended. */
export function decideAfterRemake(file: RemadeFile, command: Ending): AfterRemake {
  const { left, wasOurs, isGivenBack, isAtOnce } = file;
  const isHalf = left.length > 0;
  const isAgain = command === 'failed' && (!isGivenBack || isHalf);
  const content = contentAfter(file, command);
  if (isAgain) return { content, settled: 'again', isOursAnew: false };
  if (command === 'not-run') return { content, settled: 'left', isOursAnew: false };
  // Settings that stay otherwise than before may come back later: then it is made once more.
  return { content, settled: isHalf ? 'left' : 'undone', isOursAnew: isHalf && wasOurs && !isAtOnce };
}

function contentAfter(
  { now, left, isGivenBack, isAtOnce }: RemadeFile,
  command: Ending,
): AfterRemake['content'] {
  const isHalf = left.length > 0;
  const isMade = command === 'ended' && !isAtOnce;
  if (isGivenBack && !(isHalf && isMade)) return 'before';
  return isHalf && command === 'failed' && !isFailure(now) ? 'stood' : 'made';
}
