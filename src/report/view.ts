import { isOfAnotherGpu, type Finding } from '../judge/finding.ts';
import { standingOf, type Standing } from '../judge/lasting.ts';
import type { GpuCard, Report } from '../judge/report-types.ts';
import type { Words } from '../words/report.en.ts';
import { unquoted, type Quote } from './evidence.ts';
import { handSteps } from './by-hand/hand-steps.ts';
import { findingView, taskFor, type FindingView, type Localization } from './finding-view.ts';
import { leavesHiddenMemory, typeByName } from '../knowledge/vgpu-types.ts';
import { lostSetUp, sinceOf } from './lost-set-up.ts';
import { machineLine } from './machine-line.ts';
import { planView, type PlanView } from './plan-view.ts';
import { nextSteps, type NextStep } from './next-steps.ts';
import type { Good } from '../next/move.ts';
import { sanitize, shown } from './sanitize.ts';

/** The report in one language, sorted and decided; a renderer only lays it out. */
export interface View {
  /** Says that it is a what-if; empty: it is the host as it is. */
  readonly supposed: string;
  /** What is to be expected of a what-if after its follow-ups and a reboot; lines. */
  readonly afterBoot: readonly string[];
  readonly state: string;
  /** What colour, symbol and tag say: the state, and whether it lasts. */
  readonly standing: Standing | 'partial';
  readonly tag: string;
  readonly headline: string;
  readonly machine: readonly string[];
  /** What could be shared once it is on; empty where that can't be told. */
  readonly promise: string;
  /** The first broken link. */
  readonly first: FindingView | null;
  /** Other faults that nothing explains. */
  readonly others: readonly FindingView[];
  readonly hints: readonly FindingView[];
  readonly room: readonly (readonly [string, string, string])[];
  /** Every finding, in catalogue order; put into words when asked for. */
  readonly all: () => readonly FindingView[];
  readonly tally: string;
  /** All that leads from here to ready, for every cause at once; null: there is no such plan. */
  readonly plan: PlanView | null;
  readonly before: string;
  readonly next: readonly NextStep[];
}

/** What is said of a host at a glance; none of the rest is put into words for it. */
export function glanceOf(report: Report, localization: Localization): Pick<View, 'headline' | 'tag'> {
  const { verdict, gpus } = report;
  const broken = report.findings.find(finding => isFirst(finding, report)) ?? lostAtBoot(report);
  const first = broken === undefined ? null : findingView(broken, report, localization);
  const gpu = gpus.find(card => card.address === verdict?.gpu) ?? gpus[0];
  return { headline: headline(report, first, gpu, localization), tag: tagOf(report, localization) };
}

const tagOf = ({ verdict }: Report, { words }: Localization): string =>
  verdict === null ? '' : words.tags[standingOf(verdict)];

/** Puts a report into words. */
export function viewOf(report: Report, localization: Localization): View {
  const { words, quote = unquoted } = localization;
  const inWords = (finding: Finding): FindingView => findingView(finding, report, localization);
  const verdict = report.verdict;
  const broken = report.findings.find(finding => isFirst(finding, report)) ?? lostAtBoot(report);
  const alone = broken === undefined ? null : firstView(broken, report, localization);
  // What the next boot settles is nothing to be done besides; where only that boot is missing, all that waits for it is told.
  const isWaiting = verdict?.state === 'reboot-needed';
  const faults = report.findings.filter(
    finding =>
      finding.verdict === 'fail' &&
      finding.because === null &&
      finding !== broken &&
      (isWaiting || !finding.pending),
  );
  const told = broken === undefined ? undefined : lostSetUp(broken, report);
  const gpu = report.gpus.find(card => card.address === verdict?.gpu) ?? report.gpus[0];
  const plan = planView(report, localization);
  const others = (verdict?.state === 'unsupported' ? [] : faults)
    .filter(fault => fault.severity === 'error')
    .filter(fault => gpu === undefined || !isOfAnotherGpu(fault, gpu.address));
  const first = plan === null && alone !== null ? withOthers(alone, others, report, localization) : alone;
  return {
    supposed: supposedText(report, localization),
    afterBoot: afterBootLines(report, localization),
    state: verdict?.state ?? 'partial',
    standing: verdict === null ? 'partial' : standingOf(verdict),
    tag: tagOf(report, localization),
    headline: headline(report, first, gpu, localization),
    machine: machineLine(report, gpu, words, quote),
    promise:
      verdict?.state === 'action-needed' || verdict?.state === 'reboot-needed'
        ? promise(report, gpu, words)
        : '',
    first,
    // Where nothing can be done, nothing else is to be done either.
    others: others.map(inWords),
    hints: (verdict?.state === 'unsupported' ? [] : (['warning', 'advice'] as const)).flatMap(severity =>
      faults
        .filter(fault => fault.severity === severity && fault !== told)
        .map(fault => withReason(inWords(fault), words)),
    ),
    room: room(report, gpu, words, quote),
    all: () => report.findings.map(inWords),
    tally: tallyText(report, words),
    plan,
    ...nextSteps(report, aboutNext(report, broken, localization), {
      ...localization,
      saidAbove: saidBy(plan),
    }),
  };
}

/** A fault that was waived, with the reason behind it. */
const withReason = (view: FindingView, words: Words): FindingView =>
  view.finding.waived === undefined
    ? view
    : { ...view, fault: `${view.fault}${words.inBrackets(view.because)}` };

/** So many paths are named. */
const mostSupposed = 8;

function supposedText({ supposed }: Report, { words, quote = unquoted }: Localization): string {
  if (supposed === undefined) return '';
  const { whatIf } = words;
  const paths = supposed.slice(0, mostSupposed).map(path => quote(shown(path, words, 100)));
  return whatIf.mark([...paths, ...(supposed.length > mostSupposed ? ['…'] : [])].join(whatIf.and));
}

function afterBootLines(report: Report, localization: Localization): readonly string[] {
  const then = report.after_boot;
  if (then === undefined) return [];
  const { words, quote = unquoted } = localization;
  const { afterBoot, inTheWay, and, states } = words.whatIf;
  const commands = then.commands.map(command => quote(sanitize(command))).join(and);
  const fault = then.rule === null ? [] : [faultOf(then.rule, report, localization)];
  return [afterBoot(commands, states[then.state]), ...fault.map(inTheWay)];
}

/** What is wrong, as it is wrong now too; else what the rule is about. */
function faultOf(id: string, report: Report, localization: Localization): string {
  const { findings, verdict } = report;
  const failing = findings.filter(finding => finding.id === id && finding.verdict === 'fail');
  const finding = failing.find(({ subject }) => subject === verdict?.gpu) ?? failing[0];
  if (finding !== undefined) return findingView(finding, report, localization).fault;
  return titlesOf([id], localization).join('');
}

/** Counts in words: faults by weight, what follows from them apart, and only what there is any of. */
function tallyText(report: Report, words: Words): string {
  const failed = report.findings.filter(finding => finding.verdict === 'fail');
  const roots = failed.filter(finding => finding.because === null && !finding.pending);
  const pending = failed.filter(finding => finding.because === null && finding.pending).length;
  const count = (severity: Finding['severity']): number =>
    roots.filter(finding => finding.severity === severity && finding.waived === undefined).length;
  const waived = roots.filter(finding => finding.waived !== undefined).length;
  const parts = [
    words.tally.passed(report.tally.verdicts.pass),
    words.tally.errors(count('error')),
    ...(pending > 0 ? [words.tally.pending(pending)] : []),
    ...(failed.length > roots.length + pending
      ? [words.tally.follow(failed.length - roots.length - pending)]
      : []),
    ...(count('warning') > 0 ? [words.tally.warnings(count('warning'))] : []),
    ...(count('advice') > 0 ? [words.tally.hints(count('advice'))] : []),
    ...(waived > 0 ? [words.tally.waived(waived)] : []),
    words.tally.unknown(report.tally.verdicts.unknown),
    ...(report.abridged === undefined ? [] : [words.forum.abridged(report.abridged.findings)]),
  ];
  return parts.join(words.comma);
}

function isFirst(finding: Finding, report: Report): boolean {
  const verdict = report.verdict;
  if (verdict === null || finding.id !== verdict.rule) return false;
  return (
    finding.verdict !== 'pass' &&
    (finding.subject === null || verdict.gpu === null || finding.subject === verdict.gpu)
  );
}

/** What a host that is ready for now loses at the next boot: told like a broken link, since it will be one. */
export function lostAtBoot({ next, findings }: Report): Finding | undefined {
  if (next?.why !== 'lost-at-boot') return undefined;
  return findings.find(({ id, verdict }) => id === next.finding && verdict === 'fail');
}

/** Moves that a plan tells: `fngvt fix`, and that fngvt is asked again; not where only that shows what came of others' acts. */
function saidBy(plan: PlanView | null): readonly Good[] {
  if (plan === null) return [];
  const isOpen = plan.byFngvt === null && plan.byHand.length === 0 && !plan.isReady;
  return isOpen ? ['fix'] : ['fix', 'look-again'];
}

/** Whether what to do is said already, by the plan or by the reboot: then the first link's own steps need not be. */
export const isToldAbove = ({ state, plan }: Pick<View, 'state' | 'plan'>): boolean =>
  state === 'reboot-needed' || (plan !== null && (plan.byHand.length > 0 || plan.others?.isFirst === true));

/** The fault that the next step is about, where it is not the first link. */
function aboutNext(
  { next, ...report }: Report,
  broken: Finding | undefined,
  localization: Localization,
): string {
  if (next?.why !== 'vm-cannot-start' && next?.why !== 'vgpu-will-not-return') return '';
  const finding = report.findings.find(
    one => one.id === next.finding && one.verdict === 'fail' && one !== broken,
  );
  if (finding === undefined) return '';
  return findingView(finding, report, localization).fault;
}

/** The first broken link, with what could not be judged before it. */
function firstView(broken: Finding, report: Report, localization: Localization): FindingView {
  const view = findingView(broken, report, localization);
  const { words } = localization;
  const undecided = report.verdict?.undecided ?? [];
  if (report.verdict?.state === 'unsupported' && broken.acts === 'system')
    return { ...view, because: words.onlyItsMaker };
  if (broken.verdict !== 'fail') return view;
  const titles = titlesOf(undecided, localization);
  const [named, more] = [titles.slice(0, mostUndecided), titles.length - mostUndecided];
  const open = undecided.length === 0 ? [] : [words.undecidedBefore(named, Math.max(0, more))];
  const said = [...lostText(broken, report, localization), ...open];
  return said.length === 0 ? view : { ...view, because: said.join(words.semicolon) };
}

/**
 * What fngvt sees to elsewhere is done by hand on a system whose files it does not write: then all of it is one list, with one reboot.
 */
function withOthers(
  first: FindingView,
  others: readonly Finding[],
  report: Report,
  { language }: Localization,
): FindingView {
  const isOurs = ({ acts, verdict }: Finding): boolean => acts === 'fngvt' && verdict === 'fail';
  const own = others.filter(isOurs);
  // What the next boot settles is told as no step.
  if (!isOurs(first.finding) || own.length === 0 || first.how === '') return first;
  const all = [first.finding, ...own].map(({ id, subject }) => taskFor(id, report, subject, language));
  return { ...first, how: handSteps(all) };
}

/** That it was set up once, where it has been lost since. */
function lostText(
  broken: Finding,
  report: Report,
  { words, quote = unquoted }: Localization,
): readonly string[] {
  const lost = lostSetUp(broken, report);
  if (lost === undefined) return [];
  return [words.lostSetUp(quote(shown(sinceOf(lost), words)), quote(shown(lost.subject ?? '', words, 120)))];
}

/** So many are named; the rest is counted. */
const mostUndecided = 3;

/** What is said of the first link: it waits for the next boot, it is broken, or it is not known. */
export function leadOf({ finding }: FindingView, state: string, words: Words): string {
  if (state === 'reboot-needed') return words.waitsFor;
  if (state === 'ready') return words.lostAt;
  return finding.verdict === 'fail' ? words.stuckAt : words.undecidedAt;
}

/** What is said of the host as a whole; a good answer names what nobody showed of it. */
function headline(
  report: Report,
  first: FindingView | null,
  gpu: GpuCard | undefined,
  localization: Localization,
): string {
  const { words } = localization;
  const said = plainHeadline(report, first, gpu, words);
  const open = report.verdict?.state === 'ready' ? titlesOf(report.verdict.undecided, localization) : [];
  return open.length === 0 ? said : words.notShown(said, open);
}

const titlesOf = (
  ids: readonly string[],
  { rules, language, quote = unquoted }: Localization,
): readonly string[] =>
  ids.map(id => rules.find(rule => rule.id === id)?.title[language] ?? quote(sanitize(id)));

function plainHeadline(
  report: Report,
  first: FindingView | null,
  gpu: GpuCard | undefined,
  words: Words,
): string {
  const verdict = report.verdict;
  if (verdict === null) return words.headlines.partial;
  if (verdict.state === 'reboot-needed') return words.headlines.reboot;
  if (standingOf(verdict) === 'ready-for-now')
    return words.headlines.notLasting(words.technologies[verdict.technology ?? 'none']);
  if (verdict.state === 'ready')
    return verdict.technology === 'sr-iov' ? sriovHeadline(gpu, words) : gvtgHeadline(report, gpu, words);
  if (first === null) return words.headlines.unknown;
  // One step mends all of it: what each check would ask is not the news.
  const isDenied = first.finding.evidence.some(({ unknown }) => unknown === 'denied');
  if (first.finding.verdict !== 'fail' && report.host.root !== true && isDenied)
    return words.headlines.denied;
  return first.finding.verdict === 'fail'
    ? first.fault
    : `${first.title}${words.forum.colon}${words.headlines.unknown}`;
}

function sriovHeadline(gpu: GpuCard | undefined, words: Words): string {
  const [now, total] = [gpu?.sriov_numvfs ?? 0, gpu?.sriov_totalvfs ?? null];
  return now > 0 ? words.headlines.sriovShares(now, total) : words.headlines.sriovReady(total ?? 0);
}

function gvtgHeadline({ vgpu }: Report, gpu: GpuCard | undefined, words: Words): string {
  const live = vgpu.devices.filter(({ active, parent }) => active === true && parent === gpu?.address).length;
  return live > 0 ? words.headlines.gvtgShares(live) : words.headlines.gvtgReady;
}

/** The two most useful types of what a fresh host would offer. */
function promise(report: Report, gpu: GpuCard | undefined, words: Words): string {
  const capacity = report.vgpu.capacity.find(one => one.gpu === gpu?.address);
  // Without hidden memory the counts are the kernel's own wrapped arithmetic, and none of them can be made.
  if (!leavesHiddenMemory(capacity?.aperture_mib ?? 0, capacity?.ggtt_mib ?? undefined)) return '';
  const fresh = capacity?.fresh ?? [];
  const parts = ['4', '8']
    .map(suffix => fresh.find(type => type.name.endsWith(`_${suffix}`)))
    .filter(type => type !== undefined && type.instances > 0)
    .map(type =>
      words.instances(type?.instances ?? 0, type?.name.endsWith('_8') === true ? '1024x768' : '1920x1200'),
    );
  return parts.length === 0 ? '' : words.fresh(parts.join(words.or));
}

/** What a vGPU of a type has: two types with one resolution differ by their graphics memory. */
function sizeText({ name, resolution }: Report['vgpu']['types'][number], words: Words, quote: Quote): string {
  if (resolution === null) return '';
  const most = words.maxResolution(quote(shown(resolution, words, 40)));
  const size = typeByName(name);
  return size === undefined ? most : `${most}${words.comma}${words.mebibytes(size.lowMib + size.highMib)}`;
}

function room(report: Report, gpu: GpuCard | undefined, words: Words, quote: Quote): View['room'] {
  return report.vgpu.types
    .filter(type => type.gpu === gpu?.address)
    .map(type => [
      quote(shown(type.name, words, 40)),
      sizeText(type, words, quote),
      type.available === null ? words.notKnown : words.left(type.available),
    ]);
}
