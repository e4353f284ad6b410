import { withoutEnd } from './blanks.ts';

/**
 * Lines that are to say nothing any more stay in the file behind a `#`: nothing of the owner's is lost, and whoever wants one
 * back finds it in its place. For module lists, modprobe.d and the like, where a comment is a line of its own.
 */
export function commentOut(text: string, numbers: readonly number[]): string {
  const chosen = new Set(numbers);
  return text
    .split('\n')
    .map((line, index) => (chosen.has(index + 1) ? commented(line) : line))
    .join('\n');
}

/** A carriage return ends a line for some readers: behind it the line would go on as no comment. */
function commented(line: string): string {
  if (/^[ \t]*#/.test(line) && !line.includes('\r')) return line;
  return withoutEnd(`# ${withoutEnd(line, '\r').replaceAll('\r', ' ')}`);
}
