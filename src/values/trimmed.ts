/** A text without some characters at its end. A regular expression looks for its end from every place anew, and a text of nothing else takes its square. */
export function withoutAtEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A text in one line: a line break, with the blanks around it, is one blank. */
export const inOneLine = (text: string): string =>
  text.replaceAll(/\s+/gu, blanks => (blanks.includes('\n') ? ' ' : blanks));

/** What stands before the first of a sign; the whole where there is none. */
export function upTo(text: string, sign: string): string {
  const at = text.indexOf(sign);
  return at < 0 ? text : text.slice(0, at);
}
