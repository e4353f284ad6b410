import type { Withheld } from '../host/reader.ts';
import type { FactAddress } from './catalogue.ts';

/** What a fact can hold. null is a known answer: it is not there. */
export type Value = null | boolean | number | string | readonly string[];

/** Why a fact is not known: the machine gave no answer, or the answer decides nothing. */
export type Unknown = Withheld | 'undecided';

/** One thing about the machine, and where it was read. */
export type Fact = {
  readonly address: FactAddress;
  /** What it is about where there may be several: a PCI address, a VM's name, an mdev's UUID, a parameter. */
  readonly subject?: string;
  /** The file or command that said it. */
  readonly source?: string;
  /** The facts that a derived fact was made of. */
  readonly from?: readonly Fact[];
  /** What it was read from is people's work, like a name of lspci: what follows from it is likely, not certain. */
  readonly isLikely?: true;
} & ({ readonly known: true; readonly value: Value } | { readonly known: false; readonly why: Unknown });

/** What a collector or a derivation gives; the address decides the subject's kind. */
export function known(address: FactAddress, value: Value, about?: About): Fact {
  const fact = begun(address, about);
  fact.known = true;
  fact.value = value;
  return fact as Fact;
}

export function unknown(address: FactAddress, why: Unknown, about?: About): Fact {
  const fact = begun(address, about);
  fact.known = false;
  fact.why = why;
  return fact as Fact;
}

/** A fact that is being made. */
interface Begun extends Mutable<About> {
  address: FactAddress;
  known?: boolean;
  value?: Value;
  why?: Unknown;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Its fields are put down one by one and always in this order: then few shapes come of it, which V8 knows. Of parts spread into one it made each in its
 * slowest way, by the hundred of every host.
 */
function begun(address: FactAddress, about: About | undefined): Begun {
  const fact: Begun = { address };
  if (about === undefined) return fact;
  if (about.subject !== undefined) fact.subject = about.subject;
  if (about.source !== undefined) fact.source = about.source;
  if (about.from !== undefined) fact.from = about.from;
  if (about.isLikely !== undefined) fact.isLikely = about.isLikely;
  return fact;
}

/** The part of a fact that says what it is about and where it comes from. */
export interface About {
  readonly subject?: string;
  readonly source?: string;
  readonly from?: readonly Fact[];
  readonly isLikely?: true;
}

/** Is it, or anything that it was made of, likely and not certain? */
export function isLikely(fact: Fact): boolean {
  return fact.isLikely === true || fact.from?.some(isLikely) === true;
}

/** Do two facts say the same, read in the same place and made of the same? */
export function isSameFact(one: Fact, other: Fact): boolean {
  if (one === other) return true;
  return (
    one.address === other.address &&
    one.subject === other.subject &&
    one.source === other.source &&
    one.isLikely === other.isLikely &&
    isSameAnswer(one, other) &&
    isSameList(one.from ?? [], other.from ?? [], isSameFact)
  );
}

function isSameAnswer(one: Fact, other: Fact): boolean {
  if (!one.known || !other.known) return !one.known && !other.known && one.why === other.why;
  const [value, found] = [one.value, other.value];
  if (typeof value !== 'object' || typeof found !== 'object' || value === null || found === null)
    return value === found;
  return isSameList(value, found, (a, b) => a === b);
}

const isSameList = <T>(one: readonly T[], other: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  one.length === other.length && one.every((item, at) => isSame(item, other[at] as T));
