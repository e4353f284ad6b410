import { commentOut } from './line-edit.ts';

/**
 * Puts lines of a modprobe.d file behind a `#`; undefined where one of them is a part of a continued line: what would be left
 * of that only kmod could tell (`freadline_wrapped()` in shared/util.c joins comments too).
 */
export function commentOutOptions(text: string, numbers: readonly number[]): string | undefined {
  const lines = text.split('\n');
  const isJoined = (number: number): boolean =>
    lines[number - 1]?.endsWith('\\') === true || lines[number - 2]?.endsWith('\\') === true;
  return numbers.some(isJoined) ? undefined : commentOut(text, numbers);
}

/**
 * Takes entries out of a list among the options of these lines; `left` says what stays of a value. A line that has no option any more goes behind a
 * `#`. undefined: a line is continued, or its list is written in quotes.
 */
export function dropOptionEntries(
  text: string,
  numbers: readonly number[],
  option: string,
  left: (value: string) => readonly string[],
): string | undefined {
  const lines = text.split('\n');
  const empty: number[] = [];
  for (const number of numbers) {
    const line = lines[number - 1] ?? '';
    const made = withoutEntries(line, option, left);
    if (made === undefined) return undefined;
    if (made === '') empty.push(number);
    else lines[number - 1] = made;
  }
  const isJoined = (number: number): boolean =>
    lines[number - 1]?.endsWith('\\') === true || lines[number - 2]?.endsWith('\\') === true;
  return numbers.some(isJoined) ? undefined : commentOut(lines.join('\n'), empty);
}

/** The line with less in its list; empty: nothing is left that it sets. */
function withoutEntries(
  line: string,
  option: string,
  left: (value: string) => readonly string[],
): string | undefined {
  const words = line.split(/([ \t]+)/u);
  const at = words.findIndex(word => word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  const value = words[at]?.slice(option.length + 1) ?? '';
  if (/['"\\\r]/u.test(value)) return undefined;
  const kept = left(value);
  if (kept.length > 0) return words.with(at, `${option}=${kept.join(',')}`).join('');
  // The blanks before a word go with it; `options MODULE` alone says nothing.
  const rest = words.filter((_, i) => i !== at && i !== at - 1);
  return rest.filter(word => word.trim() !== '').length > 2 ? rest.join('') : '';
}
