import { gvtOptions, parseKernelConfig } from '../formats/kernel-config.ts';
import type { Host, LineFilter, Reading } from '../host/reader.ts';
import { familyOf, fromReading, trimmed, type Collector } from './collector.ts';
import { known, unknown } from './fact.ts';
import { readUpstream } from './upstream.ts';

const releaseFile = '/proc/sys/kernel/osrelease';
const buildFile = '/proc/sys/kernel/version';

/** The options that rules ask for; a kernel's configuration is some 200 kB. */
export const configKeep: LineFilter = {
  pattern:
    '^(# )?CONFIG_(DRM_I915|DRM_XE|KVM|VFIO|MDEV|IOMMUFD|INTEL_IOMMU|PCI_IOV|XE_VFIO|MODULE_SIG|CMDLINE)',
};

/** The same for GVT-g alone, where somebody looked for that only. */
export const gvtConfigKeep: LineFilter = { pattern: gvtOptions };

/** The running kernel: its release, upstream version and build configuration. */
export const kernelCollector: Collector = {
  subject: 'kernel',
  gives: ['kernel/release', 'kernel/build', 'kernel/upstream', 'kernel/has-config', 'kernel-config/*'],
  collect: async host => {
    const [release, build, upstream] = await Promise.all([
      host.read(releaseFile),
      host.read(buildFile),
      readUpstream(host),
    ]);
    const config = await readConfig(host, release);
    return {
      facts: [
        fromReading('kernel/release', release, { source: releaseFile }, trimmed),
        fromReading('kernel/build', build, { source: buildFile }, trimmed),
        fromReading('kernel/upstream', release, { source: releaseFile }, () => upstream),
        config.reading.state === 'withheld'
          ? unknown('kernel/has-config', config.reading.why, { source: config.source })
          : known('kernel/has-config', config.reading.state === 'present', { source: config.source }),
      ],
      families: [
        {
          name: 'kernel-config',
          // Without any configuration file nothing is known of its options: absent is not "not set".
          member: member =>
            config.reading.state === 'absent' || (config.isOfGvt && !member.startsWith('DRM_I915_GVT'))
              ? unknown(`kernel-config/${member}`, 'not captured', { source: config.source })
              : familyOf('kernel-config', config.reading, config.source).member(member),
        },
      ],
    };
  },
};

interface Config {
  readonly source: string;
  /** Only the options of GVT-g are in it. */
  readonly isOfGvt: boolean;
  readonly reading: Reading<ReadonlyMap<string, string | null>>;
}

/** The configuration, else the part of it that is about GVT-g. */
async function readConfig(host: Host, release: Reading<string>): Promise<Config> {
  const isPart = release.state === 'withheld' && release.why === 'not captured';
  if (release.state !== 'present' && !isPart)
    return { source: '/boot/config-*', isOfGvt: false, reading: release };
  // What the running kernel tells of itself needs no name; in a paste it may stand alone.
  const places = release.state === 'present' ? placesOf(release.value.trim()) : ['/proc/config.gz'];
  const whole = await firstConfig(host, places, configKeep);
  if (whole.reading.state !== 'withheld') return whole;
  const part = await firstConfig(host, places, gvtConfigKeep);
  return part.reading.state === 'present' ? { ...part, isOfGvt: true } : whole;
}

/** The places where distributions keep a kernel's configuration. */
const placesOf = (release: string): readonly string[] => [
  `/boot/config-${release}`,
  '/proc/config.gz',
  `/lib/modules/${release}/config`,
  `/usr/lib/modules/${release}/config`,
];

/** The first that is there answers. */
async function firstConfig(host: Host, places: readonly string[], keep: LineFilter): Promise<Config> {
  const readings = await Promise.all(places.map(place => host.read(place, keep)));
  const at = readings.findIndex(reading => reading.state === 'present');
  const text = readings[at];
  if (text?.state === 'present') {
    const value = parseKernelConfig(text.value);
    return { source: places[at] ?? '', isOfGvt: false, reading: { state: 'present', value } };
  }
  const withheldOne = readings.find(reading => reading.state === 'withheld');
  return { source: places[0] ?? '', isOfGvt: false, reading: withheldOne ?? { state: 'absent' } };
}
