import { compareVersions, isAtLeast, parseVersion } from '../values/version.ts';

/** A stretch of upstream kernel versions. No `from`: since ever; no `before`: to this day. */
export interface VersionRange {
  /** The first version of it. */
  readonly from?: string;
  /** The first version after it. */
  readonly before?: string;
  /** Versions that nobody looked at and whose neighbours disagree. */
  readonly uncertain?: readonly { readonly from: string; readonly before: string }[];
}

/**
 * Does the range hold this version? undefined where the version is not known well enough (`5.19` against `5.19.8`), or
 * lies where nobody looked.
 */
export function isInRange(upstream: string, range: VersionRange): boolean | undefined {
  for (const gap of range.uncertain ?? []) {
    if (isInRange(upstream, gap) !== false) return undefined;
  }
  const isBegun = range.from === undefined ? true : isAtLeast(upstream, range.from);
  const isOver = range.before === undefined ? false : isAtLeast(upstream, range.before);
  if (isBegun === false || isOver === true) return false;
  return isBegun === undefined || isOver === undefined ? undefined : true;
}

/** Is it certain that the range holds this kernel? One without bounds holds every kernel, also one that is not known. */
export function isSurelyInRange(upstream: string | undefined, range: VersionRange): boolean {
  if (range.from === undefined && range.before === undefined) return true;
  return upstream !== undefined && isInRange(upstream, range) === true;
}

/** What is known of a beginning: the first version seen with it, and the newest seen without where a gap lies between. */
export interface KnownSince {
  /** The first version known to have it. */
  readonly since: string;
  /** The newest version known not to have it, with all its patch levels; only where a gap lies between the two. */
  readonly absentUntil?: string;
}

/** Has this version what began then? undefined in the gap, and where the version is not known well enough. */
export function hasBegun(upstream: string, known: KnownSince): boolean | undefined {
  const isThere = isAtLeast(upstream, known.since);
  if (isThere !== false || known.absentUntil === undefined) return isThere;
  const numbers = parseVersion(known.absentUntil)?.length ?? 0;
  const series = parseVersion(upstream)?.slice(0, numbers).join('.') ?? '';
  const order = compareVersions(series, known.absentUntil);
  return order !== undefined && order <= 0 ? false : undefined;
}
