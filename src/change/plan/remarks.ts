import type { Finding } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Fixes } from '../../rules/rule-fix.ts';
import type { Rule } from '../../rules/rule.ts';
import type { PlanBuilder } from './builder.ts';
import { isGivenBackOnRequest, vfioRule } from './refusals.ts';

/** What the notes are made of. */
interface Seen {
  readonly report: Report;
  readonly rules: readonly Rule[];
  readonly fixes: Fixes;
  /** Ids of the rules that the plan is about. */
  readonly wanted: readonly string[];
}

/**
 * What is left as it is, and why: what is done only when asked for, what is another's to do, and what guides add that this host does
 * not need.
 */
export function noteWhatStays(draft: PlanBuilder, seen: Seen): void {
  for (const finding of openFaults(seen)) {
    const reason = isOutOfReach(finding, draft) ? undefined : reasonToLeave(finding, seen);
    // Where nothing helps, nothing else is to be done either; and what is asked for must be possible.
    if (seen.report.verdict?.state === 'unsupported') continue;
    if (draft.route.kind === 'by-hand' && reason === 'only-asked' && needsBoot(finding, seen)) continue;
    if (reason !== undefined) draft.note(finding.id, reason, { rule: finding.id, word: finding.id });
  }
  if (draft.stage.edits().length > 0) noteGuides(draft, seen.report.verdict?.technology === 'gvt-g');
}

/** Faults of this host and of the GPU in question that the plan is not about, that nothing explains and no reboot settles. */
function openFaults({ report, wanted }: Seen): readonly Finding[] {
  const gpu = report.verdict?.gpu ?? null;
  return report.findings.filter(
    ({ id, verdict, because, pending, subject }) =>
      verdict === 'fail' &&
      because === null &&
      !pending &&
      !wanted.includes(id) &&
      (subject === null || subject === gpu),
  );
}

/** Whether its remedy changes what the boot loader passes on. */
const needsBoot = ({ id }: Finding, { fixes }: Seen): boolean =>
  fixes[id]?.['kernel-argument'] !== undefined || fixes[id]?.['parameter-out'] !== undefined;

/** A GPU that a VM takes, or that nobody knows who gave away, does not come back for the asking. */
const isOutOfReach = ({ id, subject }: Finding, { now }: PlanBuilder): boolean =>
  id === vfioRule && !isGivenBackOnRequest(now, subject ?? undefined);

/** undefined: it is no error, and no remedy of ours waits for a word of the owner. */
function reasonToLeave({ id, severity }: Finding, { rules, fixes }: Seen): string | undefined {
  const isOwners = Object.hasOwn(fixes, id) && rules.find(rule => rule.id === id)?.acts === 'owner';
  if (isOwners) return severity === 'error' ? 'asked-first' : 'only-asked';
  return severity === 'error' ? 'left-to-you' : undefined;
}

/** What is young about SR-IOV in xe, and what becomes of a desktop and of VMs: said before anybody says yes. */
export function tellOfXe(draft: PlanBuilder): void {
  if (draft.stage.edits().length === 0) return;
  const rule = 'sriov-xe-bound';
  for (const word of ['young', 'desktop', 'vms']) draft.note(rule, `xe-${word}`, { word });
}

/** What guides would add to this plan, or spell otherwise. */
function noteGuides(draft: PlanBuilder, isGvtg: boolean): void {
  const { now } = draft;
  const misspelt = now.value('cmdline/near-enable-gvt');
  if (typeof misspelt === 'string') draft.note(null, 'misspelt', { word: misspelt });
  const words = draft.words().wanted;
  const addsIommu = words.some(word => word.startsWith('intel_iommu='));
  if (isGvtg && words.length > 0 && !addsIommu && now.value('iommu/is-on') !== true)
    draft.note(null, 'guide-iommu', {});
  if (isGvtg && draft.stage.edits().some(edit => edit.path.startsWith('/etc/modules-load.d/')))
    draft.note(null, now.value('gvt/needs-vfio-mdev') === true ? 'guide-modules-old' : 'guide-modules', {});
  if (!draft.followUps().has('initramfs')) draft.note(null, 'guide-initramfs', {});
}
