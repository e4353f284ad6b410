import * as z from 'zod/mini';

/**
 * The schema of `fngvt.report/1`, the whole conclusion in no language: what `--format json` prints. The types of a report are inferred from it
 * (report.ts), and it ships as JSON Schema: `fngvt schema report`. Field names are those of the contract.
 */

const text = z.nullable(z.string());
const number = z.nullable(z.number());
/** What a fact can hold; facts/fact.ts. */
const value = z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.string())]);

/** The technology that a GPU shares by. */
export const sharingTechnology = z.enum(['gvt-g', 'sr-iov', 'none']);

/** The state of the whole host. */
export const hostState = z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']);

/** What came of judging one rule of one subject. */
export const findingVerdict = z.enum(['pass', 'fail', 'unknown', 'skipped']);

const severity = z.enum(['error', 'warning', 'advice']);

/** Why one condition came out as it did. */
export const evidence = z.object({
  fact: z.string(),
  /** The file or command that said it; null where nothing did. */
  source: text,
  /** The predicate; `shown` for a fact that decides nothing but belongs to the picture. */
  predicate: z.string(),
  wanted: value,
  /** The value found; null with truth `unknown` where it is not known. */
  found: value,
  truth: z.union([z.boolean(), z.literal('unknown')]),
  /** Why it is not known. */
  unknown: z.exactOptional(z.enum(['denied', 'failed', 'timed out', 'not captured', 'undecided'])),
});

/** One rule judged of one subject, in no language. */
export const finding = z.object({
  id: z.string(),
  /** GPU address, VM, mdev uuid, parameter; null: the host. */
  subject: text,
  topic: z.string(),
  severity,
  confidence: z.enum(['certain', 'likely']),
  verdict: findingVerdict,
  /** It fails now and no longer will after a reboot. */
  pending: z.boolean(),
  /** Id of the failing rule that explains this one; the reason of an unknown; why it was skipped. */
  because: text,
  cause: text,
  acts: z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest', 'hardware']),
  evidence: z.array(evidence),
  /** It fails and is known to: whoever asked said why it shall not count for their job, and until which day. The verdict is kept. */
  waived: z.exactOptional(z.object({ reason: z.string(), until: z.exactOptional(z.string()) })),
});

/** The machine card. A field is null where it is not known. Nothing here names the machine or its owner. */
export const hostCard = z.object({
  platform: text,
  distribution: text,
  version: text,
  kernel: text,
  kernel_build: text,
  kernel_upstream: text,
  cpu: z.object({ name: text, family: number, model: number, stepping: number }),
  board: text,
  bios: text,
  memory_mib: number,
  /** The boot loader in force, and whether the readings were made as root. */
  bootloader: text,
  root: z.nullable(z.boolean()),
});

/** One Intel display device. */
export const gpuCard = z.object({
  address: z.string(),
  id: text,
  name: text,
  platform: text,
  family: text,
  generation: number,
  driver: text,
  /** null: what decides it could not be read. */
  technology: z.nullable(sharingTechnology),
  aperture_mib: number,
  sriov_totalvfs: number,
  sriov_numvfs: number,
});

/** The conclusion. */
export const verdict = z.object({
  state: hostState,
  technology: z.nullable(sharingTechnology),
  /** Address of the GPU that it speaks of. */
  gpu: text,
  exit_code: z.int(),
  /** Cause key of the first broken link. */
  cause: text,
  /** Id of its rule. */
  rule: text,
  /** Of `ready`: will it still be so after the next boot; null where that can't be foretold, and of every other state. */
  lasts: z.exactOptional(z.nullable(z.boolean())),
  /** Ids of rules that could not be judged and might stand before the cause. */
  undecided: z.array(z.string()),
});

/** What to do first. */
export const next = z.object({
  /**
   * What it is about: something is in the way; the next boot loses it; a VM can't start; a vGPU won't return after a reboot; nothing, and more
   * can be made; what decides is to be found out.
   */
  why: z.enum(['blocked', 'lost-at-boot', 'vm-cannot-start', 'vgpu-will-not-return', 'grow', 'ask']),
  /** The command to type; null where there is none, or where a name in it is not told. */
  argv: z.nullable(z.array(z.string())),
  /** Id of the finding that it is about. */
  finding: text,
});

/** A vGPU type that a GPU offers. */
export const vgpuTypeOffer = z.object({
  name: z.string(),
  available: number,
  low_mib: number,
  high_mib: number,
  fences: number,
  resolution: text,
  weight: number,
});

/** What vGPUs there are and could be, of all GPUs. */
export const vgpuPart = z.object({
  types: z.array(z.object({ gpu: z.string(), ...vgpuTypeOffer.shape })),
  devices: z.array(
    z.object({
      uuid: z.string(),
      type: text,
      parent: text,
      active: z.nullable(z.boolean()),
      in_use_by: z.array(z.string()),
    }),
  ),
  capacity: z.array(
    z.object({
      gpu: z.string(),
      aperture_mib: number,
      ggtt_mib: number,
      /** What a fresh host would offer, by the driver's arithmetic; null where it can't be told. */
      fresh: z.nullable(z.array(z.object({ name: z.string(), instances: z.int() }))),
    }),
  ),
});

/** What is to be expected once what belongs to supposed edits was done and the host was started again. */
export const afterBoot = z.object({
  state: hostState,
  /** Of what is in the way then; null: nothing, or it is not known. */
  cause: text,
  rule: text,
  /** What carries the edits over to the next boot, in this order. */
  commands: z.array(z.string()),
});

/** Counts of findings; explained ones are failures that another explains. */
export const tally = z.object({
  verdicts: z.record(findingVerdict, z.int()),
  failures: z.record(severity, z.int()),
  explained: z.int(),
  pending: z.int(),
  /** Unknown findings by reason. */
  unknowns: z.record(z.string(), z.int()),
});

/** What is not in a capsule. The tally still counts it. */
export const abridged = z.object({
  /** How many findings are missing: those that passed or were skipped, and others where the room did not suffice. */
  findings: z.int(),
  /** Ids of rules whose evidence is missing or cut. */
  evidence: z.array(z.string()),
  /** Parts of the report that are missing in full or in part; their fields are null there, and lists shorter. */
  parts: z.array(z.enum(['host', 'gpus', 'vgpu'])),
});

/** One step of what leads from here to ready. */
export const reportStep = z.object({
  /** Kind of the remedy that wants it; what has to be made anew out of edited files: `boot-config-regenerated`, `initramfs-rebuilt`. */
  remedy: z.string(),
  by: z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest']),
  /** The file that it changes; null: it is a command, or, where that is null as well, an act of somebody else: its rule says what to do. */
  path: text,
  /** Number of the first line that changes, in the file as it was; null: the file is new or goes, or there is none. */
  line: number,
  /** The lines as they are, and as they are to be; null: there are none. Where a name is not told, `…` stands for the word. */
  before: text,
  after: text,
  /** The command; null: it is an edit. */
  argv: z.nullable(z.array(z.string())),
  /** It counts only after a reboot. */
  reboot: z.boolean(),
  /** Ids of the rules that it is for. */
  for: z.array(z.string()),
  /** What somebody else's act is about: a GPU, a VM; absent of what is done to files, and where it is about the host. */
  subject: z.exactOptional(z.string()),
  /**
   * How it is known that it helps, by the weakest part of its way: `staged`: all was done on a copy of the host's files, and that was judged;
   * `modelled`: a command is among it that no copy shows; `assumed`: somebody else's act was taken as done. null: that is not known.
   */
  proved: z.nullable(z.enum(['staged', 'assumed', 'modelled'])),
  /** Where its rule leaves a choice to the owner: which of the rule's ways this is, from 0. */
  option: z.exactOptional(z.int()),
  /**
   * Alternatives, each whole: what fngvt does is 0, the same by hand is 1; what others have to do for it stands in each. From 2 on: with
   * another choice of the owner, by fngvt as far as it can.
   */
  way: z.int(),
});

/** What the host is once all of a way is done, as far as that can be told, and it was rebooted where that is needed. */
export const reportAhead = z.object({
  state: hostState,
  /** It takes a reboot. */
  reboot: z.boolean(),
  /** Id of the rule that still stands in the way then. */
  rule: text,
});

export const reportSchema = z.object({
  schema: z.literal('fngvt.report/1'),
  tool: z.object({ name: z.literal('fngvt'), version: z.string() }),
  /** When it was made, ISO 8601. */
  taken: z.string(),
  source: z.enum(['live', 'root', 'snapshot']),
  host: hostCard,
  gpus: z.array(gpuCard),
  /** null: only some rules were judged, so nothing is said about the host. */
  verdict: z.nullable(verdict),
  /** null: nothing is said of the host. */
  next: z.exactOptional(z.nullable(next)),
  /** All that leads from here to ready, for every cause at once; absent where nobody asked for it. */
  steps: z.exactOptional(z.array(reportStep)),
  /** Where those steps lead to. */
  ahead: z.exactOptional(z.nullable(reportAhead)),
  findings: z.array(finding),
  vgpu: vgpuPart,
  tally,
  /** Only in a what-if: paths of the host that were judged with other content than they have, so that nothing here is taken for its state. */
  supposed: z.exactOptional(z.array(z.string())),
  /** Only in a what-if; absent where the host as it is was not at hand, or nothing is said of the host. */
  after_boot: z.exactOptional(afterBoot),
  /** Only in a report that was rebuilt from a capsule: what the capsule had no room for. */
  abridged: z.exactOptional(abridged),
});
