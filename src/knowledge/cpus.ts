import { readTable } from '../package-files.ts';
import type { CpuNameGroup } from './cpu-names.ts';

/** The platforms of one CPU model. */
export interface CpuModel {
  /** `cpu family` of /proc/cpuinfo. */
  readonly family: number;
  /** `model`. */
  readonly model: number;
  /** `stepping`, where it decides; such rows stand before the one without. */
  readonly steppings?: readonly number[];
  /** Names of rows in platforms.yml; several where these numbers don't tell. */
  readonly platforms: readonly string[];
}

/** `rules/tables/cpus.yml`. */
export interface CpuTable {
  readonly source: string;
  readonly cpus: readonly CpuModel[];
  readonly names: readonly CpuNameGroup[];
}

/** The platforms whose graphics a CPU of Intel may carry; empty where we don't know the model. Without a stepping, all of its. */
export function platformsOfCpu(family: number, model: number, stepping?: number): readonly string[] {
  const rows = readTable<CpuTable>('cpus').cpus.filter(row => row.family === family && row.model === model);
  const row = rows.find(
    ({ steppings }) => steppings === undefined || (stepping !== undefined && steppings.includes(stepping)),
  );
  return row?.platforms ?? [];
}
