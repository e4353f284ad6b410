import type { HostWriter } from '../../host/writer.ts';
import { isUndoable, type Journal } from '../journal/journal.ts';
import { isLater } from '../journal/journal-id.ts';
import { listJournals, readableJournals, type BrokenJournal } from '../journal/store.ts';
import type { Refusal } from '../plan.ts';

/** The change that is to be taken back, or why there is none. */
export type Chosen =
  | { readonly kind: 'journal'; readonly journal: Journal }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The newest change that stands, or the one that was named. One that a newer change builds on waits for that. */
export function chooseJournal(writer: Pick<HostWriter, 'journals' | 'digest'>, id?: string): Chosen {
  const all = readableJournals(() => listJournals(writer));
  if ('reason' in all) return { kind: 'refused', refusal: { ...all, rule: null } };
  const refused = (reason: string, details: Refusal['details']): Chosen => ({
    kind: 'refused',
    refusal: { reason, ...(details === undefined ? {} : { details }), rule: null },
  });
  const found = id === undefined ? all.find(isOpen) : all.find(journal => journal.id === id);
  if (found === undefined)
    return id === undefined ? { kind: 'nothing' } : refused('no-journal', { journal: id });
  if ('broken' in found)
    return refused('broken-journal', {
      journal: found.id,
      path: pathOf(writer, found.id),
      problem: found.problem,
      ...found.details,
    });
  if (!isUndoable(found))
    return id === undefined ? { kind: 'nothing' } : refused('already-undone', { journal: found.id });
  const paths = new Set(pathsOf(found));
  const newer = all.find(
    journal =>
      isLater(journal.id, found.id) &&
      !('broken' in journal) &&
      isUndoable(journal) &&
      pathsOf(journal).some(path => paths.has(path)),
  );
  return newer === undefined
    ? { kind: 'journal', journal: found }
    : refused('newer-journal', { journal: newer.id });
}

const isOpen = (journal: Journal | BrokenJournal): boolean => 'broken' in journal || isUndoable(journal);

const pathOf = ({ journals: journals }: Pick<HostWriter, 'journals'>, id: string): string =>
  journals.pathOf(`${id}.json`);

function pathsOf({ steps }: Journal): readonly string[] {
  return steps.flatMap(step => (step.kind === 'edit' && step.state !== 'waiting' ? [step.path] : []));
}
