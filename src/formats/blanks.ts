/**
 * The blanks between words of configuration files are ASCII: for a shell, for kmod, for systemd and for the kernel a full-width space
 * (U+3000), a no-break space or a byte order mark is a part of a word. `trim()` would take those too. A walk from the end
 * takes time in proportion to what it takes off, which `/[ \t]+$/` does not.
 */
export const blanks = ' \t';

/** A text without these characters at its end. */
export function withoutEnd(text: string, characters = blanks): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A text without blanks at either end. */
export function trimBlanks(text: string): string {
  const start = text.search(/[^ \t]/u);
  return start === -1 ? '' : withoutEnd(text.slice(start));
}
