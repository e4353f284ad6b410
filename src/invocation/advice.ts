import type { PlanInput } from '../change/plan/propose.ts';
import type { Report } from '../judge/report-types.ts';
import { loadFixes } from '../rules/load.ts';
import { isBootWritten } from '../knowledge/hosts.ts';

/**
 * A report with all that leads from here to ready, as `fngvt fix` would do it, and the same by hand: planned, applied to a copy and judged. It is
 * not worked out where fngvt has nothing to do.
 */
export async function withSteps(report: Report, means: Omit<PlanInput, 'fixes'>): Promise<Report> {
  if (!mayHelp(report)) return report;
  const [{ propose }, { aheadOf, reportSteps }] = await Promise.all([
    import('../change/plan/propose.ts'),
    import('../change/plan/report-steps.ts'),
  ]);
  const input = { ...means, fixes: loadFixes() };
  const plain = await propose(input, { only: [], include: [] });
  // Settings that grub-mkconfig stumbles over come first; whether they are put right is asked for by name.
  const isFaulty = plain.refused.some(({ reason }) => reason === 'grub-faulty');
  const wish = { only: [], include: isFaulty ? [repair] : [] };
  const own = isFaulty ? await propose(input, wish) : plain;
  const byHand = await propose(input, { ...wish, hand: 'person' }, own);
  const [shown = own] = [own, byHand].filter(({ steps }) => steps.length > 0);
  return {
    ...report,
    steps: [...reportSteps(own, 'fngvt'), ...reportSteps(byHand, 'person')],
    ahead: shown.steps.length === 0 ? null : aheadOf(shown),
  };
}

/** The rule whose remedy repairs GRUB's settings. */
const repair = 'grub-file';

/** Whether something is wrong, now or at the next boot, that fngvt may put right on this system. */
function mayHelp({ verdict, findings, host }: Report): boolean {
  const isOpen = verdict?.state === 'action-needed' || verdict?.lasts === false;
  return (
    isOpen &&
    isBootWritten(host.platform) &&
    findings.some(
      ({ id, verdict: found, acts, pending }) =>
        found === 'fail' && !pending && (acts === 'fngvt' || id === repair),
    )
  );
}
