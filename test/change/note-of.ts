import type { FileRecord, Journal, JournalStep } from '../../src/change/journal/journal.ts';
import { digestOf } from '../../src/host/digest.ts';

/** A text as a journal keeps it. */
export const fileOf = (text: string): FileRecord => ({
  ...{ digest: digestOf(new TextEncoder().encode(text)), text },
  ...{ mode: '0644', owner: 0, group: 0 },
});

/** An edit that made a file. */
export const madeFile = (path: string, reboot = true): JournalStep => ({
  ...{ kind: 'edit', path, rule: null, reboot, state: 'done', before: null, after: fileOf('ours\n') },
  folders: [],
});

const reached: Readonly<Record<Journal['state'], JournalStep['state']>> = {
  applying: 'begun',
  applied: 'done',
  'rolled-back': 'undone',
  undoing: 'done',
  'partly-undone': 'left',
  undone: 'undone',
};

/** The same journal with its steps as far as its state says. */
export function settled(journal: Journal): Journal {
  const isOnce = journal.state === 'applying';
  const steps = journal.steps.map((step, i, all) => ({
    ...step,
    state: isOnce && i < all.length - 1 ? ('done' as const) : reached[journal.state],
  }));
  return { ...journal, steps };
}
