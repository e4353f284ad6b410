import { byteLength } from '../../values/bytes.ts';
import { notApplicable } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { bbcodeProse, bbcodeText, bold, code, list } from './bbcode-text.ts';
import { machineCard } from './forum-card.ts';
import type { EvidenceLine } from '../evidence.ts';
import { underlined } from '../marked-lines.ts';
import { sanitize } from '../sanitize.ts';
import { withBlock } from './post-block.ts';
import { fitSections } from './sections.ts';
import { certaintyOf, gradeOf, isError, type FindingView } from '../finding-view.ts';
import type { HandStep } from '../plan-view.ts';
import { isToldAbove, leadOf, type View } from '../view.ts';

/**
 * The report as a post for Discuz and XenForo. Nothing folds in both, so it is shorter than the one in Markdown: checks that
 * passed are only named. The view must have been made with `quote: bbcodeText`.
 */
export function renderBbcode(view: View, report: Report, words: Words): string {
  const told = [
    { rank: 0, text: view.supposed === '' ? '' : bold(view.supposed) },
    { rank: 0, text: lines([title(view, words), ...view.afterBoot]) },
    { rank: 0, text: planText(view, words) },
    { rank: 0, text: firstLink(view, words) },
    { rank: 2, text: rooms(view, report, words) },
    { rank: 1, text: faults(words.alsoWrong, view.others, view, words) },
    { rank: 2, text: faults(words.forum.hints, view.hints, view, words) },
    { rank: 0, text: nextSteps(view, words) },
    { rank: 3, text: checks(words.forum.folds.follows, followers(view), words) },
    { rank: 4, text: checks(words.forum.folds.unknown, open(view), words) },
    { rank: 4, text: card(report, words) },
    { rank: 5, text: named(words.forum.passed, view, ({ finding }) => finding.verdict === 'pass') },
    { rank: 6, text: named(words.forum.apart, view, ({ finding }) => finding.because === notApplicable) },
    { rank: 0, text: signature(view, report, words) },
  ];
  const sections = withBlock(told, report, words, (lead, block) => lines([lead, code(block.split('\n'))]));
  return fitSections(sections, longestBbcode, text => byteLength(text), words.forum.leftOut);
}

/**
 * Bytes. Discuz is delivered with `maxpostsize` 10000 and compares it with strlen(), so Chinese counts three times
 * (source/function/function_post.php, checkpost); a forum may set its own.
 */
export const longestBbcode = 10_000;

/** No finding of ours has more; a stranger's may. */
const mostRows = 20;

function title({ tag, headline, machine, promise }: View, words: Words): string {
  const text = tag === '' ? headline : `${tag}${words.forum.colon}${headline}`;
  const head = `[size=4]${bold(text)}[/size]`;
  return lines([head, machine.join(' · '), promise]);
}

function firstLink({ first, state, plan }: View, words: Words): string {
  if (first === null) return '';
  const { finding } = first;
  const isTold = isToldAbove({ state, plan });
  const lead = leadOf(first, state, words);
  const key = bbcodeText(sanitize(finding.cause ?? finding.id));
  return lines([
    bold(`${lead}${words.forum.colon}${key}${certaintyOf(finding, words)}`),
    first.because,
    faultyLines(first),
    evidenceList(first.evidence, words),
    ...(finding.verdict === 'fail' && !isTold ? howTo(first, words) : []),
  ]);
}

/** What leads from here to ready: what fngvt does, and the same by hand, in lines that a phone can break. */
function planText({ plan }: View, words: Words): string {
  if (plan === null) return '';
  const { before, others, byFngvt, handTitle, handIntro, byHand, after } = plan;
  const own =
    byFngvt === null
      ? []
      : [bold(words.plan.fngvt), code([`# ${byFngvt.note}`, bbcodeText(byFngvt.command)])];
  const hand =
    byHand.length === 0
      ? []
      : [bold(handTitle), handIntro, code(byHand.flatMap(handStep))].filter(text => text !== '');
  const acts = others === null ? [] : [bold(others.title), bbcodeProse(others.steps)];
  const isFirst = others?.isFirst === true;
  return lines([
    ...[before].filter(text => text !== ''),
    ...(isFirst ? acts : []),
    ...own,
    ...hand,
    ...(isFirst ? [] : acts),
    noTag(after),
  ]);
}

function handStep({ command, says, lines: changed }: HandStep, index: number): readonly string[] {
  const note = says === '' ? '' : `  # ${says}`;
  return [
    `${String(index + 1)}. ${bbcodeText(command)}${note}`,
    ...changed.map(({ sign, text }) => `   ${sign} ${bbcodeText(text)}`),
  ];
}

/** A verdict in brackets, `[READY]`, would look like a tag. */
const noTag = (text: string): string => text.replace(/\[([^[\]]+)\]/gu, '“$1”');

const howTo = ({ how }: FindingView, words: Words): readonly string[] =>
  how === '' ? [] : [bold(words.whatToDo), bbcodeProse(how)];

/** Cells of a line in a forum; `[code]` does not break it. */
const lineCells = 60;

/** The lines in which something is wrong, with a mark below each. */
const faultyLines = ({ lines: wrong }: FindingView): string =>
  wrong.length === 0
    ? ''
    : code(
        wrong.flatMap(({ place, parts }) => {
          const safe = parts.map(part => ({ ...part, text: bbcodeText(part.text) }));
          return [bbcodeText(place), ...underlined({ place, parts: safe }, lineCells)];
        }),
      );

function evidenceList(evidence: readonly EvidenceLine[], words: Words): string {
  return list(
    evidence.slice(0, mostRows).map(({ isAgainst, label, statement, source }) => {
      const told = `${label}${words.forum.colon}${statement}${source === '' ? '' : words.inBrackets(source)}`;
      return isAgainst ? `✘ ${told}` : told;
    }),
  );
}

function faults(heading: string, all: readonly FindingView[], { state }: View, words: Words): string {
  if (all.length === 0) return '';
  const lead = state === 'reboot-needed' && heading === words.alsoWrong ? words.alsoWaits : heading;
  const parts = all.slice(0, mostRows).map(one => {
    const weight = isError(one.finding) ? '' : `${gradeOf(one.finding, words)}${words.forum.colon}`;
    const how = one.how === '' ? '' : bbcodeProse(one.how);
    return lines([`${weight}${one.fault}`, faultyLines(one), evidenceList(one.evidence, words), how]);
  });
  return lines([bold(lead), ...parts]);
}

const followers = (view: View): readonly FindingView[] =>
  view.all().filter(({ finding }) => finding.verdict === 'fail' && finding.because !== null);

const open = (view: View): readonly FindingView[] =>
  view.all().filter(({ finding }) => finding.verdict === 'unknown');

/** Checks with their reason, a line each. */
function checks(heading: (count: number) => string, all: readonly FindingView[], words: Words): string {
  if (all.length === 0) return '';
  const items = all.slice(0, 100).map(one => {
    const about = one.subject === '' ? one.title : `${one.title} ${one.subject}`;
    return one.because === '' ? about : `${about}${words.inBrackets(one.because)}`;
  });
  return lines([bold(heading(all.length)), list(items)]);
}

/** Checks by their ids alone. */
function named(heading: string, view: View, isIn: (one: FindingView) => boolean): string {
  const ids = [
    ...new Set(
      view
        .all()
        .filter(isIn)
        .map(({ id }) => bbcodeText(sanitize(id))),
    ),
  ];
  return ids.length === 0 ? '' : lines([bold(heading), ids.join(' ')]);
}

function rooms(view: View, report: Report, words: Words): string {
  const { vgpu, colon } = words.forum;
  const quoted = (text: string): string => bbcodeText(sanitize(text));
  const devices = report.vgpu.devices.slice(0, mostRows).map(device => {
    const state = device.active === true ? vgpu.active : vgpu.inactive;
    const users = device.in_use_by.slice(0, 4).map(quoted);
    const use = users.length === 0 ? state : vgpu.usedBy(users.join(' '));
    const parts = [quoted(device.uuid), quoted(device.type ?? ''), use];
    return parts.filter(part => part !== '').join('  ');
  });
  return lines([
    view.room.length === 0 ? '' : bold(words.typesLeft),
    list(view.room.slice(0, mostRows).map(row => row.filter(cell => cell !== '').join('  '))),
    devices.length === 0 ? '' : bold(`${vgpu.devices}${colon}`),
    list(devices),
  ]);
}

function nextSteps({ next, before }: View, words: Words): string {
  const commands = next.flatMap(step => [`# ${noTag(step.note)}`, bbcodeText(step.command)]);
  return lines([next.length === 0 ? '' : bold(words.next), before, code(commands)]);
}

function card(report: Report, words: Words): string {
  const rows = machineCard(report, words, bbcodeText);
  return rows.length === 0
    ? ''
    : lines([
        bold(words.forum.folds.machine),
        list(rows.map(([name, value]) => `${name}${words.forum.colon}${value}`)),
      ]);
}

function signature(view: View, { tool, taken }: Report, words: Words): string {
  const made = words.forum.signature(bbcodeText(sanitize(tool.version)), bbcodeText(sanitize(taken)));
  return `${view.tally}${words.forum.stop}${made}`;
}

/** What is empty is left out; every other line break is shown. */
const lines = (parts: readonly string[]): string => parts.filter(part => part !== '').join('\n');
