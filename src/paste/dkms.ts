/** What DKMS has of the module that brings SR-IOV, as `dkms status` prints it. */
export interface DkmsState {
  /** The line that says it. */
  readonly line: string;
  /** Releases that it is built for; empty: it was only added. */
  readonly builtFor: readonly string[];
}

/**
 * `i915-sriov-dkms/2024.12.30, 6.8.12-8-pve, x86_64: installed`, before dkms 3 `i915-sriov-dkms, 6.3, 6.8.12-8-pve, x86_64: installed`; only added:
 * `i915-sriov-dkms/2025.07.22: added` (dkms.in, do_status). undefined: nothing of it is shown.
 */
export function dkmsOf(lines: readonly string[]): DkmsState | undefined {
  const rows = lines.flatMap(line => {
    const [, release, state] =
      /^\s{0,8}(?:i915|xe)[\w-]{0,20}(?:\/|, )[\w.~+-]{1,40}(?:, ([\w.+~-]{3,60}), x86_64)?: (added|built|installed)\b/u.exec(
        line,
      ) ?? [];
    return state === undefined ? [] : [{ line: line.trim(), release, state }];
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    line: first.line,
    builtFor: rows.flatMap(({ release, state }) =>
      release === undefined || state === 'added' ? [] : [release],
    ),
  };
}
