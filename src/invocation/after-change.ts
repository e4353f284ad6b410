import { missedBy } from '../change/journal/after-boot.ts';
import { isUnfinished, type Journal } from '../change/journal/journal.ts';
import { readableJournals, listJournals, type BrokenJournal } from '../change/journal/store.ts';
import { refreshedInThisBoot } from '../change/plan/refresh-pending.ts';
import type { HostWriter } from '../host/writer.ts';
import { hostWriter } from '../host/live/host-writer.ts';
import type { Report } from '../judge/report-types.ts';
import type { Verdict } from '../judge/verdict.ts';
import { wrap } from '../report/terminal/cells.ts';
import { problemText, reasonText } from '../report/plan/reasons.ts';
import { sanitize } from '../report/sanitize.ts';
import { loadRules } from '../rules/load.ts';
import type { Language } from '../values/text.ts';
import { fixWords } from '../words/plan-words.ts';
import { changeWords } from '../words/change-words.ts';

/** Who reads it, and how they call fngvt. */
export interface AfterChangeReader {
  readonly language: Language;
  readonly call: string;
  readonly columns: number;
}

/**
 * What our changes have to say about this host: one was cut short, or the boot came that it waited for and did not bring what was foretold.
 * Empty where all is well. Only root can read the journals.
 */
export function afterChange(
  { verdict }: Pick<Report, 'verdict'>,
  reader: AfterChangeReader,
  writer: HostWriter = hostWriter(),
): string {
  const say = changeWords[reader.language];
  const all = readableJournals(() => listJournals(writer));
  if ('reason' in all) return told(reasonText(all, { say, undo: `${reader.call} undo` }), reader);
  const settling = all.map(journal => {
    if ('broken' in journal) {
      const path = writer.journals.pathOf(`${journal.id}.json`);
      return told(say.noteUnread(path, problemText(journal, say)), reader);
    }
    if (!isUnfinished(journal)) return '';
    const sentence = journal.state === 'undoing' ? say.undoCutShort : say.cutShort;
    return told(sentence(journal.id), reader, journal.id);
  });
  const isCut = all.some(journal => !('broken' in journal) && isUnfinished(journal));
  // Between two states there is nothing to compare with.
  return settling.join('') + (isCut || verdict === null ? '' : outcomeOf(all, verdict, reader, writer));
}

/** How the newest change that is about sharing came out. */
function outcomeOf(
  all: readonly (Journal | BrokenJournal)[],
  verdict: Verdict,
  reader: AfterChangeReader,
  writer: HostWriter,
): string {
  const { language } = reader;
  const say = changeWords[language];
  const refreshed = verdict.cause === 'esp-entry-not-seen' ? refreshedInThisBoot(writer) : undefined;
  if (refreshed !== undefined) return told(say.refreshed(refreshed.id), reader, refreshed.id);
  const missed = missedBy(all, verdict, writer.bootId());
  if (missed === undefined) return '';
  const { id, foretold, isOtherCause } = missed;
  const states: Readonly<Record<string, string>> = fixWords[language].states;
  const stateOf = (state: string): string => states[state] ?? sanitize(state);
  const sentence = isOtherCause
    ? say.otherCause(id, titleOf(foretold.cause, language), titleOf(verdict.cause, language))
    : say.missed(id, stateOf(foretold.state), stateOf(verdict.state));
  return told(sentence, reader, id);
}

/** A sentence, and how that change is taken back. */
function told(sentence: string, { call, columns }: AfterChangeReader, id?: string): string {
  const undo = id === undefined ? [] : [`  ${call} undo ${id}`];
  return ['', ...wrap(sentence, columns), ...undo].map(line => `${line}\n`).join('');
}

/** What a cause is called: the title of its rule, as the plan named it; of each, where rules share one. Only an error is ever first in the way. */
function titleOf(cause: string | null, language: Language): string {
  const rules = loadRules().filter(rule => rule.cause === cause && rule.severity === 'error');
  const titles = new Set(rules.map(rule => rule.title[language]));
  return titles.size === 0 ? sanitize(String(cause)) : [...titles].join(' / ');
}
