/** What a `force_probe` list says of one device. */
export interface ForceProbe {
  /** It is named: a driver takes it although it asks for that. */
  readonly isForced: boolean;
  /** It is named behind a `!`: the driver leaves it alone, whatever else the list says. */
  readonly isBlocked: boolean;
}

/**
 * What the value of `i915.force_probe` or `xe.force_probe` says of a device, as `device_id_in_list()`, `id_forced()` and `id_blocked()` in
 * i915/i915_pci.c (6.1 and newer) and xe/xe_pci.c read it. `*` and `!*` mean every device where they are all there is; inside a list they mean
 * nothing. An entry that is no number (blanks, quotes, `8086:9a49`) is passed over without a word.
 */
export function readForceProbe(value: string, device: string): ForceProbe {
  if (value === '*') return { isForced: true, isBlocked: false };
  if (value === '!*') return { isForced: false, isBlocked: true };
  const wanted = Number.parseInt(device, 16);
  const entries = value.split(',');
  return {
    isForced: entries.some(entry => numberOf(entry) === wanted),
    isBlocked: entries.some(entry => entry.startsWith('!') && numberOf(entry.slice(1)) === wanted),
  };
}

/** `kstrtou16()` with base 16 (lib/kstrtox.c): a plus sign and `0x` may stand before the digits; undefined: it takes it for no number. */
function numberOf(entry: string): number | undefined {
  const digits = /^\+?(?:0x)?([\da-f]+)$/iu.exec(entry)?.[1];
  const number = digits === undefined ? NaN : Number.parseInt(digits, 16);
  return number <= 0xffff ? number : undefined;
}
