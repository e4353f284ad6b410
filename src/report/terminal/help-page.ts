import { joined, type Rendered, type Styled } from '../../values/styled.ts';
import { pad, width, wrap } from './cells.ts';
import { paint } from './paint.ts';

/** What is typed, and what it does. */
export type HelpRow = readonly [typed: string, does: string];

/** A part of a help page; an empty line stands before each. */
export interface HelpSection {
  readonly title?: string;
  readonly text?: string;
  readonly rows?: readonly HelpRow[];
}

/** What is typed is never cut, for it is copied; what it does goes into the lines below it where the terminal is narrow. */
export function helpPage(sections: readonly HelpSection[], columns: number): Styled {
  const blocks = sections.map(({ title, text, rows = [] }) =>
    joined(
      [
        ...(title === undefined ? [] : [paint.strong(title)]),
        ...(text === undefined ? [] : wrap(text, columns - 2).map(line => `  ${line}`)),
        ...rowLines(rows, columns),
      ],
      '\n',
    ),
  );
  return joined([joined(blocks, '\n\n'), '\n']);
}

/** The second column begins where most of what is typed ends. */
const widest = 34;

function rowLines(rows: readonly HelpRow[], columns: number): readonly Rendered[] {
  const most = Math.min(widest, Math.floor(columns / 2));
  const first = Math.max(0, ...rows.map(([typed]) => width(typed)).filter(cells => cells <= most)) + 2;
  return rows.flatMap(([typed, does]) => {
    const lines = wrap(does, columns - 2 - first);
    const rest = (from: number): readonly string[] =>
      lines.slice(from).map(line => `  ${pad('', first)}${line}`);
    return width(typed) + 2 <= first
      ? [`  ${pad(typed, first)}${lines[0] ?? ''}`, ...rest(1)]
      : [`  ${typed}`, ...rest(0)];
  });
}
