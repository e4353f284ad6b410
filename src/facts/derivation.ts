import type { FactAddress } from './catalogue.ts';
import { known, unknown, type Fact, type Value } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** The values of the facts that a derivation asked for; every one of them is known. */
export type Inputs = (address: FactAddress) => Value;

/**
 * A fact that follows from others. `read` gets their values once all are known; where one is not, the fact is unknown for
 * the same reason. It answers undefined where the values decide nothing. The facts it came from stay attached as evidence.
 */
export function follows(
  book: Facts,
  address: FactAddress,
  subject: string | undefined,
  from: readonly FactAddress[],
  read: (of: Inputs) => Value | undefined,
): Fact {
  const facts = from.map(input => book.get(input, subject));
  const about = { from: facts, ...(subject === undefined ? {} : { subject }) };
  const missing = facts.find(fact => !fact.known);
  if (missing?.known === false) return unknown(address, missing.why, about);
  const value = read(input => book.value(input, subject) ?? null);
  return value === undefined ? unknown(address, 'undecided', about) : known(address, value, about);
}
