import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { allPlays, digestOf } from './plays.ts';

const path = join(import.meta.dirname, 'shown.json');

/** A line of what a play compares. */
const rowSchema = z.array(z.string());

const shownSchema = z.strictObject({
  /** The day on which it last passed. */
  when: z.iso.date(),
  seconds: z.int(),
  /** Of what it was played with (`digestOf`). */
  digest: z.string(),
  /** Where it compares many things: each with what came of it. */
  rows: z.array(rowSchema).default([]),
});

/** A play that passed. */
export type Shown = z.infer<typeof shownSchema>;

/** What has passed, by title; a play that is not in it never did. */
export type ShownPlays = Readonly<Record<string, Shown>>;

/** Reads shown.json. */
export function readShown(): ShownPlays {
  return z.record(z.string(), shownSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Notes that a play passed, or, with null, that it did not. */
export function noteShown(title: string, shown: Shown | null): void {
  const others = Object.entries(readShown()).filter(([name]) => name !== title);
  const entries = shown === null ? others : [...others, [title, shown] as const];
  const order = allPlays().map(play => play.title);
  const sorted = entries.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
}

/** Plays that are to be run again: they never passed, or not with what stands there now. Each with the reason. */
export function stale(shown: ShownPlays): readonly string[] {
  return allPlays().flatMap(play => {
    const { digest } = shown[play.title] ?? {};
    if (digest === undefined) return [`${play.title} was not shown yet`];
    const now = digestOf(play);
    return digest === now ? [] : [`${play.title} was shown with ${digest}, and it is ${now} now`];
  });
}
