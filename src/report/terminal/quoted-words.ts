/** An argument vector as a person would type it in a POSIX shell. */
export function shellWords(argv: readonly string[]): string {
  return argv
    .map(word => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
