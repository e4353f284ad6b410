import type { PlanBuilder } from '../plan/builder.ts';

/** Who asks for a remedy. */
export interface Origin {
  /** Id of the rule that fails. */
  readonly rule: string;
  /** What it fails for: the address of a GPU; undefined: the host. */
  readonly subject: string | undefined;
}

/** Puts one change of the closed set into a draft, or says there why it can't be done safely. It does nothing that is done already. */
export type Remedy<Wanted> = (draft: PlanBuilder, wanted: Wanted, asker: Origin) => Promise<void>;
