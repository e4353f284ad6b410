import { capacity, leavesHiddenMemory, typeByName, type TypeSuffix } from '../knowledge/vgpu-types.ts';
import type { GpuInventory } from './gpu-inventory.ts';

/** Whether so many of a type fit, and under which conditions. */
export interface Fit {
  readonly gpu: string;
  readonly type: string;
  readonly count: number;
  /** `now`; `empty`: without the vGPUs that live; `larger`: with another aperture; `never`; `unknown`. */
  readonly verdict: 'now' | 'empty' | 'larger' | 'never' | 'unknown';
  /** Instances that are left now; null: not read. */
  readonly now: number | null;
  /** Instances of a host without vGPUs; null: the registers were not read. */
  readonly empty: number | null;
  /** The smallest larger aperture with which it fits; null where none helps, or none is needed. */
  readonly apertureMib: number | null;
  /** The type, as often as wanted, in the order in which to make them. */
  readonly order: readonly string[];
}

/** The type's full name for what a person typed: `i915-GVTg_V5_4`, `GVTg_V5_4`, `V5_4`, `4`; undefined where the GPU has no such type. */
export function typeOf(room: GpuInventory, wanted: string): string | undefined {
  const text = wanted.trim().toLowerCase();
  return room.types.find(({ name }) => {
    const full = name.toLowerCase();
    return (
      full === text || full === `i915-${text}` || full.endsWith(`gvtg_${text}`) || full.endsWith(`_${text}`)
    );
  })?.name;
}

/**
 * The type that most people want: the full picture for as many VMs as fit, else the small one, else a larger. The same as
 * the doctor names.
 */
export function usualType(room: GpuInventory): string | undefined {
  const free = room.types.filter(type => (type.available ?? 0) > 0 && typeByName(type.name) !== undefined);
  return ['4', '8', '2', '1'].flatMap(suffix => free.filter(type => type.name.endsWith(`_${suffix}`)))[0]
    ?.name;
}

/** Does it fit? Counted by the driver's own arithmetic; `registers` are the GPU's aperture and address table. */
export function fitOf(
  room: GpuInventory,
  type: string,
  count: number,
  registers: { readonly apertureMib: number | null; readonly ggttMib: number | null },
): Fit {
  const now = room.types.find(one => one.name === type)?.available ?? null;
  const suffix = typeByName(type)?.suffix;
  const { apertureMib, ggttMib } = registers;
  const empty =
    apertureMib === null || ggttMib === null ? null : freshInstances(suffix, apertureMib, ggttMib);
  const larger = room.outlook.find(({ types }) =>
    types.some(one => one.name === type && one.instances >= count),
  );
  const frame = { gpu: room.gpu, type, count, now, empty, order: Array.from({ length: count }, () => type) };
  if (now !== null && now >= count) return { ...frame, verdict: 'now', apertureMib: null };
  if (empty !== null && empty >= count) return { ...frame, verdict: 'empty', apertureMib: null };
  if (larger !== undefined) return { ...frame, verdict: 'larger', apertureMib: larger.apertureMib };
  const isUnknown = now === null || empty === null;
  return { ...frame, verdict: isUnknown ? 'unknown' : 'never', apertureMib: null };
}

function freshInstances(suffix: TypeSuffix | undefined, apertureMib: number, ggttMib: number): number {
  if (suffix === undefined || !leavesHiddenMemory(apertureMib, ggttMib)) return 0;
  return capacity({ apertureMib, ggttMib }).find(type => type.suffix === suffix)?.available ?? 0;
}
