/** What a vGPU type of i915 is made of. null where the text does not say so. */
export interface MdevDescription {
  /** MiB of the aperture that an instance takes: `low_gm_size`. */
  readonly lowMib: number | null;
  /** MiB of hidden graphics memory that an instance takes: `high_gm_size`. */
  readonly highMib: number | null;
  /** Fence registers: `fence`. */
  readonly fences: number | null;
  /** The largest picture, such as 1920x1200: `resolution`. */
  readonly resolution: string | null;
  /** The share of the engines: `weight`. */
  readonly weight: number | null;
}

/** The sysfs file `description` of a type: `description_show()` in drivers/gpu/drm/i915/gvt (gvt.c, later kvmgt.c). */
export function parseMdevDescription(text: string): MdevDescription {
  return {
    lowMib: numberOf(/^low_gm_size: *(\d{1,9})MB\s*$/m.exec(text)),
    highMib: numberOf(/^high_gm_size: *(\d{1,9})MB\s*$/m.exec(text)),
    fences: numberOf(/^fence: *(\d{1,9})\s*$/m.exec(text)),
    resolution: /^resolution: *(\d{1,6}x\d{1,6})\s*$/m.exec(text)?.[1] ?? null,
    weight: numberOf(/^weight: *(\d{1,9})\s*$/m.exec(text)),
  };
}

function numberOf(match: RegExpExecArray | null): number | null {
  return match?.[1] === undefined ? null : Number(match[1]);
}
