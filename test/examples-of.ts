/**
 * Texts that a regular expression matches: every alternative, every option with and without. It knows the syntax that our own
 * patterns use, and refuses any other.
 */
export function examplesOf(pattern: string): readonly string[] {
  let at = 0;
  const all = alternatives();
  if (at < pattern.length) throw new Error(`${pattern}: "${pattern.slice(at)}" is left over`);
  return [...new Set(all)];

  function alternatives(): string[] {
    const found = [...sequence()];
    while (pattern[at] === '|') {
      at += 1;
      found.push(...sequence());
    }
    return found;
  }

  function sequence(): string[] {
    let texts = [''];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const pieces = quantified(piece());
      texts = texts.flatMap(text => pieces.map(one => text + one));
    }
    return texts;
  }

  function piece(): string[] {
    const char = pattern[at] ?? '';
    at += 1;
    if (char === '^' || char === '$') return [''];
    if (char === '.') return ['x'];
    if (char === '\\') return [escaped()];
    if (char === '[') return [classMember()];
    if (char !== '(') return [char];
    const isAhead = pattern.startsWith('?!', at);
    const opening = /^\?(?::|!)/u.exec(pattern.slice(at))?.[0] ?? '';
    at += opening.length;
    const found = alternatives();
    at += 1;
    return isAhead ? [''] : found;
  }

  function escaped(): string {
    const char = pattern[at] ?? '';
    at += 1;
    const classes: Readonly<Record<string, string>> = { d: '1', w: 'a', S: 'x', s: ' ', b: '' };
    return classes[char] ?? char;
  }

  function classMember(): string {
    const end = pattern.indexOf(']', at);
    const inside = pattern.slice(at, end);
    at = end + 1;
    return inside.startsWith('\\d') ? '0' : (inside[0] ?? '');
  }

  function quantified(pieces: string[]): string[] {
    const char = pattern[at];
    const times = /^\{(\d)(?:,(\d))?\}/u.exec(pattern.slice(at));
    if (times !== null) {
      at += times[0].length;
      const [, least, most = least] = times;
      return [...new Set([least, most])].flatMap(count => pieces.map(one => one.repeat(Number(count))));
    }
    if (char === undefined || !'*+?'.includes(char)) return pieces;
    at += 1;
    return char === '+' ? pieces : ['', ...pieces];
  }
}
