/**
 * What the kernel reads as a boolean: `kstrtobool()` in lib/kstrtox.c (Linux 6.12). A parameter without a value is true,
 * as `param_set_bool()` in kernel/params.c has it. undefined: the kernel would refuse the value.
 */
export function kernelBoolean(value: string): boolean | undefined {
  if (value === '') return true;
  const first = value.charAt(0).toLowerCase();
  if ('y1t'.includes(first)) return true;
  if ('n0f'.includes(first)) return false;
  if (first !== 'o') return undefined;
  const second = value.charAt(1).toLowerCase();
  if (second === 'n') return true;
  return second === 'f' ? false : undefined;
}
