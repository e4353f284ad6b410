import * as z from 'zod/mini';

/**
 * The snapshot file, `fngvt.snapshot/1`. One schema gives its type, its JSON Schema (`fngvt schema snapshot`), and the check of what is read
 * (snapshot.validate.ts), which fills in what was left out. What a later version adds is passed over.
 */

/** No single text of a snapshot may be longer (characters). */
const longest = 16 * 1024 * 1024;

const text = z.string().check(z.maxLength(longest));
const path = z.string().check(z.maxLength(4096));
const failure = z.enum(['failed', 'timed out']).check(z.describe('failed or timed out'));
const excerpt = z.object({ keep: z.string().check(z.maxLength(1000)), text });

const stat = z.object({
  mode: z.string(),
  owner: z.number(),
  group: z.number(),
  size: z.number(),
  mtime: z.string(),
  free: z.number(),
});

const command = z.object({
  argv: z.array(path),
  exit: z.nullable(z.int()).check(z.describe('a whole number or null')),
  stdout: z._default(text, ''),
  stderr: z._default(text, ''),
});

export const snapshotSchema = z.object({
  schema: z.literal('fngvt.snapshot/1'),
  taken: z._default(z.string(), ''),
  tool: z.optional(z.object({ name: z.string(), version: z.string(), call: z.optional(z.string()) })),
  note: z.optional(text),
  redactions: z.optional(z.record(z.string(), z.number())),
  /** Paths that were judged with other content than the host has: it is no record of a host, but of a what-if. */
  supposed: z.optional(z.array(path)),
  files: z._default(z.record(path, z.union([text, excerpt])), {}),
  stats: z._default(z.record(path, stat), {}),
  failed: z._default(z.record(path, failure), {}),
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
