/**
 * The size of a PCI BAR in bytes, from the sysfs file `resource`: one line a BAR, its first and last address and its
 * flags (Documentation/PCI/sysfs-pci.rst). 0 for one that is not used; undefined where the text has no such line.
 */
export function barSize(text: string, index: number): number | undefined {
  const line = text.split('\n')[index];
  const [, start, end] =
    /^\s*(0x[\da-f]{1,16})\s+(0x[\da-f]{1,16})\s+0x[\da-f]{1,16}\s*$/i.exec(line ?? '') ?? [];
  if (start === undefined || end === undefined) return undefined;
  const first = BigInt(start);
  const last = BigInt(end);
  if (last === 0n) return 0;
  return last < first ? undefined : Number(last - first + 1n);
}
