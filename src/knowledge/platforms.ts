import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import { hasBegun, type KnownSince } from './range.ts';

/** Why a platform has neither technology: before Broadwell, a small core, or between the two technologies. */
export type NoTechnology = 'too-old' | 'atom' | 'gap';

/** GVT-g on a platform: it stands in `is_supported_device()` of i915/intel_gvt.c. */
export interface GvtgSupport extends KnownSince {
  /** V4 on graphics version 8, V5 on version 9: the middle of every type's name. */
  readonly typePrefix: 'V4' | 'V5';
  /** What to expect less of. */
  readonly caution?: Text;
  readonly source: string;
}

/** SR-IOV on a platform: `has_sriov` of its device descriptor. */
export interface SriovSupport {
  /** The in-tree xe; null: not in any version. */
  readonly xe: XeSupport | null;
  /** The i915 of strongtz/i915-sriov-dkms has it. */
  readonly dkmsI915: boolean;
  /** The xe of strongtz/i915-sriov-dkms has it. */
  readonly dkmsXe: boolean;
  /** How many virtual functions devices of the platform usually offer. */
  readonly usualVfs?: number;
  /** Some devices of the platform have the capability, others don't. */
  readonly bySingleDevice?: boolean;
  /** What to expect less of. */
  readonly caution?: Text;
  readonly source: string;
}

/** SR-IOV in the in-tree xe. */
export interface XeSupport extends KnownSince {
  /** In the newest kernel known, xe binds the device only with `xe.force_probe=<id>`. */
  readonly forceProbe: boolean;
}

/** A generation of Intel graphics, as the kernel tells them apart. */
export interface Platform {
  /** The name in the kernel: KABYLAKE. */
  readonly name: string;
  /** The name people know: Kaby Lake. */
  readonly family: string;
  /** Graphics version; null: none is known. */
  readonly generation: number | null;
  /** A card of its own, not part of a processor. */
  readonly discrete: boolean;
  readonly gvtg: GvtgSupport | null;
  readonly sriov: SriovSupport | null;
  /** Why neither; set exactly where both are null. */
  readonly route: NoTechnology | null;
}

/** `rules/tables/platforms.yml`. */
export interface PlatformTable {
  readonly source: string;
  readonly platforms: readonly Platform[];
}

/** All platforms, oldest first. */
export function allPlatforms(): readonly Platform[] {
  return readTable<PlatformTable>('platforms').platforms;
}

/** A platform by its name in the kernel. */
export function platformByName(name: string): Platform | undefined {
  const wanted = name.toUpperCase();
  return allPlatforms().find(platform => platform.name === wanted);
}

/** The platforms whose vGPU types bear this prefix: `V4`, `V5`. */
export function platformsOfTypes(prefix: string): readonly Platform[] {
  return allPlatforms().filter(({ gvtg }) => gvtg?.typePrefix === prefix);
}

/**
 * Has an upstream kernel GVT-g for this platform? undefined where the versions between were not looked at, where the
 * version is known only in part and that decides, and for a platform that we don't know.
 */
export function gvtgInKernel(name: string, upstream: string): boolean | undefined {
  const platform = platformByName(name);
  if (platform === undefined) return undefined;
  return platform.gvtg === null ? false : hasBegun(upstream, platform.gvtg);
}

/** Has the in-tree xe of an upstream kernel SR-IOV for this platform? undefined as for GVT-g. */
export function xeSriovInKernel(name: string, upstream: string): boolean | undefined {
  const platform = platformByName(name);
  if (platform === undefined) return undefined;
  const xe = platform.sriov?.xe ?? null;
  return xe === null ? false : hasBegun(upstream, xe);
}
