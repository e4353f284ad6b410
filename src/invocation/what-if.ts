import { isMadeOf } from '../change/journal/known-commands.ts';
import { asGenerated } from '../change/plan/forecast.ts';
import { collect } from '../facts/collect.ts';
import type { Facts } from '../facts/fact-index.ts';
import { nextBoot } from '../facts/next-boot.ts';
import type { Host } from '../host/reader.ts';
import { conclude, foresee, type ReportMeta } from '../judge/conclude.ts';
import type { AfterBoot, Report } from '../judge/report-types.ts';
import { isBootWritten } from '../knowledge/hosts.ts';
import type { Rule } from '../rules/rule.ts';
import type { Supposed } from './supposed.ts';

/** What was judged with files laid over a host. */
export interface Judged {
  readonly report: Report;
  readonly facts: Facts;
  readonly host: Host;
  readonly rules: readonly Rule[];
  readonly frame: ReportMeta;
}

/**
 * The report of a what-if. Its verdict is that of the edits alone: a file that was edited is carried over to the next boot by a command, and
 * counts after a reboot. What comes of both is said beside it.
 */
export async function whatIf(judged: Judged, supposed: Supposed): Promise<Report> {
  const report = { ...judged.report, supposed: [...supposed.paths] };
  if (supposed.asItIs === undefined || report.verdict === null) return report;
  return { ...report, after_boot: await afterBootOf(judged, supposed.paths, supposed.asItIs()) };
}

async function afterBootOf(judged: Judged, paths: readonly string[], asItIs: Host): Promise<AfterBoot> {
  const { facts, rules, frame, host } = judged;
  const loader = loaderCommand(facts, paths);
  const commands = [...(await initramfsCommand(facts, paths, host)), ...loader];
  const left = loader.length === 0 ? facts : asGenerated((await collect(asItIs)).facts, facts);
  const later = nextBoot(left);
  const report = loader.length === 0 ? judged.report : conclude(rules, left, later, frame);
  const told = standing(report);
  // Ready is promised only where what will run then is known well enough to be called so, as in the proof of a plan.
  const { state, cause, rule } = foresee(rules, later, frame).verdict;
  return { ...(told.state === 'ready' && state !== 'ready' ? { state, cause, rule } : told), commands };
}

/** What a report foretells of the next boot. */
function standing({ verdict, next }: Report): Omit<AfterBoot, 'commands'> {
  const unknown = { state: 'unknown', cause: null, rule: null } as const;
  const ready = { state: 'ready', cause: null, rule: null } as const;
  if (verdict === null) return unknown;
  if (verdict.state === 'reboot-needed') return ready;
  if (verdict.state !== 'ready') return { state: verdict.state, cause: verdict.cause, rule: verdict.rule };
  if (verdict.lasts === true) return ready;
  if (verdict.lasts !== false) return unknown;
  return { state: 'action-needed', cause: null, rule: next?.why === 'lost-at-boot' ? next.finding : null };
}

/** What GRUB's menu is made of, and the one line or the entries of the other loaders. */
const grubSettings = /^\/etc\/(?:default\/grub(?:$|\.d(?:\/|$))|grub\.d\/)/u;
const otherSettings = /^\/etc\/kernel\//u;

/** The command that makes the next boot's entries of an edited file; none where the loader in force does not use it, or reads it itself. */
function loaderCommand(facts: Facts, paths: readonly string[]): readonly string[] {
  const [kind, apply] = [facts.value('bootloader/kind'), facts.value('bootloader/apply')];
  const settings = kind === 'grub' || kind === 'proxmox-grub' ? grubSettings : otherSettings;
  return typeof apply === 'string' && paths.some(path => settings.test(path)) ? [apply] : [];
}

const updateInitramfs = ['update-initramfs', '-u', '-k', 'all'] as const;

/** An initramfs may hold a copy of the file. What makes it is known of the Debian family alone. */
async function initramfsCommand(
  facts: Facts,
  paths: readonly string[],
  host: Host,
): Promise<readonly string[]> {
  if (!paths.some(path => isMadeOf(updateInitramfs, path))) return [];
  const tool = await host.stat('/usr/sbin/update-initramfs');
  const isThere =
    tool.state === 'withheld' ? isBootWritten(facts.value('host/platform')) : tool.state === 'present';
  return isThere ? [updateInitramfs.join(' ')] : [];
}
