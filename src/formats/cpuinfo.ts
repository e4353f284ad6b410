/** What /proc/cpuinfo says of the first processor (arch/x86/kernel/cpu/proc.c, `show_cpuinfo()`). */
export interface Cpuinfo {
  /** `vendor_id`: GenuineIntel, AuthenticAMD, … */
  readonly vendor: string | null;
  /** `cpu family`. */
  readonly family: number | null;
  /** `model`. */
  readonly model: number | null;
  /** `stepping`; null where the kernel says "unknown". */
  readonly stepping: number | null;
  /** `model name`. */
  readonly name: string | null;
  /** `flags`. */
  readonly flags: ReadonlySet<string>;
}

/** The first block of the text; the others repeat it. */
export function parseCpuinfo(text: string): Cpuinfo {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '' && fields.size > 0) break;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return {
    vendor: fields.get('vendor_id') ?? null,
    family: count(fields.get('cpu family')),
    model: count(fields.get('model')),
    stepping: count(fields.get('stepping')),
    name: fields.get('model name') ?? null,
    flags: new Set((fields.get('flags') ?? '').split(/\s+/).filter(flag => flag !== '')),
  };
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
