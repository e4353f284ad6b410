/** A long list of words, sorted, each by how much of the one before it begins with (one digit of base 36) and what follows: half the size of a plain one. */
export function packWords(words: readonly string[]): string {
  let before = '';
  return [...words]
    .sort()
    .map(word => {
      let shared = 0;
      while (shared < 35 && shared < word.length && word[shared] === before[shared]) shared += 1;
      before = word;
      return `${shared.toString(36)}${word.slice(shared)}`;
    })
    .join(' ');
}

/** The words again. */
export function unpackWords(packed: string): readonly string[] {
  let before = '';
  return packed
    .split(' ')
    .map(part => (before = before.slice(0, Number.parseInt(part.charAt(0), 36)) + part.slice(1)));
}
