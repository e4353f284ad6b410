import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const faultSchema = z.strictObject({
  rule: z.string(),
  /** A shell script. */
  break: z.string(),
  boot: z.boolean().default(true),
  hand: z.boolean().default(true),
  include: z.boolean().default(false),
});

/** A fault that is put on a host, and the rule that must find it. */
export type Fault = z.infer<typeof faultSchema>;

/** The groups of faults.yml, each in its order. */
export function loadFaults(): Readonly<Record<string, readonly Fault[]>> {
  const text = readFileSync(join(import.meta.dirname, 'faults.yml'), 'utf8');
  return z.record(z.string(), z.array(faultSchema).min(1)).parse(parse(text));
}
