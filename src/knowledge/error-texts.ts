import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';

/** What programs print when something is not as they want it, and what it means for sharing a GPU. */
export interface ErrorText {
  readonly id: string;
  /**
   * Where it is the answer to a post: in any; where the GPU shares by SR-IOV; where the post shows a driver in PF mode. These rows alone lie in
   * the page for browsers.
   */
  readonly answers?: 'always' | 'on-sr-iov' | 'in-pf-mode';
  /** As it is printed; `…` stands for what differs each time. Who prints it, in which version and file: that is for those who read the YAML. */
  readonly texts: readonly { readonly text: string; readonly source?: string }[];
  /** The program, as people call it. */
  readonly program: string;
  readonly title: Text;
  /** What it means. */
  readonly says: Text;
  /** Causes of rules that may lie behind it, in the order in which to look. */
  readonly causes?: readonly string[];
  /** What to do; Markdown. */
  readonly look?: Text;
}

/** `rules/tables/error-texts.yml`. */
export interface ErrorTextTable {
  readonly source: string;
  readonly messages: readonly ErrorText[];
}

/** All of them, in their order. */
export const allErrorTexts = (): readonly ErrorText[] => readTable<ErrorTextTable>('error-texts').messages;

/** The message that a text is; the longest of the printed texts that are found in it tells. */
export const identifyErrorText = (text: string): ErrorText | undefined => best(text, compiled());

/** The same of those that are the answer to a post. */
export const answeringErrorText = (line: string): ErrorText | undefined => best(line, answering());

function best(text: string, candidates: readonly Compiled[]): ErrorText | undefined {
  let longest: { readonly row: ErrorText; readonly weight: number } | undefined;
  const plain = plainLine(text);
  for (const { row, parts, weight } of candidates) {
    if (weight > (longest?.weight ?? 0) && holds(plain, parts)) longest = { row, weight };
  }
  return longest?.row;
}

interface Compiled {
  readonly row: ErrorText;
  /** What stands between the `…`. */
  readonly parts: readonly string[];
  /** Letters of it. */
  readonly weight: number;
}

let all: readonly Compiled[] | undefined;
let some: readonly Compiled[] | undefined;

const answering = (): readonly Compiled[] =>
  (some ??= compiled().filter(({ row }) => row.answers !== undefined));

const compiled = (): readonly Compiled[] =>
  (all ??= allErrorTexts().flatMap(row =>
    row.texts.map(({ text }) => {
      const parts = text
        .split('…')
        .map(plainLine)
        .filter(part => part !== '');
      return { row, parts, weight: parts.join('').length };
    }),
  ));

/** Without what printers and phones change: case, quotation marks, white space. */
const plainLine = (text: string): string =>
  text
    .toLowerCase()
    .replace(/["'`‘’“”]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/ ?[:：] ?/gu, ': ')
    .trim();

/** Do these parts stand in it, one behind the other? */
function holds(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
