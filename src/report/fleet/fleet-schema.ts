import * as z from 'zod/mini';
import { reportSchema } from '../../judge/report-schema.ts';

/**
 * The schema of `fngvt.fleet/1`: what `--format json` prints for a folder of snapshots, or for several. Each host is a whole report, with the
 * file that it was read from. It holds no language but in why a file could not be read.
 */
export const fleetSchema = z.object({
  schema: z.literal('fngvt.fleet/1'),
  tool: z.object({ name: z.literal('fngvt'), version: z.string() }),
  /** When it was made, ISO 8601. */
  made: z.string(),
  hosts: z.array(
    z.object({
      /** The file, as it was named or by its name in its folder. */
      file: z.string(),
      /** Its name without the ending: what the host is called in tables. */
      name: z.string(),
      /** Exit code of the doctor for this host, with what `--fail-on` and `--waive` make of it. */
      exit: z.int(),
      ...reportSchema.shape,
    }),
  ),
  /** Files without a readable host, and why. */
  unread: z.array(z.object({ file: z.string(), why: z.object({ en: z.string(), 'zh-CN': z.string() }) })),
  total: z.object({
    hosts: z.int(),
    /** Hosts by state; a host that is ready and will not be after the next boot counts as `ready-for-now`. */
    states: z.record(z.string(), z.int()),
    unread: z.int(),
    /** Exit code of the run. */
    exit: z.int(),
  }),
});
