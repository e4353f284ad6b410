/** What people write here in two cells: the table of all of them is as large as a script of the page. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** Terminal cells of a character that is no mark, as `wide.ts` tells them of text in Chinese and English. */
export const cellsOfCode = (code: number): 1 | 2 => (wide.test(String.fromCodePoint(code)) ? 2 : 1);
