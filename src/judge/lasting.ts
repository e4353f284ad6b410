import type { Rule } from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import { verdictOf, type JudgedGpu, type Place, type State, type Verdict } from './verdict.ts';

/** What becomes of a host that is ready once it starts again. */
export interface Outlook {
  /** Is it ready then, too? null: that can't be foretold, or it is not ready now. */
  readonly lasts: boolean | null;
  /** Id of the rule that will be the first broken link; null where there is none. */
  readonly rule: string | null;
}

const none: Outlook = { lasts: null, rule: null };

/**
 * The verdict of the next boot, for the GPU that the verdict of today speaks of: the same rules, judged on the facts that the next boot will
 * make. `later` are its GPUs as they will be then.
 */
export function outlookOf(
  rules: readonly Rule[],
  verdict: Verdict,
  foretold: readonly Finding[],
  later: readonly JudgedGpu[],
  place: Place = {},
): Outlook {
  if (verdict.state !== 'ready') return none;
  const gpus = later.filter(gpu => gpu.address === verdict.gpu);
  const { state, rule } = verdictOf(rules, foretold, gpus, place);
  if (state === 'unknown') return none;
  return state === 'ready' ? { lasts: true, rule: null } : { lasts: false, rule };
}

/** How a host stands: its state, where what is ready now will not be after the next boot told apart. */
export type Standing = State | 'ready-for-now';

export const standingOf = ({ state, lasts }: Verdict): Standing =>
  state === 'ready' && lasts === false ? 'ready-for-now' : state;
