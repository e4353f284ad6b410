import { wantedOf } from '../judge/predicates.ts';
import type { Evidence, Finding } from '../judge/finding.ts';
import type { Condition, Question, Rule } from '../rules/rule.ts';

/** How a fact stands to the good host that a rule speaks of. */
export interface Stance {
  /** It is a reason why the finding fails. */
  readonly isAgainst: boolean;
  /** What was asked of it is what the host should have. */
  readonly isWished: boolean;
}

/** Evidence of a finding that does not fail, or of a question that we do not know. */
const aside: Stance = { isAgainst: false, isWished: false };

/**
 * A question tells what a rule asks, not what is wished of the host. What is asked below a `not` is wished away; of several ways to be fine
 * nobody needs all, and the one that suits is told by the rule's words; and what decides whether a rule is about the host at all (its GPU,
 * its system) is there to stay.
 */
export function stanceOf(
  evidence: Evidence,
  finding: Pick<Finding, 'verdict'>,
  rule: Rule | undefined,
): Stance {
  if (finding.verdict !== 'fail' || rule === undefined) return aside;
  const leaf = leaves(rule.expect, { isNegated: false, isAlternative: false }).find(one =>
    isOf(one.question, evidence),
  );
  if (leaf === undefined || asks(rule.applies, evidence.fact)) return aside;
  const isAgainst = evidence.truth === leaf.isNegated;
  const isWished = isAgainst && !leaf.isNegated && !leaf.isAlternative && !asksForNothing(evidence);
  return { isAgainst, isWished };
}

/** A fault that is there, a container around us: nobody needs to be told that it should not be. */
const asksForNothing = ({ predicate, wanted }: Evidence): boolean =>
  (predicate === 'isPresent' && wanted === false) ||
  (predicate === 'isEmpty' && wanted === true) ||
  wanted === null;

/** Where a question stands in a condition. */
interface Place {
  /** Below an odd number of `not`. */
  readonly isNegated: boolean;
  /** One of several ways to come out well. */
  readonly isAlternative: boolean;
}

interface Leaf extends Place {
  readonly question: Question;
}

function leaves(condition: Condition, place: Place): readonly Leaf[] {
  if ('not' in condition) return leaves(condition.not, { ...place, isNegated: !place.isNegated });
  if (!('all' in condition) && !('any' in condition)) return [{ ...place, question: condition }];
  const parts = 'all' in condition ? condition.all : condition.any;
  // Not all: any that is not.
  const isChoice = 'any' in condition !== place.isNegated && parts.length > 1;
  return parts.flatMap(part => leaves(part, { ...place, isAlternative: place.isAlternative || isChoice }));
}

function isOf(question: Question, evidence: Evidence): boolean {
  const { predicate, wanted } = wantedOf(question);
  return (
    question.fact === evidence.fact &&
    predicate === evidence.predicate &&
    JSON.stringify(wanted) === JSON.stringify(evidence.wanted)
  );
}

const asks = (condition: Condition | undefined, fact: string): boolean =>
  condition !== undefined &&
  leaves(condition, { isNegated: false, isAlternative: false }).some(
    ({ question }) => question.fact === fact,
  );
