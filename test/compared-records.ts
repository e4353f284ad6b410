import { expect } from 'vitest';
import * as z from 'zod';
import { recordFault, type RecordCheck } from '../src/records/record-fault.ts';

/** Records that are spoilt in one place, and what a schema and the check that the build makes of it say of them. */

/** What may stand in the place of a value; JSON has no other kinds. */
const others: readonly unknown[] = [
  null,
  '',
  'x',
  '/',
  '/etc/../x',
  '/etc/x/',
  'etc',
  -1,
  0.5,
  7,
  true,
  [],
  [''],
  {},
];

/** The value with one thing in it replaced, left out or added, in every place. */
function* spoilt(value: unknown): Generator {
  yield* others;
  if (Array.isArray(value)) {
    for (const [i, member] of value.entries())
      for (const other of spoilt(member)) yield value.map((one: unknown, j) => (j === i ? other : one));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  yield { ...value, shell: 'rm' };
  yield { ...value, constructor: 1 };
  for (const [name, member] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    for (const other of spoilt(member)) yield { ...value, [name]: other };
  }
}

/** Holds the schema and its check to one verdict, and one place, for each spoilt record; how many were good and bad. */
export function comparedOf(
  schema: z.core.$ZodType,
  check: RecordCheck,
  records: readonly unknown[],
): { readonly good: number; readonly bad: number } {
  const counted = { good: 0, bad: 0 };
  for (const record of records)
    for (const value of spoilt(record)) {
      const text = JSON.stringify(value);
      const parsed = z.safeParse(schema, value);
      const place = parsed.error?.issues[0]?.path.join('.');
      // The check fills in what was left out.
      const copy: unknown = JSON.parse(text);
      expect(recordFault(check, copy)?.place, text).toBe(place);
      if (parsed.success) expect(copy, text).toMatchObject(parsed.data as object);
      counted[parsed.success ? 'good' : 'bad'] += 1;
    }
  return counted;
}
