import { parseCpuinfo } from '../formats/cpuinfo.ts';
import { parseOsRelease } from '../formats/os-release.ts';
import { effectiveUid } from '../formats/proc-status.ts';
import type { Host, Reading } from '../host/reader.ts';
import { hostById, recognisePlatform } from '../knowledge/hosts.ts';
import { vmMakerOf } from '../knowledge/vm-makers.ts';
import { fromReading, presence, type Collector } from './collector.ts';
import { known, unknown, type Fact } from './fact.ts';

const osRelease = '/etc/os-release';

/** Which system this is, and whether we are on the host at all. */
export const platformCollector: Collector = {
  subject: 'platform',
  gives: [
    'host/platform',
    'host/platform-signs',
    'host/is-closed',
    'host/distribution',
    'host/distribution-version',
    'host/container',
    'host/guest',
    'host/is-root',
    'host/is-efi',
  ],
  collect: async host => {
    const [release, container, guest, status, efi] = await Promise.all([
      host.read(osRelease),
      containerFact(host),
      guestFact(host),
      host.read('/proc/self/status', { pattern: '^Uid:' }),
      host.list('/sys/firmware/efi'),
    ]);
    const names =
      release.state === 'present' ? { ...release, value: parseOsRelease(release.value) } : release;
    return {
      facts: [
        fromReading('host/distribution', names, { source: osRelease }, of => of.get('ID') ?? null),
        fromReading(
          'host/distribution-version',
          names,
          { source: osRelease },
          of => of.get('VERSION_ID') ?? null,
        ),
        ...(await platformFacts(host, names)),
        container,
        guest,
        fromReading('host/is-root', status, { source: '/proc/self/status' }, text => {
          const uid = effectiveUid(text);
          return uid === undefined ? undefined : uid === 0;
        }),
        presence('host/is-efi', efi, { source: '/sys/firmware/efi' }),
      ],
    };
  },
};

/** The platform alone, for words that differ by it; null where it can't be told. */
export async function recognise(host: Host): Promise<string | null> {
  const { facts } = await platformCollector.collect(host);
  const platform = facts.find(fact => fact.address === 'host/platform');
  return platform?.known === true && typeof platform.value === 'string' ? platform.value : null;
}

async function platformFacts(
  host: Host,
  names: Reading<ReadonlyMap<string, string>>,
): Promise<readonly Fact[]> {
  const release = await host.read('/proc/sys/kernel/osrelease');
  const found = await recognisePlatform({
    distribution: names.state === 'present' ? names.value : new Map(),
    kernelRelease: release.state === 'present' ? release.value.trim() : '',
    exists: async path => (await existence(host, path)) === true,
  });
  const about = { source: found.signs.join(', ') || osRelease };
  if (names.state === 'withheld' && found.signs.length === 0) {
    return (['host/platform', 'host/platform-signs', 'host/is-closed'] as const).map(address =>
      unknown(address, names.why, about),
    );
  }
  return [
    known('host/platform', found.id, about),
    known('host/platform-signs', found.signs, about),
    known('host/is-closed', hostById(found.id)?.kernel === 'makers', about),
  ];
}

/** true, false, or undefined where it was not captured. Files and folders alike. */
async function existence(host: Host, path: string): Promise<boolean | undefined> {
  const [stat, list] = await Promise.all([host.stat(path), host.list(path)]);
  if (stat.state === 'present' || list.state === 'present') return true;
  if (stat.state === 'absent' || list.state === 'absent') return false;
  const file = await host.read(path);
  return file.state === 'withheld' ? undefined : file.state === 'present';
}

/**
 * Signs of a container: Docker and Podman leave a file in its root, systemd writes the kind below /run when it is process 1
 * of one (systemd-detect-virt, src/basic/virt.c). None of them tells with certainty that we are outside, but a host has none.
 */
async function containerFact(host: Host): Promise<Fact> {
  const [docker, podman, systemd] = await Promise.all([
    existence(host, '/.dockerenv'),
    existence(host, '/run/.containerenv'),
    host.read('/run/systemd/container'),
  ]);
  if (docker === true) return known('host/container', 'docker', { source: '/.dockerenv' });
  if (podman === true) return known('host/container', 'podman', { source: '/run/.containerenv' });
  const about = { source: '/run/systemd/container' };
  // Docker leaves nothing there: where nobody looked for its file, the other one says nothing of it.
  const isOpen = systemd.state === 'absent' && docker === undefined;
  if (isOpen) return unknown('host/container', 'not captured', { source: '/.dockerenv' });
  return fromReading('host/container', systemd, about, text => text.trim() || null);
}

/** Are we inside a virtual machine? The hypervisor bit of CPUID is the processor's own answer; DMI helps where it is hidden. */
async function guestFact(host: Host): Promise<Fact> {
  const [cpuinfo, vendor, product, xen] = await Promise.all([
    host.read('/proc/cpuinfo'),
    host.read('/sys/class/dmi/id/sys_vendor'),
    host.read('/sys/class/dmi/id/product_name'),
    host.read('/proc/xen/capabilities'),
  ]);
  // Xen's first domain is a guest by the flag and the host by its rights; GVT-g there is another driver (XenGT).
  if (xen.state === 'present' && xen.value.includes('control_d')) {
    return unknown('host/guest', 'undecided', { source: '/proc/xen/capabilities' });
  }
  const named = [vendor, product].flatMap(reading =>
    reading.state === 'present' ? [reading.value.trim()] : [],
  );
  const maker = named.map(vmMakerOf).find(id => id !== undefined);
  if (maker !== undefined) return known('host/guest', maker, { source: '/sys/class/dmi/id' });
  return fromReading('host/guest', cpuinfo, { source: '/proc/cpuinfo' }, text => {
    const { flags } = parseCpuinfo(text);
    // A part of the file, without the flags, says nothing of a hypervisor.
    if (flags.size === 0) return undefined;
    return flags.has('hypervisor') ? 'unnamed' : null;
  });
}
