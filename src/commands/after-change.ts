import { isUnfinished, listJournals } from '../change/journal.ts';
import { refreshedInThisBoot } from '../change/refreshed.ts';
import { handsOn } from '../host/live/hands.ts';
import type { Report } from '../judge/report.ts';
import { wrap } from '../report/cells.ts';
import type { Language } from '../values/text.ts';
import { fixWords } from '../words/fix.ts';
import { handsWords } from '../words/hands.ts';

/** Who reads it, and how they call fngvt. */
export interface Reader {
  readonly language: Language;
  readonly call: string;
  readonly columns: number;
}

/**
 * What the newest change of ours has to say about this host: it was cut short, or the boot came that it waited for and did not bring what
 * was foretold. Empty where all is well. Only root can read the journals.
 */
export function afterChange({ verdict }: Report, { language, call, columns }: Reader): string {
  const hands = handsOn();
  const newest = listJournals(hands)[0];
  if (newest === undefined || 'broken' in newest || verdict === null) return '';
  const say = handsWords[language];
  const told = (sentence: string, id = newest.id): string =>
    ['', ...wrap(sentence, columns), `  ${call} undo ${id}`].map(line => `${line}\n`).join('');
  if (isUnfinished(newest)) return told(say.cutShort(newest.id));
  const refreshed = verdict.cause === 'esp-entry-not-seen' ? refreshedInThisBoot(hands) : undefined;
  if (refreshed !== undefined) return told(say.refreshed(refreshed.id), refreshed.id);
  const isRebooted = newest.boot !== null && newest.boot !== hands.bootId();
  if (newest.state !== 'applied' || newest.foretold === null || !isRebooted) return '';
  const { state } = newest.foretold;
  const states: Readonly<Record<string, string>> = fixWords[language].states;
  if (state === verdict.state || verdict.state === 'ready') return '';
  return told(say.missed(newest.id, states[state] ?? state, states[verdict.state] ?? verdict.state));
}
