import type { Rule } from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import { concerns, isRequired, unknownBelow } from './judge.ts';

/** The state of the whole host. */
export type State = 'ready' | 'action-needed' | 'reboot-needed' | 'unsupported' | 'unknown';

/** `exit_code` of each state; contract: exit codes of `doctor`. */
export const exitCodes: Readonly<Record<State, number>> = {
  ready: 0,
  'action-needed': 1,
  unknown: 3,
  unsupported: 4,
  'reboot-needed': 5,
};

/** The technology that a GPU shares by. */
export type SharingTechnology = 'gvt-g' | 'sr-iov' | 'none';

/** What the verdict has to know of a GPU. */
export interface JudgedGpu {
  readonly address: string;
  /** null: what decides it could not be read. */
  readonly technology: SharingTechnology | null;
}

/** The conclusion. */
export interface Verdict {
  readonly state: State;
  readonly technology: SharingTechnology | null;
  /** Address of the GPU that it speaks of. */
  readonly gpu: string | null;
  readonly exit_code: number;
  /** Cause key of the first broken link. */
  readonly cause: string | null;
  /** Id of its rule. */
  readonly rule: string | null;
}

/** Whose state is told where a host has several GPUs: one that shares is enough. */
const preference: readonly State[] = ['ready', 'reboot-needed', 'action-needed', 'unknown', 'unsupported'];

/** The first broken link of the best GPU. `isPart`: only a part of what the host would say is known, by no choice of the host. */
export function verdictOf(
  rules: readonly Rule[],
  findings: readonly Finding[],
  gpus: readonly JudgedGpu[],
  isPart = false,
): Verdict {
  if (gpus.length === 0) return chain(rules, findings, undefined, isPart);
  const verdicts = gpus.map(gpu => chain(rules, findings, gpu, isPart));
  return verdicts.reduce((best, next) =>
    preference.indexOf(next.state) < preference.indexOf(best.state) ? next : best,
  );
}

/** The verdict of one GPU, or of a host without one. */
function chain(
  rules: readonly Rule[],
  findings: readonly Finding[],
  gpu: JudgedGpu | undefined,
  isPart: boolean,
): Verdict {
  const errors = findings.filter(
    finding =>
      finding.severity === 'error' &&
      (gpu === undefined || concerns(finding, gpu.address) || !isGpuRule(rules, finding)),
  );
  const about = { technology: gpu?.technology ?? null, gpu: gpu?.address ?? null };
  const say = (state: State, cause: string | null, rule: string | null): Verdict => ({
    state,
    ...about,
    exit_code: exitCodes[state],
    cause,
    rule,
  });
  const missing = isPart ? errors.find(isMissing) : undefined;
  const faults = errors.filter(finding => finding.verdict === 'fail');
  const roots = faults.filter(finding => finding.because === null);
  // A fault waits for the reboot only if all that follows from it does, or has another cause that stays: what is off now may be
  // missing then.
  const waits = (root: Finding): boolean =>
    root.pending &&
    faults
      .filter(finding => finding.because === root.id && !finding.pending)
      .every(finding => roots.some(other => !other.pending && isRequired(rules, other, finding)));
  const first = roots.find(root => !waits(root)) ?? roots[0];
  if (first !== undefined) {
    const rule = rules.find(candidate => candidate.id === first.id);
    // What explains a symptom may be any unknown below it. In a part of what a host would say any fault may be a mere consequence of
    // something that is not shown; hardware that can't do it stays so.
    const isOpen = isPart && rule?.outcome !== 'unsupported';
    // A fault that waits for the reboot is told for what stays after it: what that hangs on counts, too.
    const stays = first.pending
      ? faults.filter(finding => finding.because === first.id && !finding.pending)
      : [];
    const hidden = [first, ...stays]
      .flatMap(finding => unknownBelow(rules, findings, finding))
      .find(
        below =>
          rule?.symptom === true || (isOpen && below.subject !== null && below.because === 'not captured'),
      );
    if (hidden !== undefined) return say('unknown', null, hidden.id);
    if (faults.every(finding => finding.pending)) {
      return missing === undefined
        ? say('reboot-needed', 'reboot-pending', first.id)
        : say('unknown', null, missing.id);
    }
    // It waits for the reboot, and something stays all the same: in a part of what a host would say, that may lie in what is not shown.
    const unseen = errors.find(({ verdict, because }) => verdict === 'unknown' && because === 'not captured');
    if (isPart && first.pending && unseen !== undefined) return say('unknown', null, unseen.id);
    return say(rule?.outcome ?? 'action-needed', first.cause, first.id);
  }
  // What the proof does not hang on may stay unknown: types with room are an answer, /dev/kvm in a paste is none.
  const proof = findings.find(
    finding =>
      finding.verdict === 'pass' &&
      concerns(finding, about.gpu) &&
      rules.some(rule => rule.id === finding.id && rule.proves),
  );
  if (proof !== undefined)
    return missing === undefined ? say('ready', null, null) : say('unknown', null, missing.id);
  const open = errors.filter(finding => finding.verdict === 'unknown');
  // That nobody captured where we are (a paste, a mounted disk) is no news; what is missing of the GPU's own chain is.
  const told = open.find(finding => finding.subject !== null || finding.because !== 'not captured');
  const isSure = ({ id, topic }: Finding): boolean =>
    topic !== 'host' && rules.some(rule => rule.id === id && rule.applies === undefined);
  const asked = told ?? open.find(isSure) ?? open[0];
  return say('unknown', null, asked?.id ?? null);
}

/** Something certain about the GPU that is not shown, and that would spoil a good answer: an IOMMU that is off, another driver. */
function isMissing({ verdict, because, subject, confidence }: Finding): boolean {
  return verdict === 'unknown' && because === 'not captured' && subject !== null && confidence === 'certain';
}

function isGpuRule(rules: readonly Rule[], finding: Finding): boolean {
  return rules.some(rule => rule.id === finding.id && rule.each === 'gpu');
}
