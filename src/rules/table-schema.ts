import * as z from 'zod';
import type { CpuTable } from '../knowledge/cpus.ts';
import type { DriverIdTable } from '../knowledge/driver-ids.ts';
import type { GpuNameTable } from '../knowledge/gpu-names.ts';
import type { HostTable } from '../knowledge/hosts.ts';
import type { KernelTable } from '../knowledge/kernels.ts';
import type { WordTable } from '../knowledge/known-words.ts';
import type { LogTable } from '../knowledge/log-lines.ts';
import type { ParameterTable } from '../knowledge/parameters.ts';
import type { PciIdTable } from '../knowledge/pci-ids.ts';
import type { PlatformTable } from '../knowledge/platforms.ts';
import type { ComplaintTable } from '../knowledge/complaints.ts';
import type { ErrorTextTable } from '../knowledge/error-texts.ts';
import type { SymptomTable } from '../knowledge/symptoms.ts';
import type { VgpuTable } from '../knowledge/vgpu-types.ts';
import type { FirmwareTable } from '../knowledge/firmware-settings.ts';
import type { VmMakerTable } from '../knowledge/vm-makers.ts';
import { looks } from './remedy.ts';
import { textSchema as text } from './rule-schema.ts';

/**
 * The shapes of `rules/tables`: what the build holds the YAML to. The types stand beside their look-ups in `knowledge`; each
 * schema must agree with its own, or this file does not compile.
 */

const version = z.string().regex(/^\d+(\.\d+)*$/, 'a version in quotes: "5.10", not 5.10');
const source = z.string().min(1);
const name = z.string().regex(/^[a-z0-9]+([._][a-z0-9]+)*$/);
const id = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
const platformName = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const device = z.int().min(1).max(0xffff);

const pattern = z.string().refine(isPattern, 'no regular expression');

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const range = {
  from: version.exactOptional(),
  before: version.exactOptional(),
  uncertain: z.array(z.strictObject({ from: version, before: version })).exactOptional(),
};

const since = { since: version, absentUntil: version.exactOptional() };

const pciIds = z
  .strictObject({
    source,
    groups: z.array(
      z.strictObject({
        platform: platformName,
        macro: z.string().regex(/^INTEL_\w+_IDS$/),
        gt: z.int().min(1).max(4).exactOptional(),
        family: z.string().exactOptional(),
        ids: z.array(device).min(1),
      }),
    ),
  })
  .refine(
    ({ groups }) => new Set(groups.flatMap(({ ids }) => ids)).size === groups.flatMap(({ ids }) => ids).length,
    'an id stands here twice',
  ) satisfies z.ZodType<PciIdTable>;

const gvtg = z.strictObject({ ...since, typePrefix: z.enum(['V4', 'V5']), caution: text.exactOptional(), source });

const sriov = z.strictObject({
  xe: z.strictObject({ ...since, forceProbe: z.boolean() }).nullable(),
  dkmsI915: z.boolean(),
  dkmsXe: z.boolean(),
  usualVfs: z.int().min(1).exactOptional(),
  bySingleDevice: z.boolean().exactOptional(),
  caution: text.exactOptional(),
  source,
});

const platform = z
  .strictObject({
    name: platformName,
    family: z.string().min(1),
    generation: z.number().nullable(),
    discrete: z.boolean().default(false),
    gvtg: gvtg.nullable().default(null),
    sriov: sriov.nullable().default(null),
    route: z.enum(['too-old', 'atom', 'gap']).nullable().default(null),
  })
  .refine(
    row => [row.gvtg, row.sriov, row.route].filter(one => one !== null).length === 1,
    'exactly one of gvtg, sriov and route',
  );

const platforms = z.strictObject({ source, platforms: z.array(platform) }) satisfies z.ZodType<PlatformTable>;

const cpus = z.strictObject({
  source,
  cpus: z.array(
    z.strictObject({
      family: z.int(),
      model: z.int().min(0).max(0xff),
      steppings: z.array(z.int().min(0).max(15)).exactOptional(),
      platforms: z.array(platformName).min(1),
    }),
  ),
  names: z.array(
    z.strictObject({
      what: z.string().min(1),
      source,
      limits: z.string(),
      rows: z.array(
        z
          .strictObject({
            match: pattern,
            platforms: z.array(platformName),
            graphics: z.enum(['inside', 'none', 'varies']).default('inside'),
            generation: z.int().min(1).max(14).exactOptional(),
            family: z.string().min(1).exactOptional(),
          })
          .refine(row => row.graphics === 'none' || row.platforms.length > 0, 'graphics of which platform?'),
      ),
    }),
  ),
}) satisfies z.ZodType<CpuTable>;

const gpuName = z.strictObject({ match: pattern, platforms: z.array(platformName).min(1) });
const gpuNames = z.strictObject({
  source,
  names: z.array(gpuName),
  codes: z.array(gpuName),
}) satisfies z.ZodType<GpuNameTable>;

const use = z.enum(['gvt-g', 'sr-iov', 'passthrough']);
const sourcedRange = z.strictObject({ ...range, source });

const kernels = z.strictObject({
  source,
  modules: z.array(
    z.strictObject({
      ...range,
      name,
      never: z.boolean().exactOptional(),
      neededFor: z.array(use),
      loadedBy: z.array(
        z.strictObject({
          ...range,
          by: z.enum(['driver', 'explicit', 'dependency', 'softdep', 'on-demand', 'hardware']),
        }),
      ),
      about: text,
      source,
    }),
  ),
  gvt: z.strictObject({
    i915LoadsKvmgt: sourcedRange,
    needsVfioMdev: sourcedRange,
    kvmgtRefuses: sourcedRange,
    switchWrittenBack: sourcedRange,
    gucBlocksGvt: sourcedRange,
    silentWithoutKvmgt: sourcedRange,
    upkeep: z.strictObject({
      seenUntil: version,
      caredForUntil: version,
      oddFixesSince: version,
      archived: z.iso.date(),
      source,
    }),
  }),
  regressions: z.array(
    z.strictObject({
      ...range,
      id,
      platforms: z.array(platformName).min(1),
      effect: z.enum(['no-types', 'runtime']),
      confidence: z.enum(['certain', 'likely']),
      message: id.nullable(),
      source,
    }),
  ),
}) satisfies z.ZodType<KernelTable>;

const mib = z.int().min(1);

const vgpuTypes = z.strictObject({
  source,
  host: z.strictObject({ lowMib: mib, highMib: mib, fences: z.int() }),
  totalFences: z.int(),
  maxVgpus: z.int(),
  maxWeight: z.int(),
  types: z
    .array(
      z.strictObject({
        suffix: z.enum(['8', '4', '2', '1']),
        lowMib: mib,
        highMib: mib,
        fences: z.int(),
        weight: z.int(),
        resolution: z.string().regex(/^\d+x\d+$/),
      }),
    )
    .length(4),
}) satisfies z.ZodType<VgpuTable>;

const parameters = z.strictObject({
  source,
  parameters: z.array(
    z.strictObject({
      name,
      kind: z.enum(['bool', 'int', 'string', 'flag']),
      ...range,
      for: z.array(use),
      wrongFor: z.array(z.enum(['gvt-g', 'sr-iov'])).exactOptional(),
      dangerous: z.enum(['any', 'on']).exactOptional(),
      replacedBy: name.exactOptional(),
      meaning: text,
      harm: text.exactOptional(),
      source: source.exactOptional(),
    }),
  ),
  valid: z.array(z.strictObject({ module: name.nullable(), names: z.array(name) })),
}) satisfies z.ZodType<ParameterTable>;

const logLines = z.strictObject({
  source,
  lines: z.array(
    z.strictObject({
      id,
      pattern,
      ...range,
      meaning: z.enum(['decisive', 'harmless', 'context']),
      cause: id.nullable(),
      causeOn: z.record(z.string(), id).exactOptional(),
      below: z.array(id).exactOptional(),
      alone: z.literal(true).exactOptional(),
      says: text,
      look: text.exactOptional(),
      source: source.exactOptional(),
    }),
  ),
}) satisfies z.ZodType<LogTable>;

const symptoms = z.strictObject({
  source,
  symptoms: z.array(
    z.strictObject({
      id,
      heard: z.array(pattern).min(1),
      ...range,
      title: text,
      says: text,
      causes: z.array(id),
      decisive: z.literal(true).exactOptional(),
      alone: z.literal(true).exactOptional(),
      look: text.exactOptional(),
      answers: z.literal(true).exactOptional(),
      source,
    }),
  ),
}) satisfies z.ZodType<SymptomTable>;

const errorTexts = z.strictObject({
  source,
  messages: z.array(
    z.strictObject({
      id,
      answers: z.enum(['always', 'on-sr-iov', 'in-pf-mode']).exactOptional(),
      program: z.string().min(1),
      texts: z.array(z.strictObject({ text: z.string().min(6), source: source.exactOptional() })).min(1),
      title: text,
      says: text,
      causes: z.array(id).exactOptional(),
      look: text.exactOptional(),
    }),
  ),
}) satisfies z.ZodType<ErrorTextTable>;

const complaints = z.strictObject({
  source,
  complaints: z.array(
    z.strictObject({
      id,
      heard: z.array(pattern).min(1),
      posts: z.array(pattern).min(1).exactOptional(),
      title: text,
      says: text,
      causes: z.array(id).exactOptional(),
      look: text.exactOptional(),
    }),
  ),
}) satisfies z.ZodType<ComplaintTable>;

const weight = z.int().min(1);

const hosts = z.strictObject({
  hosts: z.array(
    z.strictObject({
      id,
      name: z.string().min(1),
      ids: z.array(z.string()),
      minimum: weight,
      signs: z.array(
        z.union([
          z.strictObject({ path: z.string().startsWith('/'), weight }),
          z.strictObject({ kernel: pattern, weight }),
        ]),
      ),
      packages: z.enum(['never', 'ok']),
      kernel: z.enum(['makers', 'chosen']),
      forum: z
        .strictObject({
          software: z.string(),
          format: z.enum(['bbcode', 'markdown', 'html']),
          url: z.url({ protocol: /^https$/ }),
        })
        .nullable(),
      source,
    }),
  ),
}) satisfies z.ZodType<HostTable>;

const knownWords = z.strictObject({
  groups: z.array(
    z.strictObject({
      id,
      only: z.enum(['machine', 'release']).exactOptional(),
      source,
      words: z.string().regex(/^\w+(\s+\w+)*\s*$/u, 'words with spaces between them'),
    }),
  ),
}) satisfies z.ZodType<WordTable>;

const firmwareSettings = z.strictObject({
  settings: z.array(
    z.strictObject({
      id,
      names: z.array(z.string().min(2)).min(1),
      to: z.enum(['enabled', 'not-auto']),
      off: z.literal(true).exactOptional(),
      not: z.string().exactOptional(),
      hidden: z.literal(true).exactOptional(),
      optional: z.literal(true).exactOptional(),
      check: z.enum(looks).exactOptional(),
      source,
    }),
  ),
}) satisfies z.ZodType<FirmwareTable>;

const vmMakers = z.strictObject({
  source,
  makers: z.array(
    z.strictObject({ name: z.string().min(2), at: z.enum(['start', 'anywhere', 'whole']), id }),
  ),
}) satisfies z.ZodType<VmMakerTable>;

const takesHistory = z.array(z.strictObject({ takes: z.enum(['by-default', 'if-forced']), ...since })).min(1);

const driverIds = z.strictObject({
  source,
  readSince: z.strictObject({ i915: version, xe: version }),
  readUntil: version,
  rows: z.array(
    z.strictObject({
      platforms: z.array(platformName).min(1),
      ids: z.array(device).min(1).exactOptional(),
      i915: takesHistory.exactOptional(),
      xe: takesHistory.exactOptional(),
      dkmsI915: takesHistory.exactOptional(),
      dkmsXe: takesHistory.exactOptional(),
      source,
    }),
  ),
}) satisfies z.ZodType<DriverIdTable>;

/** The schema of each table, by the name of its file. */
export const tableSchemas = {
  'pci-ids': pciIds,
  platforms,
  cpus,
  'gpu-names': gpuNames,
  kernels,
  'driver-ids': driverIds,
  'vgpu-types': vgpuTypes,
  parameters,
  'log-lines': logLines,
  symptoms,
  'error-texts': errorTexts,
  complaints,
  hosts,
  'vm-makers': vmMakers,
  'firmware-settings': firmwareSettings,
  'known-words': knownWords,
} as const satisfies Record<string, z.ZodType>;

/** The name of a table. */
export type TableName = keyof typeof tableSchemas;
