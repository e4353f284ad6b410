import { belongsToHost, notApplicable, settledBy, type Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { ruleTexts } from '../rules/rule-texts.ts';
import type { Rule } from '../rules/rule.ts';
import type { Language, Text } from '../values/text.ts';
import type { Words } from '../words/report.en.ts';
import { remedyWords } from '../words/remedy-words.ts';
import { handSteps, type HandTask } from './by-hand/hand-steps.ts';
import { nothingSeen, placeOf, type Seen } from './by-hand/place.ts';
import { waysOf, type SystemKnown } from './by-hand/system-ways.ts';
import { evidenceLines, foundText, unquoted, type EvidenceLine, type Quote } from './evidence.ts';
import { besidesLines, markedLines, type MarkedLine } from './marked-lines.ts';
import { messageOf, toldAlone } from './message-words.ts';
import { plain } from './plain.ts';
import { sanitize, shown } from './sanitize.ts';

/** What a renderer needs besides the report. */
export interface Localization {
  readonly language: Language;
  readonly words: Words;
  readonly rules: readonly Rule[];
  /** How this person must call fngvt: `fngvt`, `npx fngvt`, `./fngvt`. */
  readonly call: string;
  /** The same after a reboot, from any folder; only for the owner's own screen. */
  readonly callLater?: string;
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
  /** What a line in a list says of it: what is so where it passes, else the title. */
  readonly says: string;
  /** What is wrong, or the title where nothing is. */
  readonly fault: string;
  /** Empty where it is about the host, or about its only GPU. */
  readonly subject: string;
  readonly evidence: readonly EvidenceLine[];
  /** Lines of files in which something is wrong, with what it is. */
  readonly lines: readonly MarkedLine[];
  /** Why it is unknown, skipped or explained; empty where there is nothing to say. */
  readonly because: string;
  /** Read when it is asked for, like `how` and `links`: most findings are a line in a list. */
  readonly why: string;
  /** What a person does by hand; empty where the next boot does it. */
  readonly how: string;
  readonly links: readonly string[];
  /** The rules of this version know it; otherwise its title is its id. */
  readonly isKnown: boolean;
}

/** Puts one finding into words. */
export function findingView(finding: Finding, report: Report, localization: Localization): FindingView {
  const { language, rules, quote = unquoted } = localization;
  const rule = rules.find(candidate => candidate.id === finding.id);
  // A report may come from another version, with a rule that this one does not have.
  const title = rule?.title[language] ?? quote(sanitize(finding.id));
  const fails = finding.verdict === 'fail';
  let evidence: readonly EvidenceLine[] | undefined;
  return {
    id: finding.id,
    finding,
    title,
    get says(): string {
      return (rule === undefined ? undefined : passedText(rule, finding, localization)) ?? title;
    },
    fault: rule === undefined || !fails ? title : faultOf(rule, finding, localization),
    subject: subjectOf(finding, report, localization),
    get evidence(): readonly EvidenceLine[] {
      return (evidence ??= evidenceOf(finding, rule, report, localization));
    },
    get lines(): readonly MarkedLine[] {
      return markedLines(finding);
    },
    because: becauseText(finding, localization),
    get why(): string {
      return rule === undefined ? '' : ruleTexts(rule.id).why[language];
    },
    get how(): string {
      if (rule === undefined || isDoneAlready(finding)) return '';
      const look = messageOf(finding)?.look;
      return look?.[language] ?? stepsFor(rule.id, report, finding.subject, language);
    },
    get links(): readonly string[] {
      return rule === undefined ? [] : ruleTexts(rule.id).links;
    },
    isKnown: rule !== undefined,
  };
}

/** What is wrong: in the rule's own words, or in those of the message that alone told it. */
function faultOf(rule: Rule, finding: Finding, localization: Localization): string {
  const says = messageOf(finding)?.says ?? toldAlone(finding);
  if (says !== undefined) return plain(says[localization.language]).replace(/[.。]$/u, '');
  // A sentence with a value in it that nobody read says nothing true: the matter itself is named then.
  if (!holesOf(rule.fault).every(address => isAtHand(finding, address)))
    return named(
      localization.words.notInOrder(rule.title[localization.language]),
      finding,
      rule,
      localization,
    );
  return named(filled(rule.fault, finding, localization), finding, rule, localization);
}

/** What the next boot settles, or what follows from another fault where the module that is missing stands in a list. */
function isDoneAlready({ pending, because, evidence }: Finding): boolean {
  const isListed = evidence.some(
    ({ fact, truth, found }) => fact.startsWith('module-listed/') && truth !== 'unknown' && found !== null,
  );
  return pending || (because !== null && isListed);
}

/** How much a fault weighs, in a word; one that was waived weighs nothing. */
export const gradeOf = ({ severity, waived }: Finding, words: Words): string =>
  waived === undefined ? words.severities[severity] : words.waived;

/** Whether it is in the way, and nobody waived it. */
export const isError = ({ severity, waived }: Finding): boolean =>
  severity === 'error' && waived === undefined;

/** How certain a fault is, in brackets; empty of what nobody could tell. */
export const certaintyOf = ({ verdict, confidence }: Finding, words: Words): string =>
  verdict === 'fail' ? words.inBrackets(words.confidences[confidence]) : '';

/** Why somebody waived it, and until when. */
function waivedText({ waived }: Finding, words: Words, quote: Quote): string {
  const { reason = '', until } = waived ?? {};
  const parts = [
    ...(reason === '' ? [] : [quote(shown(reason, words, 120))]),
    ...(until === undefined ? [] : [words.waivedUntil(quote(shown(until, words, 20)))]),
  ];
  return parts.length === 0 ? words.waived : parts.join(words.comma);
}

/** What a finding is about; the only GPU of a host need not be named again and again. */
function subjectOf(
  { subject }: Finding,
  { gpus }: Report,
  { words, quote = unquoted }: Localization,
): string {
  const isOnlyGpu = gpus.length === 1 && gpus[0]?.address === subject;
  return subject === null || isOnlyGpu ? '' : quote(shown(subject, words, 120));
}

/** The evidence in words; where a capsule had no room for all of it, the last line says so. */
function evidenceOf(
  finding: Finding,
  rule: Rule | undefined,
  report: Report,
  { words, quote = unquoted }: Localization,
): readonly EvidenceLine[] {
  const evidence = besidesLines(finding.evidence);
  const lines = evidenceLines({ ...finding, evidence }, rule, words, quote);
  if (report.abridged?.evidence.includes(finding.id) !== true) return lines;
  const statement = words.forum.notInCapsule;
  return [...lines, { label: '…', statement, found: statement, wanted: '', source: '', isAgainst: false }];
}

/** What a person does by hand here: on this system, for the GPU, vGPU or VM that the finding is about. */
export const stepsFor = (rule: string, report: Report, subject: string | null, language: Language): string =>
  handSteps([taskFor(rule, report, subject, language)]);

/** The same as a task, to be told with others. */
export function taskFor(rule: string, report: Report, subject: string | null, language: Language): HandTask {
  const finding =
    report.findings.find(one => one.id === rule && one.subject === subject) ??
    report.findings.find(one => one.id === rule && one.verdict === 'fail');
  const task = taskOf(rule, report.host, language, {
    report,
    evidence: finding?.evidence ?? [],
    subject: finding?.subject ?? subject,
  });
  return { ...task, options: optionsOf(rule, report) };
}

/** The ways of a choice that the plan follows, its own first: those are known not to be in vain here. */
function optionsOf(rule: string, { steps = [] }: Report): readonly number[] | undefined {
  const found = steps.filter(step => step.for.includes(rule)).flatMap(({ option }) => option ?? []);
  return found.length === 0 ? undefined : [...new Set(found)];
}

/** What a person does where nothing is known but the system. */
export const stepsOf = (
  rule: string,
  system: SystemKnown,
  language: Language,
  seen: Seen = nothingSeen,
): string => handSteps([taskOf(rule, system, language, seen)]);

function taskOf(rule: string, system: SystemKnown, language: Language, seen: Seen): HandTask {
  const { remedies, note } = ruleTexts(rule);
  const place = placeOf(seen, remedyWords[language], waysOf(system));
  return { remedies, note: note?.[language] ?? '', place };
}

/** What is so where a finding passes; undefined where it does not, or where a value that belongs into the sentence is not at hand. */
function passedText(rule: Rule, finding: Finding, localization: Localization): string | undefined {
  const { verdict, evidence } = finding;
  const message = messageOf(finding);
  if (message !== undefined) return plain(message.says[localization.language]);
  const isThere = (address: string): boolean =>
    evidence.some(item => item.fact === address && item.unknown === undefined && item.found !== null);
  return verdict === 'pass' && rule.passedShows.every(isThere)
    ? filled(rule.passed, finding, localization)
    : undefined;
}

/** The facts that a sentence has values of. */
const holesOf = ({ en }: Text): readonly string[] =>
  [...en.matchAll(hole)].map(([, address = '']) => address);

/** A value was read, were it that nothing is there. */
const isAtHand = ({ evidence }: Finding, address: string): boolean =>
  evidence.some(item => item.fact === address && item.unknown === undefined);

const hole = /\{([a-z0-9-]+\/[^}]+)\}/gu;

/** `{fact/address}` in a sentence becomes the value found. */
function filled(text: Text, finding: Finding, { language, words, quote }: Localization): string {
  return text[language].replace(hole, (whole, address: string) => {
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
  if (finding.waived !== undefined) return waivedText(finding, words, quote);
  if (because === null) return '';
  if (because.startsWith(settledBy)) return words.settled;
  if (because === notApplicable) return words.notApplicable;
  if (because === belongsToHost) return words.belongsToHost;
  if (Object.hasOwn(words.unknownReasons, because))
    return words.unknownReasons[because as keyof Words['unknownReasons']];
  return words.because(rules.find(rule => rule.id === because)?.title[language] ?? quote(sanitize(because)));
}
