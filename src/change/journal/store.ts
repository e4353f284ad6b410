import type { HostWriter, Failure } from '../../host/writer.ts';
import { JournalError } from '../../values/errors.ts';
import { doubtAbout, type Doubt } from './doubt.ts';
import { recordFault } from '../../records/record-fault.ts';
import type { Journal } from './journal.ts';
import { ending, idForm, isLater } from './journal-id.ts';
import { validate } from './journal.validate.ts';

/** A note that is there and is no journal to go by. */
export interface BrokenJournal extends Doubt {
  readonly id: string;
  readonly broken: true;
  /** Why it was not even read, where that is so: what it says of a change is not known then. */
  readonly closed?: Failure;
}

/** What is asked for journals. */
type Notes = Pick<HostWriter, 'journals' | 'digest'>;

/** What our notes say, or that they can't be read, or not be believed. */
export function readableJournals<T>(ask: () => T): T | Failure {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    const { path, problem, details } = error;
    return problem === 'note-unread'
      ? { reason: 'notes-unread', details: { path, ...details } }
      : { reason: 'notes-untrusted', details: { path, problem, ...details } };
  }
}

/** All journals, the newest first. */
export function listJournals(notes: Notes): readonly (Journal | BrokenJournal)[] {
  return notes.journals
    .list()
    .filter(name => name.endsWith(ending))
    .map(name => readJournal(notes, name.slice(0, -ending.length)))
    .filter(journal => journal !== undefined)
    .sort((a, b) => (isLater(b.id, a.id) ? 1 : -1));
}

/** One journal; undefined where there is none of this name. */
export function readJournal(notes: Notes, id: string): Journal | BrokenJournal | undefined {
  if (!idForm.test(id)) return undefined;
  const broken = (problem: string, details: Doubt['details'] = {}): BrokenJournal => ({
    id,
    broken: true,
    problem,
    details,
  });
  const text = readableJournals(() => notes.journals.read(`${id}${ending}`));
  if (typeof text === 'object') {
    const { problem = 'note-unread', ...details } = text.details;
    return { ...broken(problem, details), closed: text };
  }
  if (text === undefined) return undefined;
  const value = parsed(text);
  if (value === undefined) return broken('note-json');
  const fault = recordFault(validate, value);
  if (fault !== undefined) return broken('note-shape', { place: fault.place, wanted: fault.wanted });
  const journal = value as Journal;
  if (journal.id !== id) return broken('note-name', { name: journal.id });
  const doubt = doubtAbout(journal, notes);
  return doubt === undefined ? journal : broken(doubt.problem, doubt.details);
}

/** undefined: no JSON. Written whole or not at all by us; a person may have been at it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
