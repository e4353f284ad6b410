import type { LookupMatch } from './lookup.ts';
import type { Platform } from './platforms.ts';
import { apertures, capacity, largestGgttMib, typeName } from './vgpu-types.ts';

/** A driver that shares GPUs of a platform. */
export interface DriverWay {
  readonly driver: 'i915' | 'xe';
  /** Where it comes from. */
  readonly from: 'kernel' | 'i915-sriov-dkms';
  /** The first upstream version known to have it; null: it is not the kernel's. */
  readonly since: string | null;
  /** The newest version known not to have it, where those between were not looked at. */
  readonly absentUntil: string | null;
  /** It binds only with force_probe. */
  readonly forceProbe: boolean;
}

/** The drivers that share what was found, the kernel's own first; none where nothing is shared. */
export function driversFor({ platform, technology }: LookupMatch): readonly DriverWay[] {
  if (platform === null || technology === 'none') return [];
  const { gvtg, sriov } = platform;
  if (gvtg !== null) return [kernelWay('i915', { ...gvtg, forceProbe: false })];
  if (sriov === null) return [];
  const dkms = { from: 'i915-sriov-dkms', since: null, absentUntil: null, forceProbe: false } as const;
  return [
    ...(sriov.xe === null ? [] : [kernelWay('xe', sriov.xe)]),
    ...(sriov.dkmsI915 ? [{ driver: 'i915', ...dkms } as const] : []),
    ...(sriov.dkmsXe ? [{ driver: 'xe', ...dkms } as const] : []),
  ];
}

function kernelWay(
  driver: DriverWay['driver'],
  support: { readonly since: string; readonly absentUntil?: string; readonly forceProbe: boolean },
): DriverWay {
  const { since, absentUntil = null, forceProbe } = support;
  return { driver, from: 'kernel', since, absentUntil, forceProbe };
}

/** How many vGPUs of each size an aperture gives, with nothing else made. */
export interface ApertureOffer {
  readonly apertureMib: number;
  readonly types: readonly {
    readonly name: string;
    readonly resolution: string;
    readonly instances: number;
  }[];
}

/** What GVT-g of a platform offers by the sizes of the aperture that firmware knows; empty where it has no GVT-g. */
export function offersOf(platform: Platform | null): readonly ApertureOffer[] {
  const prefix = platform?.gvtg?.typePrefix;
  if (prefix === undefined) return [];
  return apertures.map(apertureMib => ({
    apertureMib,
    types: capacity({ apertureMib, ggttMib: largestGgttMib })
      .filter(({ available }) => available > 0)
      .map(({ suffix, resolution, available }) => ({
        name: typeName(prefix, suffix),
        resolution,
        instances: available,
      })),
  }));
}
