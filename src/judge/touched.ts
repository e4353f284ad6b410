import type { FactAddress } from '../facts/catalogue.ts';
import { isSameFact } from '../facts/fact.ts';
import { addressOf, familyOf, type Facts } from '../facts/fact-index.ts';
import type { Condition, Rule } from '../rules/rule.ts';

/** What is done with a rule: it is judged, or its passing is put into words. */
type Use = 'judged' | 'when-passed';

/** Which rules ask for something that is otherwise in these facts than in those over which they were laid. */
export function touchedBy(
  rules: readonly Rule[],
  facts: Facts,
  like: Facts,
  use: Use,
): (rule: Rule) => boolean {
  const { byAddress, byFamily } = indexOf(rules)[use];
  const difference = facts.difference();
  const touched = new Set<Rule>();
  const touch = (address: FactAddress): void => byAddress.get(address)?.forEach(rule => touched.add(rule));
  for (const key of difference.facts.keys()) touch(addressOf(key));
  for (const name of difference.families.keys()) {
    for (const address of byFamily.get(name) ?? []) {
      if (!isSameFact(facts.get(address), like.get(address))) touch(address);
    }
  }
  return rule => touched.has(rule);
}

/** Which rules ask for what. */
interface Index {
  readonly byAddress: ReadonlyMap<FactAddress, readonly Rule[]>;
  /** The addresses by their part before the slash. */
  readonly byFamily: ReadonlyMap<string, readonly FactAddress[]>;
}

const indices = new WeakMap<readonly Rule[], Readonly<Record<Use, Index>>>();

function indexOf(rules: readonly Rule[]): Readonly<Record<Use, Index>> {
  const known = indices.get(rules);
  if (known !== undefined) return known;
  const made = { judged: indexBy(rules, addressesOf), 'when-passed': indexBy(rules, addressesWhenPassed) };
  indices.set(rules, made);
  return made;
}

function indexBy(rules: readonly Rule[], asks: (rule: Rule) => ReadonlySet<FactAddress>): Index {
  const byAddress = new Map<FactAddress, Rule[]>();
  const byFamily = new Map<string, FactAddress[]>();
  for (const rule of rules) for (const address of asks(rule)) push(byAddress, address, rule);
  for (const address of byAddress.keys()) push(byFamily, familyOf(address), address);
  return { byAddress, byFamily };
}

/** Every address of which a rule's own judgement may ask. */
export function addressesOf(rule: Rule): ReadonlySet<FactAddress> {
  return new Set<FactAddress>([
    ...(rule.applies === undefined ? [] : askedIn(rule.applies)),
    ...askedIn(rule.expect),
    ...rule.shows,
    ...(rule.causeOf === undefined ? [] : [rule.causeOf]),
    `told/${rule.cause}`,
    `told-of/${rule.cause}`,
    ...(rule.each === 'gpu' ? (['host/gpu-count'] as const) : []),
  ]);
}

/** Every address of which is asked before it is said that a rule passed. */
const addressesWhenPassed = (rule: Rule): ReadonlySet<FactAddress> =>
  new Set([...(rule.passedWhere === undefined ? [] : askedIn(rule.passedWhere)), ...rule.passedShows]);

function askedIn(condition: Condition): readonly FactAddress[] {
  if ('all' in condition) return condition.all.flatMap(askedIn);
  if ('any' in condition) return condition.any.flatMap(askedIn);
  return 'not' in condition ? askedIn(condition.not) : [condition.fact];
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}
