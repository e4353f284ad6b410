import * as z from 'zod/mini';

/**
 * The shape of a fixture file, before one is laid over another; the result is held against the whole shape of a snapshot. People write it, so
 * a name that no snapshot has is refused here. null in a variant takes the base's answer away: it is not captured.
 */

const paths = z.array(z.string());
const section = z.record(z.string(), z.unknown());

export const fixtureSchema = z.object({
  about: z.optional(z.string()),
  /** The fixture of which this is a variant: the name of a file beside it. */
  base: z.exactOptional(z.string()),
  snapshot: z.strictObject({
    schema: z.optional(z.literal('fngvt.snapshot/1')),
    taken: z.optional(z.unknown()),
    tool: z.optional(z.unknown()),
    note: z.optional(z.unknown()),
    redactions: z.optional(z.unknown()),
    files: z.optional(section),
    stats: z.optional(section),
    failed: z.optional(section),
    links: z.optional(section),
    dirs: z.optional(z.record(z.string(), z.nullable(paths))),
    binary: z.optional(section),
    inventory: z.optional(section),
    absent: z.optional(paths),
    denied: z.optional(paths),
    commands: z.optional(z.array(z.object({ argv: paths }))),
  }),
  expect: z.optional(z.unknown()),
});
