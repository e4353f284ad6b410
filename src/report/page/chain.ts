import { isOfAnotherGpu, type Finding } from '../../judge/finding.ts';
import { standingOf } from '../../judge/lasting.ts';
import type { GpuCard, Report } from '../../judge/report-types.ts';
import { lostAtBoot } from '../view.ts';
import { findingView, type Localization } from '../finding-view.ts';
import { plain } from '../plain.ts';
import { shown } from '../sanitize.ts';

/** What became of one link of the chain. The words for it are `page.chain.states`. */
export type LinkState = 'pass' | 'broken' | 'undecided' | 'waits' | 'lost' | 'also' | 'follows' | 'unknown';

/** One link: a topic of the catalogue, with what its checks came to. */
export interface Link {
  readonly title: string;
  readonly state: LinkState;
  readonly stateText: string;
  readonly icon: string;
  /** The state is written out beside the dot. */
  readonly isMarked: boolean;
  /** The fault, or how many checks passed. */
  readonly note: string;
  /** The check that says most about it. */
  readonly checkId: string;
  /** The chain did not break before it. */
  readonly isReached: boolean;
  /** The chain breaks here: this is the link that the verdict names. */
  readonly isBreak: boolean;
}

/** The chain of checks, from the host to the VM that gets a share. */
export interface Chain {
  readonly links: readonly Link[];
  readonly goal: { readonly isReached: boolean; readonly stateText: string };
}

/** A topic of the catalogue, in its order. */
export interface ChainTopic {
  readonly id: string;
  readonly title: Localization['rules'][number]['title'];
}

/** The links that a share of this GPU hangs on: topics in which something decides, and that are about this host. */
export function chainOf(
  report: Report,
  gpu: GpuCard | undefined,
  topics: readonly ChainTopic[],
  localization: Localization,
): Chain {
  const { words, language } = localization;
  const deciding = report.findings.filter(
    finding =>
      finding.severity === 'error' &&
      finding.because !== 'not-applicable' &&
      (gpu === undefined || !isOfAnotherGpu(finding, gpu.address)),
  );
  const broken = deciding.find(finding => finding.id === report.verdict?.rule)?.topic;
  const lost = lostAtBoot(report);
  let isReached = true;
  const links = topics.flatMap((topic): readonly Link[] => {
    const here = deciding.filter(finding => finding.topic === topic.id);
    if (here.length === 0) return [];
    const warning = lost?.topic === topic.id ? lost : undefined;
    const state = warning === undefined ? stateOf(here, report) : 'lost';
    const tellers = warning === undefined ? here.filter(one => tells(one, state, report)) : [warning];
    const link = {
      title: topic.title[language],
      state,
      stateText: words.page.chain.states[state],
      icon: icons[state],
      isMarked: state !== 'pass' && state !== 'follows' && state !== 'unknown',
      note: noteOf(tellers, here, state, report, localization),
      checkId: (tellers[0] ?? here[0])?.id ?? '',
      isReached,
      isBreak: topic.id === broken,
    };
    isReached &&= topic.id !== broken;
    return [link];
  });
  const standing = report.verdict === null ? 'partial' : standingOf(report.verdict);
  return {
    links,
    goal: { isReached: report.verdict?.state === 'ready', stateText: words.page.chain.goals[standing] },
  };
}

const icons: Readonly<Record<LinkState, string>> = {
  pass: 'good',
  broken: 'bad',
  undecided: 'open',
  waits: 'wait',
  lost: 'warn',
  also: 'bad',
  follows: 'none',
  unknown: 'open',
};

function stateOf(here: readonly Finding[], report: Report): LinkState {
  const first = here.find(finding => finding.id === report.verdict?.rule);
  if (first !== undefined) {
    if (first.verdict !== 'fail') return 'undecided';
    return report.verdict?.state === 'reboot-needed' ? 'waits' : 'broken';
  }
  const failed = here.filter(finding => finding.verdict === 'fail');
  if (failed.some(finding => finding.because === null && !finding.pending)) return 'also';
  if (failed.some(finding => finding.because === null)) return 'waits';
  if (failed.length > 0) return 'follows';
  return here.some(finding => finding.verdict === 'unknown') ? 'unknown' : 'pass';
}

/** The findings that made the link what it is, the deciding one first. */
function tells(finding: Finding, state: LinkState, report: Report): boolean {
  if (state === 'broken' || state === 'undecided') return finding.id === report.verdict?.rule;
  if (state === 'also' || state === 'waits') return finding.verdict === 'fail' && finding.because === null;
  if (state === 'follows') return finding.verdict === 'fail';
  return state === 'unknown' ? finding.verdict === 'unknown' : finding.verdict === 'pass';
}

function noteOf(
  tellers: readonly Finding[],
  here: readonly Finding[],
  state: LinkState,
  report: Report,
  localization: Localization,
): string {
  const say = localization.words.page.chain;
  const [first] = tellers;
  if (state === 'pass' || first === undefined)
    return say.passed(here.filter(finding => finding.verdict === 'pass').length);
  if (state === 'follows') return say.states.follows;
  if (state === 'unknown') return say.unknown(tellers.length);
  if (tellers.length > 1 && state !== 'broken') return say.faults(tellers.length);
  return shown(plain(findingView(first, report, localization).title), localization.words, 60);
}
