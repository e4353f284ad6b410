import type { Report } from '../../judge/report.ts';
import type { Fixes } from '../../rules/rule-fix.ts';
import type { Rule } from '../../rules/rule.ts';
import type { PlanBuilder } from './builder.ts';

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
export function noteWhatStays(draft: PlanBuilder, { report, rules, fixes, wanted }: Seen): void {
  const gpu = report.verdict?.gpu ?? null;
  for (const finding of report.findings) {
    const isOpen = finding.verdict === 'fail' && finding.because === null && !finding.pending;
    if (!isOpen || wanted.includes(finding.id) || (finding.subject !== null && finding.subject !== gpu))
      continue;
    const rule = rules.find(one => one.id === finding.id);
    const details = { rule: finding.id, word: finding.id };
    if (Object.hasOwn(fixes, finding.id) && rule?.acts === 'owner')
      draft.note(finding.id, finding.severity === 'error' ? 'asked-first' : 'only-asked', details);
    else if (finding.severity === 'error')
      draft.note(finding.id, 'left-to-you', { rule: finding.id, word: finding.id });
  }
  const { now } = draft;
  const edits = draft.stage.edits();
  if (edits.length === 0) return;
  const misspelt = now.value('cmdline/near-enable-gvt');
  if (typeof misspelt === 'string') draft.note(null, 'misspelt', { word: misspelt });
  const isGvtg = report.verdict?.technology === 'gvt-g';
  const words = draft.words().wanted;
  if (isGvtg && words.length > 0 && !words.some(word => word.startsWith('intel_iommu=')))
    if (now.value('iommu/is-on') !== true) draft.note(null, 'guide-iommu', {});
  if (isGvtg && edits.some(edit => edit.path.startsWith('/etc/modules-load.d/')))
    draft.note(null, now.value('gvt/needs-vfio-mdev') === true ? 'guide-modules-old' : 'guide-modules', {});
  if (edits.length > 0 && !draft.followUps().has('initramfs')) draft.note(null, 'guide-initramfs', {});
}
