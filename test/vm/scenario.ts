import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const folder = join(import.meta.dirname, 'scenarios');

const hardware = z.strictObject({
  /** PCI device id of the GPU. */
  device: z.int(),
  revision: z.int(),
  /** Length of BAR 2, in MiB. */
  aperture: z.int(),
  /** Size of the graphics translation table: PCI config word 0x50, bits 7:6. */
  ggms: z.int().min(0).max(3),
  /** MiB of the aperture that a desktop of the host's own lies on. */
  held: z.int(),
  /** TotalVFs of an SR-IOV capability; 0: the GPU has none. */
  totalvfs: z.int(),
  /** Whether the firmware offers VT-d. */
  iommu: z.boolean(),
});

/** What the stand-in GPU and the board are like. */
export type Hardware = z.infer<typeof hardware>;

/** The board of the guide; a scenario names what differs from it. */
export const usualHardware: Hardware = {
  device: 0x5916,
  revision: 2,
  aperture: 256,
  ggms: 3,
  held: 0,
  totalvfs: 0,
  iommu: true,
};
const changes = hardware.partial().transform(present);

const user = z.enum(['root', 'person']).default('root');
const texts = z.array(z.string()).default([]);

const runStep = z.strictObject({
  /** What a person does here, in a few words. */
  do: z.string(),
  /** What they type: a shell script. */
  run: z.string(),
  as: user,
  exit: z.int().default(0),
  /** Regular expressions that the output must match; output is stdout and stderr. */
  sees: texts,
  /** Regular expressions that it must not match. */
  misses: texts,
});

const doctorStep = z.strictObject({
  do: z.string(),
  doctor: z.strictObject({
    exit: z.int(),
    state: z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']),
    /** The first cause; null: none. */
    cause: z.string().nullable(),
    /** Rules that must fail, each with its cause. */
    fails: z.record(z.string(), z.string()).default({}),
    passes: texts,
    /** Rules that must not fail, whether they pass or don't apply. */
    spares: texts,
    /** What rules must go by: the value of a fact that stands below each. */
    tells: z.record(z.string(), z.string()).default({}),
  }),
  /** How it is called, where that matters. */
  call: z.string().default('fngvt doctor'),
  as: user,
});

const replayStep = z.strictObject({
  do: z.string(),
  /** A snapshot is taken, carried out and replayed: the report must be the same. Its name, if it is kept as a fixture. */
  replay: z.string(),
  as: user,
});

const rebootStep = z.strictObject({
  do: z.string(),
  /** The VM is rebooted from the same disk; what is named here of the hardware is changed from then on. */
  reboot: changes,
  /** The first start does not come up: its power is cut once its console says this, a regular expression, and it is started again. */
  hangs: z.string().exactOptional(),
  /** The first start does not come up, but says this, a regular expression, and resets the board by itself; then it is started again. */
  panics: z.string().exactOptional(),
});

const stepSchema = z.union([runStep, doctorStep, replayStep, rebootStep]);

const scenarioSchema = z.strictObject({
  title: z.string(),
  /** The systems that it is played on. */
  variants: z.array(z.string()).min(1),
  /** The hardware of the first boot. */
  hardware: changes.prefault({}),
  steps: z.array(stepSchema).min(1),
});

export type RunStep = z.infer<typeof runStep>;
export type DoctorStep = z.infer<typeof doctorStep>;
export type ReplayStep = z.infer<typeof replayStep>;
export type RebootStep = z.infer<typeof rebootStep>;
export type Step = z.infer<typeof stepSchema>;
export type Scenario = z.infer<typeof scenarioSchema> & { readonly name: string };

/** Every scenario, sorted by name. */
export function loadScenarios(): readonly Scenario[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yml'))
    .sort()
    .map(file => {
      const parsed = scenarioSchema.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
      if (!parsed.success) throw new Error(`scenarios/${file}: ${z.prettifyError(parsed.error)}`);
      return { ...parsed.data, name: file.slice(0, -'.yml'.length) };
    });
}

/** What is named, without what is not. */
function present<T extends object>(some: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
