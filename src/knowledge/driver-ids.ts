import { readTable } from '../package-files.ts';
import { isAtLeast, parseVersion } from '../values/version.ts';
import { hasBegun, type KnownSince } from './range.ts';

/** The two drivers of Intel GPUs. */
export type GpuDriver = 'i915' | 'xe';

/** A driver as a kernel has it, or as the package i915-sriov-dkms builds it. */
export type DriverBuild = 'i915' | 'xe' | 'dkmsI915' | 'dkmsXe';

/** Does a driver take a device: by itself, only where `force_probe` names it, or not at all? */
export type Takes = 'by-default' | 'if-forced' | 'never';

/** From a version on a driver takes a device so. Of the builds of DKMS it is the version of the package, a date. */
export interface TakesSince extends KnownSince {
  readonly takes: 'by-default' | 'if-forced';
}

/** What the drivers do with the devices of platforms, or with some of their ids. */
export interface DriverIdRow extends Readonly<Partial<Record<DriverBuild, readonly TakesSince[]>>> {
  /** Names of rows in platforms.yml. */
  readonly platforms: readonly string[];
  /** These devices only. */
  readonly ids?: readonly number[];
  readonly source: string;
}

/** `rules/tables/driver-ids.yml`. */
export interface DriverIdTable {
  readonly source: string;
  /** The first version of each driver that was read. */
  readonly readSince: Readonly<Record<GpuDriver, string>>;
  /** The newest version that was read. */
  readonly readUntil: string;
  readonly rows: readonly DriverIdRow[];
}

const table = (): DriverIdTable => readTable<DriverIdTable>('driver-ids');

/** A device: its platform, and its id as four hexadecimal digits. */
export interface Device {
  readonly platform: string;
  readonly id: string;
}

const anything: readonly Takes[] = ['by-default', 'if-forced', 'never'];

/**
 * What a build does with a device: one answer, or those that are left where the version is not known, or lies where nobody read. A device that
 * the table does not know leaves all.
 */
export function takesOf(build: DriverBuild, device: Device, version: string | undefined): readonly Takes[] {
  const row = rowOf(device);
  if (row === undefined) return anything;
  const history = row[build];
  return build === 'i915' || build === 'xe'
    ? ofKernel(build, history ?? [], version)
    : ofPackage(build, row, version);
}

function ofKernel(
  driver: GpuDriver,
  history: readonly TakesSince[],
  version: string | undefined,
): readonly Takes[] {
  const { readSince, readUntil } = table();
  if (version === undefined) return distinct(['never', ...history.map(({ takes }) => takes)]);
  if (driver === 'i915' && isAtLeast(version, readSince.i915) !== true) return anything;
  const answers = answersAt(history, version);
  // What a driver asks to be forced today it may take by itself in a kernel to come.
  return isBeyond(version, readUntil) && answers.includes('if-forced')
    ? distinct([...answers, 'by-default'])
    : answers;
}

/** Where the package built a driver, some version of it takes the device; which one is told by the version of the package. */
function ofPackage(
  build: 'dkmsI915' | 'dkmsXe',
  row: DriverIdRow,
  version: string | undefined,
): readonly Takes[] {
  const history = row[build];
  // Nobody read what its xe does with devices that are newer than itself.
  if (history === undefined) return build === 'dkmsXe' && row.xe !== undefined ? anything : ['never'];
  return version === undefined
    ? distinct(history.map(({ takes }) => takes))
    : answersAt(history, version).filter(takes => takes !== 'never');
}

function rowOf({ platform, id }: Device): DriverIdRow | undefined {
  const number = Number.parseInt(id, 16);
  const rows = table().rows.filter(({ platforms }) => platforms.includes(platform));
  return rows.find(({ ids }) => ids?.includes(number) === true) ?? rows.find(({ ids }) => ids === undefined);
}

/** The newest line that has begun, and those that may have. */
function answersAt(history: readonly TakesSince[], version: string): readonly Takes[] {
  const answers: Takes[] = [];
  for (const line of [...history].reverse()) {
    const isThere = hasBegun(version, line);
    if (isThere !== false) answers.push(line.takes);
    if (isThere === true) return answers;
  }
  return [...answers, 'never'];
}

/** Is it of a later series than this one? Its own patch levels are not. */
function isBeyond(version: string, series: string): boolean {
  const [major = 0, minor = 0] = parseVersion(version) ?? [];
  const [lastMajor = 0, lastMinor = 0] = parseVersion(series) ?? [];
  return major > lastMajor || (major === lastMajor && minor > lastMinor);
}

const distinct = (answers: readonly Takes[]): readonly Takes[] => [...new Set(answers)];
