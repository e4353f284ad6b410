import { settledBy, type Finding } from '../judge/finding.ts';
import type { GpuCard, Report } from '../judge/report.ts';
import type { Rule } from '../rules/rule.ts';
import type { Language, Text } from '../values/text.ts';
import type { Words } from '../words/en.ts';
import { hostById } from '../knowledge/hosts.ts';
import { evidenceLine, foundText, type EvidenceLine } from './evidence.ts';
import { sanitize } from './sanitize.ts';

/** What a renderer needs besides the report. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly rules: readonly Rule[];
  /** How this person must call fngvt: `fngvt`, `npx fngvt`, `./fngvt`. */
  readonly call: string;
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
  readonly how: string;
}

/** A command with what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly note: string;
}

/** The report in one language, sorted and decided; a renderer only lays it out. */
export interface View {
  readonly state: string;
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
export function viewOf(report: Report, speech: Speech): View {
  const { words } = speech;
  const inWords = (finding: Finding): FindingView => findingView(finding, report, speech);
  const verdict = report.verdict;
  const broken = report.findings.find(finding => isFirst(finding, report));
  const first = broken === undefined ? null : inWords(broken);
  const faults = report.findings.filter(
    finding => finding.verdict === 'fail' && finding.because === null && finding !== broken,
  );
  const gpu = report.gpus.find(card => card.address === verdict?.gpu) ?? report.gpus[0];
  return {
    state: verdict?.state ?? 'partial',
    tag: verdict === null ? '' : words.tags[verdict.state],
    headline: headline(report, first, gpu, words),
    machine: machineLine(report, gpu, words),
    promise:
      verdict?.state === 'action-needed' || verdict?.state === 'reboot-needed'
        ? promise(report, gpu, words)
        : '',
    first,
    others: faults.filter(fault => fault.severity === 'error' && concernsChosen(fault, gpu)).map(inWords),
    hints: (['warning', 'advice'] as const).flatMap(severity =>
      faults.filter(fault => fault.severity === severity).map(inWords),
    ),
    room: room(report, gpu, words),
    all: () => report.findings.map(inWords),
    tally: tallyText(report, words),
    ...nextSteps(report, first, gpu, speech),
  };
}

/** Counts in words: faults by weight, what follows from them apart, and only what there is any of. */
function tallyText(report: Report, words: Words): string {
  const failed = report.findings.filter(finding => finding.verdict === 'fail');
  const roots = failed.filter(finding => finding.because === null);
  const count = (severity: Finding['severity']): number =>
    roots.filter(finding => finding.severity === severity).length;
  const parts = [
    words.tally.passed(report.tally.verdicts.pass),
    words.tally.errors(count('error')),
    ...(failed.length > roots.length ? [words.tally.follow(failed.length - roots.length)] : []),
    ...(count('warning') > 0 ? [words.tally.warnings(count('warning'))] : []),
    ...(count('advice') > 0 ? [words.tally.hints(count('advice'))] : []),
    words.tally.unknown(report.tally.verdicts.unknown),
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

/** A fault of another GPU is not in the way of this one. */
function concernsChosen(finding: Finding, gpu: GpuCard | undefined): boolean {
  return (
    gpu === undefined ||
    finding.subject === null ||
    finding.subject === gpu.address ||
    !/^[0-9a-f]{4}:/u.test(finding.subject)
  );
}

export function findingView(finding: Finding, report: Report, speech: Speech): FindingView {
  const { words, language, rules } = speech;
  const rule = rules.find(candidate => candidate.id === finding.id);
  const title = rule?.title[language] ?? finding.id;
  const fails = finding.verdict === 'fail';
  return {
    id: finding.id,
    finding,
    title,
    fault: rule === undefined || !fails ? title : named(filled(rule.fault, finding, speech), finding, rule),
    subject: sanitize(finding.subject ?? ''),
    evidence: finding.evidence.map(item => evidenceLine(item, words)),
    because: becauseText(finding, speech),
    why: rule?.why[language] ?? '',
    how: rule === undefined ? '' : howFor(rule, report.host.platform)[language],
  };
}

/** What a person does by hand, on this platform. */
export function howFor(rule: Rule, platform: string | null): Text {
  return (platform === null ? undefined : rule.howOn[platform]) ?? rule.how;
}

/** `{fact/address}` in a sentence becomes the value found. */
function filled(text: Text, finding: Finding, { language, words }: Speech): string {
  return text[language].replace(/\{([a-z0-9-]+\/[^}]+)\}/gu, (whole, address: string) => {
    const evidence = finding.evidence.find(item => item.fact === address);
    return evidence === undefined ? whole : foundText(evidence, words);
  });
}

/** A fault of one parameter, vGPU or VM names it; a GPU is named by the report. */
function named(fault: string, finding: Finding, rule: Rule): string {
  if (finding.subject === null || rule.each === undefined || rule.each === 'gpu') return fault;
  return `${shortSubject(sanitize(finding.subject))}: ${fault}`;
}

/** A UUID by its ends; anything else as it is. */
function shortSubject(subject: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/iu.test(subject)
    ? `${subject.slice(0, 4)}…${subject.slice(-4)}`
    : subject;
}

function becauseText(finding: Finding, { words, rules, language }: Speech): string {
  const { because } = finding;
  if (because === null) return '';
  if (because.startsWith(settledBy)) return words.settled;
  if (because === 'not-applicable') return words.notApplicable;
  if (because in words.unknownReasons) return words.unknownReasons[because as keyof Words['unknownReasons']];
  return words.because(rules.find(rule => rule.id === because)?.title[language] ?? because);
}

function headline(report: Report, first: FindingView | null, gpu: GpuCard | undefined, words: Words): string {
  const verdict = report.verdict;
  if (verdict === null) return words.headlines.partial;
  if (verdict.state === 'reboot-needed') return words.headlines.reboot;
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

/** Nobody read which driver the GPU has; "none" would be an answer. */
function isUnread(report: Report, gpu: string): boolean {
  return report.findings.some(
    ({ subject, evidence }) =>
      subject === gpu && evidence.some(item => item.fact === 'gpu/driver' && item.unknown !== undefined),
  );
}

function machineLine(report: Report, gpu: GpuCard | undefined, words: Words): readonly string[] {
  const { host } = report;
  const build = /^#\d+/u.exec(host.kernel_build ?? '')?.[0];
  const kernel = [
    host.kernel ?? words.notKnown,
    ...(host.platform === 'fnos' && build !== undefined ? [build] : []),
  ].join(' ');
  const graphics =
    gpu === undefined
      ? report.findings.some(finding => finding.id === 'intel-gpu' && finding.verdict === 'unknown')
        ? words.gpuNotKnown
        : words.noGpu
      : gpu.name === null
        ? gpu.id === null
          ? words.gpuNotKnown
          : words.unknownGpu(gpu.id)
        : `${gpu.name} [${gpu.id ?? ''}]`;
  return [
    systemName(host),
    kernel,
    graphics,
    ...(gpu === undefined ? [] : [gpu.driver ?? (isUnread(report, gpu.address) ? '' : words.noDriver)]),
    ...(gpu?.technology === null || gpu === undefined ? [] : [words.technologies[gpu.technology]]),
  ]
    .filter(part => part !== '')
    .map(sanitize);
}

/** The system as its people call it; where it is built on another one, that one's version stands in brackets. */
function systemName({ platform, distribution, version }: Report['host']): string {
  const own = (platform === null ? undefined : hostById(platform)?.name) ?? distribution ?? '';
  if (platform === 'fnos' || version === null) return own;
  const base = distribution === null ? undefined : (hostById(distribution)?.name ?? distribution);
  return base === undefined || platform === distribution || platform === 'other' || base === own
    ? `${own} ${version}`
    : `${own} (${base} ${version})`;
}

/** The two most useful types of what a fresh host would offer. */
function promise(report: Report, gpu: GpuCard | undefined, words: Words): string {
  const fresh = report.vgpu.capacity.find(one => one.gpu === gpu?.address)?.fresh ?? [];
  const parts = ['4', '8']
    .map(suffix => fresh.find(type => type.name.endsWith(`_${suffix}`)))
    .filter(type => type !== undefined && type.instances > 0)
    .map(type =>
      words.instances(type?.instances ?? 0, type?.name.endsWith('_8') === true ? '1024x768' : '1920x1200'),
    );
  return parts.length === 0 ? '' : words.fresh(parts.join(words.or));
}

function room(report: Report, gpu: GpuCard | undefined, words: Words): View['room'] {
  return report.vgpu.types
    .filter(type => type.gpu === gpu?.address)
    .map(type => [
      sanitize(type.name),
      type.resolution === null ? '' : words.maxResolution(sanitize(type.resolution)),
      type.available === null ? words.notKnown : words.left(type.available),
    ]);
}

/** The type that most people want: full resolution for as many VMs as fit, else the small one, else a larger. */
function usefulType(report: Report, gpu: GpuCard | undefined): string | undefined {
  const free = report.vgpu.types.filter(type => type.gpu === gpu?.address && (type.available ?? 0) > 0);
  return ['4', '8', '2', '1'].flatMap(suffix => free.filter(type => type.name.endsWith(`_${suffix}`)))[0]
    ?.name;
}

function nextSteps(
  report: Report,
  first: FindingView | null,
  gpu: GpuCard | undefined,
  speech: Speech,
): Pick<View, 'before' | 'next'> {
  const { words, call } = speech;
  const verdict = report.verdict;
  if (verdict === null) return { before: '', next: [] };
  const sudo = `sudo ${call}`;
  if (verdict.state === 'ready') {
    const type = usefulType(report, gpu);
    return {
      before: '',
      next:
        type === undefined ? [] : [{ command: `${call} explain ${sanitize(type)}`, note: words.nextTypes }],
    };
  }
  if (verdict.state === 'reboot-needed') {
    return { before: words.nextReboot, next: [{ command: sudo, note: words.nextAgain(words.tags.ready) }] };
  }
  if (verdict.cause === 'inside-container' || verdict.cause === 'inside-guest') {
    return { before: '', next: [{ command: sudo, note: words.nextHost }] };
  }
  const explain = first === null ? [] : [{ command: `${call} explain ${first.id}`, note: words.nextExplain }];
  if (verdict.state === 'unknown') {
    const helps = report.host.root !== true && report.findings.some(finding => finding.because === 'denied');
    return { before: '', next: [...(helps ? [{ command: sudo, note: words.nextRoot }] : []), ...explain] };
  }
  const again = { command: sudo, note: words.nextAgain(words.tags.ready) };
  return { before: '', next: verdict.state === 'action-needed' ? [...explain, again] : explain };
}
