/**
 * Versions of kernels and programs: numbers with dots. A version may be known only in part: `5.19` says that the
 * patch level could not be told, and a comparison that hangs on it has no answer.
 */

const shape = /^v?(\d+(?:\.\d+)*)/;

/** The numbers of a version, or undefined where the text doesn't begin with one: `6.6.38-trim` → [6, 6, 38]. */
export function parseVersion(text: string): readonly number[] | undefined {
  const found = shape.exec(text.trim())?.[1];
  return found?.split('.').map(Number);
}

/**
 * Negative where a is older than b, 0 where they agree in every number of b, positive where a is newer; undefined where
 * a is not known well enough (`5.19` against `5.19.8`) or is no version. Numbers that a has beyond b count as a later
 * patch of b only where they are not zero, so `5.1.3` is newer than `5.1`.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left === undefined || right === undefined) return undefined;
  for (let i = 0; i < right.length; i += 1) {
    const l = left[i];
    const r = right[i] ?? 0;
    if (l === undefined) return right.slice(i).every(n => n === 0) ? 0 : undefined;
    if (l !== r) return l - r;
  }
  return left.slice(right.length).some(n => n > 0) ? 1 : 0;
}

/** Is `version` the same as or newer than `bound`? undefined where that can't be told. */
export function isAtLeast(version: string, bound: string): boolean | undefined {
  const order = compareVersions(version, bound);
  return order === undefined ? undefined : order >= 0;
}
