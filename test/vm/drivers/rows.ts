import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const driver = z.enum(['i915', 'xe']);

const rowSchema = z.strictObject({
  says: z.string(),
  by: z.enum(['reload', 'boot']),
  /** Of the command line. */
  words: z.string().default(''),
  /** Path below /etc, and its text. */
  files: z.record(z.string(), z.string()).default({}),
  /** Stand-ins that lie where DKMS puts what it builds. */
  dkms: z.array(driver).default([]),
  /** i915 in the initramfs: not there, there for udev to find, or loaded by its name. */
  inside: z.enum(['none', 'held', 'listed']).default('none'),
  /** Whether the initramfs was made before or after the files were written. */
  image: z.enum(['fresh', 'stale']).default('fresh'),
  binds: z.enum(['i915', 'xe', 'none']),
  /** The reading that would settle it, where fngvt can't tell the driver. */
  open: z.string().nullable().default(null),
});

/** What is said of the drivers, and the one that the GPU has then. */
export type DriverRow = z.infer<typeof rowSchema>;

/** All rows of rows.yml, in its order. */
export function loadRows(): readonly DriverRow[] {
  return z.array(rowSchema).parse(parse(readFileSync(join(import.meta.dirname, 'rows.yml'), 'utf8')));
}
