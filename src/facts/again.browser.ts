import { Facts, type Difference, type Said } from './fact-index.ts';

/* Where a page judges, an edited host is judged from nothing: it takes a few milliseconds more, and the file for browsers has a limit of size. */

export type Step = (now: Facts, book: Facts) => Said;

export interface Growth {
  readonly book: Facts;
  readonly stages: readonly never[];
}

export const growOnce = (now: Facts, start: Facts, steps: readonly Step[]): Facts =>
  start.grown(steps.map(step => book => step(now, book)));

export const grow = (now: Facts, start: Facts, steps: readonly Step[]): Growth => ({
  book: growOnce(now, start, steps),
  stages: [],
});

export const growAgain = (): Difference | undefined => undefined;
