import { typeByName, vgpuTable } from './vgpu-types.ts';

/** How a GPU's aperture is divided up, MiB: i915/gvt/aperture_gm.c takes every part of it as a whole. */
export interface ApertureBudget {
  readonly totalMib: number;
  readonly hostMib: number;
  /** The vGPUs that live, in the order in which they were given. */
  readonly living: readonly ApertureShare[];
  /** null: a vGPU of unknown size lives. */
  readonly usedMib: number | null;
  readonly freeMib: number | null;
}

/** What one vGPU takes; null: its size is not known, or whether it lives. */
export interface ApertureShare {
  readonly type: string | null;
  readonly lowMib: number | null;
}

/**
 * The budget of one GPU; null where the size of its aperture is not known. `offers` are the types that its kernel lists: what they say of a
 * size goes before the table.
 */
export function apertureBudget(
  totalMib: number | null,
  vgpus: readonly { readonly type: string | null; readonly isActive: boolean | null }[],
  offers: readonly { readonly name: string; readonly lowMib: number | null }[],
): ApertureBudget | null {
  if (totalMib === null || totalMib <= 0) return null;
  const sizeOf = (type: string): number | null =>
    offers.find(({ name }) => name === type)?.lowMib ?? typeByName(type)?.lowMib ?? null;
  const living = vgpus
    .filter(({ isActive }) => isActive !== false)
    .map(({ type, isActive }) => ({
      type,
      lowMib: isActive === true && type !== null ? sizeOf(type) : null,
    }));
  const sizes = living.flatMap(({ lowMib }) => (lowMib === null ? [] : [lowMib]));
  const usedMib = sizes.length === living.length ? sizes.reduce((sum, size) => sum + size, 0) : null;
  const hostMib = Math.min(vgpuTable().host.lowMib, totalMib);
  const freeMib = usedMib === null ? null : Math.max(0, totalMib - hostMib - usedMib);
  return { totalMib, hostMib, living, usedMib, freeMib };
}
