/** How busy the engines of a GPU were, per cent. */
export interface EngineLoad {
  /** As the tool names it, without the instance: `Render/3D`, `Video`. */
  readonly name: string;
  readonly busy: number;
}

/**
 * What `intel_gpu_top -J` of intel-gpu-tools wrote until it was stopped: objects with commas between them, in square brackets or not, by
 * version (man page of 1.27 and 2.0). The first sample is of a few milliseconds only and left out. Several engines of a kind are
 * summed up. undefined where there is no whole sample.
 */
export function parseGpuTop(text: string): readonly EngineLoad[] | undefined {
  const samples = objects(text).slice(1).flatMap(enginesOf);
  if (samples.length === 0) return undefined;
  const names = [...new Set(samples.flatMap(sample => [...sample.keys()]))];
  return names.map(name => ({
    name,
    busy: samples.reduce((sum, sample) => sum + (sample.get(name) ?? 0), 0) / samples.length,
  }));
}

function enginesOf(sample: unknown): readonly ReadonlyMap<string, number>[] {
  if (typeof sample !== 'object' || sample === null || !('engines' in sample)) return [];
  const engines = sample.engines;
  if (typeof engines !== 'object' || engines === null) return [];
  const loads = new Map<string, number>();
  for (const [key, value] of Object.entries(engines as Record<string, unknown>)) {
    const busy = typeof value === 'object' && value !== null && 'busy' in value ? Number(value.busy) : NaN;
    const name = key.replace(/\/\d+$/u, '');
    if (Number.isFinite(busy)) loads.set(name, (loads.get(name) ?? 0) + busy);
  }
  return [loads];
}

/** The whole objects of a text that may end in the middle of one. */
function objects(text: string): readonly unknown[] {
  const found: unknown[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at + 1);
    else if (character === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (character === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) found.push(jsonOf(text.slice(start, at + 1)));
    }
  }
  return found.filter(object => object !== undefined);
}

/** The place of the quote that closes a string, or of the end of the text. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A broken sample is none.
    return undefined;
  }
}
