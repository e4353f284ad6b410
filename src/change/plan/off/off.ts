import { nextBoot } from '../../../facts/next-boot.ts';
import { conclude } from '../../../judge/conclude.ts';
import { collect } from '../../../facts/collect.ts';
import { PlanBuilder } from '../builder.ts';
import { followUpSteps } from '../follow-ups.ts';
import { asGenerated, forecastOff } from '../forecast.ts';
import { takeOutOwnFiles } from './our-drop-ins.ts';
import { noteOthers, noteTakenOut } from './off-remarks.ts';
import { takeOutWords } from './kernel-words.ts';
import { hasRecovery, type PlanInput, type Proposal } from '../propose.ts';
import type { Records } from '../../journal/history.ts';
import { held, refusalsOf } from '../refusals.ts';
import { proveOff } from './prove-off.ts';
import { ownModuleList } from '../../paths.ts';
import { bootTargetOf } from '../boot-target.ts';
import { tryInTheWay } from '../open-try.ts';
import { StagedHost } from '../staged-host.ts';

/**
 * Turns sharing off as cleanly as it was turned on: our own files go, and our words go out of the files of the owner, where our records
 * tell them. What others wrote stays. While a vGPU exists nothing is planned: its VM would lose it at the next boot.
 */
export async function proposeOff(
  { host, facts, rules, fixes, frame }: PlanInput,
  records: Records,
): Promise<Proposal> {
  const report = conclude(rules, facts, nextBoot(facts), frame);
  const draft = new PlanBuilder(new StagedHost(host), facts, await bootTargetOf(host, facts));
  for (const { reason, rule } of tryInTheWay(facts)) draft.refuse(rule, reason);
  lookAtVgpus(draft);
  if (draft.refused().length === 0) {
    await takeOutOwnFiles(draft, records, fixes);
    await takeOutWords(draft, records);
    refuseByHand(draft);
  }
  const { facts: read } = await collect(draft.stage.host, facts);
  const staged = draft.followUps().has('boot-loader') ? asGenerated(facts, read, draft.words()) : read;
  const isWhole = draft.refused().length === 0;
  if (isWhole) {
    noteOthers(draft, records, staged);
    await noteTakenOut(draft, records, fixes);
  }
  const steps = isWhole ? [...draft.stage.edits(), ...followUpSteps(draft)] : [];
  const after = conclude(rules, staged, nextBoot(staged), frame);
  const later = nextBoot(isWhole ? staged : facts);
  const isUnread = draft.notes().some(({ reason }) => reason === 'off-unread');
  const words = draft.words();
  const ending = { steps, words, host: draft.stage.host, route: draft.route, read };
  const before = { facts, findings: report.findings };
  const proof = steps.length === 0 ? undefined : await proveOff(ending, before, { rules, fixes, frame });
  const vain = proof === undefined ? [] : refusalsOf(proof);
  return {
    steps: vain.length > 0 ? [] : steps,
    refused: [
      ...vain,
      ...draft.refused(),
      ...(steps.length > 0 || isUnread ? await held({ host, now: facts }) : []),
    ],
    ...(proof === undefined ? {} : { proof }),
    untouched: draft.notes(),
    forecast: forecastOff(report, isWhole ? after : report, conclude(rules, later, later, frame)),
    route: draft.route,
    hasRecovery: await hasRecovery(host),
    words: [],
    dropped: isWhole ? draft.words().dropped : [],
    report,
    staged: { host: draft.stage.host, facts: staged, report: after },
    isOff: true,
  };
}

function lookAtVgpus(draft: PlanBuilder): void {
  const { now } = draft;
  for (const uuid of now.subjects('mdev')) {
    const [vm] = now.list('mdev/used-by', uuid) ?? [];
    if (now.value('mdev/is-active', uuid) === true)
      draft.refuse(null, vm === undefined ? 'vgpu-running' : 'vgpu-in-use', { uuid, vm: vm ?? '' });
    else draft.note(null, 'off-vgpu', { uuid, type: String(now.value('mdev/type', uuid) ?? ''), word: uuid });
  }
}

/** Words that we once wrote, and a boot loader to which we can't carry their end: half of it would help nobody. */
function refuseByHand(draft: PlanBuilder): void {
  if (draft.route.kind !== 'by-hand' || !draft.followUps().has('boot-loader')) return;
  const paths = draft.stage.edits().flatMap(({ path }) => (path === ownModuleList ? [] : [path]));
  draft.refuse(null, 'off-by-hand', {
    path: paths.join(', '),
    why: draft.route.reason,
    apply: String(draft.now.value('bootloader/apply') ?? ''),
  });
}
