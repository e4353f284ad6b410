import { styled, type Rendered } from '../../values/styled.ts';
import type { Words } from '../../words/report.en.ts';
import type { ChangedLine, HandStep, PlanView } from '../plan-view.ts';
import { plain } from '../plain.ts';
import { width, wrap } from './cells.ts';
import { markdownLines } from './markdown-lines.ts';
import { paint } from './paint.ts';

/** What leads from here to ready, for a terminal: what fngvt does, and below it the same by hand. */
export function planLines(
  { before, others, byFngvt, handTitle, handIntro, byHand, after }: PlanView,
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
      : [
          paint.strong(handTitle),
          ...indented(handIntro, columns),
          ...byHand.flatMap((step, i) => stepLines(step, i + 1, columns)),
        ];
  const then = indented(after, columns);
  const first = indented(before, columns);
  const acts = others === null ? [] : [paint.strong(others.title), ...markdownLines(others.steps, columns)];
  return others?.isFirst === true
    ? [...first, ...acts, ...own, ...hand, ...then]
    : [...first, ...own, ...hand, ...acts, ...then];
}

const indented = (text: string, columns: number): readonly string[] =>
  text === '' ? [] : wrap(plain(text), columns - 2).map(line => `  ${line}`);

function stepLines(
  { command, isTyped, says, lines }: HandStep,
  number: number,
  columns: number,
): readonly Rendered[] {
  const head = commandLines(isTyped ? command : `${command}:`, says, `  ${String(number)}. `, columns);
  return [...head, ...lines.flatMap(line => changedLines(line, columns))];
}

/** A command with what is said of it beside it, as a comment so that the whole line can be pasted, or below it where the line has no room. */
function commandLines(command: string, note: string, margin: string, columns: number): readonly Rendered[] {
  const gap = ' '.repeat(width(margin));
  const line = styled`${margin}${paint.command(command)}`;
  if (note === '') return [line];
  const beside = commented(note);
  if (width(margin) + width(command) + 2 + width(beside) <= columns) return [styled`${line}  ${beside}`];
  return [line, ...wrap(note, columns - width(gap)).map(text => `${gap}${text}`)];
}

/** What stands behind a command as a comment of the shell. */
export const commented = (note: string): string => `# ${note}`;

function changedLines({ sign, text }: ChangedLine, columns: number): readonly Rendered[] {
  const colour = sign === '+' ? paint.good : paint.bad;
  const rows = wrap(text, columns - 7);
  return (rows.length === 0 ? [''] : rows).map(
    (row, i) => styled`     ${colour(`${i === 0 ? sign : ' '} ${row}`)}`,
  );
}
