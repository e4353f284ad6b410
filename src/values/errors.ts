/** What was asked for can't be done as it was asked: a bad flag, a file that is no snapshot. Ends as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Our own notes on the host can't be read; what the words need: the path and the error's code. Ends in words of the verb that asked. */
export class NotesError extends Error {
  override readonly name = 'NotesError';
  readonly details: Readonly<Record<'path' | 'error', string>>;

  constructor(path: string, error: string, options?: ErrorOptions) {
    super(`${path}: ${error}`, options);
    this.details = { path, error };
  }
}

/** One of our own data files is wrong. The message names the file, the place in it, what was expected and found. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
