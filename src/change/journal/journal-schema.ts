import * as z from 'zod/mini';
import { idForm, pathForm } from './journal-check.ts';

/** The schema of `fngvt.journal/1`. It ships as JSON Schema: `fngvt schema journal`. What is read is held against it by journal-check.ts. */

const path = z.string().check(z.regex(pathForm));
const rule = z.nullable(z.string());
const argv = z.array(z.string()).check(z.minLength(1));
const state = z.enum(['waiting', 'begun', 'done', 'undone', 'left']);

const digest = z.string().check(z.regex(/^[\da-f]{64}$/));

const file = z.strictObject({
  digest,
  text: z.optional(z.string()),
  base64: z.optional(z.string()),
  mode: z.string().check(z.regex(/^[0-7]{4}$/)),
  owner: z.int().check(z.minimum(0)),
  group: z.int().check(z.minimum(0)),
});

const edit = z.strictObject({
  kind: z.literal('edit'),
  path,
  rule,
  reboot: z.boolean(),
  state,
  before: z.nullable(file),
  after: z.nullable(file),
  kept: z.optional(z.string().check(z.regex(/^[\w-][\w.-]*$/))),
  folders: z.array(path),
});

const run = z.strictObject({
  kind: z.literal('run'),
  argv,
  undo: z.nullable(argv),
  rule,
  reboot: z.boolean(),
  state,
  verify: z.optional(
    z.strictObject({
      kind: z.literal('grub'),
      config: path,
      wanted: z.array(z.string()),
      dropped: z.array(z.string()),
    }),
  ),
  generated: z.optional(z.strictObject({ path, before: z.nullable(file), after: z.nullable(file) })),
  definition: z.optional(
    z.strictObject({
      domain: z.string(),
      name: z.string(),
      device: z.string(),
      isWhole: z.boolean(),
      before: file,
      after: z.nullable(file),
    }),
  ),
  made: z.optional(z.array(z.strictObject({ path, digest }))),
});

export const journalSchema = z.strictObject({
  schema: z.literal('fngvt.journal/1'),
  id: z.string().check(z.regex(idForm)),
  version: z.string(),
  begun: z.string(),
  changed: z.string(),
  state: z.enum(['applying', 'applied', 'rolled-back', 'undoing', 'partly-undone', 'undone']),
  boot: z.nullable(z.string()),
  foretold: z.nullable(z.strictObject({ state: z.string(), cause: z.nullable(z.string()) })),
  steps: z.array(z.union([edit, run])),
});
