import { subjectKindOf, type FactAddress, type SubjectKind } from './catalogue.ts';
import { unknown, type Fact, type Value } from './fact.ts';

/**
 * All facts of one host, looked up by address and subject. What nobody collected is unknown; that also holds for a member
 * of a family that was not read.
 */
export class Facts {
  private facts = new Map<string, Fact>();
  private readonly families: Map<string, Family>;
  private readonly kinds = new Map<SubjectKind, Set<string>>();
  /** What families answered: they work it out anew whenever they are asked. */
  private readonly answers = new Map<FactAddress, Fact>();

  constructor(facts: Iterable<Fact>, families: Iterable<Family> = []) {
    this.families = new Map(Array.from(families, family => [family.name, family]));
    this.add(facts);
  }

  private add(facts: Iterable<Fact>): void {
    for (const fact of facts) {
      this.facts.set(key(fact.address, fact.subject), fact);
      if (fact.subject === undefined) continue;
      const kind = subjectKindOf(fact.address);
      if (kind === undefined) continue;
      const subjects = this.kinds.get(kind) ?? new Set();
      this.kinds.set(kind, subjects.add(fact.subject));
    }
  }

  /** The fact at an address; `subject` matters only for addresses of a kind of which there may be several. */
  get(address: FactAddress, subject?: string): Fact {
    const about = subjectKindOf(address) === undefined ? undefined : subject;
    const found = this.facts.get(key(address, about));
    if (found !== undefined) return found;
    const answer = this.answers.get(address) ?? this.answerOfFamily(address);
    if (answer !== undefined) return answer;
    return unknown(address, 'not captured', about === undefined ? {} : { subject: about });
  }

  private answerOfFamily(address: FactAddress): Fact | undefined {
    const slash = address.indexOf('/');
    const answer = this.families.get(address.slice(0, slash))?.member(address.slice(slash + 1));
    if (answer !== undefined) this.answers.set(address, answer);
    return answer;
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
    return [...(this.kinds.get(kind) ?? [])];
  }

  /** All facts that stand by themselves; members of families only where one was collected as a fact. */
  all(): readonly Fact[] {
    return [...this.facts.values()];
  }

  /** The same book with some facts replaced; families are replaced by name. */
  with(facts: Iterable<Fact>, families: readonly Family[] = []): Facts {
    const book = new Facts([], [...this.families.values(), ...families]);
    book.facts = new Map(this.facts);
    for (const [kind, subjects] of this.kinds) book.kinds.set(kind, new Set(subjects));
    book.add(facts);
    return book;
  }

  /** The same book with what each step makes of it; a step sees what the ones before it made. */
  grown(steps: readonly ((book: Facts) => Said)[]): Facts {
    const book = this.with([]);
    for (const step of steps) {
      const { facts, families = [] } = step(book);
      for (const family of families) book.families.set(family.name, family);
      if (families.length > 0) book.answers.clear();
      book.add(facts);
    }
    return book;
  }

  /** The same book without what is about some subjects. */
  without(isGone: (kind: SubjectKind, subject: string) => boolean): Facts {
    const left = this.all().filter(({ address, subject }) => {
      const kind = subject === undefined ? undefined : subjectKindOf(address);
      return subject === undefined || kind === undefined || !isGone(kind, subject);
    });
    return new Facts(left, this.families.values());
  }
}

/** What a step adds to a book: facts, and families that take the place of those with their names. */
export interface Said {
  readonly facts: Iterable<Fact>;
  readonly families?: readonly Family[];
}

/** Answers for every member of `name/*`. */
export interface Family {
  /** The part before the slash. */
  readonly name: string;
  /** The fact of one member; known and null where the source was read and has none. */
  readonly member: (name: string) => Fact;
}

const key = (address: string, subject: string | undefined): string =>
  subject === undefined ? address : `${address}\n${subject}`;
