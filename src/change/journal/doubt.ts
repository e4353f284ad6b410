import { hasDevice } from '../../formats/domain-edit.ts';
import type { FileState, HostWriter, Failure } from '../../host/writer.ts';
import {
  bytesOf,
  isUndoable,
  type FileRecord,
  type Journal,
  type JournalEdit,
  type JournalRun,
} from './journal.ts';
import { isDeviceFolder } from './device-folders.ts';
import { isKnownCommand } from './known-commands.ts';
import { isEdited, isGenerated } from './known-places.ts';

/** Why a note is not gone by. Words for it stand in `problems` of `src/words/writer.*`. */
export interface Doubt {
  readonly problem: string;
  /** What the words need to be concrete. */
  readonly details: Readonly<Record<string, string>>;
}

const doubt = (problem: string, details: Readonly<Record<string, string>>): Doubt => ({ problem, details });

/**
 * What speaks against a journal of the right shape: undo writes what it says and runs what it says, as root. Every content must be that of
 * its digest, every file one that plans change, every command one that plans hold, and all of it one story.
 */
export function doubtAbout(
  journal: Journal,
  writer: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  const found = doubtAboutStates(journal);
  if (found !== undefined) return found;
  for (const [i, step] of journal.steps.entries()) {
    const place = `steps.${i}`;
    const inStep =
      step.kind === 'edit'
        ? doubtAboutEdit(step, place, `${journal.id}.kept-${i}`, writer)
        : doubtAboutRun(step, place, writer);
    const inCopy = step.kind === 'edit' && isUndoable(journal) ? doubtAboutCopy(step, writer) : undefined;
    if (inStep !== undefined || inCopy !== undefined) return inStep ?? inCopy;
  }
  return undefined;
}

/** How far the steps may have come in each state; apply/apply-steps.ts and undo/act.ts. */
const reached: Readonly<Record<Journal['state'], readonly string[]>> = {
  applying: ['done', 'begun', 'waiting'],
  applied: ['done'],
  'rolled-back': ['undone', 'waiting'],
  undoing: ['done', 'begun', 'waiting', 'undone', 'left'],
  'partly-undone': ['undone', 'waiting', 'left'],
  undone: ['undone', 'waiting'],
};

function doubtAboutStates({ state, steps }: Journal): Doubt | undefined {
  const wrong = steps.findIndex(step => !reached[state].includes(step.state));
  if (wrong !== -1) return doubt('note-states', { place: `steps.${wrong}.state`, state });
  // Step by step: behind one that was not done none was begun.
  const begun = steps.findIndex(step => step.state !== 'done');
  const after = steps.findIndex((step, i) => i > begun && step.state !== 'waiting');
  return state === 'applying' && begun !== -1 && after !== -1
    ? doubt('note-states', { place: `steps.${after}.state`, state })
    : undefined;
}

function doubtAboutEdit(
  { path, state, before, after, kept, folders }: JournalEdit,
  place: string,
  copy: string,
  writer: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  if (!isEdited(path)) return doubt('note-place', { file: path });
  // Each is made in the one before it, the last holds the file.
  const strange = folders.find((folder, i) => folder !== parentOf(folders[i + 1] ?? path));
  if (strange !== undefined) return doubt('note-place', { file: strange });
  const isWhole =
    state === 'waiting'
      ? before === null && after === null && kept === undefined
      : (before !== null || after !== null) && kept === (before === null ? undefined : copy);
  if (!isWhole) return doubt('note-half', { place });
  return (
    doubtAboutFile(before, { place: `${place}.before`, file: path, copy: kept }, writer) ??
    doubtAboutFile(after, { place: `${place}.after`, file: path }, writer)
  );
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function doubtAboutRun(
  step: JournalRun,
  place: string,
  writer: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  const { argv, undo, state, verify, generated, folders = [] } = step;
  if (!isKnownCommand(argv, undo))
    return doubt('note-command', { command: argv.join(' '), back: undo === null ? '–' : undo.join(' ') });
  const strange = folders.find(path => !isDeviceFolder(path));
  if (strange !== undefined) return doubt('note-place', { file: strange });
  const isMaking = verify !== undefined;
  if (
    isMaking !== (argv[0] === 'update-grub') ||
    (generated !== undefined) !== (isMaking && state !== 'waiting')
  )
    return doubt('note-half', { place });
  if (verify !== undefined && !isGenerated(verify.config))
    return doubt('note-place', { file: verify.config });
  if (generated !== undefined && generated.path !== verify?.config)
    return doubt('note-place', { file: generated.path });
  const file = generated?.path ?? '';
  return (
    doubtAboutFile(generated?.before ?? null, { place: `${place}.generated.before`, file }, writer) ??
    doubtAboutFile(generated?.after ?? null, { place: `${place}.generated.after`, file }, writer) ??
    doubtAboutDefinition(step, place, writer)
  );
}

function doubtAboutDefinition(
  { argv, undo, state, definition }: JournalRun,
  place: string,
  writer: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  const verb = argv.find(word => word === 'attach-device' || word === 'detach-device');
  if ((definition !== undefined) !== (verb !== undefined && state !== 'waiting'))
    return doubt('note-half', { place: `${place}.definition` });
  if (definition === undefined) return undefined;
  const { name, domain, device, isWhole, before, after } = definition;
  const isOf =
    argv[argv.indexOf('--domain') + 1] === name &&
    isWhole === (undo?.includes('define') === true) &&
    (domain === name || before.text?.includes(`<uuid>${domain}</uuid>`) === true) &&
    hasDevice(before.text ?? '', device) === (verb === 'detach-device') &&
    (after === null || hasDevice(after.text ?? '', device) === (verb === 'attach-device'));
  if (!isOf) return doubt('note-half', { place: `${place}.definition` });
  // With the password of a console the digest is that of a text which is kept nowhere.
  if (!isWhole) return undefined;
  return (
    doubtAboutFile(before, { place: `${place}.definition.before`, file: name }, writer) ??
    doubtAboutFile(after, { place: `${place}.definition.after`, file: name }, writer)
  );
}

function doubtAboutFile(
  record: FileRecord | null,
  {
    place,
    file,
    copy,
  }: { readonly place: string; readonly file: string; readonly copy?: string | undefined },
  { digest, journals: journals }: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  if (record === null) return undefined;
  const { text, base64 } = record;
  const isOne = (text === undefined) !== (base64 === undefined);
  const isPlain = base64 === undefined || Buffer.from(base64, 'base64').toString('base64') === base64;
  if (isOne && isPlain && digest(bytesOf(record)) === record.digest) return undefined;
  const there = copy === undefined ? null : journals.copy(copy);
  const isCopyWhole = there !== null && !('reason' in there) && digest(there.bytes) === record.digest;
  return doubt('note-digest', { place, file, ...(isCopyWhole ? { copy: journals.pathOf(copy ?? '') } : {}) });
}

/** The copy gives its owner, mode and access list to what is put back: it must be that of the very file. One that is gone gives none. */
function doubtAboutCopy(
  { before, kept }: JournalEdit,
  { digest, journals: journals }: Pick<HostWriter, 'digest' | 'journals'>,
): Doubt | undefined {
  if (before === null || kept === undefined) return undefined;
  const there = journals.copy(kept);
  if (there === null) return undefined;
  const isIt = !('reason' in there) && digest(there.bytes) === before.digest && isShapedAlike(there, before);
  return isIt ? undefined : doubt('note-copy', { copy: journals.pathOf(kept), ...errorOf(there) });
}

const isShapedAlike = (copy: FileState, { mode, owner, group }: FileRecord): boolean =>
  copy.mode === mode && copy.owner === owner && copy.group === group;

const errorOf = (there: FileState | Failure): Readonly<Record<string, string>> =>
  'reason' in there && there.details['error'] !== undefined ? { error: there.details['error'] } : {};
