import type { JournalEdit, JournalRun, JournalStep } from '../journal/journal.ts';
import { isMadeOf } from '../journal/known-commands.ts';

/** Whether there is anything of a step to take back. */
export const isOpen = ({ state }: JournalStep): boolean => state !== 'waiting' && state !== 'undone';

/** A command that makes files out of edited ones: undo runs it again. */
export type FollowUpRun = JournalRun & { readonly undo: readonly string[] };

export const isFollowUp = (step: JournalStep): step is FollowUpRun =>
  step.kind === 'run' && step.undo !== null && step.argv.join('\0') === step.undo.join('\0');

/** A file that a command needs which is still to be run stays until then, and so do the folders made for it. */
export const isNeeded = (
  { path, folders }: Pick<JournalEdit, 'path' | 'folders'>,
  later: readonly Pick<JournalRun, 'undo'>[],
): boolean =>
  later.some(({ undo }) =>
    undo?.some(word => word === path || folders.some(folder => word.startsWith(`${folder}/`))),
  );

/** Of these files those that a command makes its own of. */
export const settingsOf = ({ argv }: JournalRun, paths: readonly string[]): readonly string[] =>
  paths.filter(path => isMadeOf(argv, path));
