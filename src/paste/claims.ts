import { cpuByName } from '../knowledge/cpu-names.ts';
import { gpuByName, platformsOfPciName } from '../knowledge/gpu-names.ts';
import { gpuById } from '../knowledge/pci-ids.ts';
import { platformsByName } from '../knowledge/platform-names.ts';
import { parameterByName } from '../knowledge/parameters.ts';
import type { SnapshotBuilder } from './snapshot-builder.ts';
import type { Line } from './lines.ts';
import { withoutAtEnd } from '../values/trimmed.ts';

/** What the author of a post says of the machine in words, without showing it. */
export interface Claim {
  readonly about: 'cpu' | 'gpu' | 'kernel' | 'system' | 'cmdline';
  /** `Core i5-8500T`, `8086:46d1`, `6.8.12-9-pve`, `debian`. */
  readonly value: string;
  /** Names of rows in platforms.yml that it leaves; empty where it is not about a GPU. */
  readonly platforms: readonly string[];
  /** A processor without a GPU of Intel. */
  readonly hasNoGpu?: true;
  /** Number of its line. */
  readonly line: number;
  /** It is no more than said: `decoded` where it stands in a label, an id, another tool's output. */
  readonly by: 'said' | 'decoded';
}

type Found = Omit<Claim, 'line'>;

/** A thread may be long; who describes a machine does so in a few lines. */
const [mostLines, longestLine] = [4000, 600];

/** Everything that the lines say in words, in their order. */
export function claimsOf(lines: readonly Line[]): readonly Claim[] {
  const claims: Claim[] = [];
  for (const [at, { text }] of lines.slice(0, mostLines).entries()) {
    if (text.length > longestLine || text.trim() === '') continue;
    const plain = text.replaceAll(/[*`|【】「」]/gu, ' ');
    for (const find of finders) for (const found of find(plain)) claims.push({ ...found, line: at });
  }
  return claims;
}

/** Processors of AMD: none has a GPU of Intel. */
const amd =
  /\b(?:Ryzen|EPYC|Athlon|锐龙|霄龙) ?(?:[3579] )?(?:PRO )?\d{3,4}[A-Z]{0,2}\b|(?:锐龙|R[3579]|AMD)[- ]{0,2}\d{4}[A-Z]{0,2}\b/giu;

function amds(line: string): readonly Found[] {
  return [...line.matchAll(amd)].map(([name]) => ({
    about: 'cpu' as const,
    value: name.trim(),
    platforms: [],
    by: 'said' as const,
    hasNoGpu: true as const,
  }));
}

const finders: readonly ((line: string) => readonly Found[])[] = [
  ids,
  gpus,
  families,
  cpus,
  amds,
  kernels,
  systems,
  parameters,
];

/** An id of an Intel display device: `8086:46d1`, or four digits behind a label that says so. */
function ids(line: string): readonly Found[] {
  const whole = [...line.matchAll(/\b(?:0x)?8086[:/ ](?:0x)?([\da-f]{4})\b/giu)].map(([, id = '']) => id);
  const labelled =
    /(?:PCI ID|Device ID|设备 ?ID|DevID)\s*(?:[:：=]\s*)?(?:0x)?([\da-f]{4})\b(?![:\d])/iu.exec(line)?.[1];
  return [...whole, ...(labelled === undefined ? [] : [labelled])].flatMap(id => {
    const gpu = gpuById(`8086:${id.toLowerCase()}`);
    return gpu === undefined
      ? []
      : [{ about: 'gpu' as const, value: gpu.id, platforms: [gpu.platform], by: 'decoded' as const }];
  });
}

/** The name that graphics are sold under. */
const soldName =
  /\b(?:UHD|HD|Iris(?: ?Xe| ?Plus| ?Pro)?|Arc)(?:\(R\)|™|®)?\s{0,2}(?:Graphics|核显|核芯显卡)?\s{0,2}(?:P?\d{3,4}[VT]?|[AB]\d{3}M?|G\d|MAX)\b|\bIris ?Xe\b/giu;

function gpus(line: string): readonly Found[] {
  return [...line.matchAll(soldName)].flatMap(([name]) => {
    const gpu = gpuByName(name.replace(/(\D)(\d)/u, '$1 $2').replaceAll(/\s+/gu, ' '));
    return gpu === undefined
      ? []
      : [{ about: 'gpu' as const, value: gpu.name, platforms: gpu.platforms, by: 'said' as const }];
  });
}

/** Code names of platforms. */
const codeName =
  /\b(?:Sky|Kaby|Coffee|Comet|Whiskey|Amber|Ice|Tiger|Rocket|Alder|Raptor|Meteor|Arrow|Lunar|Gemini|Apollo|Jasper|Elkhart|Twin)[ -]?Lake(?:[ -](?:[SPUHYN]|HX|LP|UP3)\b)?|\b(?:Haswell|Broadwell|Ivy ?Bridge|Sandy ?Bridge)\b/giu;

function families(line: string): readonly Found[] {
  return [...line.matchAll(codeName)].flatMap(([name]) => {
    const spaced = name.replace(/[ -]?Lake/iu, ' Lake').replace(/Lake[ -]/iu, 'Lake-');
    const platforms = platformsOfPciName(spaced);
    const named = platforms.length > 0 ? platforms : platformsByName(spaced).map(({ platform }) => platform);
    return named.length === 0
      ? []
      : [{ about: 'gpu' as const, value: spaced, platforms: named, by: 'said' as const }];
  });
}

/** What could be the name of a processor; whether it is one, the table knows. */
const cpuName =
  /(?<![\w.])(?:(?:Core ?)?i[3579][ -]?\d{3,5}[A-Z]{0,2}\d?[A-Z]?|(?:Core ?)?m[357][ -]?\d[YW]\d{2}|(?:Core ?)?Ultra ?[579] ?\d{3}[A-Z]{0,2}|i3-N30\d|N(?:50|9[57]|100|150|200|250|30[05]|355)|[JNG]\d{4}[A-Z]?T?|(?:Xeon ?)?E5-?\d{4}[LW]? ?v?\d|(?:Xeon ?)?(?:E3-?12\d{2}L? ?v\d|E-2\d{3}[GM]|W-1\d{3}P?)|x[57]-[ZE]?\d{4}|\d{4,5}(?:T|U|H|HQ|HK|G7|P|K|KS|F|KF)(?![\w.]))(?!\w|\.\d)/giu;

function cpus(line: string): readonly Found[] {
  return [...line.matchAll(cpuName)].flatMap(([name]) => {
    const text = /^\d/u.test(name) ? `i5-${name}` : name;
    const cpu = cpuByName(text);
    if (cpu === undefined) return [];
    const value = /^\d/u.test(name) ? name : cpu.name;
    const hasNoGpu = cpu.row.graphics === 'none' || cpu.row.platforms.length === 0;
    return [
      {
        about: 'cpu' as const,
        value,
        platforms: hasNoGpu ? [] : cpu.row.platforms,
        by: 'said' as const,
        ...(hasNoGpu ? { hasNoGpu: true as const } : {}),
      },
    ];
  });
}

/** What is asked of a kernel, not what runs: `Linux >= 2.6.26` of virt-host-validate, `kernel 6.8 or newer`, `内核要 6.8 以上`. */
const demanded = /^(?:\+| ?(?:or|and) (?:later|newer|above|up)\b| ?[及或]?(?:以上|之后|以后))/iu;

/** A release of the kernel behind a word that says so, in a boot image, or as a distribution spells it. */
const release =
  /(?:vmlinuz-|bzImage-|\b(?:Linux|kernel|uname -a?r)\b[^\d\n<>=≥≤]{0,16}?|内核(?:版本)?[^\d\n<>=≥≤]{0,6}|核心[^\d\n<>=≥≤]{0,4})(\d\.\d{1,2}(?:\.\d{1,3})?(?:[-+.][\w.+~-]{1,50})?)|(?<![\w.-])(\d\.\d{1,2}\.\d{1,3}-(?:\d{1,3}-pve|[\w.]{0,8}trim|\d{1,3}-generic|[Uu]nraid|arch\d-\d|[\d.]{1,6}-?amd64))/giu;

function kernels(line: string): readonly Found[] {
  const told = [...line.matchAll(release)].filter(
    ({ 0: whole, index }) => !demanded.test(line.slice(index + whole.length)),
  );
  return told.map(([whole, labelled, plain]) => ({
    about: 'kernel' as const,
    value: withoutAtEnd(labelled ?? plain ?? '', '.,-'),
    platforms: [],
    by: /^(?:vmlinuz|bzImage)/iu.test(whole) ? ('decoded' as const) : ('said' as const),
  }));
}

/** Systems by the names that people give them, with the ID of os-release where that is enough. */
const systemNames: readonly (readonly [RegExp, string])[] = [
  [/飞牛|\bfn ?os\b|飛牛/iu, 'fnos'],
  [/\bproxmox\b|\bpve\b/iu, 'proxmox'],
  [/\bunraid\b/iu, 'unraid'],
  [/\btrue ?nas\b/iu, 'truenas'],
  [/\bubuntu\b/iu, 'ubuntu'],
  [/\bdebian\b/iu, 'debian'],
  [/\barch(?: ?linux)?\b/iu, 'arch'],
  [/\bfedora\b/iu, 'fedora'],
];

function systems(line: string): readonly Found[] {
  return systemNames
    .filter(([name]) => name.test(line))
    .map(([, value]) => ({ about: 'system' as const, value, platforms: [], by: 'said' as const }));
}

/** What stands before parameters, and says so. */
const label =
  /(?:kernel (?:parameters?|cmdline|command line|args?|options)|boot (?:parameters?|options)|cmdline|启动参数|内核参数|引导参数)\s{0,4}[:：=]\s{0,4}(\S.*)$/iu;

/** Parameters behind a label: a line of an issue template; or a line of three that we know and no other word. All of its words must be parameters. */
function parameters(line: string): readonly Found[] {
  const labelled = label.exec(line)?.[1];
  const words = (labelled ?? line)
    .trim()
    .split(/\s+/u)
    .filter(word => word !== '');
  const isList = words.every(
    word => /^[\w.:/@,=+!-]+$/u.test(word) && (/[=.]/u.test(word) || /^(?:ro|rw|quiet|splash)$/u.test(word)),
  );
  if (!isList) return [];
  const known = words.filter(word => parameterByName(word.split('=', 1)[0] ?? '') !== undefined);
  if (known.length < (labelled === undefined ? 3 : 1)) return [];
  return [{ about: 'cmdline', value: words.join(' '), platforms: [], by: 'said' }];
}

/** lspci's names for platforms, where the name of a platform is none of them. */
const pciNames: Readonly<Record<string, string>> = {
  SANDYBRIDGE: '2nd Generation Core Processor Family',
  VALLEYVIEW: 'Atom Processor Z36xxx/Z37xxx Series',
  CHERRYVIEW: 'Atom/Celeron/Pentium Processor x5-E8000/J3xxx/N3xxx',
  BROADWELL: 'Broadwell-U',
  BROXTON: 'Apollo Lake',
  TIGERLAKE: 'TigerLake-LP GT2',
  ROCKETLAKE: 'RocketLake-S GT1',
  ALDERLAKE_S: 'Alder Lake-S',
  ALDERLAKE_P: 'Alder Lake-P',
  ALDERLAKE_N: 'Alder Lake-N',
  METEORLAKE: 'Meteor Lake-P',
};

/** Lays what was said over what was shown: what was shown stands. */
export function layClaims(claims: readonly Claim[], draft: SnapshotBuilder): void {
  const only = (about: Claim['about']): Claim | undefined => {
    const all = claims.filter(claim => claim.about === about);
    const [first] = all;
    return new Set(all.map(({ value }) => value.toLowerCase())).size === 1 ? first : undefined;
  };
  const gpu = gpuNameOf(claims);
  if (gpu !== undefined) draft.claimed(gpu);
  const cpu = only('cpu');
  if (cpu !== undefined && !/^\d/u.test(cpu.value))
    draft.fallback('/proc/cpuinfo', `vendor_id\t: GenuineIntel\nmodel name\t: Intel(R) ${cpu.value}\n`);
  const kernel = longestOf(claims.filter(({ about }) => about === 'kernel').map(({ value }) => value));
  if (kernel !== undefined) draft.fallback('/proc/sys/kernel/osrelease', `${kernel}\n`);
  const cmdline = only('cmdline');
  if (cmdline !== undefined) draft.fallback('/proc/cmdline', `${cmdline.value}\n`);
  const system = only('system');
  if (system !== undefined && /^(?:ubuntu|debian|arch|fedora)$/u.test(system.value))
    draft.fallback('/etc/os-release', `ID=${system.value}\n`);
  if (system?.value === 'proxmox') draft.fallback('/usr/bin/pveversion', '');
}

/** One release told in two lengths is one; two different ones are none. */
function longestOf(releases: readonly string[]): string | undefined {
  const [longest = ''] = [...releases].sort((one, other) => other.length - one.length);
  return longest !== '' && releases.every(one => longest.startsWith(one)) ? longest : undefined;
}

/** What lspci would call the GPU that all claims agree on, or its id; undefined: they do not agree, or there are none. */
function gpuNameOf(claims: readonly Claim[]): { readonly id?: string; readonly name: string } | undefined {
  const about = claims.filter(({ platforms }) => platforms.length > 0);
  const left = agreed(about);
  const [first] = about;
  if (first === undefined || left.length === 0) return undefined;
  const ids = new Set(about.map(({ value }) => value).filter(value => value.startsWith('8086:')));
  const [id, ...otherIds] = ids;
  if (id !== undefined && otherIds.length === 0) return { id: id.slice(5), name: '' };
  const [platform, ...others] = left;
  if (platform !== undefined && others.length === 0) return { name: pciNames[platform] ?? platform };
  const best = about.find(({ platforms, about: kind }) => kind === 'gpu' && platforms.length === left.length);
  return best === undefined ? undefined : { name: best.value };
}

/** The platforms that every claim about a GPU leaves. */
export function agreed(claims: readonly Claim[]): readonly string[] {
  const [first, ...others] = claims.filter(({ platforms }) => platforms.length > 0);
  return (first?.platforms ?? []).filter(one => others.every(({ platforms }) => platforms.includes(one)));
}
