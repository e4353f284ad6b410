import * as z from 'zod/mini';

/** The snapshot file, `fngvt.snapshot/1`; contract: "The snapshot". One schema gives parser, type and JSON Schema. */

/** No single text of a snapshot may be longer (characters). */
const longest = 16 * 1024 * 1024;

const text = z.string().check(z.maxLength(longest));
const path = z.string().check(z.maxLength(4096));
const excerpt = z.strictObject({ keep: z.string().check(z.maxLength(1000)), text });

const stat = z.strictObject({
  mode: z.string(),
  owner: z.number(),
  group: z.number(),
  size: z.number(),
  mtime: z.string(),
  free: z.number(),
});

const command = z.strictObject({
  argv: z.array(path),
  exit: z.nullable(z.int()),
  stdout: z._default(text, ''),
  stderr: z._default(text, ''),
});

export const snapshotSchema = z.strictObject({
  schema: z.literal('fngvt.snapshot/1'),
  taken: z._default(z.string(), ''),
  tool: z.optional(z.strictObject({ name: z.string(), version: z.string(), call: z.optional(z.string()) })),
  note: z.optional(text),
  redactions: z.optional(z.record(z.string(), z.number())),
  files: z._default(z.record(path, z.union([text, excerpt])), {}),
  stats: z._default(z.record(path, stat), {}),
  failed: z._default(z.record(path, z.enum(['failed', 'timed out'])), {}),
  links: z._default(z.record(path, path), {}),
  dirs: z._default(z.record(path, z.array(path)), {}),
  binary: z._default(z.record(path, z.string()), {}),
  absent: z._default(z.array(path), []),
  denied: z._default(z.array(path), []),
  commands: z._default(z.array(command), []),
  inventory: z._default(z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))), {}),
});

/** A snapshot, with the lists that were left out filled in as empty. */
export type Snapshot = z.infer<typeof snapshotSchema>;
