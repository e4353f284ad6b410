import { styled, type Rendered } from '../../values/styled.ts';
import type { Words } from '../../words/report.en.ts';
import type { ChangedLine, HandStep, PlanView } from '../plan-view.ts';
import { plain } from '../plain.ts';
import { width, wrap } from './cells.ts';
import { markdownLines, wholeItems } from './markdown-lines.ts';
import { paint } from './paint.ts';

/** What leads from here to ready, for a terminal: what fngvt does, and below it the same by hand. */
export function planLines(
  { others, byFngvt, handTitle, byHand, after }: PlanView,
  { columns, words }: { readonly columns: number; readonly words: Words },
): readonly Rendered[] {
  const { plan } = words;
  const own =
    byFngvt === null
      ? []
      : [paint.strong(plan.fngvt), ...commandLines(byFngvt.command, byFngvt.note, '  ', columns)];
  const hand =
    byHand.length === 0
      ? []
      : [paint.strong(handTitle), ...byHand.flatMap((step, i) => stepLines(step, i + 1, columns))];
  const then = wrap(plain(after), columns - 2).map(line => `  ${line}`);
  const acts =
    others === null
      ? []
      : [
          paint.strong(others.title),
          ...wholeItems(markdownLines(others.steps, columns), mostLines, words.restOfSteps),
        ];
  return others?.isFirst === true ? [...acts, ...own, ...hand, ...then] : [...own, ...hand, ...acts, ...then];
}

/** So many lines leave room for the rest of the report; `explain`, which stands below it, tells all of them. */
const mostLines = 12;

function stepLines(
  { command, isTyped, says, lines }: HandStep,
  number: number,
  columns: number,
): readonly Rendered[] {
  const head = commandLines(isTyped ? command : `${command}:`, says, `  ${String(number)}. `, columns);
  return [...head, ...lines.flatMap(line => changedLines(line, columns))];
}

/** A command with what is said of it beside it, or below it where the line has no room. */
function commandLines(command: string, note: string, margin: string, columns: number): readonly Rendered[] {
  const gap = ' '.repeat(width(margin));
  const line = styled`${margin}${paint.command(command)}`;
  if (note === '') return [line];
  if (width(margin) + width(command) + 2 + width(note) <= columns) return [styled`${line}  ${note}`];
  return [line, ...wrap(note, columns - width(gap)).map(text => `${gap}${text}`)];
}

function changedLines({ sign, text }: ChangedLine, columns: number): readonly Rendered[] {
  const colour = sign === '+' ? paint.good : paint.bad;
  const rows = wrap(text, columns - 7);
  return (rows.length === 0 ? [''] : rows).map(
    (row, i) => styled`     ${colour(`${i === 0 ? sign : ' '} ${row}`)}`,
  );
}
