import type { Difference, FactChange, FindingChange, Known } from '../../judge/difference.ts';
import { standingOf } from '../../judge/lasting.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { changeLines, type Change } from './change-lines.ts';
import { foundText, label } from '../evidence.ts';
import { paint } from './paint.ts';
import { sanitize } from '../sanitize.ts';
import type { Localization } from '../finding-view.ts';
import { upTo } from '../../values/trimmed.ts';

/** How the text is laid out. */
export interface DifferenceLayout {
  /** Cells of a line. */
  readonly columns: number;
  /** Every fact, not only the first ones. */
  readonly isVerbose: boolean;
  /** One of the two sides came without facts. */
  readonly isPartial: boolean;
}

/** How many facts are told unless all are asked for. */
const few = 15;

/** What changed, in words: the verdict, then the checks, then the facts behind them. */
export function renderDifference(
  difference: Difference,
  localization: Localization,
  { columns, isVerbose, isPartial }: DifferenceLayout,
): Styled {
  const { sharing: say } = localization.words;
  const note = isPartial ? [say.onlyConclusion] : [];
  if (!difference.differs) return wholeLines([say.noChange, ...note]);
  const { before, after } = difference.verdict;
  const verdicts = [verdictText(before, localization), verdictText(after, localization)];
  const shown = isVerbose ? difference.facts : difference.facts.slice(0, few);
  const hidden = difference.facts.length - shown.length;
  const rows = (title: string, cells: readonly Change[]): readonly Rendered[] => {
    if (cells.length === 0) return [];
    return [paint.strong(title), ...changeLines(cells, columns)];
  };
  return wholeLines([
    styled`${paint.strong(say.changedVerdict)}  ${verdicts[0] === verdicts[1] ? (verdicts[1] ?? '') : verdicts.join(' -> ')}`,
    ...rows(
      say.changedFindings,
      difference.findings.map(change => findingRow(change, localization)),
    ),
    ...rows(
      say.changedFacts,
      shown.map(change => factRow(change, localization)),
    ),
    ...(hidden > 0 ? [`  ${say.andMore(hidden)}`] : []),
    ...note,
  ]);
}

function verdictText(verdict: Verdict | null, { words }: Localization): string {
  if (verdict === null) return words.sharing.noVerdict;
  return `[${words.tags[standingOf(verdict)]}]${verdict.cause === null ? '' : ` ${verdict.cause}`}`;
}

function findingRow({ id, subject, before, after }: FindingChange, localization: Localization) {
  const { words, rules, language } = localization;
  const title = rules.find(rule => rule.id === id)?.title[language] ?? id;
  const say = (verdict: FindingChange['before']): string =>
    verdict === null ? words.sharing.notAsked : words.verdicts[verdict];
  const about = subject === null ? '' : ` [${sanitize(subject)}]`;
  return [`${title}${about}`, say(before), say(after)] as const;
}

function factRow({ address, before, after }: FactChange, { words }: Localization) {
  const bare = upTo(address, '[');
  const about = sanitize(address.slice(bare.length));
  const name = label(bare, words) === bare ? bare : `${bare} (${label(bare, words)})`;
  const say = (known: Known | null): string => {
    if (known === null) return words.sharing.noVerdict;
    return known.known
      ? foundText({ fact: bare, found: known.value }, words)
      : foundText({ fact: bare, found: null, unknown: known.why }, words);
  };
  return [`${name}${about}`, say(before), say(after)] as const;
}
