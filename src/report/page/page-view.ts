import type { Report } from '../../judge/report-types.ts';
import { languages, type Language } from '../../values/text.ts';
import { words as allWords } from '../../words/words.ts';
import { plain } from '../plain.ts';
import { commandHtml, escapeHtml, inlineProse, prose } from '../page/prose.ts';
import { shown } from '../sanitize.ts';
import { gradeOf, type FindingView, type Localization } from '../finding-view.ts';
import type { PlanView } from '../plan-view.ts';
import { isToldAbove, leadOf, viewOf, type View } from '../view.ts';
import { cardOf, type CardRow } from '../page/page-card.ts';
import { chainOf, type Chain, type ChainTopic } from '../page/chain.ts';
import { checksOf, type Checks } from '../page/checks.ts';
import type { MarkedLine } from '../marked-lines.ts';
import { evidenceRows, type EvidenceRow } from './evidence-rows.ts';
import { functionsOf, type Functions } from './functions-view.ts';
import { apertureViews, type ApertureView } from '../page/aperture-view.ts';

/** The page in one language; the template lays it out and decides nothing. */
export interface PageView {
  readonly language: Language;
  /** Begins every name in this edition. */
  readonly key: string;
  readonly say: Localization['words']['page'];
  readonly whatToDo: string;
  readonly why: string;
  readonly alsoTitle: string;
  readonly hintsTitle: string;
  readonly nextTitle: string;
  readonly switches: readonly {
    readonly key: string;
    readonly language: Language;
    readonly name: string;
    readonly isCurrent: boolean;
  }[];
  /** The class of the page: how the host stands. */
  readonly state: string;
  /** That it is a what-if, and what is to be expected after the reboot; empty: it is the host as it is. */
  readonly supposed: string;
  /** The same in a word, for the title. */
  readonly mark: string;
  readonly afterBoot: readonly string[];
  readonly tag: string;
  readonly stateIcon: string;
  readonly headline: string;
  readonly machine: readonly string[];
  readonly promise: string;
  readonly tally: string;
  /** What leads from here to ready; null: there is no such plan. */
  readonly plan: PagePlan | null;
  readonly first: First | null;
  readonly hasAsides: boolean;
  readonly others: readonly Pointer[];
  readonly hints: readonly Pointer[];
  readonly before: string;
  readonly hasNext: boolean;
  readonly next: readonly { readonly command: string; readonly note: string }[];
  readonly chain: Chain;
  /** Advice for the VM that comes next, as HTML. */
  readonly advice: readonly string[];
  readonly rooms: readonly ApertureView[];
  readonly functions: readonly Functions[];
  readonly card: readonly CardRow[];
  readonly checks: Checks;
  readonly taken: string;
  readonly takenAt: string;
  readonly made: string;
  /** On what fngvt was tried, and on what not. */
  readonly untried: string;
}

/** What leads from here to ready. */
export interface PagePlan {
  /** What others do, before or behind the rest; empty titles: nothing. */
  readonly othersFirst: { readonly title: string; readonly steps: string };
  readonly othersThen: { readonly title: string; readonly steps: string };
  readonly title: string;
  /** The command with its button, as HTML; empty: fngvt does not do it here. */
  readonly command: string;
  readonly note: string;
  /** What is to be known before, and how the lines below are read; empty: nothing. */
  readonly before: string;
  readonly handIntro: string;
  readonly handTitle: string;
  readonly hasHand: boolean;
  readonly hand: readonly {
    /** As HTML. */
    readonly command: string;
    readonly says: string;
    readonly hasLines: boolean;
    readonly lines: readonly { readonly isAdded: boolean; readonly sign: string; readonly text: string }[];
  }[];
  readonly after: string;
}

/** The first broken link. */
export interface First {
  readonly lead: string;
  readonly key: string;
  readonly confidence: string;
  readonly because: string;
  /** Lines in which something is wrong. */
  readonly lines: readonly MarkedLine[];
  readonly evidence: readonly EvidenceRow[];
  /** What to do, as HTML; empty where there is nothing to do or only a reboot. */
  readonly how: string;
  readonly why: string;
  readonly anchor: string;
}

/** A fault that stands further down. */
export interface Pointer {
  readonly label: string;
  readonly weight: 'bad' | 'warn' | 'hint';
  readonly text: string;
  readonly anchor: string;
}

/** `en`, `zh`: names in the page. */
export const keyOf = (language: Language): string => language.slice(0, 2);

/** Puts the whole page into one language. */
export function editionOf(
  report: Report,
  topics: readonly ChainTopic[],
  localization: Localization,
): PageView {
  const { language, words } = localization;
  const view = viewOf(report, localization);
  const key = keyOf(language);
  const gpu = report.gpus.find(card => card.address === report.verdict?.gpu) ?? report.gpus[0];
  const pointer = (finding: FindingView): Pointer => ({
    label: gradeOf(finding.finding, words),
    weight: weightOfSeverity[finding.finding.severity],
    text: plain(finding.fault),
    anchor: `${key}-${finding.id}`,
  });
  return {
    language,
    key,
    say: words.page,
    whatToDo: words.whatToDo,
    why: words.why,
    alsoTitle: view.state === 'reboot-needed' ? words.alsoWaits : words.alsoWrong,
    hintsTitle: words.page.hints,
    nextTitle: words.next,
    switches: languages.map(one => ({
      key: keyOf(one),
      language: one,
      name: allWords[one].page.name,
      isCurrent: one === language,
    })),
    state: view.standing,
    supposed: view.supposed,
    mark: view.supposed === '' ? '' : words.whatIf.short,
    afterBoot: view.afterBoot,
    tag: view.tag,
    stateIcon: stateIcons[view.standing] ?? 'none',
    headline: plain(view.headline),
    machine: view.machine,
    promise: view.promise,
    tally: view.tally,
    plan: view.plan === null ? null : pagePlan(view.plan, words),
    first: view.first === null ? null : firstOf(view, view.first, key, localization),
    hasAsides: view.others.length + view.hints.length > 0,
    others: view.others.slice(0, 40).map(pointer),
    hints: view.hints.slice(0, 40).map(pointer),
    before: view.before,
    hasNext: view.next.length > 0 || view.before !== '',
    next: view.next.map(step => ({ command: commandHtml(step.command, words.page), note: step.note })),
    chain: chainOf(report, gpu, topics, localization),
    advice: adviceOf(report, localization),
    rooms: apertureViews(report, words),
    functions: functionsOf(report, words),
    card: cardOf(report, words),
    checks: checksOf(report, key, topics, localization),
    taken: shown(report.taken, words, 40),
    takenAt: readable(shown(report.taken, words, 40)),
    made: words.page.made(shown(report.tool.version, words, 40)),
    untried: words.untried,
  };
}

const weightOfSeverity = { error: 'bad', warning: 'warn', advice: 'hint' } as const;

const stateIcons: Readonly<Record<string, string>> = {
  ready: 'good',
  'ready-for-now': 'warn',
  'action-needed': 'bad',
  'reboot-needed': 'wait',
  unknown: 'open',
};

function pagePlan(
  { before, others, byFngvt, handTitle, handIntro, byHand, after }: PlanView,
  words: Localization['words'],
): PagePlan {
  const none = { title: '', steps: '' };
  const part = others === null ? none : { title: others.title, steps: prose(others.steps, words.page) };
  return {
    othersFirst: others?.isFirst === true ? part : none,
    othersThen: others?.isFirst === true ? none : part,
    title: byFngvt === null ? '' : words.plan.fngvt,
    command: byFngvt === null ? '' : commandHtml(byFngvt.command, words.page),
    note: byFngvt?.note ?? '',
    before,
    handIntro,
    handTitle,
    hasHand: byHand.length > 0,
    hand: byHand.map(({ command, isTyped, says, lines }) => ({
      command: isTyped ? commandHtml(command, words.page) : `<code>${escapeHtml(command)}</code>`,
      says,
      hasLines: lines.length > 0,
      lines: lines.map(({ sign, text }) => ({ isAdded: sign === '+', sign, text })),
    })),
    after,
  };
}

function firstOf(view: View, first: FindingView, key: string, { words }: Localization): First {
  const isTold = isToldAbove(view);
  const fails = first.finding.verdict === 'fail';
  return {
    lead: leadOf(first, view.state, words),
    key: shown(first.finding.cause ?? first.id, words, 80),
    confidence: words.confidences[first.finding.confidence],
    because: first.because,
    lines: first.lines,
    evidence: evidenceRows(first.evidence.slice(0, 12)),
    how: fails && !isTold && first.how !== '' ? prose(first.how, words.page) : '',
    why: first.why === '' ? '' : prose(first.why, words.page),
    anchor: `${key}-${first.id}`,
  };
}

/** Where sharing works a VM comes next. On Proxmox nothing is made ahead, so nothing is lost at a reboot. */
function adviceOf(report: Report, { words }: Localization): readonly string[] {
  if (report.verdict?.state !== 'ready') return [];
  const { monitor, remote, vnc, groups, forgets } = words.page.before.points;
  const isGvtg = report.verdict.technology === 'gvt-g';
  const isForgetful = isGvtg && report.host.platform !== 'proxmox';
  const own = [...(isGvtg ? [groups] : []), ...(isForgetful ? [forgets] : [])];
  return [monitor, remote, vnc, ...own].map(text => inlineProse(text, words.page));
}

/** `2025-01-24T11:30:00+08:00` as people write it; anything else as it is. */
export function readable(taken: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/u.exec(taken);
  if (parts === null) return taken;
  const [, day = '', time = '', zone = ''] = parts;
  return `${day} ${time} ${zone === 'Z' ? 'UTC' : zone}`.trim();
}
