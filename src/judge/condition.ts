import { isLikely, type Fact, type Value } from '../facts/fact.ts';
import type { Facts } from '../facts/fact-index.ts';
import type { Condition, Question } from '../rules/rule.ts';
import type { Evidence } from './finding.ts';
import { ask, wantedOf } from './predicates.ts';
import { all, any, not, type Truth } from './truth.ts';

/** What a condition came to, and the evidence of every question in it, in reading order. */
export interface ConditionOutcome {
  readonly truth: Truth;
  readonly evidence: readonly Evidence[];
  /** It hangs on what is likely, not certain: a name that lspci gives a device. */
  readonly isLikely: boolean;
}

/** Judges a condition of one subject. */
export function judgeCondition(
  condition: Condition,
  facts: Facts,
  subject: string | undefined,
): ConditionOutcome {
  if ('all' in condition) return combine(all, condition.all, facts, subject);
  if ('any' in condition) return combine(any, condition.any, facts, subject);
  if ('not' in condition) {
    const inner = judgeCondition(condition.not, facts, subject);
    return { ...inner, truth: not(inner.truth) };
  }
  return judgeQuestion(condition, facts, subject);
}

function combine(
  join: (truths: readonly Truth[]) => Truth,
  parts: readonly Condition[],
  facts: Facts,
  subject: string | undefined,
): ConditionOutcome {
  const truths: Truth[] = [];
  const evidence: Evidence[] = [];
  let isLikely = false;
  for (const part of parts) {
    const outcome = judgeCondition(part, facts, subject);
    truths.push(outcome.truth);
    for (const item of outcome.evidence) evidence.push(item);
    isLikely ||= outcome.isLikely;
  }
  return { truth: join(truths), evidence, isLikely };
}

function judgeQuestion(question: Question, facts: Facts, subject: string | undefined): ConditionOutcome {
  const fact = facts.get(question.fact, subject);
  const truth = fact.known ? ask(question, fact.value) : 'unknown';
  const { predicate, wanted } = wantedOf(question);
  return {
    truth,
    evidence: [evidenceOf(fact, predicate, wanted, truth)],
    isLikely: fact.known && isLikely(fact),
  };
}

/** A fact laid before the reader without a question. */
export function shown(fact: Fact): Evidence {
  return evidenceOf(fact, 'shown', null, fact.known ? true : 'unknown');
}

/** Made in one piece, and not of parts: of a host there are hundreds, and V8 lays out an object whose fields it sees at once. */
function evidenceOf(fact: Fact, predicate: string, wanted: Value, truth: Truth): Evidence {
  const source = sourceOf(fact);
  return fact.known
    ? { fact: fact.address, source, found: fact.value, predicate, wanted, truth }
    : { fact: fact.address, source, found: null, unknown: fact.why, predicate, wanted, truth };
}

/** Where a fact was read; a derived one names the sources of what it came from. */
export function sourceOf(fact: Fact): string | null {
  if (fact.source !== undefined) return fact.source;
  const before = derivedSources.get(fact);
  if (before !== undefined) return before;
  const sources = new Set((fact.from ?? []).map(sourceOf).filter(source => source !== null));
  const said = sources.size === 0 ? null : [...sources].join(', ');
  derivedSources.set(fact, said);
  return said;
}

/** The same facts are evidence of many rules. */
const derivedSources = new WeakMap<Fact, string | null>();
