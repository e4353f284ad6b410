import { subjectKindOf, type FactAddress, type SubjectKind } from './catalogue.ts';
import { unknown, type Fact, type Value } from './fact.ts';

/**
 * All facts of one host, looked up by address and subject. What nobody collected is unknown; that also holds for a member
 * of a family that was not read.
 */
export class FactBook {
  private readonly facts = new Map<string, Fact>();
  private readonly families = new Map<string, Family>();

  constructor(facts: Iterable<Fact>, families: readonly Family[] = []) {
    for (const fact of facts) this.facts.set(key(fact.address, fact.subject), fact);
    for (const family of families) this.families.set(family.name, family);
  }

  /** The fact at an address; `subject` matters only for addresses of a kind of which there may be several. */
  get(address: FactAddress, subject?: string): Fact {
    const about = subjectKindOf(address) === undefined ? undefined : subject;
    const found = this.facts.get(key(address, about));
    if (found !== undefined) return found;
    const slash = address.indexOf('/');
    const family = this.families.get(address.slice(0, slash));
    if (family !== undefined) return family.member(address.slice(slash + 1));
    return unknown(address, 'not captured', about === undefined ? {} : { subject: about });
  }

  /** The value where it is known; undefined is unknown, null is known to be absent. */
  value(address: FactAddress, subject?: string): Value | undefined {
    const fact = this.get(address, subject);
    return fact.known ? fact.value : undefined;
  }

  /** The entries where the value is a known list; undefined: it is not known, or no list. */
  list(address: FactAddress, subject?: string): readonly string[] | undefined {
    const value = this.value(address, subject);
    return typeof value === 'object' && value !== null ? value : undefined;
  }

  /** Every subject of a kind that any fact is about, in the order in which they were found. */
  subjects(kind: SubjectKind): readonly string[] {
    const found = new Set<string>();
    for (const fact of this.facts.values()) {
      if (fact.subject !== undefined && subjectKindOf(fact.address) === kind) found.add(fact.subject);
    }
    return [...found];
  }

  /** All facts that stand by themselves; members of families only where one was collected as a fact. */
  all(): readonly Fact[] {
    return [...this.facts.values()];
  }

  /** The families that answer for members that nobody listed. */
  allFamilies(): readonly Family[] {
    return [...this.families.values()];
  }

  /** The same book with some facts replaced; families are replaced by name. */
  with(facts: Iterable<Fact>, families: readonly Family[] = []): FactBook {
    return new FactBook([...this.facts.values(), ...facts], [...this.families.values(), ...families]);
  }
}

/** Answers for every member of `name/*`. */
export interface Family {
  /** The part before the slash. */
  readonly name: string;
  /** The fact of one member; known and null where the source was read and has none. */
  readonly member: (name: string) => Fact;
}

const key = (address: string, subject: string | undefined): string => `${address}\n${subject ?? ''}`;
