import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const folder = join(import.meta.dirname, 'variants');

const variantSchema = z.strictObject({
  title: z.string(),
  suite: z.enum(['bookworm', 'trixie']),
  firmware: z.enum(['bios', 'uefi']),
  prepare: z.string(),
  install: z.string(),
});

/** A system that a VM may run: what is done to a plain Debian inside the image, and at its first boot. */
export type Variant = z.infer<typeof variantSchema> & { readonly name: string };

/** The names of all variants, sorted. */
export function variantNames(): readonly string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yml'))
    .map(file => file.slice(0, -'.yml'.length))
    .sort();
}

/** Reads variants/NAME.yml. */
export function loadVariant(name: string): Variant {
  return { ...variantSchema.parse(parse(readFileSync(join(folder, `${name}.yml`), 'utf8'))), name };
}
