import type { Unknown, Value } from '../facts/fact.ts';
import type { Actor, Confidence, Severity } from '../rules/rule.ts';
import type { Truth } from './truth.ts';

/** What came of judging one rule of one subject. */
export type FindingVerdict = 'pass' | 'fail' | 'unknown' | 'skipped';

/** Why one condition came out as it did. */
export interface Evidence {
  readonly fact: string;
  /** The file or command that said it; null where nothing did. */
  readonly source: string | null;
  /** The predicate; `shown` for a fact that decides nothing but belongs to the picture. */
  readonly predicate: string;
  readonly wanted: Value;
  /** The value found; null with truth `unknown` where it is not known. */
  readonly found: Value;
  readonly truth: Truth;
  /** Why it is not known. */
  readonly unknown?: Unknown;
}

/** One rule judged of one subject, in no language. */
export interface Finding {
  readonly id: string;
  /** GPU address, VM, mdev uuid, parameter; null: the host. */
  readonly subject: string | null;
  readonly topic: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly verdict: FindingVerdict;
  /** It fails now and no longer will after a reboot. */
  readonly pending: boolean;
  /** Id of the failing rule that explains this one; the reason of an unknown; why it was skipped. */
  readonly because: string | null;
  readonly cause: string | null;
  readonly acts: Actor;
  readonly evidence: readonly Evidence[];
}

/** A finding was skipped because the rule is not about this host. */
export const notApplicable = 'not-applicable';

/** A finding was skipped because a positive proof further on settles it; the rule's id follows. */
export const settledBy = 'settled-by:';
