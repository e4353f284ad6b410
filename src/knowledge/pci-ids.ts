import { readTable } from '../package-files.ts';
import { platformByName } from './platforms.ts';

/** The devices of one list in the kernel's header. */
export interface IdGroup {
  /** Name of a row in platforms.yml. */
  readonly platform: string;
  /** The list in include/drm/intel/pciids.h. */
  readonly macro: string;
  /** GT level: the size of the GPU, where the kernel names it. */
  readonly gt?: number;
  /** The name people know, where it is not that of the platform. */
  readonly family?: string;
  /** PCI device ids. */
  readonly ids: readonly number[];
}

/** `rules/tables/pci-ids.yml`. */
export interface PciIdTable {
  readonly source: string;
  readonly groups: readonly IdGroup[];
}

/** What the table knows of one device. */
export interface KnownGpu {
  /** vendor:device, in lower case. */
  readonly id: string;
  /** Name of a row in platforms.yml. */
  readonly platform: string;
  /** GT level; null where the kernel names none. */
  readonly gt: number | null;
  /** The name people know: Whiskey Lake, although the platform is COFFEELAKE. */
  readonly family: string;
}

let index: ReadonlyMap<number, IdGroup> | undefined;

/** An Intel display device by `vendor:device` (`8086:5916`), in either case; undefined: not in the table, or not Intel's. */
export function gpuById(id: string): KnownGpu | undefined {
  const device = /^8086:([\da-f]{4})$/iu.exec(id)?.[1];
  if (device === undefined) return undefined;
  index ??= new Map(allGpuGroups().flatMap(group => group.ids.map(known => [known, group] as const)));
  const group = index.get(Number.parseInt(device, 16));
  if (group === undefined) return undefined;
  return {
    id: id.toLowerCase(),
    platform: group.platform,
    gt: group.gt ?? null,
    family: group.family ?? platformByName(group.platform)?.family ?? group.platform,
  };
}

/** All groups of the table. */
export function allGpuGroups(): readonly IdGroup[] {
  return readTable<PciIdTable>('pci-ids').groups;
}
