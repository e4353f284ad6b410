import type { Facts } from '../../facts/fact-index.ts';
import { driverParameters } from '../../facts/next-driver.ts';
import type { Host } from '../../host/reader.ts';
import type { Foreseen } from '../../judge/conclude.ts';
import type { Finding } from '../../judge/finding.ts';
import type { State } from '../../judge/verdict.ts';
import type { Fix } from '../../rules/rule-fix.ts';
import type { Step } from '../plan.ts';
import type { BootTarget } from './boot-target.ts';
import type { KernelWords } from './builder.ts';
import { asLeft } from './after-steps.ts';
import { isInVain } from './effects.ts';
import { takenAway } from './taken-away.ts';

/**
 * How far a proof reaches. `staged`: what every step does was seen on the staged host, or is checked there where it is made. `assumed`: an
 * act outside of the host's settings was taken as done. `modelled`: a command is among the steps whose effect no staged host shows.
 */
export type Proved = 'staged' | 'assumed' | 'modelled';

/** What is wrong with a plan. */
export interface ProofFault {
  readonly kind:
    'not-cured' | 'worse' | 'driver-lost' | 'driver-unsure' | 'takes-more' | 'second-reboot' | 'circle';
  /** The rule that says so; null: it is no rule's. */
  readonly rule: string | null;
  /** A GPU, a VM, a word or line that would go; null: the host. */
  readonly subject: string | null;
}

/** What came of following a plan to its end before it is carried out. */
export interface Proof {
  /** null: something speaks against it, or the host does not tell which driver its GPU has then. */
  readonly proved: Proved | null;
  /** How many plans were made, one after each boot, until nothing was left that is for us to do. */
  readonly rounds: number;
  /** The host as it is in the end. */
  readonly end: State;
  /** What stands in the way then, and who acts next (null: it is not known to stand there); null: nothing. */
  readonly left: { readonly rule: string; readonly acts: Finding['acts'] | null } | null;
  /** Rules that the plan is for, of which the boot won't tell: what decides is not known, or somebody else's act comes first. */
  readonly open: readonly string[];
  readonly faults: readonly ProofFault[];
}

/** A plan as the proof takes it. */
export interface Provable {
  readonly steps: readonly Step[];
  /** The host as its edits leave it. */
  readonly host: Host;
  readonly words: KernelWords;
  /** That host's facts with what is configured in its boot entries; left out: nothing is generated, or nobody worked it out. */
  readonly generated?: { readonly host: Host; readonly facts: Facts } | undefined;
  /** How what is configured gets into the next boot here. */
  readonly route: BootTarget;
  /** The faults that it is for, and what is done about each. */
  readonly wanted: readonly Wanted[];
}

/** A fault and what fngvt does about it. */
export interface Wanted {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What the proof is made with. */
export interface ProofMeans {
  readonly collect: (host: Host) => Promise<Facts>;
  /** The facts as the next boot makes them. */
  readonly boot: (facts: Facts) => Facts;
  /** The facts judged as those of the running host. */
  readonly judge: (facts: Facts) => Foreseen;
  /** What is planned for a host as it is then. */
  readonly plan: (host: Host, facts: Facts) => Promise<Provable>;
}

/** The host before the plan. */
export interface Before {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

/** Rounds after which a plan leads nowhere. */
const limit = 4;

/**
 * Follows a plan: its steps, the boot, the same rules on what runs then, and what is planned for that, until nothing is left to do. A
 * plan may promise nothing that does not come, break nothing that worked, leave no GPU without its driver, need one reboot and no more, and
 * never lead back to where it was.
 */
export async function prove(plan: Provable, before: Before, means: ProofMeans): Promise<Proof> {
  const faults: ProofFault[] = [];
  const untouched = means.boot(before.facts);
  const alone = means.judge(untouched);
  const states: FilesOfState[] = [new Map()];
  const open = new Set<string>();
  let [current, facts, rounds] = [plan, before.facts, 0];
  let last = alone;
  let isSure = true;
  do {
    rounds += 1;
    if (rounds > 1) faults.push(...againFaults(current));
    const left = await asLeft(facts, current, means.collect);
    const booted = means.boot(left);
    last = means.judge(booted);
    for (const id of openOf(current, last)) open.add(id);
    const undriven = undrivenOf(before.facts, untouched, booted);
    if (undriven.length > 0) isSure = false;
    faults.push(
      ...notCured(current, last),
      ...inVain(current, facts, booted),
      ...vainLoads(current, left),
      ...lossesOf(current, facts, left),
      ...worseThan(before, alone, last),
      ...driverFaults(undriven, touchesDriver(current, facts, left)),
    );
    const next = filesAfter(states, current);
    if (rounds > 1 && states.some(state => isSameState(state, next)))
      faults.push({ kind: 'circle', rule: null, subject: null });
    states.push(next);
    facts = booted;
    current = await means.plan(current.host, booted);
  } while (current.steps.length > 0 && rounds < limit && !faults.some(isEndless));
  return {
    proved: isSure && faults.length === 0 ? reachOf(plan.steps) : null,
    rounds,
    end: last.verdict.state,
    left: leftOf(last),
    open: [...open],
    faults: distinct(faults),
  };
}

const isEndless = ({ kind }: ProofFault): boolean => kind === 'circle';

/** A further plan after the boot, with steps that count only after another one. */
function againFaults({ steps }: Provable): readonly ProofFault[] {
  const step = steps.find(({ reboot }) => reboot);
  return step === undefined ? [] : [{ kind: 'second-reboot', rule: step.rule, subject: null }];
}

/** What the plan is for and still fails on the running host. */
function notCured(plan: Provable, booted: Foreseen): readonly ProofFault[] {
  return still(plan, booted)
    .filter(finding => !waits(finding, plan, booted))
    .map(({ id, subject }) => ({ kind: 'not-cured', rule: id, subject }));
}

/** What a remedy was to change and did not, whatever the rules say. */
function inVain({ wanted }: Provable, before: Facts, booted: Facts): readonly ProofFault[] {
  return wanted
    .filter(({ finding, fix }) => isInVain(fix, { before, booted, subject: finding.subject ?? undefined }))
    .map(({ finding: { id, subject } }) => ({ kind: 'not-cured', rule: id, subject }));
}

/** A module is loaded at once only where a rule of the plan names it, this kernel has it, and nothing denies it. */
function vainLoads({ steps, wanted }: Provable, left: Facts): readonly ProofFault[] {
  return steps.flatMap((step): readonly ProofFault[] => {
    if (step.kind !== 'run' || step.argv[0] !== 'modprobe') return [];
    const module = step.argv.at(-1) ?? '';
    const isNamed = wanted.some(
      ({ finding, fix }) => finding.id === step.rule && fix['module-now'] === module,
    );
    const isLoadable =
      typeof left.value(`module-file/${module}`) === 'string' &&
      left.value(`module-denied/${module}`) === null;
    return isNamed && isLoadable ? [] : [{ kind: 'not-cured', rule: step.rule, subject: null }];
  });
}

function openOf(plan: Provable, booted: Foreseen): readonly string[] {
  const unknown = keysOf(booted.findings, 'unknown');
  const open = plan.wanted.map(({ finding }) => finding).filter(finding => unknown.has(keyOf(finding)));
  return [...open, ...still(plan, booted).filter(finding => waits(finding, plan, booted))].map(
    ({ id }) => id,
  );
}

/** The plan's faults that stand on the running host, as they are found there. */
function still({ wanted }: Provable, { findings }: Foreseen): readonly Finding[] {
  const keys = new Set(wanted.map(({ finding }) => keyOf(finding)));
  return findings.filter(finding => finding.verdict === 'fail' && keys.has(keyOf(finding)));
}

/** It follows from a fault that the plan is not about and that somebody else is to mend. */
function waits({ because }: Finding, { wanted }: Provable, { findings }: Foreseen): boolean {
  if (because === null || wanted.some(({ finding }) => finding.id === because)) return false;
  return findings.some(({ id, verdict, acts }) => id === because && verdict === 'fail' && acts !== 'fngvt');
}

function lossesOf({ steps, words, wanted }: Provable, before: Facts, left: Facts): readonly ProofFault[] {
  const fixes = wanted.map(({ fix }) => fix);
  return takenAway({ steps, words, fixes }, before, left).map(subject => ({
    kind: 'takes-more',
    rule: null,
    subject,
  }));
}

/** What passes now, would still pass after a boot without the plan, and fails after one with it. */
export function worseThan(before: Before, alone: Foreseen, { findings }: Foreseen): readonly ProofFault[] {
  const passed = keysOf(before.findings, 'pass');
  const fallen = keysOf(alone.findings, 'fail');
  return findings
    .filter(
      finding => finding.verdict === 'fail' && passed.has(keyOf(finding)) && !fallen.has(keyOf(finding)),
    )
    .map(({ id, subject }) => ({ kind: 'worse', rule: id, subject }));
}

/** A GPU that had a driver and is not known to have one after the boot; what a boot takes away without the plan is not the plan's doing. */
export interface Undriven {
  readonly gpu: string;
  readonly isLost: boolean;
}

export function undrivenOf(before: Facts, alone: Facts, booted: Facts): readonly Undriven[] {
  return before.subjects('gpu').flatMap(gpu => {
    const [was, without, then] = [before, alone, booted].map(facts => facts.value('gpu/driver', gpu));
    if (typeof was !== 'string' || typeof then === 'string') return [];
    return then === null && without === null ? [] : [{ gpu, isLost: then === null }];
  });
}

/** That the driver can't be foretold is a fault of a plan that changes what decides it; else the host does not tell enough. */
export function driverFaults(undriven: readonly Undriven[], isTouched: boolean): readonly ProofFault[] {
  return undriven
    .filter(({ isLost }) => isLost || isTouched)
    .map(({ gpu, isLost }) => ({
      kind: isLost ? 'driver-lost' : 'driver-unsure',
      rule: null,
      subject: gpu,
    }));
}

/** Words of the next boot that decide on the driver, or what denies its module. */
export function touchesDriver({ steps }: Pick<Provable, 'steps'>, before: Facts, left: Facts): boolean {
  const isOther = (name: string): boolean => {
    const [was, is] = [before, left].map(facts => facts.value(`generated/${name}`));
    return was !== undefined && is !== undefined && was !== is;
  };
  return (
    driverParameters.some(isOther) ||
    steps.some(step => step.kind === 'edit' && step.path.startsWith('/etc/modprobe.d/'))
  );
}

/** The texts of the files that plans have touched so far. */
type FilesOfState = ReadonlyMap<string, string | null>;

/** The state that a plan leads to; what it touches first stands in every state before as it was then. */
function filesAfter(states: FilesOfState[], { steps }: Provable): FilesOfState {
  const edits = steps.filter(step => step.kind === 'edit');
  const next = new Map(states.at(-1));
  for (const { path, before, after } of edits) {
    if (!next.has(path)) states.forEach((state, at) => (states[at] = new Map(state).set(path, before)));
    next.set(path, after);
  }
  return next;
}

const isSameState = (one: FilesOfState, other: FilesOfState): boolean =>
  [...other].every(([path, text]) => one.get(path) === text);

/** A command that takes effect at the boot, and that nothing holds to what it made. */
const isModelled = (step: Step): boolean => step.kind === 'run' && step.reboot && step.verify === undefined;

export const reachOf = (steps: readonly Step[]): Proved => (steps.some(isModelled) ? 'modelled' : 'staged');

export function leftOf({ findings, verdict }: Foreseen): Proof['left'] {
  const own = findings.filter(({ id }) => id === verdict.rule);
  const left = own.find(finding => finding.verdict === 'fail') ?? own[0];
  if (left === undefined || verdict.state === 'ready') return null;
  return { rule: left.id, acts: left.verdict === 'fail' ? left.acts : null };
}

const keysOf = (findings: readonly Finding[], verdict: Finding['verdict']): ReadonlySet<string> =>
  new Set(findings.filter(finding => finding.verdict === verdict).map(keyOf));

const keyOf = ({ id, subject }: Pick<Finding, 'id' | 'subject'>): string => `${id}\n${subject ?? ''}`;

const distinct = (faults: readonly ProofFault[]): readonly ProofFault[] =>
  faults.filter(
    ({ kind, rule, subject }, at) =>
      faults.findIndex(other => other.kind === kind && other.rule === rule && other.subject === subject) ===
      at,
  );
