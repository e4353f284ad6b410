import type { RemedyValues } from '../../rules/remedy.ts';
import type { Place } from './place.ts';

/** What is done once, behind all that asked for it. */
export const followUps = ['depmod', 'initramfs', 'boot-loader'] as const;
export type FollowUp = (typeof followUps)[number];

/** One step for a person. */
export interface HandStep {
  readonly text: string;
  readonly needsRoot: boolean;
}

/** What remedies come to by hand, before it is brought in order. */
export interface Deeds {
  readonly steps?: readonly HandStep[];
  readonly then?: readonly FollowUp[];
  readonly reboot?: 'now' | 'not-needed';
  readonly checks?: readonly HandStep[];
  /** What comes last, with a reboot or without. */
  readonly last?: readonly HandStep[];
  /** What is possible instead: points without an order. */
  readonly remains?: readonly string[];
  /** A choice; each way as one paragraph. */
  readonly choice?: readonly string[];
}

/** One kind of remedy by hand. */
export type Maker<Kind extends keyof RemedyValues> = (value: RemedyValues[Kind], place: Place) => Deeds;

export const asRoot = (...texts: readonly string[]): readonly HandStep[] =>
  texts.filter(text => text !== '').map(text => ({ text, needsRoot: true }));
export const asAnyone = (...texts: readonly string[]): readonly HandStep[] =>
  texts.filter(text => text !== '').map(text => ({ text, needsRoot: false }));

/** Several deeds as one, in the order in which they were named. */
export function together(all: readonly Deeds[]): Deeds {
  const reboots = all.flatMap(({ reboot }) => reboot ?? []);
  return {
    steps: all.flatMap(({ steps = [] }) => steps),
    then: all.flatMap(({ then = [] }) => then),
    ...(reboots.length === 0 ? {} : { reboot: reboots.includes('not-needed') ? 'not-needed' : 'now' }),
    checks: all.flatMap(({ checks = [] }) => checks),
    last: all.flatMap(({ last = [] }) => last),
    remains: all.flatMap(({ remains = [] }) => remains),
    choice: all.flatMap(({ choice = [] }) => choice),
  };
}

/** The steps in the order in which they are done: each follow-up once, one reboot, and only then the checks. */
export function inOrder(
  { steps = [], then = [], reboot, checks = [], last = [] }: Deeds,
  place: Place,
): readonly HandStep[] {
  const follow = followUps.filter(one => then.includes(one)).flatMap(one => followUpStep(one, place));
  const rebootStep = reboot === 'now' ? asAnyone(rebootText(place)) : [];
  // What is proved by the next boot can't be checked before it.
  const proofs = reboot === 'not-needed' ? asAnyone(place.say.noReboot) : checks;
  return distinct([...steps, ...follow, ...rebootStep, ...proofs, ...last]);
}

const rebootText = ({ say, ways }: Place): string => (ways.isFnos ? say.rebootOnPage : say.reboot);

function followUpStep(one: FollowUp, { say, ways }: Place): readonly HandStep[] {
  if (one === 'depmod') return asRoot(say.depmod);
  return asRoot(one === 'initramfs' ? say.initramfs[ways.initramfs] : say.boot[ways.boot].apply);
}

/** Two remedies may ask for the same step; it is done once. */
const distinct = (steps: readonly HandStep[]): readonly HandStep[] =>
  steps.filter((step, i) => steps.findIndex(({ text }) => text === step.text) === i);
