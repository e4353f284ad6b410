import type { PlanFilter, PlanInput, Proposal } from '../change/plan/propose.ts';
import type { Whole, WholeMeans } from '../change/plan/whole.ts';
import type { Report } from '../judge/report-types.ts';
import { loadFixes } from '../rules/load.ts';
import { ruleTexts } from '../rules/rule-texts.ts';
import { isBootWritten } from '../knowledge/hosts.ts';

/**
 * A report with all that leads from here to ready: what `fngvt fix` would do, the same by hand, and what others have to do before or behind it;
 * planned, applied to a copy or taken as done, and judged. It is not worked out where nothing is to be done.
 */
export async function withSteps(report: Report, means: Omit<PlanInput, 'fixes'>): Promise<Report> {
  if (!mayHelp(report) && !othersMay(report)) return report;
  const [{ propose }, { otherWays }, { wholeAhead, waySteps }] = await Promise.all([
    import('../change/plan/propose.ts'),
    import('../change/plan/whole.ts'),
    import('../change/plan/report-steps.ts'),
  ]);
  const input = { ...means, fixes: loadFixes(), remediesOf: (id: string) => ruleTexts(id).remedies };
  const { own, wish, whole } = await planToShow(report, input);
  const byHand = await planOf(whole, 'person');
  const steps = [
    ...(isEmpty(whole) ? [] : waySteps(whole, 'fngvt')),
    ...(byHand.steps.length === 0 ? [] : waySteps({ ...whole, plan: byHand }, 'person')),
    ...(await otherWays(whole, own, input, wish)).flatMap((other, at) => waySteps(other, 'fngvt', at + 2)),
  ];
  if (steps.length === 0 && !mayHelp(report)) return report;
  const shown = whole.plan.steps.length > 0 ? whole : { ...whole, plan: byHand };
  return { ...report, steps, ahead: steps.length === 0 ? null : wholeAhead(shown) };

  function planOf({ base, assumed, plan }: Whole, hand: 'person'): Promise<Proposal> {
    const later = assumed === undefined ? input : { ...input, facts: base, assumed };
    return propose(later, { ...wish, hand }, plan);
  }
}

/** A plan that is worth showing, and what it was asked for with. */
export interface PlanToShow {
  /** What fngvt does by itself. */
  readonly own: Proposal;
  readonly wish: PlanFilter;
  /** The same with what others do. */
  readonly whole: Whole;
}

/** What sharing needs; where that waits for a word of the owner, as it is once that was said, if it leads anywhere then. */
export async function planToShow(report: Report, input: WholeMeans): Promise<PlanToShow> {
  const [{ propose }, { wholePlan }] = await Promise.all([
    import('../change/plan/propose.ts'),
    import('../change/plan/whole.ts'),
  ]);
  const usual: PlanFilter = { only: [], include: [] };
  const plain = await propose(input, usual);
  // Settings that grub-mkconfig stumbles over come first; whether they are put right is asked for by name.
  const isFaulty = plain.refused.some(({ reason }) => reason === 'grub-faulty');
  const asked = isFaulty ? repair : onRequest(report);
  if (asked !== undefined) {
    const wish: PlanFilter = { only: [], include: [asked] };
    const own = await propose(input, wish);
    const whole = await wholePlan(own, input, wish);
    // What is refused even then, whatever others do, is no way.
    if (isFaulty || whole.plan.steps.length > 0) return { own, wish, whole };
  }
  return { own: plain, wish: usual, whole: await wholePlan(plain, input, usual) };
}

const isEmpty = ({ acts, plan }: Whole): boolean => acts.length === 0 && plan.steps.length === 0;

/** The rule whose remedy repairs GRUB's settings. */
const repair = 'grub-file';

/** The rule that is in the way, where fngvt mends it for who asks for it by name: another driver for the GPU. */
function onRequest({ verdict, findings, host }: Report): string | undefined {
  const first = findings.find(({ id, verdict: found }) => id === verdict?.rule && found === 'fail');
  if (verdict?.state !== 'action-needed' || first?.acts !== 'owner' || first.severity !== 'error')
    return undefined;
  return isBootWritten(host.platform) && Object.hasOwn(loadFixes(), first.id) ? first.id : undefined;
}

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

/** Whether what is in the way is for others to put right. */
function othersMay({ verdict, findings }: Report): boolean {
  return (
    verdict?.state === 'action-needed' &&
    findings.some(
      ({ id, verdict: found, acts }) => id === verdict.rule && found === 'fail' && acts !== 'fngvt',
    )
  );
}
