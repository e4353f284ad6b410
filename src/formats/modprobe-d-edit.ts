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
