import { readTable } from '../package-files.ts';

/** The last part of a type's name. */
export type TypeSuffix = '8' | '4' | '2' | '1';

/** One size of a GVT-g vGPU. */
export interface VgpuType {
  readonly suffix: TypeSuffix;
  /** Graphics memory inside the aperture ("low"), MiB. */
  readonly lowMib: number;
  /** Graphics memory beyond the aperture ("high", hidden), MiB. */
  readonly highMib: number;
  /** Fence registers. */
  readonly fences: number;
  /** Share of the GPU's time, relative to the others. */
  readonly weight: number;
  /** The virtual monitor: `1920x1200`. */
  readonly resolution: string;
}

/** `rules/tables/vgpu-types.yml`. */
export interface VgpuTable {
  readonly source: string;
  /** What the host keeps for itself. */
  readonly host: { readonly lowMib: number; readonly highMib: number; readonly fences: number };
  readonly totalFences: number;
  readonly maxVgpus: number;
  readonly maxWeight: number;
  /** In the order in which the kernel tries them. */
  readonly types: readonly VgpuType[];
}

/** What one type can still give. */
export interface TypeCapacity extends VgpuType {
  /** The kernel lists the type. Decided once, when GVT-g starts. */
  readonly exposed: boolean;
  /** What its `available_instances` shows; 0 for a type that is not listed. */
  readonly available: number;
}

/** The two registers, and the vGPUs that live already. */
export interface CapacityInput {
  /** MiB of PCI BAR 2. */
  readonly apertureMib: number;
  /** MiB that the global GTT maps: i915/gt/intel_ggtt.c, `gen8_gmch_probe()`. */
  readonly ggttMib: number;
  /** The types of the vGPUs that live, one entry each. */
  readonly live?: readonly TypeSuffix[];
}

/** The table of vGPU sizes. */
export function vgpuTable(): VgpuTable {
  return readTable<VgpuTable>('vgpu-types');
}

/**
 * What GVT-g offers, by the kernel's own arithmetic: `intel_gvt_init_vgpu_types()` in i915/gvt/vgpu.c and
 * `intel_vgpu_get_available()` in i915/gvt/kvmgt.c, the same from 4.15 to 7.3.4. It is a quota: a create can still fail
 * where the host's own buffers sit in the aperture.
 *
 * The kernel keeps both pools in 32-bit unsigned bytes, so a pool that would be negative wraps to nearly 4 GiB. With an
 * aperture as large as the whole GTT it shows types that can't be created; with one below 128 MiB likewise. We show what
 * it shows.
 */
export function capacity({ apertureMib, ggttMib, live = [] }: CapacityInput): readonly TypeCapacity[] {
  const { host, totalFences, types } = vgpuTable();
  const total = Math.min(ggttMib, wrapMib);
  const aperture = Math.min(apertureMib, total);
  const low = wrapped(aperture - host.lowMib);
  const high = wrapped(total - aperture - host.highMib);
  const living = live.flatMap(suffix => types.filter(type => type.suffix === suffix));
  const taken = (read: (type: VgpuType) => number): number =>
    living.reduce((sum, type) => sum + read(type), 0);
  const lowLeft = low - taken(type => type.lowMib);
  const highLeft = high - taken(type => type.highMib);
  const fencesLeft = totalFences - host.fences - taken(type => type.fences);
  return types.map((type, at) => {
    const exposed = types.slice(0, at + 1).every(one => low >= one.lowMib);
    const fits = Math.min(lowLeft / type.lowMib, highLeft / type.highMib, fencesLeft / type.fences);
    return { ...type, exposed, available: exposed ? Math.max(0, Math.floor(fits)) : 0 };
  });
}

/** The most that a global GTT of a GPU with GVT-g maps (MiB), 8 MB of table: i915/gt/intel_ggtt.c, `gen8_get_total_gtt_size()`. */
export const largestGgttMib = 4096;

/**
 * Is memory left, beyond the aperture and the host's share, for the hidden part of at least the smallest vGPU? Where not,
 * the counts of `capacity` may be bogus and every create fails. Where the address table is not known the largest counts: an aperture that is
 * too large for that is too large for any.
 */
export function leavesHiddenMemory(apertureMib: number, ggttMib = largestGgttMib): boolean {
  const { host, types } = vgpuTable();
  const total = Math.min(ggttMib, wrapMib);
  return total - Math.min(apertureMib, total) - host.highMib >= Math.min(...types.map(type => type.highMib));
}

/** What firmware offers as "Aperture Size" (MiB); beyond 1024 the hidden memory runs out again. */
export const apertures = [256, 512, 1024] as const;

/** The largest aperture (MiB) that leaves hidden memory beside it: sizes of a PCI BAR are powers of two. undefined: none does. */
export function largestAperture(ggttMib: number): number | undefined {
  return [4096, 2048, 1024, 512, 256, 128].find(mib => leavesHiddenMemory(mib, ggttMib));
}

/** 2^32 bytes. */
const wrapMib = 4096;

function wrapped(mib: number): number {
  return ((mib % wrapMib) + wrapMib) % wrapMib;
}

/** A type's name below `mdev_supported_types`: `i915-GVTg_V5_4`. */
export function typeName(prefix: 'V4' | 'V5', suffix: TypeSuffix): string {
  return `i915-GVTg_${prefix}_${suffix}`;
}

/** The size that a type's name stands for; undefined where it is no type of GVT-g. */
export function typeByName(name: string): VgpuType | undefined {
  const suffix = /^i915-GVTg_V[45]_(\d)$/u.exec(name)?.[1];
  return vgpuTable().types.find(type => type.suffix === suffix);
}

/** The prefix that all these names of types bear: `V5`; undefined: there are none, or they are no types of one GPU with GVT-g. */
export function sharedPrefix(names: readonly string[]): string | undefined {
  const [prefix, ...others] = new Set(names.map(name => /^i915-GVTg_(V[45])_\d$/u.exec(name)?.[1]));
  return others.length > 0 ? undefined : prefix;
}
