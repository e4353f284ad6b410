import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const rules = z.array(z.string());

const groupSchema = z.strictObject({
  boot: z.boolean().default(true),
  include: rules.default([]),
  breaks: z
    .array(
      z.strictObject({
        rules: rules.default([]),
        hints: rules.default([]),
        /** A shell script. */
        run: z.string(),
      }),
    )
    .min(1),
});

/** Faults that are put on a host at once, and the rules that must find them. */
export type FaultGroup = z.infer<typeof groupSchema>;

/** The groups of faults.yml, by name. */
export function loadFaults(): Readonly<Record<string, FaultGroup>> {
  const text = readFileSync(join(import.meta.dirname, 'faults.yml'), 'utf8');
  return z.record(z.string(), groupSchema).parse(parse(text));
}

/** Rules of a group for which steps are printed. */
export const printedRules = ({ breaks }: FaultGroup): readonly string[] =>
  breaks.flatMap(({ rules }) => rules);

/** All rules of a group. */
export const rulesOf = (group: FaultGroup): readonly string[] => [
  ...printedRules(group),
  ...group.breaks.flatMap(({ hints }) => hints),
];
