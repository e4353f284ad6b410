import type { Facts } from '../../facts/fact-index.ts';
import type { Finding } from '../../judge/finding.ts';
import type { ReportStep } from '../../judge/report-types.ts';
import type { OneRemedy, RemedyValues, RuleRemedy } from '../../rules/remedy.ts';
import { assume } from '../remedies/assumed/assume.ts';

/** What somebody else has to do before a host can share its GPU. */
export interface Act {
  /** The rule that asks for it. */
  readonly rule: string;
  /** What that fails for: a GPU, a VM; undefined: the host. */
  readonly subject: string | undefined;
  readonly remedy: keyof RemedyValues;
  /** Which of the ways that the rule leaves to the owner, from 0; undefined: it leaves none. */
  readonly option: number | undefined;
  readonly by: ReportStep['by'];
  /** The facts with that done; undefined: it only shows then what comes of it, so nothing is planned behind it. */
  readonly effect: ((facts: Facts) => Facts) | undefined;
}

/** A fault that is for somebody else to mend. */
export interface OthersFault {
  readonly rule: string;
  readonly subject: string | undefined;
  readonly acts: Finding['acts'];
}

/** What can be done about a fault: of several ways, the usual one first. */
export function actsFor(fault: OthersFault, remedies: readonly RuleRemedy[], facts: Facts): readonly Act[] {
  const choice = remedies.find(remedy => 'either' in remedy);
  const plain = remedies.flatMap(remedy => ('either' in remedy ? [] : [remedy]));
  const ways = choice === undefined ? [plain] : choice.either;
  return ways.flatMap((way, at) => {
    const act = actOf(fault, way, facts);
    return act === undefined ? [] : [{ ...act, option: choice === undefined ? undefined : at }];
  });
}

/** The first remedy whose effect can be told on this host, else the first. */
function actOf(
  { rule, subject, acts }: OthersFault,
  way: readonly OneRemedy[],
  facts: Facts,
): Omit<Act, 'option'> | undefined {
  const foretold = way.find(one => assume(facts, one, subject) !== undefined);
  const remedy = foretold ?? way[0];
  if (remedy === undefined) return undefined;
  return {
    rule,
    subject,
    remedy: Object.keys(remedy)[0] as keyof RemedyValues,
    by: acts === 'hardware' ? 'owner' : acts,
    effect: foretold === undefined ? undefined : (now: Facts): Facts => assume(now, foretold, subject) ?? now,
  };
}

/** The facts with all of these acts done. */
export const withActs = (facts: Facts, acts: readonly Act[]): Facts =>
  acts.reduce((book, { effect }) => (effect === undefined ? book : effect(book)), facts);
