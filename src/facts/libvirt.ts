import { pciAddressOf } from '../formats/pci-address.ts';
import { parseDaemonVersion, parseNodeDeviceList, virsh } from '../formats/virsh.ts';
import type { Host, Reading } from '../host/reader.ts';
import { fromReading, type Collector } from './collector.ts';
import { known, unknown } from './fact.ts';

/** Process ids of the daemons that would answer; asking a daemon that sleeps would wake it by its socket. */
const pidFiles = [
  '/run/libvirtd.pid',
  '/run/virtqemud.pid',
  '/run/libvirt/libvirtd.pid',
  '/run/libvirt/virtqemud.pid',
];

/** libvirt: does it run, which version, and which devices does it take for mdev parents. */
export const libvirtCollector: Collector = {
  subject: 'libvirt',
  gives: ['libvirt/is-running', 'libvirt/version', 'libvirt/mdev-parents'],
  collect: async host => {
    const running = await isRunning(host);
    const about = { source: pidFiles.join(', ') };
    if (running.state !== 'present' || !running.value) {
      const why = running.state === 'withheld' ? running.why : 'not captured';
      return {
        facts: [
          running.state === 'present'
            ? known('libvirt/is-running', false, about)
            : unknown('libvirt/is-running', why, about),
          unknown('libvirt/version', why, about),
          unknown('libvirt/mdev-parents', why, about),
        ],
      };
    }
    const [version, parents] = await Promise.all([
      host.run(virsh('version', '--daemon')),
      host.run(virsh('nodedev-list', '--cap', 'mdev_types')),
    ]);
    return {
      facts: [
        known('libvirt/is-running', true, about),
        fromReading('libvirt/version', version, { source: 'virsh version --daemon' }, said =>
          said.exit === 0 ? parseDaemonVersion(said.stdout) : undefined,
        ),
        fromReading(
          'libvirt/mdev-parents',
          parents,
          { source: 'virsh nodedev-list --cap mdev_types' },
          said =>
            said.exit === 0
              ? parseNodeDeviceList(said.stdout).flatMap(name => pciAddressOf(name) ?? [])
              : undefined,
        ),
      ],
    };
  },
};

/** Does a daemon of libvirt's run? Told by its pid file; nothing is started to find out. */
export async function isRunning(host: Host): Promise<Reading<boolean>> {
  const stats = await Promise.all(pidFiles.map(path => host.stat(path)));
  if (stats.some(stat => stat.state === 'present')) return { state: 'present', value: true };
  const missing = stats.find(stat => stat.state === 'withheld');
  return missing?.state === 'withheld' ? missing : { state: 'present', value: false };
}
