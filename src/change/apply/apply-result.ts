import type { Foretold } from '../journal/journal.ts';
import type { Refusal } from '../plan.ts';
import type { Reverted } from '../journal/reverted.ts';

/** What comes with a plan that is applied. */
export interface ApplyOptions {
  /** Our own version, for the journal. */
  readonly version: string;
  /** ISO 8601, in UTC. */
  readonly now: () => string;
  /** What the plan says will be, kept for after the reboot. */
  readonly foretold?: Foretold;
  /** Asked after the last step; what it has to say against the result takes everything back. */
  readonly check?: () => Promise<Refusal | undefined>;
}

/** What came of a plan. */
export type Applied =
  /** It had no steps. */
  | { readonly outcome: 'nothing' }
  /** Nothing was begun. */
  | { readonly outcome: 'refused'; readonly refused: readonly Refusal[] }
  | { readonly outcome: 'applied'; readonly journal: string }
  /** A step failed, or somebody wished to stop; everything is as it was. */
  | { readonly outcome: 'rolled-back'; readonly failure: Refusal; readonly journal: string }
  /** The same, but not everything could be taken back: `rest` says what. The journal stays open for `undo`. */
  | {
      readonly outcome: 'stuck';
      readonly failure: Refusal;
      readonly journal: string;
      readonly rest: Reverted;
    };
