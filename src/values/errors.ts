/** What was asked for can't be done as it was asked: a bad flag, a file that is no snapshot. Ends as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What keeps us from going by our own notes on the host; words for each stand in `problems` of `src/words/writer.*`. */
export type NoteProblem =
  'note-unread' | 'note-owner' | 'note-writable' | 'note-link' | 'note-kind' | 'note-large' | 'note-text';

/** Our own notes on the host can't be read, or not be believed. Ends in words of the verb that asked. */
export class JournalError extends Error {
  override readonly name = 'NotesError';
  /** Where, as the host calls it. */
  readonly path: string;
  readonly problem: NoteProblem;
  /** What the words need to be concrete. */
  readonly details: Readonly<Record<string, string>>;

  constructor(path: string, problem: NoteProblem, details: Readonly<Record<string, string>> = {}) {
    super(`${path}: ${problem}`);
    this.path = path;
    this.problem = problem;
    this.details = details;
  }
}

/** One of our own data files is wrong. The message names the file, the place in it, what was expected and found. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
