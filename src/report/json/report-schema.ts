import * as z from 'zod/mini';

/**
 * The schema of `fngvt.report/1`, the type of src/judge/report.ts; a test holds every fixture's report against it. It ships as
 * JSON Schema: `fngvt schema report`.
 */

const nullableText = z.nullable(z.string());
const nullableNumber = z.nullable(z.number());
const value = z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.string())]);
const technology = z.nullable(z.enum(['gvt-g', 'sr-iov', 'none']));
const counts = z.record(z.string(), z.int());

const evidence = z.strictObject({
  fact: z.string(),
  source: nullableText,
  predicate: z.string(),
  wanted: value,
  found: value,
  truth: z.union([z.boolean(), z.literal('unknown')]),
  unknown: z.optional(z.enum(['denied', 'failed', 'timed out', 'not captured', 'undecided'])),
});

const finding = z.strictObject({
  id: z.string(),
  subject: nullableText,
  topic: z.string(),
  severity: z.enum(['error', 'warning', 'advice']),
  confidence: z.enum(['certain', 'likely']),
  verdict: z.enum(['pass', 'fail', 'unknown', 'skipped']),
  pending: z.boolean(),
  because: nullableText,
  cause: nullableText,
  acts: z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest', 'hardware']),
  evidence: z.array(evidence),
});

export const reportSchema = z.strictObject({
  schema: z.literal('fngvt.report/1'),
  tool: z.strictObject({ name: z.literal('fngvt'), version: z.string() }),
  taken: z.string(),
  source: z.enum(['live', 'root', 'snapshot']),
  host: z.strictObject({
    platform: nullableText,
    distribution: nullableText,
    version: nullableText,
    kernel: nullableText,
    kernel_build: nullableText,
    kernel_upstream: nullableText,
    cpu: z.strictObject({
      name: nullableText,
      family: nullableNumber,
      model: nullableNumber,
      stepping: nullableNumber,
    }),
    board: nullableText,
    bios: nullableText,
    memory_mib: nullableNumber,
    bootloader: nullableText,
    root: z.nullable(z.boolean()),
  }),
  gpus: z.array(
    z.strictObject({
      address: z.string(),
      id: nullableText,
      name: nullableText,
      platform: nullableText,
      family: nullableText,
      generation: nullableNumber,
      driver: nullableText,
      technology,
      aperture_mib: nullableNumber,
      sriov_totalvfs: nullableNumber,
      sriov_numvfs: nullableNumber,
    }),
  ),
  verdict: z.nullable(
    z.strictObject({
      state: z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']),
      technology,
      gpu: nullableText,
      exit_code: z.int(),
      cause: nullableText,
      rule: nullableText,
    }),
  ),
  findings: z.array(finding),
  vgpu: z.strictObject({
    types: z.array(
      z.strictObject({
        gpu: z.string(),
        name: z.string(),
        available: nullableNumber,
        low_mib: nullableNumber,
        high_mib: nullableNumber,
        fences: nullableNumber,
        resolution: nullableText,
        weight: nullableNumber,
      }),
    ),
    devices: z.array(
      z.strictObject({
        uuid: z.string(),
        type: nullableText,
        parent: nullableText,
        active: z.nullable(z.boolean()),
        in_use_by: z.array(z.string()),
      }),
    ),
    capacity: z.array(
      z.strictObject({
        gpu: z.string(),
        aperture_mib: nullableNumber,
        ggtt_mib: nullableNumber,
        fresh: z.nullable(z.array(z.strictObject({ name: z.string(), instances: z.int() }))),
      }),
    ),
  }),
  tally: z.strictObject({
    verdicts: counts,
    failures: counts,
    explained: z.int(),
    pending: z.int(),
    unknowns: counts,
  }),
  abridged: z.optional(
    z.strictObject({
      findings: z.int(),
      evidence: z.array(z.string()),
      parts: z.array(z.enum(['host', 'gpus', 'vgpu'])),
    }),
  ),
});
