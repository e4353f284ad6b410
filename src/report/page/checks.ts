import { notApplicable, type Finding } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import { findingView, gradeOf, isError, type FindingView, type Localization } from '../finding-view.ts';
import { plain } from '../plain.ts';
import { prose } from '../page/prose.ts';
import { shown } from '../sanitize.ts';
import type { ChainTopic } from '../page/chain.ts';
import type { MarkedLine } from '../marked-lines.ts';
import { evidenceRows, type EvidenceRow } from './evidence-rows.ts';

/** What the reader can filter by. */
export type CheckFilter = Finding['verdict'];

/** One finding, ready to be laid out. */
export interface Check {
  /** The name of its place in the page. */
  readonly anchor: string;
  readonly verdict: CheckFilter;
  /** How bad it is; chooses icon and colour. */
  readonly weight: 'good' | 'bad' | 'warn' | 'hint' | 'open' | 'none';
  readonly verdictText: string;
  readonly title: string;
  readonly subject: string;
  /** What is wrong; empty where nothing is. */
  readonly fault: string;
  readonly pending: string;
  readonly isOpen: boolean;
  /** Another check explains it. */
  readonly isFollowing: boolean;
  readonly because: string;
  /** The place of the check that explains it; empty where none does. */
  readonly becauseAnchor: string;
  /** Our prose as HTML. */
  readonly why: string;
  readonly how: string;
  /** Lines in which something is wrong. */
  readonly lines: readonly MarkedLine[];
  readonly evidence: readonly EvidenceRow[];
  readonly leftEvidence: string;
  readonly id: string;
  readonly cause: string;
  readonly acts: string;
  readonly links: readonly string[];
}

/** The checks, in the order in which they depend on one another; a topic's name stands where it changes. */
export interface Checks {
  readonly groups: readonly { readonly title: string; readonly checks: readonly Check[] }[];
  readonly apart: readonly { readonly id: string; readonly title: string }[];
  readonly apartTitle: string;
  readonly filters: readonly {
    readonly id: string;
    readonly label: string;
    readonly count: number;
    /** The one that hides nothing; pressed at first. */
    readonly isAll: boolean;
  }[];
  /** How many are shown, with `#` for the number. */
  readonly shown: string;
  /** What had no place; empty where all have. */
  readonly left: string;
}

/** The most checks of a page; a host has some eighty, a stranger's file may name a hundred thousand parameters. */
const mostChecks = 400;

/** The most facts of one check. */
const mostEvidence = 30;

/** Every finding in words. `key` begins the names of its places: both languages stand in one page. */
export function checksOf(
  report: Report,
  key: string,
  topics: readonly ChainTopic[],
  localization: Localization,
): Checks {
  const say = localization.words.page.checks;
  const about = report.findings.filter(finding => finding.because !== notApplicable);
  const kept = mostTelling(about);
  const seen = new Map<string, number>();
  const checks = kept.map(finding => {
    const nth = seen.get(finding.id) ?? 0;
    seen.set(finding.id, nth + 1);
    const anchor = nth === 0 ? `${key}-${finding.id}` : `${key}-${finding.id}-${nth + 1}`;
    const view = findingView(finding, report, localization);
    const check = checkOf(view, anchor, key, localization);
    return { topic: finding.topic, check };
  });
  const groups: { title: string; checks: Check[] }[] = [];
  let last: string | undefined;
  for (const { topic, check } of checks) {
    if (topic !== last) {
      const title = topics.find(one => one.id === topic)?.title[localization.language] ?? topic;
      groups.push({ title: shown(title, localization.words, 60), checks: [] });
    }
    groups.at(-1)?.checks.push(check);
    last = topic;
  }
  const apart = [...new Set(report.findings.filter(one => one.because === notApplicable).map(one => one.id))]
    .slice(0, mostChecks)
    .map(id => ({ id, title: titleOf(id, localization) }));
  const count = (verdict: CheckFilter): number => kept.filter(one => one.verdict === verdict).length;
  return {
    groups,
    apart,
    apartTitle: say.apart(apart.length),
    filters: [
      { id: 'all', label: say.filters.all, count: kept.length, isAll: true },
      ...(['fail', 'unknown', 'pass', 'skipped'] as const)
        .map(id => ({ id, label: say.filters[id], count: count(id), isAll: false }))
        .filter(filter => filter.count > 0),
    ],
    shown: say.shown('#'),
    left: about.length > kept.length ? say.left(about.length - kept.length) : '',
  };
}

/** As many as a page takes; where it can't take all, faults go before unknowns before the rest. The order stays. */
function mostTelling(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostChecks) return findings;
  const kept = new Set(
    (['fail', 'unknown', 'pass', 'skipped'] as const)
      .flatMap(verdict => findings.filter(finding => finding.verdict === verdict))
      .slice(0, mostChecks),
  );
  return findings.filter(finding => kept.has(finding));
}

function titleOf(id: string, { rules, language, words }: Localization): string {
  return plain(rules.find(rule => rule.id === id)?.title[language] ?? shown(id, words, 80));
}

function checkOf(view: FindingView, anchor: string, key: string, localization: Localization): Check {
  const { words, rules } = localization;
  const { finding } = view;
  const fails = finding.verdict === 'fail';
  const explains = rules.find(rule => rule.id === finding.because);
  const isProved = finding.verdict === 'pass' || finding.verdict === 'skipped';
  const evidence = view.evidence.slice(0, mostEvidence);
  return {
    anchor,
    verdict: finding.verdict,
    weight: weightOf(finding),
    verdictText: fails && !isError(finding) ? gradeOf(finding, words) : words.verdicts[finding.verdict],
    title: plain(view.says),
    subject: view.subject,
    fault: fails ? plain(view.fault) : '',
    pending: finding.pending ? words.pending : '',
    isOpen: fails && finding.because === null && finding.severity === 'error',
    isFollowing: explains !== undefined,
    because: explains === undefined ? view.because : plain(explains.title[localization.language]),
    becauseAnchor: explains === undefined ? '' : `${key}-${explains.id}`,
    why: view.why === '' ? '' : prose(view.why, words.page),
    how: isProved || view.how === '' ? '' : prose(view.how, words.page),
    lines: view.lines,
    evidence: evidenceRows(evidence),
    leftEvidence:
      view.evidence.length > evidence.length
        ? words.page.checks.leftEvidence(view.evidence.length - evidence.length)
        : '',
    id: shown(finding.id, words, 80),
    cause: fails ? shown(finding.cause ?? '', words, 80) : '',
    acts: fails ? words.actors[finding.acts] : '',
    links: view.links,
  };
}

function weightOf(finding: Finding): Check['weight'] {
  if (finding.verdict === 'pass') return 'good';
  if (finding.verdict === 'unknown') return 'open';
  if (finding.verdict === 'skipped') return 'none';
  return ({ error: 'bad', warning: 'warn', advice: 'hint' } as const)[finding.severity];
}
