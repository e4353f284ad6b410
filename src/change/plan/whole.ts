import type { Facts } from '../../facts/fact-index.ts';
import { nextBoot } from '../../facts/next-boot.ts';
import { foresee, type Foreseen } from '../../judge/conclude.ts';
import type { RuleRemedy } from '../../rules/remedy.ts';
import { actsFor, withActs, type Act, type OthersFault } from './acts.ts';
import { propose, type PlanFilter, type PlanInput, type Proposal } from './propose.ts';
import { leftOf, worseThan } from './prove.ts';

/** A plan with all that others have to do for it: everything that stands between a host and sharing, as far as it can be told. */
export interface Whole {
  /** What is planned of the settings of the host. */
  readonly plan: Proposal;
  /** What others do, in their order. Only of the last one it may be that nobody can tell what comes of it. */
  readonly acts: readonly Act[];
  /** The acts must come first; else they can wait until the plan is carried out. */
  readonly areFirst: boolean;
  /** The host once the acts whose effect can be told are done and it was started again; undefined: there are none. */
  readonly then: Foreseen | undefined;
  /** That host's facts, and what lays the acts over what is read of it; for whoever plans the same for another hand. */
  readonly base: Facts;
  readonly assumed?: (facts: Facts) => Facts;
}

/** What a whole plan is made with. */
export interface WholeMeans extends PlanInput {
  /** What a person does about a rule. */
  readonly remediesOf: (rule: string) => readonly RuleRemedy[];
}

/** Of rules that leave a choice to the owner: which of their ways is taken. */
export type Picks = ReadonlyMap<string, number>;

/** So many acts are followed; no host is known to need more than three. */
const most = 6;

/**
 * Follows a plan beyond what fngvt can do: what stands in the way in the end, or kept it from planning, is taken as done by whoever can, as
 * far as its effect can be told, and all is planned anew of the host as it is then.
 */
export async function wholePlan(
  own: Proposal,
  means: WholeMeans,
  wish: PlanFilter,
  picks: Picks = new Map(),
): Promise<Whole> {
  const trial = trialOf(own, means);
  let reached: Reached = { acts: [], plan: own, base: means.facts };
  let kept: Reached = reached;
  let last: Act | undefined;
  while (reached.acts.length < most) {
    const { acts } = reached;
    const tried = optionsFor(reached, means, picks).map(act => trial(acts, act));
    const taken = tried.find(({ outcome }) => outcome === 'helps');
    if (taken?.done === undefined) {
      // What only shows when it is done is no plan by itself, but may be another way of one.
      const isAlone = acts.length === 0 && own.steps.length === 0 && picks.size === 0;
      last = isAlone ? undefined : lookOf(tried, picks);
      break;
    }
    const now = [...acts, taken.act];
    const assumed = (read: Facts): Facts => withActs(read, now);
    const plan = await propose({ ...means, facts: taken.done, assumed }, wish);
    reached = { acts: now, plan, base: taken.done, assumed, then: taken.then };
    if (plan.steps.length > 0) kept = reached;
  }
  const { acts, plan, base, assumed, then } = reached;
  const beside = plan.steps.length > 0 ? undefined : besideActs(kept, acts, { own, means });
  if (beside !== undefined) return beside;
  const isLater = own.steps.length > 0 && sameSteps(own, plan);
  return {
    plan,
    acts: last === undefined ? acts : [...acts, last],
    areFirst: !isLater,
    then,
    base,
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/**
 * Where nobody can tell what is left to plan once others have acted, what was planned before stays a part of it: behind the acts that it needs, or
 * before all of them, with one reboot at the end. undefined: there is no such plan, or it makes something worse beside them.
 */
function besideActs(
  { plan, base, assumed, acts: known }: Reached,
  acts: readonly Act[],
  { own, means: { facts, rules, frame } }: { readonly own: Proposal; readonly means: WholeMeans },
): Whole | undefined {
  if (plan.proof === undefined || plan.steps.length === 0 || acts.length === known.length) return undefined;
  const before = { facts, findings: own.report.findings };
  const alone = foresee(rules, nextBoot(facts), frame);
  const then = foresee(rules, nextBoot(withActs(plan.staged.facts, acts)), frame);
  if (worseThan(before, alone, then).length > 0 || acts.some(act => isFailing(then, act))) return undefined;
  const proof = { ...plan.proof, end: then.verdict.state, left: leftOf(then) };
  return {
    plan: { ...plan, proof },
    acts,
    areFirst: known.length > 0,
    then,
    base,
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/** Where nothing is known to help: what only shows when it is done; a way that is known not to help is none, unless there is no other. */
function lookOf(tried: readonly Tried[], picks: Picks): Act | undefined {
  const open = tried.find(({ outcome }) => outcome === 'open');
  if (open !== undefined) return open.act;
  const [first] = picks.size === 0 ? tried : [];
  return first === undefined ? undefined : { ...first.act, option: undefined, effect: undefined };
}

/** The other ways that a rule of this plan leaves to the owner, each followed as far; without those that are known not to help. */
export async function otherWays(
  whole: Whole,
  own: Proposal,
  means: WholeMeans,
  wish: PlanFilter,
): Promise<readonly Whole[]> {
  const found: Whole[] = [];
  for (const { rule, option } of whole.acts) {
    if (option === undefined) continue;
    const ways = means.remediesOf(rule).flatMap(remedy => ('either' in remedy ? remedy.either : []));
    for (const [at] of ways.entries()) {
      if (at === option) continue;
      const other = await wholePlan(own, means, wish, new Map([[rule, at]]));
      if (other.acts.some(act => act.rule === rule && act.option === at)) found.push(other);
    }
  }
  return found;
}

/** How far a plan was followed. */
interface Reached {
  readonly acts: readonly Act[];
  readonly plan: Proposal;
  readonly base: Facts;
  readonly assumed?: (facts: Facts) => Facts;
  readonly then?: Foreseen | undefined;
}

/** An act that was taken as done. */
interface Tried {
  readonly act: Act;
  /** `open`: nobody can tell what comes of it. */
  readonly outcome: 'helps' | 'open' | 'fails';
  readonly done?: Facts;
  readonly then?: Foreseen;
}

/** Takes an act as done, behind others, and the host as started again: its fault must be gone, and nothing worse. */
function trialOf(
  own: Proposal,
  { facts, rules, frame }: WholeMeans,
): (acts: readonly Act[], act: Act) => Tried {
  const before = { facts, findings: own.report.findings };
  const alone = foresee(rules, nextBoot(facts), frame);
  return (acts, act) => {
    if (act.effect === undefined) return { act, outcome: 'open' };
    const done = nextBoot(withActs(facts, [...acts, act]));
    const then = foresee(rules, done, frame);
    const isGood = !isFailing(then, act) && worseThan(before, alone, then).length === 0;
    return isGood ? { act, outcome: 'helps', done, then } : { act, outcome: 'fails' };
  };
}

/** What can be done about what is left for others: the way that is picked, else all; nothing where it was done already. */
function optionsFor({ plan, base, acts }: Reached, { remediesOf }: WholeMeans, picks: Picks): readonly Act[] {
  const fault = faultOf(plan);
  if (fault === undefined || acts.some(act => isSame(fault, act))) return [];
  const all = actsFor(fault, remediesOf(fault.rule), base);
  const pick = picks.get(fault.rule);
  return pick === undefined ? all : all.filter(({ option }) => option === pick);
}

type About = Pick<OthersFault, 'rule' | 'subject'>;

const isSame = (one: About, other: About): boolean =>
  one.rule === other.rule && one.subject === other.subject;

/** Refusals that an act of somebody else can lift. */
const liftable: ReadonlySet<string> = new Set(['would-not-help', 'given-to-vfio', 'given-to-vm']);

/** What is left for others: where the plan ends, or what kept it from being made. */
function faultOf(plan: Proposal): OthersFault | undefined {
  const { steps, refused, proof, report } = plan;
  if (steps.length > 0) {
    const left = proof?.end === 'action-needed' ? (proof.left ?? undefined) : undefined;
    return left === undefined || left.acts === null ? undefined : othersFault(left.rule, left.acts, plan);
  }
  if (report.verdict?.state !== 'action-needed') return undefined;
  const stop = refused.find(({ reason }) => liftable.has(reason));
  if (refused.length > 0 && stop === undefined) return undefined;
  const rule = stop?.rule ?? report.verdict.rule;
  const found = report.findings.find(
    ({ id, verdict, pending }) => id === rule && verdict === 'fail' && !pending,
  );
  return found === undefined ? undefined : othersFault(found.id, found.acts, plan, found.subject);
}

function othersFault(
  rule: string,
  acts: OthersFault['acts'],
  { report }: Proposal,
  about?: string | null,
): OthersFault | undefined {
  if (acts === 'fngvt') return undefined;
  const isOfGpu = report.findings.some(({ id, subject }) => id === rule && subject === report.verdict?.gpu);
  const subject = about ?? (isOfGpu ? report.verdict?.gpu : undefined) ?? undefined;
  return { rule, subject, acts };
}

const isFailing = ({ findings }: Foreseen, { rule, subject }: About): boolean =>
  findings.some(one => one.id === rule && one.verdict === 'fail' && (one.subject ?? undefined) === subject);

/** Does the host need the same with the acts done as without? */
const sameSteps = (one: Proposal, other: Proposal): boolean =>
  JSON.stringify(one.steps) === JSON.stringify(other.steps);
