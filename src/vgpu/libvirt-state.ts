import { parseDomainCard } from '../formats/domain-card.ts';
import {
  parseDaemonVersion,
  parseDomainInfo,
  parseDomainList,
  virsh,
  type DomainInfo,
} from '../formats/virsh.ts';
import type { Host, Reading, Withheld } from '../host/reader.ts';
import { isRunning } from '../facts/libvirt.ts';
import type { Vm } from './vm-inventory.ts';

/** libvirt, asked on purpose: a daemon that sleeps behind its socket may be woken here, which the doctor never does. */
export interface Libvirt {
  /** It runs, or would be started by its socket. */
  readonly isThere: boolean;
  /** Version of the daemon; null where it did not say. */
  readonly version: string | null;
  /** Why it gave no answer; null where it did, or is not there. */
  readonly why: Withheld | null;
}

/** Sockets by which systemd starts a daemon: libvirtd of Debian ends after 120 idle seconds (libvirtd.service of 9.0). */
const sockets = ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'];

export async function readLibvirt(host: Host): Promise<Libvirt> {
  const running = await isRunning(host);
  const awake = running.state === 'present' && running.value;
  const waiting = awake ? [] : await Promise.all(sockets.map(socket => host.stat(socket)));
  if (!awake && !waiting.some(stat => stat.state === 'present')) {
    const why = running.state === 'withheld' ? running.why : null;
    return { isThere: false, version: null, why };
  }
  const said = await host.run(virsh('version', '--daemon'));
  if (said.state === 'absent') return { isThere: false, version: null, why: null };
  if (said.state === 'withheld') return { isThere: true, version: null, why: said.why };
  if (said.value.exit !== 0) return { isThere: true, version: null, why: refused(said.value.stderr) };
  return { isThere: true, version: parseDaemonVersion(said.value.stdout) ?? null, why: null };
}

/** A daemon that does not let this person in answers so; anything else is a failure. */
function refused(stderr: string): Withheld {
  return /permission denied|authentication|access denied/iu.test(stderr) ? 'denied' : 'failed';
}

/** All domains, also those that are off. */
export async function libvirtVms(
  host: Host,
): Promise<{ readonly vms: readonly Vm[]; readonly missing: Withheld | null }> {
  const list = await host.run(virsh('list', '--all', '--name', '--uuid'));
  if (list.state === 'withheld') return { vms: [], missing: list.why };
  if (list.state === 'absent') return { vms: [], missing: null };
  if (list.value.exit !== 0) return { vms: [], missing: refused(list.value.stderr) };
  const domains = parseDomainList(list.value.stdout);
  const vms = await Promise.all(domains.map(domain => libvirtVm(host, domain.name)));
  const found = vms.filter(vm => vm !== undefined);
  return { vms: found, missing: found.length < vms.length ? 'failed' : null };
}

/**
 * One domain, as it will be at its next start. Its name follows `--domain`, so that one with a dash in front is no option. Passwords
 * of its console are left out by virsh unless asked for.
 */
export async function libvirtVm(host: Host, name: string): Promise<Vm | undefined> {
  const [said, asked] = await Promise.all([
    host.run(virsh('dumpxml', '--inactive', '--domain', name)),
    host.run(virsh('dominfo', '--domain', name)),
  ]);
  if (said.state !== 'present' || said.value.exit !== 0) return undefined;
  const xml = said.value.stdout;
  const card = parseDomainCard(xml);
  if (card.parseError) return undefined;
  const info = infoOf(asked);
  return {
    manager: 'libvirt',
    name,
    uuid: card.uuid,
    title: card.title,
    description: card.description,
    state: info === undefined ? null : stateOf(info.state),
    autostart: info?.autostart ?? null,
    memoryMib: card.memoryMib,
    cpus: card.cpus,
    machine: card.machine,
    firmware: card.firmware,
    guest: card.guest,
    disks: card.disks,
    networks: card.networks,
    videos: card.videos,
    mdevs: card.mdevs.map(mdev => mdev.uuid),
    mdevTypes: [],
    pciDevices: card.pciHostdevs,
    source: `virsh dumpxml --inactive ${name}`,
    own: {
      manager: 'libvirt',
      definition: xml,
      hasSecrets: null,
      isPersistent: info?.isPersistent ?? null,
      hasManagedSave: info?.hasManagedSave ?? null,
      hasGraphics: card.hasGraphics,
      hasOpenGl: card.hasOpenGl,
      asksXVga: card.asksXVga,
      hidesHypervisor: card.hidesHypervisor,
      hardLimitMib: card.hardLimitMib,
    },
  };
}

function infoOf(said: Reading<{ readonly exit: number; readonly stdout: string }>): DomainInfo | undefined {
  return said.state === 'present' && said.value.exit === 0 ? parseDomainInfo(said.value.stdout) : undefined;
}

function stateOf(state: string): Vm['state'] {
  if (state === 'running' || state === 'idle') return 'running';
  if (state === 'shut off') return 'off';
  return state === 'paused' || state === 'pmsuspended' ? 'paused' : 'other';
}

/** The same domain, with the answer whether it holds passwords. They are compared and dropped. */
export async function withSecrecy(host: Host, vm: Vm): Promise<Vm> {
  if (vm.own.manager !== 'libvirt') return vm;
  const said = await host.run(virsh('dumpxml', '--inactive', '--security-info', '--domain', vm.name));
  if (said.state !== 'present' || said.value.exit !== 0) return vm;
  return { ...vm, own: { ...vm.own, hasSecrets: said.value.stdout !== vm.own.definition } };
}

/** The same domain, taken for one without passwords. */
export const withoutSecrets = (vm: Vm): Vm =>
  vm.own.manager === 'libvirt' ? { ...vm, own: { ...vm.own, hasSecrets: false } } : vm;
