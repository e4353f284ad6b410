import { pad, width, wrap } from './cells.ts';

/** One thing with what it was and what it is. */
export type Change = readonly [name: string, was: string, is: string];

/**
 * What changed, a line each where that has room. A longer one stands below its name, `-` what it was, `+` what it is: no value is cut where
 * the two differ, only what they have in common.
 */
export function changeLines(changes: readonly Change[], columns: number): readonly string[] {
  const most = Math.floor(columns / 2);
  const names = Math.max(0, ...changes.map(([name]) => width(name)).filter(cells => cells <= most));
  return changes.flatMap(([name, was, is]) => {
    const whole = `  ${pad(name, names)}  ${was} -> ${is}`;
    if (width(whole) <= columns) return [whole];
    const [before, after] = apart(was, is, columns - 6);
    return [
      ...wrap(name, columns - 2).map(line => `  ${line}`),
      ...signed('-', before, columns),
      ...signed('+', after, columns),
    ];
  });
}

const signed = (sign: string, text: string, columns: number): readonly string[] =>
  wrap(text, columns - 6).map((line, at) => `    ${at === 0 ? sign : ' '} ${line}`);

/** So many characters stay on each side of what differs. */
const around = 16;

/** Two texts, without what they have in common far from where they differ; whole, where each has room in a line. */
export function apart(was: string, is: string, cells: number): readonly [string, string] {
  if (width(was) <= cells && width(is) <= cells) return [was, is];
  const [a, b] = [Array.from(was), Array.from(is)];
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a[begin] === b[begin]) begin += 1;
  let end = 0;
  while (end < shorter - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const from = Math.max(0, begin - around);
  const kept = (text: readonly string[]): string => {
    const to = Math.min(text.length, text.length - end + around);
    return `${from > 0 ? '…' : ''}${text.slice(from, to).join('')}${to < text.length ? '…' : ''}`;
  };
  return [kept(a), kept(b)];
}
