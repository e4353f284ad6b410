import type { Fact } from './fact.ts';
import { isSameFact } from './fact.ts';
import {
  Facts,
  familyOf,
  keyOf,
  type Answers,
  type Difference,
  type FactKey,
  type Family,
  type Said,
} from './fact-index.ts';

/*
 * What follows from facts is worked out by steps, each of which sees what the ones before it said. Of a host that differs from another one in a
 * few facts (the same with an edit) most of that is the same, and which steps say something else is known: those that asked for something
 * that is otherwise. Only these are run again; everything else is taken from before. It is the same as from nothing, or it isn't done at all.
 */

/** A step: what follows from the facts of now, and from those that it is to add to. */
export type Step = (now: Facts, book: Facts) => Said;

/** How a book was grown. */
export interface Growth {
  readonly book: Facts;
  readonly stages: readonly Stage[];
}

/** A step that was made. */
interface Stage {
  readonly said: ReadonlyMap<FactKey, Fact>;
  readonly families: readonly Family[];
  readonly ofNow: Answers;
  readonly ofBook: Answers;
  /** What stood in the book before where the step said something. */
  readonly before: ReadonlyMap<FactKey, Fact | undefined>;
  /** The book's families before it. */
  readonly familiesBefore: ReadonlyMap<string, Family>;
}

/** Grows a book by steps, and keeps nothing of how: for a host of which nobody will ask again. */
export const growOnce = (now: Facts, start: Facts, steps: readonly Step[]): Facts =>
  start.grown(steps.map(step => grown => step(now, grown)));

/** Grows a book by steps, and keeps what each went by. */
export function grow(now: Facts, start: Facts, steps: readonly Step[]): Growth {
  const stages: Stage[] = [];
  const book = start.grown(
    steps.map(step => grown => {
      const [[{ facts, families = [] }, ofBook], ofNow] = now.heard(() =>
        grown.heard(() => step(now, grown)),
      );
      const said = new Map(Array.from(facts, fact => [keyOf(fact), fact] as const));
      const before = new Map(Array.from(said.keys(), key => [key, grown.collectedAt(key)] as const));
      stages.push({ said, families, ofNow, ofBook, before, familiesBefore: grown.allFamilies() });
      return { facts: said.values(), families };
    }),
  );
  return { book, stages };
}

/** A difference that is being worked out. */
interface Growing {
  readonly facts: Map<FactKey, Fact | null>;
  readonly families: Map<string, Family>;
}

/**
 * How a book comes to differ that grows by the same steps from a start which differs: `now` are its own facts of now, `start` is how the start differs from
 * the one of before. undefined: it gets facts about something that nobody spoke of before.
 */
export function growAgain(
  now: Facts,
  start: Difference,
  { book, stages }: Growth,
  steps: readonly Step[],
): Difference | undefined {
  const growing: Growing = { facts: new Map(start.facts), families: new Map(start.families) };
  const ofNow = now.difference();
  for (const [at, stage] of stages.entries()) {
    const view = stageView({ book, stages }, at, growing);
    if (!isOtherwise(stage, now, ofNow, view, growing)) {
      for (const key of growing.facts.keys()) if (stage.said.has(key)) growing.facts.delete(key);
      for (const { name } of stage.families) growing.families.delete(name);
      continue;
    }
    const said = steps[at]?.(now, view()) ?? { facts: [] };
    const facts = new Map(Array.from(said.facts, fact => [keyOf(fact), fact] as const));
    const families = said.families ?? [];
    const isKnown = book.hasSubjectsOf(facts.values()) && !isLeftOut(stage, facts, families, view);
    if (!isKnown) return undefined;
    take(growing, facts, stage, view);
    for (const family of families) growing.families.set(family.name, family);
  }
  return growing;
}

function isOtherwise(
  stage: Stage,
  now: Facts,
  ofNow: Difference,
  view: () => Facts,
  growing: Growing,
): boolean {
  return (
    now.answersOtherwise(stage.ofNow, ofNow) ||
    (isHeard(stage.ofBook, growing) && view().answersOtherwise(stage.ofBook, growing)) ||
    stage.families.some(({ asks }) => asks === undefined || isAsked(asks, ofNow))
  );
}

/** A family that is no longer given, or a subject of which nothing is said any more: what stood there before the step would have to come back. */
function isLeftOut(
  stage: Stage,
  facts: ReadonlyMap<FactKey, Fact>,
  families: readonly Family[],
  view: () => Facts,
): boolean {
  return (
    stage.families.some(({ name }) => !families.some(family => family.name === name)) ||
    [...stage.said].some(
      ([key, { subject }]) =>
        subject !== undefined && !facts.has(key) && view().collectedAt(key) === undefined,
    )
  );
}

/** What the step said before and does not say now is as it was; what it says as before is no difference. */
function take(growing: Growing, said: ReadonlyMap<FactKey, Fact>, stage: Stage, view: () => Facts): void {
  for (const key of stage.said.keys())
    if (!said.has(key)) growing.facts.set(key, view().collectedAt(key) ?? null);
  for (const [key, fact] of said) {
    const before = stage.said.get(key);
    if (before !== undefined && isSameFact(before, fact)) growing.facts.delete(key);
    else growing.facts.set(key, fact);
  }
}

/** Was anything asked that differs, as far as names tell? */
function isHeard({ facts: asked, members }: Answers, { facts, families }: Difference): boolean {
  for (const key of facts.keys()) if (asked.has(key) || members.has(familyOf(key))) return true;
  if (families.size === 0) return false;
  for (const key of asked.keys()) if (families.has(familyOf(key))) return true;
  return false;
}

/** Is any of these families, named by the part of an address before the slash, among what differs? */
function isAsked(asks: readonly string[], { facts, families }: Difference): boolean {
  const isOne = (family: string): boolean => asks.includes(family);
  return [...families.keys()].some(isOne) || [...facts.keys()].some(key => isOne(familyOf(key)));
}

/** The book as it was before a step, with the difference; made when it is first asked for. */
function stageView({ book, stages }: Growth, at: number, growing: Growing): () => Facts {
  let made: Facts | undefined;
  const before = (key: FactKey): Fact | undefined => {
    for (let later = at; later < stages.length; later += 1) {
      const said = stages[later]?.before;
      if (said?.has(key) === true) return said.get(key);
    }
    return book.collectedAt(key);
  };
  return () =>
    (made ??= book.laid(growing, {
      at: before,
      families: stages[at]?.familiesBefore ?? new Map<string, Family>(),
    }));
}
