import { readData } from '../package-files.ts';
import { editDistance } from '../values/edit-distance.ts';
import { unpackWords } from './packed-words.ts';

/** `rules/tables/known-words.yml`. */
export interface WordTable {
  readonly groups: readonly {
    readonly id: string;
    /** Kept only where firmware names a maker or a model, or in a kernel's release. */
    readonly only?: 'machine' | 'release';
    readonly source: string;
    /** With white space between them. */
    readonly words: string;
  }[];
}

/** What the build makes of it and of the other tables (src/rules/compile-known-words.ts); all in lower case. */
export interface KnownWords {
  /** By `packWords`. */
  readonly anywhere: string;
  readonly machine: readonly string[];
  readonly release: readonly string[];
  /** Names of parameters and modules without their separators, for spelling errors. */
  readonly names: readonly string[];
}

/** Where a word stands: `machine` where firmware names a maker or a model, `cpu` in the name of a processor, `release` in a kernel's release. */
export type WordPlace = 'anywhere' | 'machine' | 'cpu' | 'release';

interface Loaded {
  readonly anywhere: ReadonlySet<string>;
  readonly machine: ReadonlySet<string>;
  readonly release: ReadonlySet<string>;
  readonly names: readonly string[];
}

let loaded: Loaded | undefined;

function load(): Loaded {
  if (loaded !== undefined) return loaded;
  const { anywhere, machine, release, names } = readData<KnownWords>('known-words');
  loaded = {
    anywhere: new Set(unpackWords(anywhere)),
    machine: new Set(machine),
    release: new Set(release),
    names,
  };
  return loaded;
}

/** Is it a word of the field, in any case? A word is a run of letters, digits and underscores. */
export function isKnownWord(word: string, place: WordPlace): boolean {
  const { anywhere, ...places } = load();
  const plain = word.toLowerCase();
  if (anywhere.has(plain)) return true;
  return (place === 'machine' || place === 'release') && places[place].has(plain);
}

/**
 * Is it a misspelling of a parameter or module that matters here? Up to two strokes in names of six letters and more, as
 * far as the doctor itself goes (`nearMiss()` in parameters.ts): what it is to name must not be hidden from it.
 */
export function isNearKnownName(word: string): boolean {
  const spelled = squash(word);
  if (spelled.length < 5 || spelled.length > 40) return false;
  return load().names.some(
    name =>
      name.length >= 6 &&
      Math.abs(name.length - spelled.length) <= farthest &&
      editDistance(spelled, name) <= farthest,
  );
}

/** Strokes that a misspelling may be away. */
const farthest = 2;

/** A name without what separates its parts. */
export const squash = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/gu, '');
