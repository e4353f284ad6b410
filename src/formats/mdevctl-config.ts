/** A definition of mdevctl's. */
export interface MdevctlConfig {
  /** The type: i915-GVTg_V5_4. */
  readonly type: string;
  /** Started by the udev rule when the parent appears, or by hand. */
  readonly start: 'auto' | 'manual';
}

/**
 * The JSON of /etc/mdevctl.d/<parent>/<uuid>, as mdevctl(8) shows it under "CONFIGURATION FILES". Without a `start` it is
 * manual (`MDev::load_from_json()` in mdevctl's src/mdev.rs). undefined where the text is no definition.
 */
export function parseMdevctlConfig(text: string): MdevctlConfig | undefined {
  const json = jsonOf(text);
  if (typeof json !== 'object' || json === null || !('mdev_type' in json)) return undefined;
  if (typeof json.mdev_type !== 'string') return undefined;
  const isAuto = 'start' in json && json.start === 'auto';
  return { type: json.mdev_type, start: isAuto ? 'auto' : 'manual' };
}

/** A text that is no JSON is an answer of the machine, and as such a value. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
