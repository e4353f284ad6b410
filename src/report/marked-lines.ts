import type { Evidence, Finding } from '../judge/finding.ts';
import { visibleLine } from '../values/visible.ts';
import { width } from './terminal/cells.ts';

/** A line of a file in which something is wrong, as it is shown: what would be obeyed or is not seen is written out. */
export interface MarkedLine {
  /** `/etc/default/grub:7`. */
  readonly place: string;
  readonly parts: readonly LinePart[];
}

/** A part of the line, right or wrong as a whole. */
export interface LinePart {
  readonly text: string;
  readonly isWrong: boolean;
}

/** Facts that hold such lines; a reader is shown the line and not the fact. */
const isLines = (fact: string): boolean => /^(?:bootloader|modules)\/(?:faulty|mistyped)-lines$/u.test(fact);

/** Evidence but for what is shown as lines. */
export const besidesLines = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.filter(({ fact }) => !isLines(fact));

/** So many lines of a finding are shown; a file from Windows has a hundred. */
const most = 3;

/** The faulty lines of a finding; none where it does not fail. */
export function markedLines({ verdict, evidence }: Finding): readonly MarkedLine[] {
  if (verdict !== 'fail') return [];
  const entries = evidence.flatMap(({ fact, found }) =>
    isLines(fact) && typeof found === 'object' && found !== null ? found : [],
  );
  const lines = [...new Set(entries)].flatMap(lineOf);
  // An empty line with nothing but a wrong end says less than one that holds something.
  const isBare = ({ parts }: MarkedLine): boolean => parts.every(({ isWrong }) => isWrong);
  return [...lines.filter(line => !isBare(line)), ...lines.filter(isBare)].slice(0, most);
}

/** `path:line start+length,… text`, as facts/faulty-lines.ts writes it; anything else is passed over: a report may come from anybody. */
function lineOf(entry: string): readonly MarkedLine[] {
  const [, place = '', spans = '', text = ''] = /^(\/\S*:\d+) ([\d+,]+) (.{1,1000})$/su.exec(entry) ?? [];
  const wrong = new Set(
    spans.split(',').flatMap(span => {
      const [start = 0, length = 0] = span.split('+').map(Number);
      return Array.from({ length: Math.min(length, 1000) }, (_, i) => start + i);
    }),
  );
  const parts: LinePart[] = [];
  // Behind the last character stands the end of the line, which may be what is wrong.
  for (let at = 0; at <= text.length; at += 1) {
    const isWrong = wrong.has(at);
    const character = at < text.length ? seen(text[at] ?? '') : endOf(isWrong);
    const last = parts.at(-1);
    if (last?.isWrong === isWrong) parts[parts.length - 1] = { text: last.text + character, isWrong };
    else if (character !== '') parts.push({ text: character, isWrong });
  }
  const safe = parts.map(part => ({ ...part, text: visibleLine(part.text) }));
  return place === '' || !safe.some(({ isWrong }) => isWrong)
    ? []
    : [{ place: visibleLine(place), parts: safe }];
}

/** A break where none should be is shown. */
const endOf = (isWrong: boolean): string => (isWrong ? '\u21b5' : '');

/** What shows nothing by itself, by its usual symbol. */
function seen(character: string): string {
  if (character === '\r') return '\u240d';
  if (character === '\t') return ' ';
  return character === '\u00a0' ? '\u2423' : character;
}

/** The line and, below it, a mark under every cell that is wrong; both cut around the first of them, where there is more than so many cells. */
export function underlined({ parts }: MarkedLine, cells: number): readonly [line: string, marks: string] {
  const shown = around(parts, cells);
  const marks = shown.map(({ text, isWrong }) => (isWrong ? '^' : ' ').repeat(width(text)));
  return [shown.map(({ text }) => text).join(''), marks.join('').trimEnd()];
}

/** As much of a line as fits, with the first place that is wrong in it. */
function around(parts: readonly LinePart[], cells: number): readonly LinePart[] {
  const all = parts.flatMap(({ text, isWrong }) => Array.from(text, one => ({ text: one, isWrong })));
  const sum = (some: readonly LinePart[]): number =>
    some.reduce((cellsSoFar, { text }) => cellsSoFar + width(text), 0);
  if (sum(all) <= cells) return parts;
  const first = all.findIndex(({ isWrong }) => isWrong);
  // A third of the room for what stands before it: what is wrong goes on to the right.
  let begin = first;
  while (begin > 0 && sum(all.slice(begin - 1, first)) < cells / 3) begin -= 1;
  const ellipsis: LinePart = { text: '…', isWrong: false };
  const head = begin > 0 ? [ellipsis] : [];
  let end = begin;
  while (end < all.length && sum(all.slice(begin, end + 1)) <= cells - 2) end += 1;
  return [...head, ...all.slice(begin, end), ...(end < all.length ? [ellipsis] : [])];
}
