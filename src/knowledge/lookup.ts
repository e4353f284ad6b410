import { cpuByName, type Graphics } from './cpu-names.ts';
import { generationByName, platformsOfGeneration } from './core-generation.ts';
import { gpuByName } from './gpu-names.ts';
import { gpuById } from './pci-ids.ts';
import { platformsByName } from './platform-names.ts';
import { platformByName, type NoTechnology, type Platform } from './platforms.ts';

/** How a GPU can be shared; depends: what was asked for doesn't tell. */
export type Sharing = 'gvt-g' | 'sr-iov' | 'none' | 'depends';

/** Why the answer is what it is, or what to know besides. */
export type LookupNote =
  | NoTechnology
  /** The processor is sold without a GPU. */
  | 'no-gpu'
  /** Whether this processor has one its name doesn't tell. */
  | 'gpu-varies'
  /** Some devices of the platform can, others can't. */
  | 'single-device'
  /** The platform has a caution. */
  | 'caution';

/** What one of several readings of a text comes to. */
export interface LookupMatch {
  readonly kind: 'gpu' | 'cpu' | 'platform';
  /** `8086:3e92`; null where no id was asked for. */
  readonly id: string | null;
  /** `Core i5-8500T`. */
  readonly name: string;
  /** null: there never were graphics of Intel in it. */
  readonly platform: Platform | null;
  /** The name people know: Whiskey Lake. */
  readonly family: string | null;
  readonly technology: Sharing;
  readonly note: LookupNote | null;
}

/** What is known of one text. */
export interface LookupResult {
  readonly query: string;
  /** Several: which of them it is the text doesn't tell. Empty: nothing is known of it. */
  readonly matches: readonly LookupMatch[];
  /** Of all candidates; null where there is none. */
  readonly technology: Sharing | null;
}

/** What a text names: a PCI id, a processor, a GPU, a platform, a generation. Nothing is guessed: what fits no table has no match. */
export function lookUp(query: string): LookupResult {
  const text = query.trim();
  const matches = byId(text) ?? byCpu(text) ?? byGpu(text) ?? byPlatform(text) ?? byGeneration(text) ?? [];
  const technologies = new Set(matches.map(match => match.technology));
  const [first = null] = technologies;
  return { query, matches, technology: technologies.size > 1 ? 'depends' : first };
}

/**
 * Several texts, one result each. Where they are one name together (`i5 8500t`, `Ultra 7 265H`), it is one result: a shell hands over each word
 * by itself.
 */
export function lookUpAll(texts: readonly string[]): readonly LookupResult[] {
  const whole = lookUp(texts.join(' '));
  return texts.length > 1 && whole.matches.length > 0 ? [whole] : texts.map(lookUp);
}

type Found = readonly LookupMatch[] | undefined;

/** A device with its vendor: by itself, or in brackets in a line of lspci -nn. */
const wholeId = /^(?:0x)?8086[:\s](?:0x)?([\da-f]{4})$|\[8086:([\da-f]{4})\]/iu;
/** A device alone: then it may be something else as well. */
const bareId = /^(?:device )?(?:0x)?([\da-f]{4})$/iu;

function byId(text: string): Found {
  const whole = wholeId.exec(text.slice(0, 400));
  const named = whole?.[1] ?? whole?.[2];
  const gpu = gpuById(`8086:${named ?? bareId.exec(text)?.[1] ?? ''}`);
  // An id that no table has is unknown, whatever stands beside it.
  if (gpu === undefined) return named === undefined ? undefined : [];
  return [match({ kind: 'gpu', id: gpu.id, name: `Intel ${gpu.family}` }, gpu.platform, gpu.family)];
}

function byCpu(text: string): Found {
  const cpu = cpuByName(text);
  if (cpu === undefined) return undefined;
  const { platforms, family, graphics } = cpu.row;
  const about = { kind: 'cpu', id: null, name: cpu.name } as const;
  if (platforms.length === 0) return [match(about, null, null, graphics)];
  return platforms.map(platform => match(about, platform, family ?? null, graphics));
}

function byGpu(text: string): Found {
  const gpu = gpuByName(text);
  return gpu?.platforms.map(platform => match({ kind: 'gpu', id: null, name: gpu.name }, platform));
}

function byPlatform(text: string): Found {
  const found = platformsByName(text);
  if (found.length === 0) return undefined;
  return found.map(({ platform, family }) =>
    match({ kind: 'platform', id: null, name: family }, platform, family),
  );
}

function byGeneration(text: string): Found {
  const generation = generationByName(text);
  if (generation === undefined) return undefined;
  return platformsOfGeneration(generation).map(platform => {
    const family = platformByName(platform)?.family ?? platform;
    return match({ kind: 'platform', id: null, name: family }, platform);
  });
}

function match(
  about: Pick<LookupMatch, 'kind' | 'id' | 'name'>,
  platformName: string | null,
  family: string | null = null,
  graphics: Graphics = 'inside',
): LookupMatch {
  const platform = platformName === null ? null : (platformByName(platformName) ?? null);
  return { ...about, platform, family: family ?? platform?.family ?? null, ...sharingOf(platform, graphics) };
}

function sharingOf(platform: Platform | null, graphics: Graphics): Pick<LookupMatch, 'technology' | 'note'> {
  if (graphics === 'none' || platform === null) return { technology: 'none', note: 'no-gpu' };
  const { gvtg, sriov, route } = platform;
  if (gvtg === null && sriov === null) return { technology: 'none', note: route };
  if (graphics === 'varies') return { technology: 'depends', note: 'gpu-varies' };
  if (sriov?.bySingleDevice === true) return { technology: 'depends', note: 'single-device' };
  const isCautious = (gvtg ?? sriov)?.caution !== undefined;
  return { technology: gvtg === null ? 'sr-iov' : 'gvt-g', note: isCautious ? 'caution' : null };
}
