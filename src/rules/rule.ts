import type { FactAddress, SubjectKind } from '../facts/catalogue.ts';
import type { Text } from '../values/text.ts';

/** How much a fault matters. Only an error stands between a host and sharing its GPU. */
export type Severity = 'error' | 'warning' | 'advice';

/** Whether a fault is read off directly, or inferred. */
export type Confidence = 'certain' | 'likely';

/** Who must act: fngvt's own fix, the owner of the host, its firmware, the system's maker, the guest, or nobody (hardware). */
export type Actor = 'fngvt' | 'owner' | 'firmware' | 'system' | 'guest' | 'hardware';

/** What a fault means for the host where it is the first broken link. */
export type Outcome = 'action-needed' | 'unsupported' | 'unknown';

/** One question about one fact. A rule's condition uses exactly one of them. */
export type Predicate =
  | { readonly is: string | number | boolean | null }
  | { readonly isOneOf: readonly string[] }
  | { readonly isOn: boolean }
  | { readonly isPresent: boolean }
  | { readonly isEmpty: boolean }
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly matches: string }
  | { readonly includes: string }
  | { readonly versionAtLeast: string }
  | { readonly versionBelow: string };

/** A question put to a fact. */
export type Question = { readonly fact: FactAddress } & Predicate;

/** What is to be true: questions, combined. */
export type Condition =
  | Question
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** What we believe about a good host, as data. House rules for writing one stand in `rules/_template.yml`. */
export interface Rule {
  /** The file's name; permanent. */
  readonly id: string;
  /** The folder. */
  readonly topic: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** A noun that reads right beside any verdict. */
  readonly title: Text;
  /** What is so where it passes, in the same manner as `fault`. */
  readonly passed: Text;
  /** One short sentence without marks of Markdown: what is wrong where it fails. `{fact/address}` becomes the fact's value. */
  readonly fault: Text;
  /** Judged once for every subject of this kind. */
  readonly each?: SubjectKind;
  readonly applies?: Condition;
  /** Ids of the rules whose failing explains that this one fails. It hides nothing: all are judged. */
  readonly requires: readonly string[];
  readonly expect: Condition;
  /** What `passed` says, where `expect` can hold without it: a host that passes without it is skipped. */
  readonly passedWhere?: Condition;
  /** The cause key reported where it fails; permanent. */
  readonly cause: string;
  /** The fact that holds it, where each subject has its own. */
  readonly causeOf?: FactAddress;
  readonly acts: Actor;
  readonly outcome: Outcome;
  /** The fault is an effect: it is a cause of its own only where everything it requires was seen to be in order. */
  readonly symptom: boolean;
  /** Where it holds, everything it requires must hold too: unknowns among them are settled. */
  readonly proves: boolean;
  /** A rare fault: not captured in a part of a host, it is named beside a good answer and does not hold it up. */
  readonly besides: boolean;
  /** Facts that a reader of the finding wants to see beside its evidence. */
  readonly shows: readonly FactAddress[];
  /** Those that `passed` names, beside the evidence where it passes. */
  readonly passedShows: readonly FactAddress[];
}
