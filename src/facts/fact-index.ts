import { subjectKindOf, type FactAddress, type SubjectKind } from './catalogue.ts';
import { isSameFact, unknown, type Fact, type Value } from './fact.ts';

/**
 * All facts of one host, looked up by address and subject. What nobody collected is unknown; that also holds for a member
 * of a family that was not read.
 */
export class Facts {
  private own = new Map<FactKey, Fact | null>();
  private families: Map<string, Family>;
  private kinds = new Map<SubjectKind, Set<string>>();
  /** What families answered: they work it out anew whenever they are asked. */
  private readonly answers = new Map<FactAddress, Fact>();
  private readonly below: Below | undefined;
  private listener: Listener | undefined;
  /** The book over which this one was laid: it has the same subjects, and differs in what `differences` tells; undefined: it stands by itself. */
  readonly like: Facts | undefined;

  constructor(facts: Iterable<Fact>, families: Iterable<Family> = [], over?: { below: Below; like?: Facts }) {
    this.families = new Map(Array.from(families, family => [family.name, family]));
    this.below = over?.below;
    this.like = over?.like;
    this.add(facts);
  }

  private add(facts: Iterable<Fact>): void {
    for (const fact of facts) {
      const key = keyOf(fact);
      this.own.set(key, fact);
      this.listener?.written.add(key);
      if (fact.subject === undefined) continue;
      const kind = subjectKindOf(fact.address);
      if (kind === undefined) continue;
      const subjects = this.kinds.get(kind) ?? new Set();
      this.kinds.set(kind, subjects.add(fact.subject));
    }
  }

  /** The fact at an address; `subject` matters only for addresses of a kind of which there may be several. */
  get(address: FactAddress, subject?: string): Fact {
    const key = keyOf({ address, subject: subjectKindOf(address) === undefined ? undefined : subject });
    const fact = this.at(key);
    this.listener?.hear(key, fact);
    return fact;
  }

  private at(key: FactKey): Fact {
    const fact = this.collectedAt(key);
    if (fact !== undefined) return fact;
    const { address, subject } = partsOf(key);
    const answer = this.answers.get(address) ?? this.answerOfFamily(address);
    if (answer !== undefined) return answer;
    return unknown(address, 'not captured', subject === undefined ? {} : { subject });
  }

  /** The fact that stands there by itself; undefined: none, or a family answers. Nobody hears of it. */
  collectedAt(key: FactKey): Fact | undefined {
    const own = this.own.get(key);
    return own === undefined ? this.below?.at(key) : (own ?? undefined);
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
    if (this.below === undefined) return [...this.own.values()].filter(fact => fact !== null);
    return this.keys().flatMap(key => this.collectedAt(key) ?? []);
  }

  /** The members of a family that were collected as facts, in the order of their addresses. */
  members(family: string): readonly Fact[] {
    this.listener?.answers.members.add(family);
    const keys = this.keys().filter(key => key.startsWith(`${family}/`));
    return keys.sort().flatMap(key => this.collectedAt(key) ?? []);
  }

  private keys(): FactKey[] {
    const own = [...this.own.keys()];
    if (this.below === undefined) return own;
    const below = [...this.below.keys()];
    const known = new Set(below);
    return [...below, ...own.filter(key => !known.has(key))];
  }

  /** The same book with some facts replaced; families are replaced by name. */
  with(facts: Iterable<Fact>, families: readonly Family[] = []): Facts {
    const over =
      this.below === undefined ? undefined : { below: this.below, ...(this.like && { like: this.like }) };
    const book = new Facts([], [...this.families.values(), ...families], over);
    book.own = new Map(this.own);
    for (const [kind, subjects] of this.kinds) book.kinds.set(kind, new Set(subjects));
    book.listener = this.listener?.ofCopy();
    book.add(facts);
    return book;
  }

  /** The same book with what each step makes of it; a step sees what the ones before it made. */
  grown(steps: readonly ((book: Facts) => Said)[]): Facts {
    const book = this.with([]);
    for (const step of steps) book.take(step(book));
    return book;
  }

  private take({ facts, families = [] }: Said): void {
    // A copy: who looks at the families of before goes on seeing those.
    if (families.length > 0) {
      this.families = new Map([...this.families, ...families.map(family => [family.name, family] as const)]);
      this.answers.clear();
    }
    this.add(facts);
  }

  /** The same book without what is about some subjects. */
  without(isGone: (kind: SubjectKind, subject: string) => boolean): Facts {
    const all = this.all();
    const left = all.filter(({ address, subject }) => {
      const kind = subject === undefined ? undefined : subjectKindOf(address);
      return subject === undefined || kind === undefined || !isGone(kind, subject);
    });
    const isWhole = left.length === all.length && this.below === undefined && this.listener === undefined;
    return isWhole ? this : new Facts(left, this.families.values());
  }

  /** This book with a difference laid over it, that is about no subjects but those of this book. `as` is how the book was at another time. */
  laid(
    { facts, families }: Difference,
    as: AsBefore = { at: key => this.collectedAt(key), families: this.families },
  ): Facts {
    const below = { at: as.at, keys: () => this.keys() };
    const book = new Facts([], [...as.families.values(), ...families.values()], { below, like: this });
    book.own = new Map(facts);
    book.kinds = this.kinds;
    return book;
  }

  /** Its families, by name; a later step gives it others and leaves these as they are. */
  allFamilies(): ReadonlyMap<string, Family> {
    return this.families;
  }

  /** What this book was laid over its like. */
  difference(): Difference {
    const families = [...this.families].filter(([name, family]) => this.like?.families.get(name) !== family);
    return { facts: this.own, families: new Map(families) };
  }

  /** Is every subject that these facts are about one of this book? */
  hasSubjectsOf(facts: Iterable<Fact>): boolean {
    for (const { address, subject } of facts) {
      const kind = subject === undefined ? undefined : subjectKindOf(address);
      if (kind !== undefined && this.kinds.get(kind)?.has(subject ?? '') !== true) return false;
    }
    return true;
  }

  /** Runs `work`, and tells what it asks of this book. What families answer later on is not among it. */
  heard<Made>(work: () => Made): readonly [Made, Answers] {
    const answers = { facts: new Map<FactKey, Fact>(), members: new Set<string>() };
    const before = this.listener;
    this.listener = new Listener(answers);
    try {
      return [work(), answers];
    } finally {
      this.listener = before;
    }
  }

  /** Would this book, which differs from the one that was asked in what is told, answer something else? */
  answersOtherwise({ facts, members }: Answers, { facts: others, families }: Difference): boolean {
    const isOther = (key: FactKey): boolean => {
      const was = facts.get(key);
      return was !== undefined && !isSameFact(this.at(key), was);
    };
    for (const key of others.keys()) if (isOther(key) || members.has(familyOf(key))) return true;
    if (families.size === 0) return false;
    for (const key of facts.keys()) if (families.has(familyOf(key)) && isOther(key)) return true;
    return false;
  }
}

/** What one book has otherwise than another: facts, by what they are about (null: it has none), and whole families. */
export interface Difference {
  readonly facts: ReadonlyMap<FactKey, Fact | null>;
  readonly families: ReadonlyMap<string, Family>;
}

/** A book at another time. */
interface AsBefore {
  readonly at: (key: FactKey) => Fact | undefined;
  readonly families: ReadonlyMap<string, Family>;
}

/** What was asked of a book, and what it answered. */
export interface Answers {
  readonly facts: ReadonlyMap<FactKey, Fact>;
  /** The families of which all members were asked for. */
  readonly members: ReadonlySet<string>;
}

/** Hears what is asked of a book and of the copies that are made of it; what was written into a copy is no answer of the book's. */
class Listener {
  readonly answers: { readonly facts: Map<FactKey, Fact>; readonly members: Set<string> };
  readonly written: Set<FactKey>;

  constructor(answers: Listener['answers'], written: Iterable<FactKey> = []) {
    this.answers = answers;
    this.written = new Set(written);
  }

  hear(key: FactKey, fact: Fact): void {
    if (!this.written.has(key)) this.answers.facts.set(key, fact);
  }

  ofCopy(): Listener {
    return new Listener(this.answers, this.written);
  }
}

/** Where a book looks for what it has not itself. */
export interface Below {
  readonly at: (key: FactKey) => Fact | undefined;
  readonly keys: () => Iterable<FactKey>;
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
  /** What it asks of the book that it was made of, each by the part before the slash; undefined: anything, or no book. */
  readonly asks?: readonly string[];
  /** The fact of one member; known and null where the source was read and has none. */
  readonly member: (name: string) => Fact;
}

interface About {
  readonly address: FactAddress;
  readonly subject?: string | undefined;
}

/** What a fact is about: its address, and behind a line break the subject. */
export type FactKey = string;

export const keyOf = ({ address, subject }: About): FactKey =>
  subject === undefined ? address : `${address}\n${subject}`;

function partsOf(key: FactKey): { readonly address: FactAddress; readonly subject: string | undefined } {
  const end = key.indexOf('\n');
  return end < 0
    ? { address: key as FactAddress, subject: undefined }
    : { address: key.slice(0, end) as FactAddress, subject: key.slice(end + 1) };
}

/** The part of its address before the slash. */
export const familyOf = (key: FactKey): string => key.slice(0, key.indexOf('/'));

export const addressOf = (key: FactKey): FactAddress => partsOf(key).address;
