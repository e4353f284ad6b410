import { words as allWords } from '../../words/words.ts';
import { fleetWords } from '../../words/fleet-words.ts';
import type { Language } from '../../values/text.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { visibleLine } from '../../values/visible.ts';
import { cut, pad, width, wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { ageOf, ageText } from './age.ts';
import type { FleetRow, FleetStanding } from './fleet-row.ts';
import { totalText, type FleetTotal } from './fleet-total.ts';

/** How the table is laid out. */
export interface TableLayout {
  readonly language: Language;
  /** Cells of a line. */
  readonly columns: number;
  /** Now, ISO 8601. */
  readonly now: string;
  /** Below each host what is said of it, and what to do. */
  readonly isVerbose: boolean;
  /** The total alone. */
  readonly isQuiet: boolean;
}

/** What a column may take (cells), with how many it still reads well, and which goes first where the line is too short for all. */
const columns = [
  { key: 'host', most: 32, well: 20, leaves: 0 },
  { key: 'state', most: 16, well: 13, leaves: 0 },
  { key: 'cause', most: 34, well: 24, leaves: 0 },
  { key: 'gpu', most: 24, well: 12, leaves: 3 },
  { key: 'kernel', most: 24, well: 12, leaves: 2 },
  { key: 'age', most: 10, well: 6, leaves: 1 },
  { key: 'next', most: 48, well: 24, leaves: 4 },
] as const;

/** Less of a column tells nothing (cells). */
const least = 8;

type Column = (typeof columns)[number];
type Cells = Readonly<Record<Column['key'], string>>;

/** All hosts in a table, and a line with their total. */
export function fleetTable(rows: readonly FleetRow[], total: FleetTotal, layout: TableLayout): Styled {
  const say = fleetWords[layout.language];
  const words = allWords[layout.language];
  const colon = layout.language === 'en' ? ': ' : '：';
  const sum = wrap(totalText(total, say, words.comma, colon), layout.columns).map(line => paint.strong(line));
  if (layout.isQuiet || rows.length === 0) return wholeLines(sum);
  const heads: Cells = say.columns;
  const table = rows.map(row => ({ row, cells: cellsOf(row, layout) }));
  const shown = fitting([heads, ...table.map(({ cells }) => cells)], layout.columns);
  const lines = table.flatMap(({ row, cells }) => [
    lineOf(cells, shown, text => colourOf(row.standing)(text)),
    ...(layout.isVerbose ? besides(row, layout) : []),
  ]);
  return wholeLines([lineOf(heads, shown, paint.faint, paint.faint), ...lines, ...sum]);
}

function cellsOf(row: FleetRow, { language, now }: TableLayout): Cells {
  const say = fleetWords[language];
  return {
    host: visibleLine(row.host),
    state: standingText(row.standing, language),
    cause: visibleLine(row.cause ?? ''),
    gpu: visibleLine(row.gpu.family ?? row.gpu.id ?? ''),
    kernel: visibleLine(row.kernel ?? ''),
    age: ageText(ageOf(row.taken, now), say),
    next: row.said[language]?.next ?? '',
  };
}

/** The word of a state, as the report of one host has it. */
export function standingText(standing: FleetStanding, language: Language): string {
  const { some } = fleetWords[language];
  return standing === 'passed' || standing === 'failed' || standing === 'undecided'
    ? some[standing]
    : allWords[language].tags[standing];
}

/** The columns that fit, with their cells: the least telling leave first, then the widest are cut. */
function fitting(table: readonly Cells[], room: number): readonly (readonly [Column['key'], number])[] {
  const natural = columns.map(column => ({
    ...column,
    cells: Math.min(
      column.most,
      table.reduce((most, cells) => Math.max(most, width(cells[column.key])), 0),
    ),
  }));
  const isEmpty = ({ key }: Column): boolean => table.slice(1).every(cells => cells[key] === '');
  let kept = natural.filter(column => column.leaves === 0 || !isEmpty(column));
  const isTooWide = (): boolean =>
    kept.reduce((sum, one) => sum + Math.min(one.cells, one.well) + gap, -gap) > room;
  while (isTooWide() && kept.some(({ leaves }) => leaves > 0)) {
    const last = kept.reduce((most, one) => (one.leaves > most.leaves ? one : most));
    kept = kept.filter(one => one !== last);
  }
  return narrowed(kept, room);
}

/** Cells between two columns. */
const gap = 2;

/** Cut by and by, the one that has most beyond what it needs first. */
function narrowed(
  kept: readonly { readonly key: Column['key']; readonly cells: number; readonly well: number }[],
  room: number,
): readonly (readonly [Column['key'], number])[] {
  const sized = kept.map(({ key, cells, well }) => ({ key, cells, spare: cells - Math.min(cells, well) }));
  let over = sized.reduce((sum, { cells }) => sum + cells + gap, -gap) - room;
  for (; over > 0; over -= 1) {
    const [first] = [...sized].sort((a, b) => b.spare - a.spare || b.cells - a.cells);
    if (first === undefined || first.cells <= least) break;
    first.cells -= 1;
    first.spare = Math.max(0, first.spare - 1);
  }
  return sized.map(({ key, cells }) => [key, cells]);
}

function lineOf(
  cells: Cells,
  shown: readonly (readonly [Column['key'], number])[],
  colour: (text: string) => Rendered,
  other: (text: string) => Rendered = text => text,
): Rendered {
  return shown.reduce<Rendered>((line, [key, most], i) => {
    const text = pad(cut(cells[key], most), most);
    const piece = key === 'state' ? colour(text) : other(text);
    return i === 0 ? piece : styled`${line}  ${piece}`;
  }, '');
}

function colourOf(standing: FleetStanding): typeof paint.good {
  if (standing === 'ready' || standing === 'passed') return paint.good;
  const isOpen = ['ready-for-now', 'reboot-needed', 'unknown', 'undecided'].includes(standing);
  return isOpen ? paint.warn : paint.bad;
}

/** What is said of the host, and what to do. */
function besides({ said }: FleetRow, { language, columns: room }: TableLayout): readonly Rendered[] {
  const { headline = '', next = '' } = said[language] ?? {};
  const words = allWords[language];
  return [
    ...(headline === '' ? [] : wrap(headline, room - 4).map(line => `    ${line}`)),
    ...(next === '' ? [] : [styled`    ${paint.strong(words.next)}  ${paint.command(next)}`]),
  ];
}
