import type { HostWriter } from '../../host/writer.ts';
import { isUndoable } from './journal.ts';
import { listJournals } from './store.ts';

/** How long and how many journals are kept: of changes that were taken back, and of those that stand. */
const limits = { over: { days: 90, count: 10 }, standing: { days: 400, count: 50 } } as const;

/**
 * Takes old journals away. One that was taken back goes when it is old or one of many; the way back of a change that stands goes only when
 * it is very old and one of very many. Never one that was cut short, and never `own`.
 */
export function pruneJournals(
  writer: Pick<HostWriter, 'journals' | 'digest'>,
  own: string,
  now: string,
): void {
  const { journals } = writer;
  const counted = { over: 0, standing: 0 };
  for (const journal of listJournals(writer)) {
    if ('broken' in journal || journal.id === own) continue;
    if (journal.state === 'applying' || journal.state === 'undoing') continue;
    const kind = isUndoable(journal) ? 'standing' : 'over';
    const { days, count } = limits[kind];
    counted[kind] += 1;
    const isOld = Date.parse(now) - Date.parse(journal.changed) > days * 24 * 60 * 60 * 1000;
    const isOneOfMany = counted[kind] > count;
    const isDue = kind === 'over' ? isOld || isOneOfMany : isOld && isOneOfMany;
    if (isDue) drop(journals, journal.id);
  }
}

/** Takes a journal away with the files that it kept. */
function drop(journals: HostWriter['journals'], id: string): void {
  for (const name of journals.list())
    if (name === `${id}.json` || name.startsWith(`${id}.kept-`)) journals.drop(name);
}
