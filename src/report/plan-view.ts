import { asRoot } from '../next/move.ts';
import { ruleTexts } from '../rules/rule-texts.ts';
import type { Report, ReportStep } from '../judge/report-types.ts';
import { handSteps as taskSteps } from './by-hand/hand-steps.ts';
import { taskFor, type Localization } from './finding-view.ts';
import { stepOf, type NextStep } from './next-steps.ts';
import { hasStandIn } from '../values/stand-in.ts';
import { sanitize } from './sanitize.ts';
import { shellWords } from './terminal/typed.ts';

/** A line of a file as a step changes it. */
export interface ChangedLine {
  readonly sign: '-' | '+';
  /** Safe to show. */
  readonly text: string;
}

/** What a person does. */
export interface HandStep {
  /** To be typed; where it can't be (a name in it is not told), the file that it is about. */
  readonly command: string;
  readonly isTyped: boolean;
  /** What is to be done then; empty: that was all. */
  readonly says: string;
  /** The lines of the file that it changes. */
  readonly lines: readonly ChangedLine[];
}

/** What others than fngvt have to do, whichever way is taken. */
export interface OthersPart {
  readonly title: string;
  /** In our own Markdown. */
  readonly steps: string;
  /** It comes before all else. */
  readonly isFirst: boolean;
}

/** The two ways from here to ready; they come to the same. */
export interface PlanView {
  /** null: nothing. */
  readonly others: OthersPart | null;
  /** What to type so that fngvt does it; null: it does not do it here. */
  readonly byFngvt: NextStep | null;
  /** What is to be known before anything is done; empty: nothing. */
  readonly before: string;
  /** What stands above the steps by hand: they are a choice where fngvt can do the same. */
  readonly handTitle: string;
  /** How lines of files are to be read, and an editor left; empty: no file changes. */
  readonly handIntro: string;
  /** Empty: nothing is known to be right by hand. */
  readonly byHand: readonly HandStep[];
  /** What is so after it. */
  readonly after: string;
  /** It ends where the GPU can be shared. */
  readonly isReady: boolean;
}

/** The plan of a report in words; null: it has none. */
export function planView(report: Report, localization: Localization): PlanView | null {
  const { steps = [], ahead = null } = report;
  if (steps.length === 0 || ahead === null) return null;
  const [own, hand] = [0, 1].map(which => steps.filter(step => step.way === which && !isOthers(step))) as [
    ReportStep[],
    ReportStep[],
  ];
  const byHand = hand.some(isTooLong) ? [] : handSteps(hand, report, localization);
  return {
    before: cautions(own, localization).join(localization.words.forum.stop.slice(1)),
    others: othersPart(report, localization),
    byFngvt: own.length === 0 ? null : fixMove(own, report, localization),
    handTitle: own.length === 0 ? localization.words.plan.byHand : localization.words.plan.orByHand,
    byHand,
    handIntro: byHand.some(({ lines }) => lines.length > 0) ? localization.words.plan.howToRead : '',
    after: afterText(ahead, localization),
    isReady: ahead.state === 'ready',
  };
}

/** Neither an edit nor a command: an act of somebody else, whose words are those of its rule. */
const isOthers = ({ path, argv }: ReportStep): boolean => path === null && argv === null;

function othersPart(report: Report, { words, language }: Localization): OthersPart | null {
  const { steps = [] } = report;
  const way = steps.filter(step => step.way === steps[0]?.way);
  const acts = way.filter(isOthers);
  if (acts.length === 0) return null;
  const tasks = acts.map(({ for: [rule = ''], subject }) => taskFor(rule, report, subject ?? null, language));
  const isAll = acts.length === way.length;
  const isFirst = way.findIndex(isOthers) === 0;
  // Another kernel must run before anything else can be judged.
  const isKernel = acts.some(({ remedy }) => remedy === 'kernel-chosen');
  const isRebootTold = isFirst && !isKernel && way.some(step => step.reboot && !isOthers(step));
  const { only, first, then } = words.plan.others;
  const title = isFirst ? first : then;
  return { title: isAll ? only : title, steps: taskSteps(tasks, { isRebootTold }), isFirst };
}

/** Nobody types so many lines without a slip: Windows line ends all over a file are the work of a program. */
const isTooLong = (step: ReportStep): boolean => linesOf(step).length > 12;

/** `fngvt fix`, with what is done only when it is asked for by name. */
function fixMove(steps: readonly ReportStep[], { host }: Report, localization: Localization): NextStep {
  const include = askedFor(steps, localization).flatMap(({ id }) => ['--include', id]);
  return stepOf(asRoot('fix', 'fix', ...include), { ...localization, platform: host.platform });
}

/** The rules of a plan that are mended only for who asks for them. */
const askedFor = (
  steps: readonly ReportStep[],
  { rules }: Pick<Localization, 'rules'>,
): Localization['rules'] =>
  rules.filter(({ id, acts }) => acts === 'owner' && steps.some(step => step.for.includes(id)));

/** What their owner should know before: it is why they are asked for. */
const cautions = (steps: readonly ReportStep[], localization: Localization): readonly string[] =>
  askedFor(steps, localization).flatMap(({ id }) => ruleTexts(id).note?.[localization.language] ?? []);

function handSteps(
  steps: readonly ReportStep[],
  report: Report,
  { words: { plan } }: Localization,
): readonly HandStep[] {
  // Proxmox has no sudo, and everybody is root there.
  const sudo = report.host.platform === 'proxmox' ? [] : ['sudo'];
  const typed = (...argv: readonly string[]): Pick<HandStep, 'command' | 'isTyped'> => ({
    command: sanitize(shellWords([...sudo, ...argv])),
    isTyped: true,
  });
  const done = steps.map((step): HandStep => {
    if (step.argv !== null) return { ...typed(...step.argv), says: '', lines: [] };
    const path = sanitize(step.path ?? '');
    const isGone = step.line === null && step.after === null;
    const open = isPlain(path) ? typed(isGone ? 'rm' : 'nano', path) : { command: path, isTyped: false };
    return { ...open, ...(isUntold(step) ? untoldEdit(step, plan) : toldEdit(step, plan)) };
  });
  const behind = (report.steps ?? []).filter(step => step.way === steps[0]?.way).at(-1);
  // Where others act behind these steps, the reboot is told behind all of them.
  const isTold = behind !== undefined && isOthers(behind) && behind.reboot;
  return steps.some(({ reboot }) => reboot) && report.ahead?.reboot === true && !isTold
    ? [...done, { ...typed('reboot'), says: plan.reboot, lines: [] }]
    : done;
}

/** A path that can be typed as it is. */
const isPlain = (path: string): boolean => /^(?:\/[\w.+-]+)+$/u.test(path);

function editText({ line, before, after }: ReportStep, plan: Localization['words']['plan']): string {
  if (line === null) return after === null ? plan.remove : plan.make;
  if (before === null) return plan.add(line);
  if (after === null) return plan.takeOut(line);
  return `${plan.change(line)}${isWrapped(after) ? plan.wholeLine : ''}`;
}

/** A terminal or a forum breaks it: then it is to be said that it is one line. */
const isWrapped = (text: string): boolean => text.length > 60 && !text.includes('\n');

function linesOf({ before, after }: ReportStep): readonly ChangedLine[] {
  const lines = (sign: ChangedLine['sign'], text: string | null): readonly ChangedLine[] =>
    text === null ? [] : text.split('\n').map(line => ({ sign, text: sanitize(copied(line)) }));
  return [...lines('-', before), ...lines('+', after)];
}

/** A name in a line that changes is not told: whoever typed the whole line would spoil it. */
const isUntold = ({ line, before, after }: ReportStep): boolean =>
  line !== null &&
  before !== null &&
  after !== null &&
  [before, after].some(text => copied(text).includes('…'));

type Edit = Pick<HandStep, 'says' | 'lines'>;

const toldEdit = (step: ReportStep, plan: Localization['words']['plan']): Edit => ({
  says: editText(step, plan),
  lines: linesOf(step),
});

/** An edit of a line that can't be told whole: what is done to it, wherever its names stand. */
function untoldEdit(step: ReportStep, plan: Localization['words']['plan']): Edit {
  const { before, after } = step;
  const line = step.line ?? 1;
  const [made = '', ...below] = (after ?? '').split('\n');
  const added = below.map(text => ({ sign: '+' as const, text: sanitize(copied(text)) }));
  if (made === `# ${before ?? ''}`) return { says: plan.commentOut(line, below.length > 0), lines: added };
  const tail = after?.startsWith(`${before ?? ''} `) === true ? after.slice((before ?? '').length + 1) : '';
  if (tail !== '' && below.length === 0 && !hasStandIn(tail))
    return { says: plan.append(line), lines: [{ sign: '+', text: sanitize(tail) }] };
  return { says: plan.words(line), lines: wordsOf(step) };
}

/** The words alone that come or go. */
function wordsOf({ before, after }: ReportStep): readonly ChangedLine[] {
  const [old, made] = [before, after].map(text => copied(text ?? '').split(/\s+/u)) as [string[], string[]];
  const only = (all: readonly string[], others: readonly string[]): string =>
    all.filter(word => word !== '…' && !others.includes(word)).join(' ');
  const lines = [
    { sign: '-', text: sanitize(only(old, made)) },
    { sign: '+', text: sanitize(only(made, old)) },
  ] as const;
  return lines.filter(({ text }) => text !== '');
}

/** A line as it is to be typed: a stand-in names nothing there, and a carriage return, which decides here, is written out. */
const copied = (line: string): string =>
  line.replaceAll(/\S+/gu, word => (hasStandIn(word) ? '…' : word)).replaceAll('\r', '\\r');

function afterText(
  { state, reboot, rule }: NonNullable<Report['ahead']>,
  { words, rules, language, call, callLater = call }: Localization,
): string {
  const { plan } = words;
  const left = rules.find(({ id }) => id === rule);
  if (state === 'ready')
    return `${reboot ? '' : `${plan.now}${words.forum.stop}`}${plan.then(reboot ? callLater : call, words.tags.ready)}`;
  return left === undefined || state === 'unknown' ? plan.unknown : plan.left(left.title[language]);
}
