import { nextBoot } from '../../../facts/next-boot.ts';
import type { Facts } from '../../../facts/fact-index.ts';
import { foresee, type Foreseen, type ReportMeta } from '../../../judge/conclude.ts';
import type { Fixes } from '../../../rules/rule-fix.ts';
import type { Rule } from '../../../rules/rule.ts';
import type { Step } from '../../plan.ts';
import { parseCmdline } from '../../../formats/kernel-cmdline.ts';
import type { Host } from '../../../host/reader.ts';
import { ownModuleList } from '../../paths.ts';
import { asLeft } from '../after-steps.ts';
import type { BootTarget } from '../boot-target.ts';
import type { KernelWords } from '../builder.ts';
import {
  driverFaults,
  leftOf,
  reachOf,
  touchesDriver,
  undrivenOf,
  worseThan,
  type Before,
  type Proof,
  type ProofFault,
} from '../prove.ts';
import { takenAway } from '../taken-away.ts';

/** A plan that turns sharing off, as the proof takes it. */
interface Ending {
  readonly steps: readonly Step[];
  readonly words: KernelWords;
  /** The host as its edits leave it, and what was read there. */
  readonly host: Host;
  readonly read: Facts;
  readonly route: BootTarget;
}

interface Means {
  readonly rules: readonly Rule[];
  readonly fixes: Fixes;
  readonly frame: ReportMeta;
}

/**
 * Follows a plan that turns sharing off through the next boot: what fails then that passes now is what fngvt would set up again, or follows from
 * it, and nothing else; nothing but our words goes; the GPU keeps its driver.
 */
export async function proveOff(ending: Ending, before: Before, means: Means): Promise<Proof> {
  const { steps, words, read } = ending;
  const { rules, frame } = means;
  const left = await asLeft(before.facts, ending, () => Promise.resolve(read));
  const untouched = nextBoot(before.facts);
  const alone = foresee(rules, untouched, frame);
  const booted = nextBoot(left);
  const then = foresee(rules, booted, frame);
  const undriven = undrivenOf(before.facts, untouched, booted);
  const others = steps.filter(step => step.kind === 'run' || step.path !== ownModuleList);
  const faults: readonly ProofFault[] = [
    ...stillInForce(words, left, booted),
    ...worseThan(before, alone, then).filter(fault => !isMeant(fault, then, means)),
    ...takenAway({ steps: others, words, fixes: [] }, before.facts, left).map((subject): ProofFault => ({
      kind: 'takes-more',
      rule: null,
      subject,
    })),
    ...driverFaults(undriven, touchesDriver({ steps }, before.facts, left)),
  ];
  return {
    proved: undriven.length === 0 && faults.length === 0 ? reachOf(steps) : null,
    rounds: 1,
    end: then.verdict.state,
    left: leftOf(then),
    open: [],
    faults,
  };
}

/** The rule that speaks of the switch. */
const switchRule = 'enable-gvt';

/** A word that was taken out of the files, and that the boot brings back all the same: nothing made the next boot out of them. */
function stillInForce({ dropped }: KernelWords, left: Facts, booted: Facts): readonly ProofFault[] {
  return parseCmdline(dropped.join(' ')).flatMap(({ name, value }): readonly ProofFault[] => {
    const isOut = left.value(`configured/${name}`) !== value;
    const isBack = isOut && booted.value(`cmdline/${name}`) === value;
    return isBack ? [{ kind: 'not-cured', rule: switchRule, subject: null }] : [];
  });
}

/** The words and modules that fngvt adds, and what fails because of them, go by intention. */
function isMeant({ rule, subject }: ProofFault, { findings }: Foreseen, { rules, fixes }: Means): boolean {
  const isOurs = (id: string): boolean => {
    const fix = Object.hasOwn(fixes, id) ? fixes[id] : undefined;
    const isAdded = fix?.['kernel-argument'] !== undefined || fix?.['module-at-boot'] !== undefined;
    return isAdded && rules.some(one => one.id === id && one.acts === 'fngvt');
  };
  const found = findings.find(one => one.id === rule && one.subject === subject);
  if (found === undefined) return false;
  return isOurs(found.id) || (found.because !== null && isOurs(found.because));
}
