import type { FleetPhrases } from '../../words/fleet.en.ts';

/** How old a snapshot is, in minutes; null: its file does not say, or says a time that is still to come. */
export function ageOf(taken: string | null, now: string): number | null {
  if (taken === null) return null;
  const minutes = Math.floor((Date.parse(now) - Date.parse(taken)) / 60_000);
  // Clocks differ by a little; by more, one of them is wrong, and nobody knows which.
  return minutes >= -5 ? Math.max(0, minutes) : null;
}

/** An age in one number. */
export function ageText(minutes: number | null, { age, unknownAge }: FleetPhrases): string {
  if (minutes === null || Number.isNaN(minutes)) return unknownAge;
  if (minutes < 60) return age.minutes(minutes);
  return minutes < 48 * 60 ? age.hours(Math.floor(minutes / 60)) : age.days(Math.floor(minutes / 1440));
}
