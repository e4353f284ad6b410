import { notApplicable } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { machineCard } from './forum-card.ts';
import type { EvidenceLine } from '../evidence.ts';
import { proseBlocks } from '../terminal/markdown-lines.ts';
import { codeBlock, codeSpan, fold, table } from './markdown-text.ts';
import { underlined } from '../marked-lines.ts';
import { sanitize } from '../sanitize.ts';
import { withBlock } from './post-block.ts';
import { fitSections } from './sections.ts';
import { certaintyOf, gradeOf, isError, type FindingView } from '../finding-view.ts';
import type { HandStep } from '../plan-view.ts';
import { isToldAbove, leadOf, type View } from '../view.ts';

/**
 * The report as a post for GitHub, GitLab and Discourse: GFM tables, and folds by `<details>`, which all three let through.
 * The view must have been made with `quote: codeSpan`. No other HTML is written, and no text of the machine outside of code.
 */
export function renderMarkdown(view: View, report: Report, words: Words): string {
  const told = [
    { rank: 0, text: view.supposed === '' ? '' : `**${view.supposed}**` },
    { rank: 0, text: title(view) },
    { rank: 0, text: view.afterBoot.join('\n\n') },
    { rank: 0, text: blocks([view.machine.join(' · '), view.promise]) },
    { rank: 0, text: planText(view, words) },
    { rank: 0, text: firstLink(view, words) },
    { rank: 2, text: rooms(view, report, words) },
    { rank: 1, text: faults(words.alsoWrong, view.others, view, words) },
    { rank: 2, text: faults(words.forum.hints, view.hints, view, words) },
    { rank: 0, text: nextSteps(view, words) },
    { rank: 3, text: foldOf(words.forum.folds.follows, followers(view), words) },
    { rank: 4, text: foldOf(words.forum.folds.unknown, open(view), words) },
    { rank: 5, text: everything(view, words) },
    { rank: 4, text: card(report, words) },
    { rank: 0, text: signature(view, report, words) },
  ];
  const sections = withBlock(told, report, words, (lead, block) => blocks([lead, codeBlock(block, 'text')]));
  return fitSections(sections, longestMarkdown, text => text.length, words.forum.leftOut);
}

/** Characters. The usual limit of Discourse is the lowest of the three; a forum may set its own. */
export const longestMarkdown = 32_000;

/** A symbol beside the word; colour alone never says it. */
const symbols: Readonly<Record<string, string>> = {
  ready: '✅',
  'ready-for-now': '⚠️',
  'action-needed': '❌',
  'reboot-needed': '🔄',
  unsupported: '⛔',
  unknown: '❔',
};

function title({ standing, tag, headline }: View): string {
  return tag === '' ? `### ${headline}` : `### ${symbols[standing] ?? ''} ${tag} · ${headline}`;
}

/** The first broken link: its key, the facts that decide it, what to do. */
function firstLink({ first, state, plan }: View, words: Words): string {
  if (first === null) return '';
  const { finding } = first;
  const isTold = isToldAbove({ state, plan });
  const lead = leadOf(first, state, words);
  const key = codeSpan(sanitize(finding.cause ?? finding.id));
  return blocks([
    `**${lead}**${words.forum.colon}${key}${certaintyOf(finding, words)}`,
    first.because,
    faultyLines(first),
    evidenceTable(first.evidence, words),
    ...(finding.verdict === 'fail' && !isTold ? howTo(first, words) : []),
  ]);
}

/** What leads from here to ready: what fngvt does, and the same by hand. */
function planText({ plan }: View, words: Words): string {
  if (plan === null) return '';
  const { before, others, byFngvt, handTitle, handIntro, byHand, after } = plan;
  const own =
    byFngvt === null
      ? []
      : [`**${words.plan.fngvt}**`, codeBlock(`# ${byFngvt.note}\n${byFngvt.command}`, 'sh')];
  const hand = byHand.length === 0 ? [] : [`**${handTitle}**`, handIntro, byHand.map(handStep).join('\n')];
  const acts = others === null ? [] : [`**${others.title}**`, prose(others.steps)];
  const isFirst = others?.isFirst === true;
  return blocks([before, ...(isFirst ? acts : []), ...own, ...hand, ...(isFirst ? [] : acts), after]);
}

/** An item of a list; what changes in a file is a block of its own below it. */
function handStep({ command, says, lines }: HandStep, index: number): string {
  const head = `${String(index + 1)}. ${[codeSpan(command), says].filter(text => text !== '').join(' – ')}`;
  if (lines.length === 0) return head;
  const block = codeBlock(lines.map(({ sign, text }) => `${sign} ${text}`).join('\n'), 'diff');
  return `${head}\n${block.replaceAll(/^/gmu, '   ')}`;
}

const howTo = ({ how }: FindingView, words: Words): readonly string[] =>
  how === '' ? [] : [`**${words.whatToDo}**`, prose(how)];

/** Our own Markdown, each item in one line: these forums show every line break that they are given. */
function prose(markdown: string): string {
  const lines = proseBlocks(markdown).map(({ lead, text }, i, all) => {
    const isNewBlock = i > 0 && (lead === '') !== (all[i - 1]?.lead === '');
    return `${isNewBlock || (i > 0 && lead === '') ? '\n' : ''}${lead}${text}`;
  });
  return lines.join('\n');
}

/** No finding of ours has more; a stranger's may. */
const mostRows = 20;

/** Cells of a line in a post: what a browser shows without a scroll bar, and half of a phone. */
const lineCells = 80;

/** The lines in which something is wrong, in a block with a mark below each. */
const faultyLines = ({ lines }: FindingView): string =>
  lines.length === 0
    ? ''
    : codeBlock(lines.flatMap(line => [line.place, ...underlined(line, lineCells)]).join('\n'), '');

function evidenceTable(evidence: readonly EvidenceLine[], words: Words): string {
  const { fact, found, wanted, source } = words.forum.columns;
  const rows = evidence
    .slice(0, mostRows)
    .map(line => [line.isAgainst ? `✘ ${line.label}` : line.label, line.found, line.wanted, line.source]);
  return table([fact, found, wanted, source], rows);
}

/** What else is wrong: a list, and below one fold the evidence of all and what to do. */
function faults(heading: string, list: readonly FindingView[], { state }: View, words: Words): string {
  if (list.length === 0) return '';
  const shown = list.slice(0, mostRows);
  const lead = state === 'reboot-needed' && heading === words.alsoWrong ? words.alsoWaits : heading;
  const lines = shown.map(one => `- ${severityOf(one, words)}${one.fault}`);
  const details = shown.map(one =>
    blocks([`**${one.fault}**`, faultyLines(one), evidenceTable(one.evidence, words), ...howTo(one, words)]),
  );
  return blocks([`**${lead}**`, lines.join('\n'), fold(words.forum.folds.steps, details.join('\n\n'))]);
}

function severityOf({ finding }: FindingView, words: Words): string {
  return isError(finding) ? '' : `${gradeOf(finding, words)}${words.forum.colon}`;
}

const followers = (view: View): readonly FindingView[] =>
  view.all().filter(({ finding }) => finding.verdict === 'fail' && finding.because !== null);

const open = (view: View): readonly FindingView[] =>
  view.all().filter(({ finding }) => finding.verdict === 'unknown');

/** Checks with their reason and evidence, below one fold. */
function foldOf(summary: (count: number) => string, list: readonly FindingView[], words: Words): string {
  const parts = list
    .slice(0, 100)
    .map(one =>
      blocks([
        `**${one.title}**${about(one)}${one.because === '' ? '' : words.inBrackets(one.because)}`,
        evidenceTable(one.evidence, words),
      ]),
    );
  return list.length === 0 ? '' : fold(summary(list.length), parts.join('\n\n'));
}

const about = ({ subject }: FindingView): string => (subject === '' ? '' : ` ${subject}`);

/** Every check in a line, below a fold; what is not about this host is only named. */
function everything(view: View, words: Words): string {
  const all = view.all();
  const isApart = (one: FindingView): boolean => one.finding.because === notApplicable;
  const { check, result, about: subject, apart, folds, colon } = words.forum;
  const rows = all
    .filter(one => !isApart(one))
    .map(one => [resultOf(one, words), one.says, one.subject, one.because]);
  const names = [...new Set(all.filter(isApart).map(one => codeSpan(sanitize(one.id))))].join(' ');
  return fold(
    folds.all(all.length),
    blocks([table([result, check, subject, ''], rows), names === '' ? '' : `${apart}${colon}${names}`]),
  );
}

function resultOf({ finding }: FindingView, words: Words): string {
  const mark = { pass: '✔', fail: '✘', unknown: '?', skipped: '–' }[finding.verdict];
  const word =
    finding.verdict === 'fail' && !isError(finding)
      ? gradeOf(finding, words)
      : words.verdicts[finding.verdict];
  return `${mark} ${word}`;
}

/** The room that is left, what a fresh host would have, and the vGPUs that exist. */
function rooms(view: View, report: Report, words: Words): string {
  const { vgpu, colon } = words.forum;
  const devices = report.vgpu.devices.slice(0, mostRows).map(device => {
    const type = device.type === null ? '' : codeSpan(sanitize(device.type));
    const state = device.active === true ? vgpu.active : vgpu.inactive;
    const users = device.in_use_by.map(name => codeSpan(sanitize(name))).slice(0, 4);
    const use = users.length === 0 ? state : vgpu.usedBy(users.join(' '));
    return `- ${[codeSpan(sanitize(device.uuid)), type].filter(text => text !== '').join(' ')}${colon}${use}`;
  });
  return blocks([
    view.room.length === 0 ? '' : `**${words.typesLeft}**`,
    table([vgpu.type, vgpu.resolution, vgpu.room], view.room.slice(0, mostRows)),
    devices.length === 0 ? '' : `**${vgpu.devices}**`,
    devices.join('\n'),
  ]);
}

function nextSteps({ next, before }: View, words: Words): string {
  if (next.length === 0) return before;
  const commands = next.map(step => `# ${step.note}\n${step.command}`).join('\n');
  return blocks([`**${words.next}**`, before, codeBlock(commands, 'sh')]);
}

function card(report: Report, words: Words): string {
  const rows = machineCard(report, words, codeSpan).map(
    ([name, value]) => `- ${name}${words.forum.colon}${value}`,
  );
  return fold(words.forum.folds.machine, rows.join('\n'));
}

function signature(view: View, { tool, taken }: Report, words: Words): string {
  const made = words.forum.signature(codeSpan(sanitize(tool.version)), codeSpan(sanitize(taken)));
  return `${view.tally}${words.forum.stop}${made}`;
}

/** Blocks with an empty line between them. */
const blocks = (parts: readonly string[]): string => parts.filter(part => part !== '').join('\n\n');
