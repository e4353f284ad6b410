/** Truth has three values: what is not known is neither true nor false. */
export type Truth = boolean | 'unknown';

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

/** False if anything is false, else unknown if anything is unknown. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

/** True if anything is true, else unknown if anything is unknown. */
export function any(truths: readonly Truth[]): Truth {
  return not(all(truths.map(not)));
}
