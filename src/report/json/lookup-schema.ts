import * as z from 'zod/mini';
import type { DeepReadonly } from '../../values/deep-readonly.ts';

/** The schema of `fngvt.lookup/1`; it ships as JSON Schema: `fngvt schema lookup`. */

const text = z.nullable(z.string());
const sharing = z.enum(['gvt-g', 'sr-iov', 'none', 'depends']);

export const lookupSchema = z.object({
  schema: z.literal('fngvt.lookup/1'),
  results: z.array(
    z.object({
      query: z.string(),
      technology: z.nullable(sharing),
      matches: z.array(
        z.object({
          kind: z.enum(['gpu', 'cpu', 'platform']),
          id: text,
          name: z.string(),
          platform: text,
          family: text,
          technology: sharing,
          since_kernel: text,
          absent_until_kernel: text,
          note: z.nullable(
            z.enum(['too-old', 'atom', 'gap', 'no-gpu', 'gpu-varies', 'single-device', 'caution']),
          ),
          drivers: z.array(
            z.object({
              driver: z.enum(['i915', 'xe']),
              from: z.enum(['kernel', 'i915-sriov-dkms']),
              since_kernel: text,
              force_probe: z.boolean(),
            }),
          ),
          usual_vfs: z.nullable(z.int()),
          vgpus_by_aperture: z.array(
            z.object({
              aperture_mib: z.int(),
              types: z.array(z.object({ name: z.string(), instances: z.int() })),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type LookupDocument = DeepReadonly<z.infer<typeof lookupSchema>>;
