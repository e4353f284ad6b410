import type { JournalStore } from '../../host/writer.ts';

/** The name of a journal: the time it was begun, and a number where that was taken. */
export const idForm = /^\d{8}-\d{6}(?:-\d+)?$/u;

/** How the name of a note ends that is a journal. */
export const ending = '.json';

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
