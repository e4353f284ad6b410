import { belongsToHost, isOfAnotherGpu, notApplicable, settledBy, type Finding } from '../judge/finding.ts';
import { standingOf, type Standing } from '../judge/lasting.ts';
import type { GpuCard, Report } from '../judge/report-types.ts';
import type { Rule } from '../rules/rule.ts';
import type { Language, Text } from '../values/text.ts';
import type { Words } from '../words/report.en.ts';
import { evidenceLine, foundText, unquoted, type EvidenceLine, type Quote } from './evidence.ts';
import { identifyLine } from '../knowledge/log-lines.ts';
import { loneMessage, type KnownMessage } from '../knowledge/messages.ts';
import { identifySymptom } from '../knowledge/symptoms.ts';
import { leavesHiddenMemory } from '../knowledge/vgpu-types.ts';
import { machineLine } from './machine-line.ts';
import { nextSteps, type NextStep } from './next-steps.ts';
import { plain } from './plain.ts';
import { sanitize, shown } from './sanitize.ts';

/** What a renderer needs besides the report. */
export interface Localization {
  readonly language: Language;
  readonly words: Words;
  readonly rules: readonly Rule[];
  /** How this person must call fngvt: `fngvt`, `npx fngvt`, `./fngvt`. */
  readonly call: string;
  /**
   * How text of the machine, already sanitized, is set among our words, so that a format with markup can keep it from being
   * read as such. Left out, it stands as it is.
   */
  readonly quote?: Quote;
}

/** One finding in words. */
export interface FindingView {
  readonly id: string;
  readonly finding: Finding;
  readonly title: string;
  /** What is wrong, or the title where nothing is. */
  readonly fault: string;
  readonly subject: string;
  readonly evidence: readonly EvidenceLine[];
  /** Why it is unknown, skipped or explained; empty where there is nothing to say. */
  readonly because: string;
  readonly why: string;
  /** What a person does by hand; empty where the next boot does it. */
  readonly how: string;
  /** The rules of this version know it; otherwise its title is its id. */
  readonly isKnown: boolean;
}

/** The report in one language, sorted and decided; a renderer only lays it out. */
export interface View {
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
  readonly before: string;
  readonly next: readonly NextStep[];
}

/** Puts a report into words. */
export function viewOf(report: Report, localization: Localization): View {
  const { words, quote = unquoted } = localization;
  const inWords = (finding: Finding): FindingView => findingView(finding, report, localization);
  const verdict = report.verdict;
  const broken = report.findings.find(finding => isFirst(finding, report)) ?? lostAtBoot(report);
  const first = broken === undefined ? null : firstView(broken, report, localization);
  // What the next boot settles is nothing to be done besides; where only that boot is missing, all that waits for it is told.
  const isWaiting = verdict?.state === 'reboot-needed';
  const faults = report.findings.filter(
    finding =>
      finding.verdict === 'fail' &&
      finding.because === null &&
      finding !== broken &&
      (isWaiting || !finding.pending),
  );
  const gpu = report.gpus.find(card => card.address === verdict?.gpu) ?? report.gpus[0];
  return {
    state: verdict?.state ?? 'partial',
    standing: verdict === null ? 'partial' : standingOf(verdict),
    tag: verdict === null ? '' : words.tags[standingOf(verdict)],
    headline: headline(report, first, gpu, words),
    machine: machineLine(report, gpu, words, quote),
    promise:
      verdict?.state === 'action-needed' || verdict?.state === 'reboot-needed'
        ? promise(report, gpu, words)
        : '',
    first,
    // Where nothing can be done, nothing else is to be done either.
    others: (verdict?.state === 'unsupported' ? [] : faults)
      .filter(fault => fault.severity === 'error')
      .filter(fault => gpu === undefined || !isOfAnotherGpu(fault, gpu.address))
      .map(inWords),
    hints: (['warning', 'advice'] as const).flatMap(severity =>
      faults.filter(fault => fault.severity === severity).map(inWords),
    ),
    room: room(report, gpu, words, quote),
    all: () => report.findings.map(inWords),
    tally: tallyText(report, words),
    ...nextSteps(report, aboutNext(report, broken, localization), localization),
  };
}

/** Counts in words: faults by weight, what follows from them apart, and only what there is any of. */
function tallyText(report: Report, words: Words): string {
  const failed = report.findings.filter(finding => finding.verdict === 'fail');
  const roots = failed.filter(finding => finding.because === null && !finding.pending);
  const pending = failed.filter(finding => finding.because === null && finding.pending).length;
  const count = (severity: Finding['severity']): number =>
    roots.filter(finding => finding.severity === severity).length;
  const parts = [
    words.tally.passed(report.tally.verdicts.pass),
    words.tally.errors(count('error')),
    ...(pending > 0 ? [words.tally.pending(pending)] : []),
    ...(failed.length > roots.length + pending
      ? [words.tally.follow(failed.length - roots.length - pending)]
      : []),
    ...(count('warning') > 0 ? [words.tally.warnings(count('warning'))] : []),
    ...(count('advice') > 0 ? [words.tally.hints(count('advice'))] : []),
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
  const { words, language, rules, quote = unquoted } = localization;
  const undecided = report.verdict?.undecided ?? [];
  if (report.verdict?.state === 'unsupported' && broken.acts === 'system')
    return { ...view, because: words.onlyItsMaker };
  if (broken.verdict !== 'fail' || undecided.length === 0) return view;
  const titles = undecided.map(
    id => rules.find(rule => rule.id === id)?.title[language] ?? quote(sanitize(id)),
  );
  const [named, more] = [titles.slice(0, mostUndecided), titles.length - mostUndecided];
  return { ...view, because: words.undecidedBefore(named, Math.max(0, more)) };
}

/** So many are named; the rest is counted. */
const mostUndecided = 3;

export function findingView(finding: Finding, report: Report, localization: Localization): FindingView {
  const { words, language, rules, quote = unquoted } = localization;
  const rule = rules.find(candidate => candidate.id === finding.id);
  // A report may come from another version, with a rule that this one does not have.
  const title = rule?.title[language] ?? quote(sanitize(finding.id));
  const fails = finding.verdict === 'fail';
  return {
    id: finding.id,
    finding,
    title,
    fault: rule === undefined || !fails ? title : faultOf(rule, finding, localization),
    subject: finding.subject === null ? '' : quote(shown(finding.subject, words, 120)),
    evidence: evidenceOf(finding, report, words, quote),
    because: becauseText(finding, localization),
    why: rule?.why[language] ?? '',
    how:
      rule === undefined || isDoneAlready(finding)
        ? ''
        : (messageOf(finding)?.look ?? howFor(rule, report.host.platform))[language],
    isKnown: rule !== undefined,
  };
}

/** What is wrong: in the rule's own words, or in those of the message that alone told it. */
function faultOf(rule: Rule, finding: Finding, localization: Localization): string {
  const message = messageOf(finding) ?? toldAlone(finding);
  if (message !== undefined) return plain(message.says[localization.language]);
  return named(filled(rule.fault, finding, localization), finding, rule, localization);
}

/** The message that a finding is about. */
const messageOf = (finding: Finding): KnownMessage | undefined =>
  finding.topic === 'messages' && finding.subject !== null ? loneMessage(finding.subject) : undefined;

/** The line that told a fault, where nothing else that was read speaks of it: the rule's own sentence may say more than is known. */
function toldAlone({ evidence }: Finding): { readonly says: Text } | undefined {
  const [said, ...others] = evidence;
  if (said?.fact.startsWith('told/') !== true || typeof said.found !== 'string') return undefined;
  if (others.some(({ truth }) => truth === false)) return undefined;
  const line = identifyLine(said.found);
  // Of a message whose cause hangs on the GPU the rule knows more than the message.
  if (line?.cause === null) return undefined;
  const symptom = line === undefined ? identifySymptom(said.found) : undefined;
  return line ?? (symptom === undefined ? undefined : { says: symptom.title });
}

/** What the next boot settles, or what follows from another fault where the module that is missing stands in a list. */
function isDoneAlready({ pending, because, evidence }: Finding): boolean {
  const isListed = evidence.some(
    ({ fact, truth, found }) => fact.startsWith('module-listed/') && truth !== 'unknown' && found !== null,
  );
  return pending || (because !== null && isListed);
}

/** What is said of the first link: it waits for the next boot, it is broken, or it is not known. */
export function leadOf({ finding }: FindingView, state: string, words: Words): string {
  if (state === 'reboot-needed') return words.waitsFor;
  if (state === 'ready') return words.lostAt;
  return finding.verdict === 'fail' ? words.stuckAt : words.undecidedAt;
}

/** What a finding is about; the only GPU of a host need not be named again and again. */
export function subjectOf({ finding, subject }: FindingView, report: Report): string {
  const [gpu, ...others] = report.gpus;
  return others.length === 0 && gpu?.address === finding.subject ? '' : subject;
}

/** The evidence in words; where a capsule had no room for all of it, the last line says so. */
function evidenceOf(finding: Finding, report: Report, words: Words, quote: Quote): readonly EvidenceLine[] {
  const lines = finding.evidence.map(item => evidenceLine(item, words, quote));
  if (report.abridged?.evidence.includes(finding.id) !== true) return lines;
  const statement = words.forum.notInCapsule;
  return [...lines, { label: '…', statement, found: statement, wanted: '', source: '', isAgainst: false }];
}

/** What a person does by hand, on this platform. */
export function howFor(rule: Rule, platform: string | null): Text {
  return (
    (platform !== null && Object.hasOwn(rule.howOn, platform) ? rule.howOn[platform] : undefined) ?? rule.how
  );
}

/** `{fact/address}` in a sentence becomes the value found. */
function filled(text: Text, finding: Finding, { language, words, quote }: Localization): string {
  return text[language].replace(/\{([a-z0-9-]+\/[^}]+)\}/gu, (whole, address: string) => {
    const evidence = finding.evidence.find(item => item.fact === address);
    return evidence === undefined ? whole : foundText(evidence, words, quote);
  });
}

/** A fault of one parameter, vGPU or VM names it; a GPU is named by the report. */
function named(
  fault: string,
  finding: Finding,
  rule: Rule,
  { words, quote = unquoted }: Localization,
): string {
  if (finding.subject === null || rule.each === undefined || rule.each === 'gpu') return fault;
  return `${quote(shortSubject(shown(finding.subject, words, 80)))}: ${fault}`;
}

/** A UUID by its ends; anything else as it is. */
function shortSubject(subject: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/iu.test(subject)
    ? `${subject.slice(0, 4)}…${subject.slice(-4)}`
    : subject;
}

function becauseText(finding: Finding, { words, rules, language, quote = unquoted }: Localization): string {
  const { because } = finding;
  if (because === null) return '';
  if (because.startsWith(settledBy)) return words.settled;
  if (because === notApplicable) return words.notApplicable;
  if (because === belongsToHost) return words.belongsToHost;
  if (Object.hasOwn(words.unknownReasons, because))
    return words.unknownReasons[because as keyof Words['unknownReasons']];
  return words.because(rules.find(rule => rule.id === because)?.title[language] ?? quote(sanitize(because)));
}

function headline(report: Report, first: FindingView | null, gpu: GpuCard | undefined, words: Words): string {
  const verdict = report.verdict;
  if (verdict === null) return words.headlines.partial;
  if (verdict.state === 'reboot-needed') return words.headlines.reboot;
  if (standingOf(verdict) === 'ready-for-now')
    return words.headlines.notLasting(words.technologies[verdict.technology ?? 'none']);
  if (verdict.state === 'ready') {
    if (verdict.technology === 'sr-iov') {
      const [now, total] = [gpu?.sriov_numvfs ?? 0, gpu?.sriov_totalvfs ?? 0];
      return now > 0 ? words.headlines.sriovShares(now, total) : words.headlines.sriovReady(total);
    }
    const live = report.vgpu.devices.filter(
      device => device.active === true && device.parent === gpu?.address,
    ).length;
    return live > 0 ? words.headlines.gvtgShares(live) : words.headlines.gvtgReady;
  }
  if (first === null) return words.headlines.unknown;
  return first.finding.verdict === 'fail' ? first.fault : `${first.title}: ${words.headlines.unknown}`;
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

function room(report: Report, gpu: GpuCard | undefined, words: Words, quote: Quote): View['room'] {
  return report.vgpu.types
    .filter(type => type.gpu === gpu?.address)
    .map(type => [
      quote(shown(type.name, words, 40)),
      type.resolution === null ? '' : words.maxResolution(quote(shown(type.resolution, words, 40))),
      type.available === null ? words.notKnown : words.left(type.available),
    ]);
}
