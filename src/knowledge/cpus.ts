import { readTable } from '../package-files.ts';

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
}

/** The platforms whose graphics a CPU of Intel may carry; empty where we don't know the model. Without a stepping, all of its. */
export function platformsOfCpu(family: number, model: number, stepping?: number): readonly string[] {
  const rows = readTable<CpuTable>('cpus').cpus.filter(row => row.family === family && row.model === model);
  const row = rows.find(
    ({ steppings }) => steppings === undefined || (stepping !== undefined && steppings.includes(stepping)),
  );
  return row?.platforms ?? [];
}

/**
 * Is a CPU of Intel with this name sold with a GPU inside? By the rules of Intel's product names; undefined where they don't
 * tell. The first rule that fits decides. Names as /proc/cpuinfo has them: `Intel(R) Core(TM) i5-9400F CPU @ 2.90GHz`.
 */
export function cpuHasIgpu(name: string): boolean | undefined {
  const plain = name
    .replace(/@.*/u, '')
    .replaceAll(/\((?:r|tm|c)\)|\bCPU\b/giu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return nameRules.find(([pattern]) => pattern.test(plain))?.[1];
}

/** intel.com, "Intel processor names, numbers and generation list" for the suffixes; ark.intel.com for single parts. */
const nameRules: readonly (readonly [RegExp, boolean])[] = [
  // F: needs a graphics card. X, XE: the high end for desktops, without graphics.
  [/\bi[3579]-\d{4,5}(?:K|H)?F\b|\bUltra \d \d{3}K?F\b|\bCore \d \d{3}F\b/u, false],
  [/\bi[579]-\d{4,5}XE?\b/u, false],
  // The rest of the early high end (LGA 2011), whose names follow the ordinary ones.
  [/\bi7-(?:3820|3930K|4820K|4930K|5820K|5930K|68[05]0K)$/u, false],
  // Sandy and Ivy Bridge: P is a desktop without graphics; so are two with a K. Later P is a notebook with graphics.
  [/\bi[35]-[23]\d{3}P\b|\bi5-2[35][85]0[KP]\b/u, false],
  // Cannon Lake: its only part was sold with the GPU fused off.
  [/\bi3-8121U\b/u, false],
  [/\bi[3579]-\d{4,5}\w{0,3}\b|\bm[357]-\w{4,5}\b/u, true],
  [/\bUltra \d \d{3}\w?\b|\bCore \d \d{3}\w\b/u, true],
  // The small cores: N100, i3-N305, Celeron N5105, Pentium Silver J5005.
  [/\b(?:Intel|Processor|i3-|Celeron|Silver|Pentium|Gold)[ -]?[NJ]\d{2,4}\b|\bi3-N\d{3}\b/u, true],
  [/\b(?:Celeron|Pentium|Gold) G\d{4}\w{0,2}\b|\b(?:Celeron|Pentium|Gold) \d{4}[UY]\b/u, true],
  // Xeon E3: a last digit of 5, 6 or 8 has graphics; 0 and 1 have not, but an L after them varies.
  [/\bE3-1[2-5]\d[568](?:L|M)?\b/u, true],
  [/\bE3-12\d[01]\b/u, false],
  // Xeon E: a G or an M has graphics, a bare number has not.
  [/\bE-2\d{3}(?:G|M)\w?\b/u, true],
  [/\bE-2\d{3}$|\bE-2\d{3} /u, false],
  [/\bW-1[23]\d{2}[EPT]{0,2}\b/u, true],
  // Other Xeons never had graphics.
  [/\bXeon (?:E5|E7|D|Bronze|Silver|Gold|Platinum|Max)\b/u, false],
];
