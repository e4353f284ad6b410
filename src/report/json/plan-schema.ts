import * as z from 'zod/mini';

/** The schema of `fngvt.plan/1`, for all verbs that change a host. It ships as JSON Schema: `fngvt schema plan`. */

const rule = z.nullable(z.string());
const state = z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']);
const argv = z.array(z.string());

const edit = z.strictObject({
  kind: z.literal('edit'),
  path: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
  mode: z.optional(z.string()),
  reboot: z.boolean(),
  rule,
});

const run = z.strictObject({
  kind: z.literal('run'),
  argv,
  undo: z.nullable(argv),
  input: z.optional(z.string()),
  verify: z.optional(
    z.strictObject({
      kind: z.literal('grub'),
      config: z.string(),
      wanted: z.array(z.string()),
      dropped: z.array(z.string()),
    }),
  ),
  definition: z.optional(
    z.strictObject({
      domain: z.string(),
      name: z.string(),
      device: z.string(),
      isWhole: z.boolean(),
      before: z.string(),
    }),
  ),
  reboot: z.boolean(),
  rule,
});

const reason = z.strictObject({ reason: z.string(), rule, details: z.record(z.string(), z.string()) });

export const planSchema = z.strictObject({
  schema: z.literal('fngvt.plan/1'),
  tool: z.strictObject({ name: z.literal('fngvt'), version: z.string() }),
  taken: z.string(),
  source: z.enum(['live', 'root', 'snapshot']),
  steps: z.array(z.union([edit, run])),
  refused: z.array(reason),
  untouched: z.optional(z.array(reason)),
  notes: z.optional(z.array(reason)),
  forecast: z.optional(
    z.strictObject({ before: state, now: state, after_reboot: state, left: z.nullable(z.string()) }),
  ),
  applied: z.boolean(),
  journal: z.nullable(z.string()),
});
