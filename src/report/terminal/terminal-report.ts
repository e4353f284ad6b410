import { notApplicable, type Finding } from '../../judge/finding.ts';
import type { Words } from '../../words/report.en.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { cut, pad, width, wrap } from './cells.ts';
import type { EvidenceLine } from '../evidence.ts';
import { underlined } from '../marked-lines.ts';
import { markdownLines } from './markdown-lines.ts';
import { paint } from './paint.ts';
import { plain } from '../plain.ts';
import { commented, planLines } from './plan-lines.ts';
import { certaintyOf, gradeOf, type FindingView } from '../finding-view.ts';
import { isToldAbove, leadOf, type View } from '../view.ts';

/** How the report is laid out. */
export interface Layout {
  /** Cells of a line. */
  readonly columns: number;
  /** Unfold every check; without it the report keeps to `rows`. */
  readonly isVerbose: boolean;
  readonly words: Words;
}

/** The first screen of most terminals; the report does not scroll unless asked to. */
const rows = 24;

/** The report for a terminal: the verdict first, the commands to type last. */
export function renderTerminal(view: View, layout: Layout): Styled {
  const head = [
    ...title(view, layout),
    ...(view.plan === null ? [] : planLines(view.plan, layout)),
    ...first(view, layout),
  ];
  const tail = [...summary(view, layout), ...next(view, layout)];
  const spare = rows - head.length - tail.length;
  const body = layout.isVerbose ? everything(view, layout) : middle(view, layout, spare);
  return wholeLines([...head, ...body, ...tail]);
}

function colourOf({ standing }: View): typeof paint.good {
  if (standing === 'ready') return paint.good;
  return waiting.includes(standing) ? paint.warn : paint.bad;
}

/** Neither good nor bad: something is still to come. */
const waiting: readonly View['standing'][] = ['ready-for-now', 'reboot-needed', 'unknown'];

function title(view: View, { columns, words }: Layout): readonly Rendered[] {
  const tag = view.tag === '' ? '' : `[${view.tag}] `;
  const colour = colourOf(view);
  const [top = '', ...rest] = wrap(plain(`${tag}${view.headline}`), columns);
  const machine = machineLines(view.machine, columns);
  const promise = view.promise === '' ? [] : wrap(view.promise, columns - 2).map(line => `  ${line}`);
  const room =
    view.room.length === 0 || view.state !== 'ready' ? [] : [words.typesLeft, ...roomLines(view.room)];
  const mark = view.supposed === '' ? [] : wrap(view.supposed, columns).map(line => paint.warn(line));
  return [
    ...mark,
    paint.strong(colour(top)),
    ...rest.map(line => paint.strong(colour(line))),
    ...view.afterBoot.flatMap(text => wrap(text, columns)),
    ...machine,
    ...promise,
    ...room.flatMap(line => [cut(line, columns)]),
  ];
}

/** The machine in one line, or in two where it does not fit. */
function machineLines(parts: readonly string[], columns: number): readonly string[] {
  const line = `  ${parts.join('  ')}`;
  if (width(line) <= columns) return [line];
  return [cut(`  ${parts.slice(0, 2).join('  ')}`, columns), cut(`  ${parts.slice(2).join('  ')}`, columns)];
}

function roomLines(room: View['room']): readonly string[] {
  const cells = (at: 0 | 1): number => Math.max(0, ...room.map(row => width(row[at])));
  const [names, sizes] = [cells(0), cells(1)];
  return room.map(([name, size, left]) => `  ${pad(name, names)}  ${pad(size, sizes)}  ${left}`);
}

/** The first broken link with the facts that decide it. */
function first(view: View, layout: Layout): readonly Rendered[] {
  const { words, columns } = layout;
  if (view.first === null) return [];
  const { finding } = view.first;
  const lead = leadOf(view.first, view.state, words);
  const key = finding.cause ?? finding.id;
  const colon = words.tags.ready === 'READY' ? ': ' : '：';
  const heading = styled`${lead}${colon}${paint.strong(key)}${certaintyOf(finding, words)}`;
  // What to do stands above: then a glance at why will do, and all of it is one command away.
  const most = view.plan === null || layout.isVerbose ? 6 : 2;
  const facts = evidenceRows(view.first.evidence, layout, most);
  const because =
    view.first.because === '' ? [] : wrap(view.first.because, columns - 2).map(line => `  ${line}`);
  return [heading, ...faultyLines(view.first, layout), ...facts, ...because];
}

/** The lines in which something is wrong, each with its place and a mark below; at a glance, the first of them. */
function faultyLines(
  { lines }: Pick<FindingView, 'lines'>,
  { columns, isVerbose }: Layout,
): readonly Rendered[] {
  return lines.slice(0, isVerbose ? undefined : 1).flatMap(line => {
    const [text, marks] = underlined(line, columns - 4);
    return [paint.faint(cut(`  ${line.place}`, columns)), `    ${text}`, styled`    ${paint.bad(marks)}`];
  });
}

/** Label, statement and source in columns; a long one takes a second line. */
function evidenceRows(
  evidence: readonly EvidenceLine[],
  { columns }: Layout,
  most: number,
): readonly Rendered[] {
  const shownLines = evidence.slice(0, most);
  const labelCells = Math.max(0, ...shownLines.map(line => width(line.label)));
  const statementCells = Math.min(32, Math.max(0, ...shownLines.map(line => width(line.statement))));
  return shownLines.flatMap(line => {
    const label = `  ${pad(line.label, labelCells)}  `;
    const colour = line.isAgainst ? paint.bad : (text: string): Rendered => text;
    const left = columns - width(label);
    const room = left - Math.max(width(line.statement), statementCells) - 2;
    const source = cut(width(line.source) <= room ? line.source : shortSource(line.source), left);
    if (statementCells + 2 + width(source) <= left && width(line.statement) <= statementCells) {
      return [styled`${label}${colour(pad(line.statement, statementCells))}  ${paint.faint(source)}`];
    }
    if (width(line.statement) + 2 + width(source) <= left) {
      return [styled`${label}${colour(line.statement)}  ${paint.faint(source)}`];
    }
    const indent = ' '.repeat(width(label));
    return [
      styled`${label}${colour(cut(line.statement, left))}`,
      ...(source === '' ? [] : [styled`${indent}${paint.faint(cut(source, left))}`]),
    ];
  });
}

/** A long place by its last words: a file of the GPU's folder in sysfs, of a module, the first of several. */
function shortSource(source: string): string {
  const [first = ''] = source.split(', ');
  return first.replace(/^\/sys\/bus\/pci\/devices\/[^/]+\//u, '…/').replace(/^\/sys\/module\//u, '…/');
}

/** What fits between the cause and the commands: other faults, what to do, then hints as far as there is room. */
function middle(view: View, layout: Layout, spare: number): readonly Rendered[] {
  const { words, columns } = layout;
  const isWaiting = view.state === 'reboot-needed';
  const others = view.others.map(other => cut(`  ${plain(other.fault)}`, columns));
  const named = others.length > 3 ? [...others.slice(0, 2), `  ${words.more(others.length - 2)}`] : others;
  const also = others.length === 0 ? [] : [isWaiting ? words.alsoWaits : words.alsoWrong, ...named];
  const isFault = view.first?.finding.verdict === 'fail';
  const steps = isFault && !isToldAbove(view) ? markdownLines(view.first.how, columns) : [];
  const left = spare - also.length;
  // Half of the steps would be a trap: they are told whole, whatever room that takes.
  const how = steps.length === 0 ? [] : [paint.strong(words.whatToDo), ...steps];
  return [...also, ...how, ...hintLines(view, layout, left - how.length)];
}

function hintLines(view: View, { columns, words }: Layout, most: number): readonly Rendered[] {
  const lines = view.hints.map(hint => {
    const name = gradeOf(hint.finding, words);
    const label =
      hint.finding.severity === 'warning' && hint.finding.waived === undefined
        ? paint.warn(name)
        : paint.faint(name);
    return styled`  ${label}  ${cut(plain(hint.fault), columns - 4 - width(name))}`;
  });
  if (lines.length <= most) return lines;
  return most <= 0 ? [] : [...lines.slice(0, most - 1), `  ${words.more(lines.length - most + 1)}`];
}

function summary(view: View, { words, columns, isVerbose }: Layout): readonly Rendered[] {
  const all = isVerbose ? '' : `  ${words.all}`;
  if (width(view.tally) + width(all) <= columns) return [paint.faint(`${view.tally}${all}`)];
  return [...wrap(view.tally, columns), all.trim()]
    .filter(text => text !== '')
    .map(line => paint.faint(line));
}

function next(view: View, { words, columns }: Layout): readonly Rendered[] {
  if (view.next.length === 0 && view.before === '') return [];
  const cells = Math.max(0, ...view.next.map(step => width(step.command)));
  const lead = `${words.next}  `;
  const gap = ' '.repeat(width(lead));
  // Half a note is worse than none: the command is what counts.
  const room = columns - width(lead) - 2;
  const notes = view.next.map(({ note }) => commented(note));
  const isAligned = notes.every(note => cells + width(note) <= room);
  const lines = view.next.map(({ command }, i) => {
    const note = notes[i] ?? '';
    const text = paint.command(isAligned ? pad(command, cells) : command);
    return isAligned || width(command) + width(note) <= room ? styled`${text}  ${note}` : text;
  });
  const before = view.before === '' ? [] : wrap(plain(view.before), columns - width(lead));
  const texts = [...before, ...lines];
  return texts.map((text, i) => styled`${i === 0 ? paint.strong(lead) : gap}${text}`);
}

/** Every finding, in catalogue order; what is not about this host is only named, at the end. */
function everything(view: View, layout: Layout): readonly Rendered[] {
  const isApart = (one: FindingView): boolean => one.finding.because === notApplicable;
  const all = view.all();
  const apart = [...new Set(all.filter(isApart).map(one => one.id))];
  const { words, columns } = layout;
  const names = wrap(`${words.notApplicable}: ${apart.join(', ')}`, columns).map(line => paint.faint(line));
  return [
    ...all.filter(one => !isApart(one)).flatMap(one => findingLines(one, layout)),
    ...(apart.length === 0 ? [] : names),
  ];
}

function findingLines(view: FindingView, layout: Layout): readonly Rendered[] {
  const { words, columns } = layout;
  const { finding } = view;
  const name = words.verdicts[finding.verdict];
  const colour = colourOfFinding(finding);
  const subject = view.subject === '' ? '' : `  ${view.subject}`;
  const pending = finding.pending ? `  (${words.pending})` : '';
  if (finding.verdict === 'pass') {
    const [says = '', ...rest] = wrap(`${view.says}${subject}`, columns - 9);
    return [styled`${colour(pad(name, 8))} ${says}`, ...rest.map(line => `         ${line}`)];
  }
  const head = styled`${colour(pad(name, 8))} ${cut(`${view.title}${subject}${pending}`, columns - 9)}`;
  if (finding.verdict === 'skipped')
    return [paint.faint(`${pad(name, 8)} ${cut(`${view.title}${subject}: ${view.because}`, columns - 9)}`)];
  const fault =
    finding.verdict === 'fail' ? wrap(plain(view.fault), columns - 9).map(line => `         ${line}`) : [];
  const because = view.because === '' ? [] : [`         ${view.because}`];
  const inner = { ...layout, columns: columns - 7 };
  const facts = [...faultyLines(view, inner), ...evidenceRows(view.evidence, inner, 8)].map(
    line => styled`       ${line}`,
  );
  const how =
    finding.verdict === 'fail' && finding.because === null
      ? markdownLines(view.how, columns - 7).map(line => `       ${line}`)
      : [];
  return [head, ...fault, ...because, ...facts, ...how];
}

function colourOfFinding(finding: Finding): (text: string) => Styled {
  if (finding.verdict === 'pass') return paint.good;
  if (finding.verdict === 'fail') return finding.severity === 'error' ? paint.bad : paint.warn;
  return paint.warn;
}
