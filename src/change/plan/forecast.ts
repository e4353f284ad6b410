import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import type { Facts, Family } from '../../facts/fact-index.ts';
import { known, unknown } from '../../facts/fact.ts';
import type { KernelWords } from './builder.ts';
import type { Report } from '../../judge/report-types.ts';
import type { State } from '../../judge/verdict.ts';

/** What a plan leads to. */
export interface Forecast {
  /** The state of the host as it is. */
  readonly before: State;
  /** The state once the plan is carried out. */
  readonly now: State;
  /** The state after a reboot. */
  readonly afterReboot: State;
  /** The rule that still stands in the way then; null: none. */
  readonly left: string | null;
}

/**
 * The facts once the boot loader's follow-up has run: whatever is configured is in the next boot's entry too. `before` are the facts
 * of the host as it is: what was configured then and is no longer goes out of the entry as well. Where only running the settings would tell
 * what they come to, the words that the plan adds behind them are there all the same. A word that is configured nowhere and stands in the entry may come
 * from the generator itself, but not where the plan is to take it away: what is generated then is checked for it.
 */
export function asGenerated(
  before: Facts,
  staged: Facts,
  { wanted, dropped }: KernelWords = { wanted: [], dropped: [] },
): Facts {
  const gone = new Set(parseCmdline(dropped.join(' ')).map(({ name }) => name));
  const sure = new Map(parseCmdline(wanted.join(' ')).map(({ name, value }) => [name, value]));
  const family: Family = {
    name: 'generated',
    member: name => {
      const address = `generated/${name}` as const;
      const [configured, was, old] = [
        staged.get(`configured/${name}`),
        before.get(`configured/${name}`),
        before.get(address),
      ];
      const about = { from: [configured] };
      const value = sure.get(name);
      if (!configured.known && value !== undefined) return known(address, value, about);
      if (!configured.known) return unknown(address, configured.why, about);
      // It is there already.
      if (old.known && old.value === configured.value) return old;
      if (configured.value !== null) return known(address, configured.value, about);
      // root= and the like come from the generator itself.
      const isOurs = gone.has(name) || (was.known && was.value !== null);
      return old.known && !isOurs ? old : known(address, null, about);
    },
  };
  return staged.with([known('bootloader/not-generated', [])], [family]);
}

/** What turning sharing off leads to: until the reboot all is as it was; `later` is the host judged as the next boot will find it. */
export function forecastOff(before: Report, now: Report, later: Report): Forecast {
  const stateOf = ({ verdict }: Report): State => verdict?.state ?? 'unknown';
  return {
    before: stateOf(before),
    now: stateOf(now),
    afterReboot: stateOf(later),
    left: later.verdict?.rule ?? null,
  };
}

/** What came of following a plan: the part of its proof that a forecast repeats. */
interface Followed {
  readonly proved: string | null;
  readonly end: State;
  readonly left: { readonly rule: string } | null;
}

/** What a forecast may say after the plan was followed to its end: what that found, and no more. */
export function asProved(forecast: Forecast, { proved, end, left }: Followed): Forecast {
  return { ...forecast, afterReboot: proved === null ? 'unknown' : end, left: left?.rule ?? null };
}

/** The state after the reboot, of a host that waits for it; and what still stands in the way. */
export function forecastOf(before: Report, staged: Report, isLoadedNow: boolean): Forecast {
  const stateOf = (report: Report): State => report.verdict?.state ?? 'unknown';
  const state = stateOf(staged);
  const isGood = state === 'ready' || state === 'reboot-needed';
  return {
    before: stateOf(before),
    now: isLoadedNow && state === 'reboot-needed' ? 'ready' : state,
    afterReboot: isGood ? 'ready' : state,
    left: isGood ? null : (staged.verdict?.rule ?? null),
  };
}
