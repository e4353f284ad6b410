import type { Value } from '../facts/fact.ts';
import type { Severity } from '../rules/rule.ts';
import type { Finding, FindingVerdict } from './finding.ts';
import type { SharingTechnology, Verdict } from './verdict.ts';

/** The whole conclusion, in no language: what `--format json` prints. Field names are those of the contract. */
export interface Report {
  readonly schema: 'fngvt.report/1';
  readonly tool: { readonly name: 'fngvt'; readonly version: string };
  /** When it was made, ISO 8601. */
  readonly taken: string;
  readonly source: 'live' | 'root' | 'snapshot';
  readonly host: HostCard;
  readonly gpus: readonly GpuCard[];
  /** null: only some rules were judged, so nothing is said about the host. */
  readonly verdict: Verdict | null;
  readonly findings: readonly Finding[];
  readonly vgpu: Vgpu;
  readonly tally: Tally;
  /** Only in a report that was rebuilt from a capsule: what the capsule had no room for. */
  readonly abridged?: Abridged;
}

/** What is not in a capsule. The tally still counts it. */
export interface Abridged {
  /** How many findings are missing: those that passed or were skipped, and others where the room did not suffice. */
  readonly findings: number;
  /** Ids of rules whose evidence is missing or cut. */
  readonly evidence: readonly string[];
  /** Parts of the report that are missing in full or in part; their fields are null there, and lists shorter. */
  readonly parts: readonly ('host' | 'gpus' | 'vgpu')[];
}

/** The machine card. A field is null where it is not known. Nothing here names the machine or its owner. */
export interface HostCard {
  readonly platform: string | null;
  readonly distribution: string | null;
  readonly version: string | null;
  readonly kernel: string | null;
  readonly kernel_build: string | null;
  readonly kernel_upstream: string | null;
  readonly cpu: {
    readonly name: string | null;
    readonly family: number | null;
    readonly model: number | null;
    readonly stepping: number | null;
  };
  readonly board: string | null;
  readonly bios: string | null;
  readonly memory_mib: number | null;
  /** The boot loader in force, and whether the readings were made as root. */
  readonly bootloader: string | null;
  readonly root: boolean | null;
}

/** One Intel display device. */
export interface GpuCard {
  readonly address: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly platform: string | null;
  readonly family: string | null;
  readonly generation: number | null;
  readonly driver: string | null;
  /** null: what decides it could not be read. */
  readonly technology: SharingTechnology | null;
  readonly aperture_mib: number | null;
  readonly sriov_totalvfs: number | null;
  readonly sriov_numvfs: number | null;
}

/** What vGPUs there are and could be, of all GPUs. */
export interface Vgpu {
  readonly types: readonly {
    readonly gpu: string;
    readonly name: string;
    readonly available: number | null;
    readonly low_mib: number | null;
    readonly high_mib: number | null;
    readonly fences: number | null;
    readonly resolution: string | null;
    readonly weight: number | null;
  }[];
  readonly devices: readonly {
    readonly uuid: string;
    readonly type: string | null;
    readonly parent: string | null;
    readonly active: boolean | null;
    readonly in_use_by: readonly string[];
  }[];
  readonly capacity: readonly {
    readonly gpu: string;
    readonly aperture_mib: number | null;
    readonly ggtt_mib: number | null;
    /** What a fresh host would offer, by the driver's arithmetic; null where it can't be told. */
    readonly fresh: readonly { readonly name: string; readonly instances: number }[] | null;
  }[];
}

/** Counts of findings; explained ones are failures that another explains. */
export interface Tally {
  readonly verdicts: Readonly<Record<FindingVerdict, number>>;
  readonly failures: Readonly<Record<Severity, number>>;
  readonly explained: number;
  readonly pending: number;
  /** Unknown findings by reason. */
  readonly unknowns: Readonly<Record<string, number>>;
}

/** A fact as the report wants it: a value of the wanted type, or null. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function booleanOf(value: Value | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
