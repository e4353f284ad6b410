import { parseLspci, type LspciDevice } from '../formats/lspci.ts';
import { ggttMib, hasSriovCapability } from '../formats/pci-config.ts';
import { barSize } from '../formats/pci-resource.ts';
import type { Host, Reading } from '../host/reader.ts';
import { platformsOfPciName } from '../knowledge/gpu-names.ts';
import { gpuById } from '../knowledge/pci-ids.ts';
import { platformByName, platformsOfTypes, type Platform } from '../knowledge/platforms.ts';
import { sharedPrefix } from '../knowledge/vgpu-types.ts';
import { fromReading, presence, type Collector } from './collector.ts';
import { findDisplays, type DisplayDevice } from './display-devices.ts';
import { known, unknown, type About, type Fact } from './fact.ts';
import { pciDevice, pciDevices } from '../values/pci-device.ts';

/** Every Intel display device: what it is, who drives it, and what its registers say. Virtual functions are not counted. */
export const gpuCollector: Collector = {
  subject: 'gpu',
  gives: [
    'host/gpu-count',
    'host/gpu-list-complete',
    'host/gpu-vendors',
    'gpu/id',
    'gpu/device-id',
    'gpu/class',
    'gpu/is-known',
    'gpu/platform',
    'gpu/candidates',
    'gpu/family',
    'gpu/generation',
    'gpu/is-discrete',
    'gpu/name',
    'gpu/driver',
    'gpu/driver-override',
    'gpu/aperture-mib',
    'gpu/ggtt-mib',
    'gpu/iommu-group',
    'gpu/sriov-capability',
    'gpu/sriov-totalvfs',
    'gpu/sriov-numvfs',
    'gpu/sriov-pf-mode',
  ],
  collect: async host => {
    const found = await findDisplays(host);
    const about = { source: pciDevices };
    if ('why' in found) {
      return {
        facts: (['host/gpu-count', 'host/gpu-list-complete', 'host/gpu-vendors'] as const).map(address =>
          unknown(address, found.why, about),
        ),
      };
    }
    const { gpus, isComplete } = found;
    const count =
      !isComplete && gpus.length === 0
        ? unknown('host/gpu-count', 'not captured', about)
        : known('host/gpu-count', gpus.length, about);
    const facts = await Promise.all(gpus.map(gpu => gpuFacts(host, gpu)));
    const complete = known('host/gpu-list-complete', isComplete, about);
    return { facts: [count, complete, known('host/gpu-vendors', found.vendors, about), ...facts.flat()] };
  },
};

async function gpuFacts(host: Host, gpu: DisplayDevice): Promise<readonly Fact[]> {
  const folder = pciDevice(gpu.address);
  const at = (name: string): About => ({ subject: gpu.address, source: `${folder}/${name}` });
  const [driver, override, resource, config, group, totalvfs, numvfs, admin] = await Promise.all([
    host.link(`${folder}/driver`),
    host.read(`${folder}/driver_override`),
    host.read(`${folder}/resource`),
    host.bytes(`${folder}/config`),
    host.link(`${folder}/iommu_group`),
    host.read(`${folder}/sriov_totalvfs`),
    host.read(`${folder}/sriov_numvfs`),
    host.list(`${folder}/sriov_admin`),
  ]);
  const isSilent = isNotCaptured(gpu.device) || isNotCaptured(totalvfs);
  const shown = isSilent ? await shownByLspci(host, gpu.address) : undefined;
  return [
    ...identityFacts(gpu, at('device')),
    ...(gpu.device.state === 'present' ? [] : await toldFacts(host, gpu.address, shown)),
    known('gpu/class', gpu.pciClass.slice(0, 4), at('class')),
    fromReading('gpu/driver', driver, at('driver'), lastName),
    // The kernel writes "(null)" where none is set: drivers/base, driver_override_show().
    fromReading('gpu/driver-override', override, at('driver_override'), text =>
      text.trim() === '(null)' ? null : text.trim() || null,
    ),
    // The kernel makes this file for every PCI device (drivers/pci/pci-sysfs.c): where it is missing nothing was read of the BARs.
    resource.state === 'absent'
      ? unknown('gpu/aperture-mib', 'undecided', at('resource'))
      : fromReading('gpu/aperture-mib', resource, at('resource'), text => mebibytes(barSize(text, 2))),
    // Without root the kernel shows the first 64 bytes of the configuration space only (drivers/pci/pci-sysfs.c).
    config.state === 'present' && config.value.length <= 64
      ? unknown('gpu/ggtt-mib', 'denied', at('config'))
      : fromReading('gpu/ggtt-mib', config, at('config'), bytes => ggttMib(bytes)),
    fromReading('gpu/iommu-group', group, at('iommu_group'), lastName),
    capabilityFact(totalvfs, config, at, shown),
    fromReading('gpu/sriov-totalvfs', totalvfs, at('sriov_totalvfs'), wholeNumber),
    fromReading('gpu/sriov-numvfs', numvfs, at('sriov_numvfs'), wholeNumber),
    // xe makes this folder for a physical function only: Documentation/ABI/testing/sysfs-driver-intel-xe-sriov (6.19).
    admin.state === 'present'
      ? presence('gpu/sriov-pf-mode', admin, at('sriov_admin'))
      : unknown('gpu/sriov-pf-mode', 'undecided', at('sriov_admin')),
  ];
}

const isNotCaptured = (reading: Reading<unknown>): boolean =>
  reading.state === 'withheld' && reading.why === 'not captured';

const identity = [
  'gpu/is-known',
  'gpu/platform',
  'gpu/family',
  'gpu/generation',
  'gpu/is-discrete',
  'gpu/name',
] as const;

function identityFacts(gpu: DisplayDevice, about: About): readonly Fact[] {
  if (gpu.device.state !== 'present') {
    const { why } = gpu.device.state === 'withheld' ? gpu.device : { why: 'not captured' as const };
    return (['gpu/id', 'gpu/device-id', ...identity] as const).map(address => unknown(address, why, about));
  }
  const id = `8086:${gpu.device.value.trim().replace(/^0x/u, '').toLowerCase()}`;
  const row = gpuById(id);
  const platform = row === undefined ? undefined : platformByName(row.platform);
  return [
    known('gpu/id', id, about),
    deviceId(id, about),
    known('gpu/is-known', row !== undefined, about),
    known('gpu/platform', platform?.name ?? null, about),
    known('gpu/family', row?.family ?? platform?.family ?? null, about),
    known('gpu/generation', platform?.generation ?? null, about),
    known('gpu/is-discrete', platform?.discrete === true, about),
    known('gpu/name', row === undefined ? null : `Intel ${row.family}`, about),
  ];
}

/** A file may hold anything; what goes into a command line is four hex digits. */
function deviceId(id: string, about: About): Fact {
  const digits = /^8086:([\da-f]{4})$/u.exec(id)?.[1];
  return digits === undefined
    ? unknown('gpu/device-id', 'undecided', about)
    : known('gpu/device-id', digits, about);
}

/** What is told of a GPU whose id was not read: by the name that lspci gives it, else by its vGPU types. */
async function toldFacts(host: Host, address: string, shown: Shown | undefined): Promise<readonly Fact[]> {
  const named = shown === undefined ? [] : namedFacts(address, shown);
  return named.length > 0 ? named : await typedFacts(host, address);
}

/** What lspci's name tells of a GPU whose id it did not show: the platforms it may be, and what all of these have in common. */
function namedFacts(address: string, { device, source }: Shown): readonly Fact[] {
  const platforms = platformsOfPciName(device.name ?? '').flatMap(name => platformByName(name) ?? []);
  if (platforms.length === 0) return [];
  const about = { subject: address, source, isLikely: true } as const;
  const families = platforms.map(({ family }) => family).join(' / ');
  return [
    known('gpu/family', families, about),
    known('gpu/name', `Intel ${families}`, about),
    ...candidateFacts(platforms, about),
  ];
}

/**
 * What the names of vGPU types tell of a GPU that nobody showed otherwise: i915 makes them, V4 on graphics version 8 and V5 on 9 (i915/gvt/vgpu.c,
 * intel_gvt_init_vgpu_types()), on platforms that it runs GVT-g on.
 */
async function typedFacts(host: Host, address: string): Promise<readonly Fact[]> {
  const folder = `${pciDevice(address)}/mdev_supported_types`;
  const types = await host.list(folder);
  const prefix = types.state === 'present' ? sharedPrefix(types.value) : undefined;
  const platforms = prefix === undefined ? [] : platformsOfTypes(prefix);
  return platforms.length === 0 ? [] : candidateFacts(platforms, { subject: address, source: folder });
}

/** The platforms that a GPU may be, and what all of these have in common. */
function candidateFacts(platforms: readonly Platform[], about: About): readonly Fact[] {
  const common = <T extends string | number | boolean | null>(
    fact: (typeof identity)[number],
    read: (platform: Platform) => T,
  ): readonly Fact[] => {
    const [value, ...others] = new Set(platforms.map(read));
    return value === undefined || others.length > 0 ? [] : [known(fact, value, about)];
  };
  return [
    known('gpu/is-known', true, about),
    known(
      'gpu/candidates',
      platforms.map(({ name }) => name),
      about,
    ),
    ...common('gpu/platform', ({ name }) => name),
    ...common('gpu/generation', ({ generation }) => generation),
    ...common('gpu/is-discrete', ({ discrete }) => discrete),
  ];
}

/**
 * The kernel makes sriov_totalvfs for every device with the capability (drivers/pci/iov.c), if it is built with PCI_IOV; derive.ts
 * looks at that. The capability itself lies above byte 256 of the configuration space, which root can read.
 */
function capabilityFact(
  totalvfs: Reading<string>,
  config: Reading<Uint8Array>,
  at: (name: string) => About,
  shown: Shown | undefined,
): Fact {
  if (totalvfs.state === 'present') return known('gpu/sriov-capability', true, at('sriov_totalvfs'));
  const inConfig = config.state === 'present' ? hasSriovCapability(config.value) : undefined;
  if (inConfig !== undefined) return known('gpu/sriov-capability', inConfig, at('config'));
  if (isNotCaptured(totalvfs) && shown?.device.hasSriov !== undefined)
    return known('gpu/sriov-capability', shown.device.hasSriov, { ...at(''), source: shown.source });
  return fromReading('gpu/sriov-capability', totalvfs, at('sriov_totalvfs'), () => true, false);
}

/** A device as lspci showed it. */
interface Shown {
  readonly device: LspciDevice;
  readonly source: string;
}

/** What `lspci -vv` showed, where somebody recorded that instead of the files. A live machine is never asked so. */
async function shownByLspci(host: Host, address: string): Promise<Shown | undefined> {
  const argv = ['lspci', '-vv', '-s', address];
  const said = await host.run(argv);
  if (said.state !== 'present') return undefined;
  const device = parseLspci(said.value.stdout).find(one => one.address === address);
  return device === undefined ? undefined : { device, source: argv.join(' ') };
}

const lastName = (target: string): string => target.slice(target.lastIndexOf('/') + 1);

/** Whole MiB of a size in bytes. */
function mebibytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.floor(bytes / (1024 * 1024));
}

function wholeNumber(text: string): number | undefined {
  return /^\d+$/u.test(text.trim()) ? Number(text.trim()) : undefined;
}
