import type { Fault, RecordCheck } from './record-fault.ts';

/** What a check has against a value; undefined: nothing. The code that tells what is wrong, and where, is not in the file for browsers. */
export const recordFault = (check: RecordCheck, value: unknown): Fault | undefined =>
  check.fits(value) ? undefined : { place: '', wanted: `a ${check.record} as fngvt writes it` };
