/** The lines of a configuration that are about GVT-g, as a pattern. */
export const gvtOptions = '^(# )?CONFIG_DRM_I915_GVT';

/**
 * The options of a kernel's build configuration (/boot/config-<release>, /proc/config.gz), by name without `CONFIG_`:
 * `y`, `m`, a number or a text without its quotes; null where the file says "is not set". The lines are those that
 * `conf_write_symbol()` in scripts/kconfig/confdata.c writes. An option that is not in the map is unknown to that kernel.
 */
export function parseKernelConfig(text: string): Map<string, string | null> {
  const options = new Map<string, string | null>();
  for (const line of text.split('\n')) {
    const unset = /^# CONFIG_(\w+) is not set\s*$/.exec(line)?.[1];
    if (unset !== undefined) options.set(unset, null);
    const [, name, value] = /^CONFIG_(\w+)=(.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) options.set(name, plain(value.trimEnd()));
  }
  return options;
}

function plain(value: string): string {
  const inner = /^"(.*)"$/s.exec(value)?.[1];
  return inner === undefined ? value : inner.replace(/\\(.)/g, '$1');
}
