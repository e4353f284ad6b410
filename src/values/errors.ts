import type { Text } from './text.ts';

/** What was asked for can't be done as it was asked: a bad flag, a file that is no snapshot. Ends as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The line, in every language; `message` is the English one. */
  readonly text: Text;
  /** What to do about it; undefined: the help of the verb tells. */
  readonly next: Text | undefined;

  constructor(text: Text, { cause, next }: { readonly cause?: unknown; readonly next?: Text } = {}) {
    super(text.en, { cause });
    this.text = text;
    this.next = next;
  }
}

/** A part of a line: the same in every language (a name, a number), or not. */
export type Said = string | Text;

/** One line of the commonest kind: where, what was expected there, and what was found. */
export function unexpected(
  where: string,
  wanted: Said,
  found: Said,
  options: ConstructorParameters<typeof UsageError>[1] = {},
): UsageError {
  const [inEnglish, inChinese] = [sayIn('en'), sayIn('zh-CN')];
  return new UsageError(
    {
      en: `${where}: expected ${inEnglish(wanted)}, found ${inEnglish(found)}`,
      'zh-CN': `${where}：应为${spaced(inChinese(wanted))}，实际是${spaced(inChinese(found))}`,
    },
    options,
  );
}

/** Nothing was given. */
export const nothingGiven: Text = { en: 'nothing', 'zh-CN': '空的' };

const sayIn =
  (language: keyof Text) =>
  (said: Said): string =>
    typeof said === 'string' ? said : said[language];

/** Between Chinese and Latin letters stands a space. */
const spaced = (text: string): string => (/^[\w./"[{-]/u.test(text) ? ` ${text}` : text);

/** What keeps us from going by our own notes on the host; words for each stand in `problems` of `src/words/writer.*`. */
export type NoteProblem =
  'note-unread' | 'note-owner' | 'note-writable' | 'note-link' | 'note-kind' | 'note-large' | 'note-text';

/** Our own notes on the host can't be read, or not be believed. Ends in words of the verb that asked. */
export class JournalError extends Error {
  override readonly name = 'NotesError';
  /** Where, as the host calls it. */
  readonly path: string;
  readonly problem: NoteProblem;
  /** What the words need to be concrete. */
  readonly details: Readonly<Record<string, string>>;

  constructor(path: string, problem: NoteProblem, details: Readonly<Record<string, string>> = {}) {
    super(`${path}: ${problem}`);
    this.path = path;
    this.problem = problem;
    this.details = details;
  }
}

/** One of our own data files is wrong. The message names the file, the place in it, what was expected and found. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
