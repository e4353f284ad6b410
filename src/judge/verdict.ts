import type * as z from 'zod/mini';
import type { Rule } from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import type { DeepReadonly } from '../values/deep-readonly.ts';
import type { hostState, sharingTechnology, verdict } from './report-schema.ts';
import { concerns, isRequired, unknownBelow } from './judge.ts';

export type State = z.infer<typeof hostState>;

/** `exit_code` of each state; contract: exit codes of `doctor`. */
export const exitCodes: Readonly<Record<State, number>> = {
  ready: 0,
  'action-needed': 1,
  unknown: 3,
  unsupported: 4,
  'reboot-needed': 5,
};

export type SharingTechnology = z.infer<typeof sharingTechnology>;

/** What the verdict has to know of a GPU. */
export interface JudgedGpu {
  readonly address: string;
  /** null: what decides it could not be read. */
  readonly technology: SharingTechnology | null;
}

export type Verdict = DeepReadonly<z.infer<typeof verdict>>;

/** Whose state is told where a host has several GPUs: one that shares is enough. */
const preference: readonly State[] = ['ready', 'reboot-needed', 'action-needed', 'unknown', 'unsupported'];

/** What a verdict has to know of the host beside its findings. */
export interface Place {
  /** Only a part of what the host would say is known, by no choice of the host. */
  readonly isPart?: boolean | undefined;
  /** Only the maker of its system can give it another kernel. */
  readonly isClosed?: boolean;
  /** Devices are listed of which nobody read what they are: one of them may be another GPU. */
  readonly isListOpen?: boolean;
}

/** The first broken link of the best GPU. */
export function verdictOf(
  rules: readonly Rule[],
  findings: readonly Finding[],
  gpus: readonly JudgedGpu[],
  place: Place = {},
): Verdict {
  if (gpus.length === 0) return chain(rules, findings, undefined, place);
  const verdicts = gpus.map(gpu => chain(rules, findings, gpu, place));
  const best = verdicts.reduce((first, next) =>
    preference.indexOf(next.state) < preference.indexOf(first.state) ? next : first,
  );
  // That no GPU of the host can be shared takes having seen them all.
  const isOpen = best.state === 'unsupported' && best.rule !== null && place.isListOpen === true;
  return isOpen && isGpuRule(rules, { id: best.rule })
    ? { ...best, state: 'unknown', exit_code: exitCodes.unknown }
    : best;
}

/** The verdict of one GPU, or of a host without one. */
function chain(
  rules: readonly Rule[],
  findings: readonly Finding[],
  gpu: JudgedGpu | undefined,
  { isPart = false, isClosed = false }: Place,
): Verdict {
  const errors = findings.filter(
    finding =>
      finding.severity === 'error' &&
      (gpu === undefined || concerns(finding, gpu.address) || !isGpuRule(rules, finding)),
  );
  const judged = { rules, findings, errors, gpu, isPart, isClosed };
  const { state, cause, rule } = answerOfFaults(judged) ?? answerOfProof(judged) ?? openAnswer(judged);
  return {
    state,
    technology: gpu?.technology ?? null,
    gpu: gpu?.address ?? null,
    exit_code: exitCodes[state],
    cause,
    rule,
    undecided: state === 'ready' ? unshown(judged) : undecided(judged, rule),
  };
}

/** What could not be judged below the fault that a verdict names; none where there is no such fault. */
function undecided({ rules, findings }: Judged, rule: string | null): readonly string[] {
  const first = findings.find(finding => finding.id === rule && finding.verdict === 'fail');
  if (first === undefined) return [];
  const ids = unknownBelow(rules, findings, first)
    .filter(isDoubt)
    .map(({ id }) => id);
  return [...new Set(ids)];
}

/** What a good answer of a part of a host leaves open: rare faults that nobody showed, and what is only likely of that which these hang on. */
function unshown({ rules, errors, isPart }: Judged): readonly string[] {
  const open = isPart ? errors.filter(finding => isNotShown(finding) && isBesides(rules, finding)) : [];
  const below = errors.filter(
    ({ id, verdict, confidence }) =>
      verdict === 'pass' &&
      confidence === 'likely' &&
      open.some(finding => rules.some(rule => rule.id === finding.id && rule.requires.includes(id))),
  );
  return [...new Set([...below, ...open].map(({ id }) => id))];
}

const isBesides = (rules: readonly Rule[], { id }: Finding): boolean =>
  rules.some(rule => rule.id === id && rule.besides);

/**
 * Whether an unknown is a reason to doubt. That nobody captured where we are (a container, a guest) is none: it takes something that was read
 * and points there.
 */
const isDoubt = ({ topic, because }: Finding): boolean => topic !== 'host' || because !== 'not captured';

/** What a verdict is made of. */
interface Judged {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  /** Those of weight that concern the GPU. */
  readonly errors: readonly Finding[];
  readonly gpu: JudgedGpu | undefined;
  readonly isPart: boolean;
  readonly isClosed: boolean;
}

type Answer = Pick<Verdict, 'state' | 'cause' | 'rule'>;

const unknownFor = (finding: Finding | undefined): Answer => ({
  state: 'unknown',
  cause: null,
  rule: finding?.id ?? null,
});

/** A good answer, unless something is not shown that would spoil it; what a message told is then known at least. */
function unlessMissing(judged: Judged, answer: Answer): Answer {
  const { rules, errors, isPart } = judged;
  const missing = isPart
    ? errors.find(
        finding => isNotShown(finding) && finding.confidence === 'certain' && !isBesides(rules, finding),
      )
    : undefined;
  return missing === undefined ? answer : (toldAnswer(judged) ?? unknownFor(missing));
}

/** undefined: there is no fault. */
function answerOfFaults(judged: Judged): Answer | undefined {
  const { rules, errors, isPart } = judged;
  const faults = errors.filter(finding => finding.verdict === 'fail');
  const first = firstRoot(rules, faults);
  if (first === undefined) return undefined;
  const rule = rules.find(candidate => candidate.id === first.id);
  const hidden = hiddenBehind(judged, faults, first, rule);
  if (hidden !== undefined) return unknownFor(hidden);
  // After the boot all would be well: that is a promise, and what could not be judged may break it.
  const [doubt] = isPart ? unknownBelow(rules, judged.findings, first).filter(isDoubt) : [];
  if (first.pending && doubt !== undefined) return unknownFor(doubt);
  if (faults.every(finding => finding.pending))
    return unlessMissing(judged, { state: 'reboot-needed', cause: 'reboot-pending', rule: first.id });
  // It waits for the reboot, and something stays all the same: in a part of what a host would say, that may lie in what is not shown.
  const unseen = errors.find(({ verdict, because }) => verdict === 'unknown' && because === 'not captured');
  if (isPart && first.pending && unseen !== undefined) return unknownFor(unseen);
  // What a message told of a GPU that nobody named is so; whether it is all that is in the way hangs on which GPU it is.
  if (rule?.each === 'gpu' && first.subject === null) return namedBy(first);
  // Nor does the one cause that is left of those that a message may have.
  if (first.evidence[0]?.fact.startsWith('heard/') === true) return namedBy(first);
  return { state: outcomeOf(first, rule, judged), cause: first.cause, rule: first.id };
}

/** Nothing that anybody can do here: what only the maker of a closed system can change. */
function outcomeOf(first: Finding, rule: Rule | undefined, { isClosed }: Judged): State {
  const isTheirs = isClosed && first.acts === 'system' && !first.pending;
  return isTheirs ? 'unsupported' : (rule?.outcome ?? 'action-needed');
}

/** A fault that is known while the state is not. */
const namedBy = ({ id, cause }: Finding): Answer => ({ state: 'unknown', cause, rule: id });

/** The first fault that no other explains; one that waits for the reboot only where there is no other. */
function firstRoot(rules: readonly Rule[], faults: readonly Finding[]): Finding | undefined {
  const roots = faults.filter(finding => finding.because === null);
  // A fault waits for the reboot only if all that follows from it does, or has another cause that stays: what is off now may be
  // missing then.
  const waits = (root: Finding): boolean =>
    root.pending &&
    staying(faults, root).every(finding =>
      roots.some(other => !other.pending && isRequired(rules, other, finding)),
    );
  return roots.find(root => !waits(root)) ?? roots[0];
}

/** What follows from a fault and does not go with the reboot. */
const staying = (faults: readonly Finding[], root: Finding): readonly Finding[] =>
  faults.filter(finding => finding.because === root.id && !finding.pending);

/** Something unknown below the first fault, of which that may be a mere consequence. */
function hiddenBehind(
  { rules, findings, isPart }: Judged,
  faults: readonly Finding[],
  first: Finding,
  rule: Rule | undefined,
): Finding | undefined {
  // What explains a symptom may be any unknown below it. Any other fault is known to be in the way, whatever else could not be read; in a part
  // of what a host would say only that the hardware can't do it at all would make the advice wrong.
  const isOpen = isPart && rule?.outcome !== 'unsupported';
  const wouldEnd = ({ id }: Finding): boolean =>
    rules.some(other => other.id === id && other.outcome === 'unsupported');
  // A fault that waits for the reboot is told for what stays after it: what that hangs on counts, too.
  const told = [first, ...(first.pending ? staying(faults, first) : [])];
  return told
    .flatMap(finding => unknownBelow(rules, findings, finding))
    .find(
      below =>
        isDoubt(below) &&
        (rule?.symptom === true ||
          (isOpen && below.subject !== null && below.because === 'not captured' && wouldEnd(below))),
    );
}

/**
 * What the proof does not hang on may stay unknown: types with room are an answer, /dev/kvm in a paste is none. undefined: nothing proves
 * that it works.
 */
function answerOfProof(judged: Judged): Answer | undefined {
  const { rules, findings, gpu } = judged;
  const isProved = findings.some(
    finding =>
      finding.verdict === 'pass' &&
      concerns(finding, gpu?.address ?? null) &&
      rules.some(rule => rule.id === finding.id && rule.proves),
  );
  return isProved ? unlessMissing(judged, { state: 'ready', cause: null, rule: null }) : undefined;
}

/** Neither a fault of weight nor a proof: what a message told, else what is to be asked for. */
function openAnswer(judged: Judged): Answer {
  const told = toldAnswer(judged);
  if (told !== undefined) return told;
  const { rules, errors, isPart } = judged;
  const open = errors.filter(finding => finding.verdict === 'unknown');
  // That nobody captured where we are (a paste, a mounted disk) is no news; what is missing of the GPU's own chain is.
  const gaps = open.filter(finding => finding.subject !== null || finding.because !== 'not captured');
  // Nor is a rare fault that can only be told by what nobody quotes (the index of the modules): it is asked for besides, not first.
  const isRare = ({ because, confidence }: Finding): boolean =>
    isPart && because === 'not captured' && confidence === 'likely';
  const gap = gaps.find(finding => !isRare(finding)) ?? gaps[0];
  const isSure = ({ id, topic }: Finding): boolean =>
    topic !== 'host' && rules.some(rule => rule.id === id && rule.applies === undefined);
  return unknownFor(gap ?? open.find(isSure) ?? open[0]);
}

/** What a message told; undefined: none did. */
function toldAnswer({ rules, findings }: Judged): Answer | undefined {
  const told = findings.find(
    ({ id, verdict, because, evidence }) =>
      verdict === 'fail' &&
      because === null &&
      (evidence[0]?.fact.startsWith('told/') === true ||
        rules.some(rule => rule.id === id && rule.each === 'message')),
  );
  return told === undefined ? undefined : namedBy(told);
}

/** Something about the GPU that is not shown, and may spoil a good answer: an IOMMU that is off, another driver. */
const isNotShown = ({ verdict, because, subject }: Finding): boolean =>
  verdict === 'unknown' && because === 'not captured' && subject !== null;

function isGpuRule(rules: readonly Rule[], finding: Pick<Finding, 'id'>): boolean {
  return rules.some(rule => rule.id === finding.id && rule.each === 'gpu');
}
