import { readTable } from '../package-files.ts';
import { ownPattern } from '../values/own-pattern.ts';

/** Something that tells a system: a path that exists, or a pattern that its kernel's release matches. */
export type HostSign =
  { readonly path: string; readonly weight: number } | { readonly kernel: string; readonly weight: number };

/** A system that a host may run. */
export interface HostSystem {
  /** fnos, proxmox, debian, … */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Values of ID in os-release that are enough by themselves. */
  readonly ids: readonly string[];
  /** The weight that its signs must reach together. */
  readonly minimum: number;
  readonly signs: readonly HostSign[];
  /** never: nothing may be installed by hand; updates fail or undo it. */
  readonly packages: 'never' | 'ok';
  /** makers: only the maker of the system can give it another kernel. */
  readonly kernel: 'makers' | 'chosen';
  /** Its forum, or null. */
  readonly forum: {
    readonly software: string;
    readonly format: 'bbcode' | 'markdown' | 'html';
    readonly url: string;
  } | null;
  readonly source: string;
}

/** `rules/tables/hosts.yml`. */
export interface HostTable {
  readonly hosts: readonly HostSystem[];
}

/** What is known of a host before its system is. */
export interface HostTraits {
  /** Names and values of os-release; empty where there is none. */
  readonly distribution: ReadonlyMap<string, string>;
  /** `uname -r`; empty where it is not known. */
  readonly kernelRelease: string;
  /** Does this path exist? false also where nobody knows. */
  readonly exists: (path: string) => Promise<boolean>;
}

/** A recognised system and what gave it away. */
export interface RecognisedHost {
  /** Id of a row, or `other`. */
  readonly id: string;
  /** In words of the machine: `/usr/trim/bin`, `kernel 6.6.38-trim`, `ID=debian`. */
  readonly signs: readonly string[];
}

/** All systems, in the order in which they are tried. */
export function allHosts(): readonly HostSystem[] {
  return readTable<HostTable>('hosts').hosts;
}

/** A system by its id. */
export function hostById(id: string): HostSystem | undefined {
  return allHosts().find(host => host.id === id);
}

/** Which system is this? The first row that is sure of itself; else by ID_LIKE of os-release (Mint is like Ubuntu). */
export async function recognisePlatform(traits: HostTraits): Promise<RecognisedHost> {
  const id = traits.distribution.get('ID') ?? '';
  // Where nobody showed os-release, a kernel that only one system has is all that there is, and nothing speaks against it.
  const isAlone = traits.distribution.size === 0;
  for (const host of allHosts()) {
    const seen = await signsSeen(host, traits);
    const minimum = isAlone ? 1 : host.minimum;
    if (host.signs.length > 0 && seen.weight >= minimum) return { id: host.id, signs: seen.signs };
    if (host.ids.includes(id)) return { id: host.id, signs: [`ID=${id}`] };
  }
  const alike = traits.distribution.get('ID_LIKE') ?? '';
  for (const word of alike.split(/\s+/u)) {
    const host = allHosts().find(({ ids }) => ids.includes(word));
    if (host !== undefined) return { id: host.id, signs: [`ID_LIKE=${alike}`] };
  }
  return { id: 'other', signs: id === '' ? [] : [`ID=${id}`] };
}

async function signsSeen(
  host: HostSystem,
  traits: HostTraits,
): Promise<{ weight: number; signs: readonly string[] }> {
  const answers = await Promise.all(
    host.signs.map(async sign => {
      if ('path' in sign) return (await traits.exists(sign.path)) ? { sign, text: sign.path } : undefined;
      const isIt = ownPattern(sign.kernel, 'u').test(traits.kernelRelease);
      return isIt ? { sign, text: `kernel ${traits.kernelRelease}` } : undefined;
    }),
  );
  const seen = answers.filter(answer => answer !== undefined);
  return {
    weight: seen.reduce((sum, { sign }) => sum + sign.weight, 0),
    signs: seen.map(({ text }) => text),
  };
}

/** The systems whose boot loaders fngvt writes, because they can be tested for real. Everywhere else a person gets exact words. */
const written: ReadonlySet<string> = new Set(['fnos', 'proxmox', 'omv', 'ubuntu', 'debian']);

/** Whether a fix may touch the boot settings of this platform. */
export const isBootWritten = (platform: unknown): boolean =>
  typeof platform === 'string' && written.has(platform);
