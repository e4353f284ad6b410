/** What was asked for can't be done as it was asked: a bad flag, a file that is no snapshot. Ends as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One of our own data files is wrong. The message names the file, the place in it, what was expected and found. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
