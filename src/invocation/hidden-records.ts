import type { Conflict } from '../change/journal/reverted.ts';
import type { FileRecord, Journal, JournalStep } from '../change/journal/journal.ts';
import type { BrokenJournal } from '../change/journal/store.ts';
import type { Refusal, Step } from '../change/plan.ts';
import type { Records } from '../change/journal/history.ts';
import type { UndoPlan } from '../change/undo/show.ts';
import type { Machine } from './subject.ts';

/**
 * Our own notes with stand-ins, the same as in the answers of their machine. They are not read through its door: undo must compare every
 * byte, so only what is shown of them is gone through.
 */

type Hide = Machine['hide'];

export const hiddenRecords = (records: Records, hide: Hide): Records =>
  records?.map(one => hiddenJournal(one, hide));

export function hiddenJournal<T extends Journal | BrokenJournal>(journal: T, hide: Hide): T {
  if (!('broken' in journal)) return { ...journal, steps: journal.steps.map(step => hiddenStep(step, hide)) };
  const { closed } = journal;
  return {
    ...journal,
    details: hiddenDetails(journal.details, hide),
    ...(closed === undefined ? {} : { closed: { ...closed, details: hiddenDetails(closed.details, hide) } }),
  };
}

function hiddenStep(step: JournalStep, hide: Hide): JournalStep {
  if (step.kind === 'edit') {
    const { path, before, after, folders } = step;
    const record = (one: FileRecord | null): FileRecord | null => hiddenRecord(one, hide, path);
    return {
      ...step,
      path: hide(path),
      before: record(before),
      after: record(after),
      folders: folders.map(folder => hide(folder)),
    };
  }
  const { argv, undo, generated, definition, folders } = step;
  return {
    ...step,
    argv: argv.map(word => hide(word)),
    undo: undo?.map(word => hide(word)) ?? null,
    ...(folders === undefined ? {} : { folders: folders.map(folder => hide(folder)) }),
    ...(generated === undefined
      ? {}
      : {
          generated: {
            path: hide(generated.path),
            before: hiddenRecord(generated.before, hide, generated.path),
            after: hiddenRecord(generated.after, hide, generated.path),
          },
        }),
    ...(definition === undefined
      ? {}
      : {
          definition: {
            ...definition,
            domain: hide(definition.domain),
            name: hide(definition.name),
            device: hide(definition.device),
            before: hiddenRecord(definition.before, hide),
            after: hiddenRecord(definition.after, hide),
          },
        }),
  };
}

/** Bytes that are no text tell nothing that could be gone through. */
function hiddenRecord<T extends FileRecord | null>(record: T, hide: Hide, path?: string): T {
  if (record === null) return record;
  const { digest, text, mode, owner, group } = record;
  return { digest, mode, owner, group, ...(text === undefined ? {} : { text: hide(text, path) }) } as T;
}

/** What an undo would do, as it may leave the machine. */
export function hiddenUndo({ steps, refused, changed, notes }: UndoPlan, hide: Hide): UndoPlan {
  return {
    steps: steps.map(step => hiddenPlanStep(step, hide)),
    refused: refused.map(one => hiddenReason(one, hide)),
    changed: changed.map(one => hiddenChange(one, hide)),
    notes: notes.map(one => hiddenReason(one, hide)),
  };
}

function hiddenPlanStep(step: Step, hide: Hide): Step {
  if (step.kind === 'run')
    return {
      kind: 'run',
      argv: step.argv.map(word => hide(word)),
      undo: null,
      reboot: step.reboot,
      rule: step.rule,
    };
  const { path, before, after } = step;
  const text = (one: string | null): string | null => (one === null ? null : hide(one, path));
  return { ...step, path: hide(path), before: text(before), after: text(after) };
}

function hiddenChange(change: Conflict, hide: Hide): Conflict {
  const { path, kind, before, ours, now } = change;
  const record = (one: FileRecord | null): FileRecord | null =>
    hiddenRecord(one, hide, kind === undefined ? path : undefined);
  return { ...change, path: hide(path), before: record(before), ours: record(ours), now: record(now) };
}

/** Why something is not done. The names of our changes stay, by which a reader finds them again, and so do the error codes of errno(3). */
function hiddenReason({ details, ...reason }: Refusal, hide: Hide): Refusal {
  return details === undefined ? reason : { ...reason, details: hiddenDetails(details, hide) };
}

function hiddenDetails(
  details: Readonly<Record<string, string>>,
  hide: Hide,
): Readonly<Record<string, string>> {
  const each = Object.entries(details).map(([key, value]) => {
    const isOurs = key === 'journal' || /^E[A-Z\d]{1,20}$/u.test(value);
    return [key, isOurs ? value : hide(value)] as const;
  });
  return Object.fromEntries(each);
}
