import type { Finding } from '../../judge/finding.ts';
import { hostJson } from '../../report/fleet/fleet-json.ts';
import { fleetRow, type FleetRow } from '../../report/fleet/fleet-row.ts';
import { loadRules } from '../../rules/load.ts';
import { UsageError } from '../../values/errors.ts';
import type { Language, Text } from '../../values/text.ts';
import { examine } from '../examine.ts';
import { exitOf } from '../fail-on.ts';
import { quietCall } from '../names.ts';
import { openFile, openIfOurs } from '../open-file.ts';
import type { Invocation } from '../outcome.ts';
import { subjectOf } from '../subject.ts';
import { restsOn, waivedIn, type Waiver } from '../waive.ts';
import type { FleetFile } from './fleet-files.ts';

/** What is wanted of each host; plain data, so that another thread can be told. */
export interface FleetWish {
  /** The rules to judge by; undefined: all. */
  readonly chosen: readonly string[] | undefined;
  readonly waivers: readonly Waiver[];
  /** The exit code is about faults of this weight. */
  readonly severity: Finding['severity'];
  /** What leads to ready is planned, too. */
  readonly isPlanned: boolean;
  /** Nothing is replaced. */
  readonly isOpen: boolean;
  /** The whole report is wanted as JSON. */
  readonly isJson: boolean;
  /** The languages in which something is said of it. */
  readonly languages: readonly Language[];
}

/** What is known of the call. */
export type FleetCall = Pick<Invocation, 'version' | 'now' | 'call'>;

/** What came of one file. */
export type FileOutcome =
  | {
      readonly kind: 'host';
      readonly row: FleetRow;
      /** Its report in one line; empty where nobody wants it. */
      readonly json: string;
      /** Ids of waived rules that the verdict rests on. */
      readonly restsOn: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'unread'; readonly file: string; readonly why: Text }
  /** Nothing of fngvt is in it, and nothing says that there should be. */
  | { readonly kind: 'passed-over'; readonly file: string };

/** Reads and judges one file among many. */
export async function judgeFile(
  { path, file, host, isSure }: FleetFile,
  wish: FleetWish,
  call: FleetCall,
): Promise<FileOutcome> {
  try {
    const input = isSure ? await openFile(path) : await openIfOurs(path);
    if (input === undefined) return { kind: 'passed-over', file };
    const rules = loadRules();
    const subject = await subjectOf(input, { version: call.version, isOpen: wish.isOpen });
    const chosen = wish.chosen === undefined ? undefined : new Set(wish.chosen);
    const isPlanned = chosen === undefined && wish.isPlanned;
    const looked = await examine(subject, rules, call, { chosen, isPlanned });
    const examination = waivedIn(looked, wish.waivers, call.now);
    const { report } = await examination.shared();
    const exit = exitOf(report, wish.severity);
    const isDated = !('host' in subject) || subject.taken !== undefined;
    const reading = { file, host, report, isDated, exit, rules, call: quietCall(examination.call) };
    const row = fleetRow(reading, wish.languages);
    return {
      kind: 'host',
      row,
      json: wish.isJson ? hostJson(row, report) : '',
      restsOn: restsOn(report),
      warnings: examination.warnings,
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: 'unread', file, why: error.text };
  }
}
