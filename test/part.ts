/**
 * Long tables are walked in part where time is short: CI sets `FNGVT_TESTS=part`, and says so. `npm test` by itself walks them whole, which is
 * done before anything is called done.
 */
const isPart = process.env['FNGVT_TESTS'] === 'part';

/** All rows; in part one in `every`, from the one at `first`: tables of the same hosts begin at different ones. */
export function partOf<T>(rows: readonly T[], every: number, first = 0): readonly T[] {
  return isPart ? rows.filter((_, at) => at % every === first % every) : rows;
}

/** How often something is drawn at random; how far apart trials stand. */
export const drawsOf = (whole: number, part: number): number => (isPart ? part : whole);
