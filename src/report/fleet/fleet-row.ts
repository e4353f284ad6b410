import type { Finding } from '../../judge/finding.ts';
import { standingOf, type Standing } from '../../judge/lasting.ts';
import type { GpuCard, Report } from '../../judge/report-types.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Shared } from '../../values/shared.ts';
import type { Language } from '../../values/text.ts';
import { fleetWords } from '../../words/fleet-words.ts';
import { words as allWords } from '../../words/words.ts';
import { nextSteps } from '../next-steps.ts';
import { plain } from '../plain.ts';
import { sanitize } from '../sanitize.ts';
import { glanceOf } from '../view.ts';

/** One host among many: plain data, so that whoever judged it can hand it over. Texts of the machine are as they were told. */
export interface FleetRow {
  /** The file that it was read from, by its name. */
  readonly file: string;
  /** What people call it by: a snapshot holds no name of its machine, so this is the name of its file. */
  readonly host: string;
  readonly standing: FleetStanding;
  /** Exit code of the doctor for this host, with what `--fail-on` makes of it. */
  readonly exit: number;
  /** Of a host that is ready: is it after the next boot, too? null: that can't be foretold, or it is not ready. */
  readonly lasts: boolean | null;
  /** Key of the first thing in the way; without a verdict, of the first check that failed. */
  readonly cause: string | null;
  readonly technology: string | null;
  /** The GPU that the verdict speaks of. */
  readonly gpu: { readonly id: string | null; readonly family: string | null };
  readonly platform: string | null;
  readonly kernel: string | null;
  /** When the machine was looked at, ISO 8601; null: its file does not say. */
  readonly taken: string | null;
  /** Failures that nothing explains, by weight, and those that were waived. */
  readonly failures: Readonly<Record<Finding['severity'] | 'waived', number>>;
  /** What could not be told, of all that was judged. */
  readonly unknown: number;
  /** In words; only in the languages that were asked for. */
  readonly said: Readonly<Partial<Record<Language, FleetWords>>>;
}

/** What is said of a host. */
export interface FleetWords {
  readonly headline: string;
  /** What to do first: a command, or what has to be done before one. Empty: nothing. */
  readonly next: string;
  /** It is a command to be typed. */
  readonly isTyped: boolean;
}

/** How a host stands; where only some rules were judged, what came of those. */
export type FleetStanding = Standing | 'passed' | 'failed' | 'undecided';

/** A host, and what is to be told of it. */
export interface FleetReading {
  readonly file: string;
  readonly host: string;
  readonly report: Shared<Report>;
  /** Whether the file says when the machine was looked at. */
  readonly isDated: boolean;
  readonly exit: number;
  readonly rules: readonly Rule[];
  /** How the owner of the host calls fngvt. */
  readonly call: string;
}

/** What is told of one host among many; its words only where somebody wants to read them. */
export function fleetRow(reading: FleetReading, languages: readonly Language[]): FleetRow {
  const { report, file, host, exit, isDated } = reading;
  const { verdict, findings } = report;
  const gpu: GpuCard | undefined = report.gpus.find(card => card.address === verdict?.gpu) ?? report.gpus[0];
  const roots = findings.filter(({ verdict: came, because }) => came === 'fail' && because === null);
  const count = (severity: Finding['severity']): number =>
    roots.filter(one => one.severity === severity && one.waived === undefined).length;
  return {
    file,
    host,
    standing: verdict === null ? standingOfSome(findings) : standingOf(verdict),
    exit,
    lasts: verdict?.lasts ?? null,
    cause: verdict === null ? (roots[0]?.cause ?? roots[0]?.id ?? null) : (verdict.cause ?? lostBy(report)),
    technology: verdict?.technology ?? gpu?.technology ?? null,
    gpu: { id: gpu?.id ?? null, family: gpu?.family ?? null },
    platform: report.host.platform,
    kernel: report.host.kernel,
    taken: isDated ? report.taken : null,
    failures: {
      error: count('error'),
      warning: count('warning'),
      advice: count('advice'),
      waived: roots.filter(({ waived }) => waived !== undefined).length,
    },
    unknown: report.tally.verdicts.unknown,
    said: Object.fromEntries(languages.map(language => [language, wordsOf(reading, language)])),
  };
}

/** Where only some rules were judged, as the exit code has it: all passed, one failed, or one could not be told. */
function standingOfSome(findings: readonly Finding[]): FleetStanding {
  if (findings.some(({ verdict, waived }) => verdict === 'fail' && waived === undefined)) return 'failed';
  return findings.some(({ verdict }) => verdict === 'unknown') ? 'undecided' : 'passed';
}

/** What a host that is ready for now loses at the next boot. */
function lostBy({ next, findings }: Report): string | null {
  if (next?.why !== 'lost-at-boot') return null;
  return findings.find(({ id, verdict }) => id === next.finding && verdict === 'fail')?.cause ?? next.finding;
}

function wordsOf({ report, rules, call }: FleetReading, language: Language): FleetWords {
  const words = allWords[language];
  const { headline, tag } = glanceOf(report, { language, words, rules, call });
  // What may come once all is well is nothing to be done.
  const isDue = report.next?.why !== 'grow';
  const isReboot = report.verdict?.state === 'reboot-needed';
  const [first] = isDue && !isReboot ? nextSteps(report, '', { rules, words, call }).next : [];
  return {
    headline: tag === '' ? '' : plain(headline),
    next: isReboot ? fleetWords[language].reboot : sanitize(first?.command ?? ''),
    isTyped: first !== undefined,
  };
}

/** What a host is called by its file: the name without what says of which kind it is. Empty for none. */
export function hostOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return name.replace(/\.(?:json|ya?ml|fngvt|html?|md|txt|bbcode)?(?:\.gz)?$/u, '') || name;
}
