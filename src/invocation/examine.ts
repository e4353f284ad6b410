import { nextBoot, nextBootOnce } from '../facts/next-boot.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import { conclude } from '../judge/conclude.ts';
import type { Report } from '../judge/report-types.ts';
import type { Rule } from '../rules/rule.ts';
import { unexpected } from '../values/errors.ts';
import { onlyAConclusion, whatAHostSaid } from './wrong-usage.ts';
import { portableCall } from '../values/portable-call.ts';
import { withSteps } from './advice.ts';
import { look, type Subject } from './subject.ts';
import { sharedAsItIs, sharedReport, type SharedReport } from './shared-report.ts';
import type { Invocation } from './outcome.ts';

/** What came of looking at a machine. */
export interface Examination {
  /** With the names that were read: for its owner's own screen, and for what is decided by it. */
  readonly report: Report;
  /** What may leave the machine; made when it is first asked for. */
  readonly shared: () => Promise<SharedReport>;
  /** For standard error. */
  readonly warnings: readonly string[];
  /** Paths that were given with `--with` and that nothing was read from. */
  readonly unused: readonly string[];
  /** How the owner of the machine calls fngvt. */
  readonly call: string;
  /** What the machine said, as it may leave it, once `shared` was asked for; absent where only a conclusion was given. */
  readonly snapshot?: () => Snapshot;
}

/** What is judged, and how far. */
export interface Scope {
  /** The rules to judge by; undefined: all. */
  readonly chosen?: ReadonlySet<string> | undefined;
  /** What leads to ready is planned, too. */
  readonly isPlanned?: boolean;
}

const plannedIf = (
  isPlanned: boolean,
  report: Report,
  means: Parameters<typeof withSteps>[1],
): Promise<Report> => (isPlanned ? withSteps(report, means) : Promise.resolve(report));

/** Facts, the facts of the next boot, judgement. A finished report was judged where it was made. */
export async function examine(
  subject: Subject,
  rules: readonly Rule[],
  invocation: Pick<Invocation, 'version' | 'now' | 'call'>,
  { chosen, isPlanned = false }: Scope = {},
): Promise<Examination> {
  if ('report' in subject) {
    if (chosen !== undefined) throw unexpected('--only, --skip', whatAHostSaid, onlyAConclusion);
    const shared = { report: sharedAsItIs(subject.report) };
    return {
      report: subject.report,
      shared: () => Promise.resolve(shared),
      warnings: [],
      unused: [],
      call: portableCall(invocation.call),
    };
  }
  const { host, taken = invocation.now, call = invocation.call } = subject;
  const isOnce = !isPlanned && subject.supposed === undefined;
  const { facts: read, warnings } = await look(host, isOnce);
  const facts = (await subject.withSetUps?.(read)) ?? read;
  const isPart = subject.isPart === true;
  const frame = { version: invocation.version, taken, source: host.source, isPart };
  const concluded = conclude(rules, facts, isOnce ? nextBootOnce(facts) : nextBoot(facts), frame, chosen);
  const { supposed } = subject;
  // Taken before more is asked for than the doctor does.
  const unused = supposed?.unused() ?? [];
  const report =
    supposed === undefined
      ? await plannedIf(isPlanned, concluded, { host, facts, rules, frame })
      : await (
          await import('./what-if.ts')
        ).whatIf({ report: concluded, facts, host, rules, frame }, supposed);
  let shared: Promise<SharedReport> | undefined;
  return {
    report,
    shared: () =>
      (shared ??= sharedReport(report, facts, subject).then(async made => {
        // A snapshot holds what was asked of the others' host: whoever replays it is to find the same plan.
        if (report.steps !== undefined)
          await withSteps(report, { host: subject.others, facts: made.facts ?? facts, rules, frame });
        return made;
      })),
    warnings: warnings.map(line => (/^\s+at /u.test(line) ? line : subject.hide(line))),
    unused,
    call,
    snapshot: () => subject.snapshot({ taken, version: invocation.version, call: portableCall(call) }),
  };
}
