import { asGenerated } from '../change/plan/forecast.ts';
import { isUnseen } from '../change/plan/boot-target.ts';
import { collect } from '../facts/collect.ts';
import { nextBoot } from '../facts/next-boot.ts';
import type { Host } from '../host/reader.ts';
import { rememberingHost } from '../host/remember.ts';
import { conclude } from '../judge/conclude.ts';
import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import type { PlanInput, Proposal } from '../change/plan/propose.ts';
import type { Refusal } from '../change/plan.ts';

/**
 * What speaks against a plan by now, when a person took their time to answer: a plan that is made anew would be refused (a VM was started with the
 * GPU, an upgrade runs), or be about another GPU. That a file was changed is found when it is written.
 */
export function changedSince(shown: Proposal, again: Proposal): readonly Refusal[] {
  const gpuOf = ({ report }: Proposal): string | null => report.verdict?.gpu ?? null;
  const [first] = again.refused;
  if (first !== undefined || gpuOf(shown) !== gpuOf(again))
    return [{ reason: 'host-changed', rule: first?.rule ?? null }];
  return [];
}

/** Looks at the host after a fix: what it promised is to be there, now or for the next boot. */
export interface FixCheck {
  /** Asked by whoever applies the plan; an answer takes everything back. */
  readonly check: () => Promise<Refusal | undefined>;
  /** The host as it was found; undefined: nobody looked. */
  readonly report: () => Report | undefined;
}

/**
 * The host is read anew and judged: every rule that the plan is for passes, or waits for the reboot, and none that passed fails. A
 * rule that could not be judged before may fail now (a module that was loaded shows what lies behind it); that is no fault of the plan.
 */
export function checkOf(proposal: Proposal, means: PlanInput, fresh: () => Host): FixCheck {
  let found: Report | undefined;
  return {
    report: () => found,
    check: async () => {
      const { facts: read } = await collect(rememberingHost(fresh()));
      const isUnread =
        !read.get('bootloader/not-generated').known &&
        proposal.steps.some(step => step.kind === 'run' && isUnseen(step.argv));
      const facts = isUnread
        ? asGenerated(means.facts, read, { wanted: proposal.words, dropped: proposal.dropped })
        : read;
      found = conclude(means.rules, facts, nextBoot(facts), means.frame);
      const promised = new Set(proposal.steps.flatMap(step => step.rule ?? []));
      const passed = new Set(proposal.report.findings.filter(one => one.verdict === 'pass').map(keyOf));
      const worse = found.findings.find(
        one => fails(one) && (promised.has(one.id) || (passed.has(keyOf(one)) && one.severity !== 'advice')),
      );
      return worse === undefined
        ? undefined
        : { reason: 'not-as-foretold', details: { rule: worse.id }, rule: worse.id };
    },
  };
}

const fails = ({ verdict, pending }: Finding): boolean => verdict === 'fail' && !pending;

const keyOf = ({ id, subject }: Finding): string => `${id}\n${subject ?? ''}`;
