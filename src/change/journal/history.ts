import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { isUndoable, textOf, type Journal } from './journal.ts';
import type { BrokenJournal } from './store.ts';

/** What fngvt noted of its changes, the newest first; undefined: that could not be read (only root can; a snapshot holds none). */
export type Records = readonly (Journal | BrokenJournal)[] | undefined;

/** One edit of a file that stands, with the texts before and after. */
export interface RecordedEdit {
  /** The change it is a part of, by the name that `undo` knows. */
  readonly change: string;
  /** null: there was no file. */
  readonly before: string | null;
  /** null: the file went. */
  readonly after: string | null;
  /** Something that was broken was put right: whatever the file gained by that is its owner's. */
  readonly isRepair: boolean;
}

/** Every edit of this file by us that was not taken back, the oldest first. */
export function recordedEdits(records: Records, path: string): readonly RecordedEdit[] {
  return [...(records ?? [])]
    .reverse()
    .filter((one): one is Journal => !('broken' in one) && isUndoable(one))
    .flatMap(({ id, steps }) =>
      steps.flatMap(step => {
        if (step.kind !== 'edit' || step.path !== path) return [];
        if (step.state === 'waiting' || step.state === 'undone') return [];
        const [before, after] = [textOf(step.before), textOf(step.after)];
        return [{ change: id, before, after, isRepair: step.rule === 'grub-file' }];
      }),
    );
}

/** Every file that an edit of ours stands in. */
export function recordedPaths(records: Records): readonly string[] {
  const all = (records ?? []).flatMap(one => ('broken' in one ? [] : one.steps));
  const paths = new Set(all.flatMap(step => (step.kind === 'edit' ? [step.path] : [])));
  return [...paths].filter(path => recordedEdits(records, path).length > 0).sort();
}

/** A word that we wrote, and the owner's word that stood in its place; null: none did. */
export interface OwnWord {
  readonly word: string;
  readonly instead: string | null;
}

/** The words of a text; undefined: they can't be told by reading. */
export type WordsOf = (text: string) => readonly string[] | undefined;

/**
 * The words that are ours in a file as it is now: written by an edit that stands, and there ever since. What stood there before is
 * its owner's, and so is what somebody wrote later.
 */
export const ownWords = (
  edits: readonly RecordedEdit[],
  now: string | null,
  wordsOf: WordsOf,
): readonly OwnWord[] => those(wordsWritten(edits, wordsOf), wordsIn(now, wordsOf));

/** The words that our edits left in a file, whatever became of them since. */
export const wordsSetUp = (edits: readonly RecordedEdit[], wordsOf: WordsOf): readonly string[] =>
  wordsWritten(edits, wordsOf).map(({ word }) => word);

const wordsIn = (text: string | null, wordsOf: WordsOf): readonly string[] =>
  text === null ? [] : (wordsOf(text) ?? []);

function wordsWritten(edits: readonly RecordedEdit[], wordsOf: WordsOf): readonly OwnWord[] {
  return edits.reduce<readonly OwnWord[]>((known, { before, after, isRepair }) => {
    const [was, is] = [wordsIn(before, wordsOf), wordsIn(after, wordsOf)];
    const still = those(known, was);
    const [took, wrote] = [less(was, is), isRepair ? [] : less(is, was)];
    const written = wrote.flatMap(word => {
      const last = took.findLastIndex(other => nameOf(other) === nameOf(word));
      const [former] = last === -1 ? [] : took.splice(last, 1);
      if (former === undefined) return [{ word, instead: null }];
      if (isPartOf(word, former)) return [];
      const own = still.find(one => one.word === former);
      const instead = own === undefined ? former : own.instead;
      return instead === word ? [] : [{ word, instead }];
    });
    return [...those(still, is), ...written];
  }, []);
}

/**
 * The text of before our edits, byte for byte, where nobody else edited the file in between and it says what is wanted; undefined: there
 * is none.
 */
export function formerText(
  edits: readonly RecordedEdit[],
  now: string,
  isWanted: (text: string | null) => boolean,
): string | null | undefined {
  let text: string | null = now;
  for (const { before, after } of [...edits].reverse()) {
    if (after !== text) return undefined;
    if (isWanted(before)) return before;
    // What stood at this path before there was no file has nothing to do with the one of now.
    if (before === null) return undefined;
    text = before;
  }
  return undefined;
}

const nameOf = (word: string): string => parseCmdline(word)[0]?.name ?? word;

/** A comma list that has lost entries: they were taken out of the way, and what is left is what its owner wrote. */
function isPartOf(word: string, former: string): boolean {
  const [left, all] = [word, former].map(one => (parseCmdline(one)[0]?.value ?? '').split(','));
  return left !== undefined && all !== undefined && less(left, all).length === 0;
}

/** What is in the one list and not in the other; a word that stands twice counts twice. */
function less(words: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return words.filter(word => {
    const at = rest.indexOf(word);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

/** Those that stand in the text. */
function those(ours: readonly OwnWord[], words: readonly string[]): readonly OwnWord[] {
  const rest = [...words];
  return ours.filter(({ word }) => {
    const at = rest.indexOf(word);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
}
