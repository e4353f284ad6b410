import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import { isInRange, type VersionRange } from './range.ts';

/** What a module may be needed for. */
export type Use = 'gvt-g' | 'sr-iov' | 'passthrough';

/** What brings a module in; the words for it are the table's. */
export type Loader = 'driver' | 'explicit' | 'dependency' | 'softdep' | 'on-demand' | 'hardware';

/** In which kernels a module exists, and what for. */
export interface ModuleLife extends VersionRange {
  /** With underscores. */
  readonly name: string;
  /** No mainline kernel ever had it. */
  readonly never?: boolean;
  readonly neededFor: readonly Use[];
  /** By version where that changed. */
  readonly loadedBy: readonly (VersionRange & { readonly by: Loader })[];
  /** What it does, one line. */
  readonly about: Text;
  readonly source: string;
}

/** A range of versions with a source. */
export interface SourcedRange extends VersionRange {
  readonly source: string;
}

/** A known regression. */
export interface Regression extends VersionRange {
  /** Cause key. */
  readonly id: string;
  /** Names of rows in platforms.yml. */
  readonly platforms: readonly string[];
  /** GVT-g doesn't come up at all, or gives trouble in use. */
  readonly effect: 'no-types' | 'runtime';
  /** certain: read off the fix; likely: by reports. */
  readonly confidence: 'certain' | 'likely';
  /** Id of the log line that shows it, or null. */
  readonly message: string | null;
  readonly source: string;
}

/** Whether anybody still looks after GVT-g. */
export interface GvtUpkeep {
  /** The newest version known to have it. */
  readonly seenUntil: string;
  /** The newest version whose MAINTAINERS calls it supported. */
  readonly caredForUntil: string;
  /** The first version known to call it "Odd Fixes". */
  readonly oddFixesSince: string;
  /** The day on which Intel closed its own repository, ISO 8601. */
  readonly archived: string;
}

/** `rules/tables/kernels.yml`. */
export interface KernelTable {
  readonly source: string;
  readonly modules: readonly ModuleLife[];
  readonly gvt: {
    readonly i915LoadsKvmgt: SourcedRange;
    readonly needsVfioMdev: SourcedRange;
    readonly kvmgtRefuses: SourcedRange;
    readonly switchWrittenBack: SourcedRange;
    readonly gucBlocksGvt: SourcedRange;
    readonly silentWithoutKvmgt: SourcedRange;
    readonly upkeep: GvtUpkeep;
  };
  readonly regressions: readonly Regression[];
}

const table = (): KernelTable => readTable<KernelTable>('kernels');

/** Whether anybody still looks after GVT-g. */
export const gvtUpkeep = (): GvtUpkeep => table().gvt.upkeep;

/** All modules that the table knows. */
export function allModules(): readonly ModuleLife[] {
  return table().modules;
}

/** The life of a module, with dashes or underscores; undefined where the table doesn't know it. */
export function moduleLife(name: string): ModuleLife | undefined {
  const wanted = name.replaceAll('-', '_');
  return allModules().find(module => module.name === wanted);
}

/**
 * Has this kernel no longer (or never had) this module? false for one that is still there, is yet to come, or that we
 * don't know; undefined where the version doesn't tell.
 */
export function isModuleGone(name: string, upstream: string): boolean | undefined {
  const life = moduleLife(name);
  if (life === undefined) return false;
  if (life.never === true) return true;
  if (life.before === undefined) return false;
  return isInRange(upstream, { from: life.before });
}

/** Up to 5.0 i915 asks for kvmgt while it probes; later nobody does. */
export function i915LoadsKvmgt(upstream: string): boolean | undefined {
  return isInRange(upstream, table().gvt.i915LoadsKvmgt);
}

/** Does a driver that gives GVT-g up write its switch back to N? Later ones leave it as it was given. */
export function writesSwitchBack(upstream: string): boolean | undefined {
  return isInRange(upstream, table().gvt.switchWrittenBack);
}

/** Up to 5.13 a mediated device needs the separate module vfio_mdev. */
export function needsVfioMdev(upstream: string): boolean | undefined {
  return isInRange(upstream, table().gvt.needsVfioMdev);
}

/**
 * Does this value of `i915.enable_guc`, together with GVT-g, make i915 fail? Bit 0 asks for GuC submission, and only these
 * old kernels had it on the platforms of GVT-g. With -1 it hung on the firmware that was found: undefined.
 */
export function gucBlocksGvt(upstream: string, enableGuc: string): boolean | undefined {
  const value = Number.parseInt(enableGuc, 0);
  if (value >= 0 && (value & 1) === 0) return false;
  const isAffected = isInRange(upstream, table().gvt.gucBlocksGvt);
  return isAffected === true && !(value >= 0) ? undefined : isAffected;
}

/**
 * The regression that keeps GVT-g of this platform from coming up in this kernel: null where none is known, undefined
 * where the version is not known well enough to tell.
 */
export function regressionOf(platform: string, upstream: string): Regression | null | undefined {
  const rows = regressionsOf(platform, 'no-types').map(row => ({ row, holds: isInRange(upstream, row) }));
  const found = rows.find(({ holds }) => holds === true);
  if (found !== undefined) return found.row;
  return rows.some(({ holds }) => holds === undefined) ? undefined : null;
}

/** The kernels in which GVT-g of this platform does not come up, of faults whose end is known. */
export function faultyRanges(
  platform: string,
): readonly { readonly from: string; readonly before: string }[] {
  return regressionsOf(platform, 'no-types').flatMap(({ from, before }) =>
    from === undefined || before === undefined ? [] : [{ from, before }],
  );
}

function regressionsOf(platform: string, effect: Regression['effect']): readonly Regression[] {
  return table().regressions.filter(row => row.effect === effect && row.platforms.includes(platform));
}
