import { parseDomain } from '../formats/domain-xml.ts';
import { parseProxmoxVm } from '../formats/proxmox.ts';
import { parseDomainList, virsh } from '../formats/virsh.ts';
import type { Host } from '../host/reader.ts';
import { fromReading, type Collector } from './collector.ts';
import { known, type Fact } from './fact.ts';
import { isRunning } from './libvirt.ts';

const proxmoxVms = '/etc/pve/qemu-server';

/** The VMs whose definition could hold a vGPU: libvirt's, where its daemon runs, and Proxmox'. */
export const vmCollector: Collector = {
  subject: 'vm',
  gives: ['vm/title', 'vm/mdevs', 'vm/pci-devices'],
  collect: async host => {
    const [libvirt, proxmox] = await Promise.all([libvirtVms(host), proxmoxVmsOf(host)]);
    return { facts: [...libvirt, ...proxmox] };
  },
};

async function libvirtVms(host: Host): Promise<readonly Fact[]> {
  const running = await isRunning(host);
  if (running.state !== 'present' || !running.value) return [];
  const list = await host.run(virsh('list', '--all', '--name', '--uuid'));
  if (list.state !== 'present' || list.value.exit !== 0) return [];
  const names = parseDomainList(list.value.stdout).map(domain => domain.name);
  const facts = await Promise.all(names.map(name => libvirtVm(host, name)));
  return facts.flat();
}

/**
 * The definition as it will be at the next start (`--inactive`): what runs now may differ. The name follows `--domain`, so that one
 * that begins with a dash is no option.
 */
async function libvirtVm(host: Host, name: string): Promise<readonly Fact[]> {
  const said = await host.run(virsh('dumpxml', '--inactive', '--domain', name));
  const domain =
    said.state === 'present' && said.value.exit === 0
      ? { state: 'present' as const, value: parseDomain(said.value.stdout) }
      : { state: 'withheld' as const, why: said.state === 'withheld' ? said.why : ('failed' as const) };
  const about = { subject: name, source: `virsh dumpxml --inactive ${name}` };
  return [
    fromReading('vm/title', domain, about, of => of.title),
    fromReading('vm/mdevs', domain, about, of =>
      of.parseError ? undefined : of.mdevs.map(mdev => mdev.uuid),
    ),
    fromReading('vm/pci-devices', domain, about, of => (of.parseError ? undefined : of.pciHostdevs)),
  ];
}

/** Proxmox keeps one file a VM: qm.conf(5). It makes its mdevs itself, so a VM names a type and no UUID. */
async function proxmoxVmsOf(host: Host): Promise<readonly Fact[]> {
  const listed = await host.list(proxmoxVms);
  const files = listed.state === 'present' ? listed.value.filter(name => /^\d+\.conf$/u.test(name)) : [];
  const facts = await Promise.all(
    files.map(async file => {
      const source = `${proxmoxVms}/${file}`;
      const about = { subject: file.replace(/\.conf$/u, ''), source };
      const text = await host.read(source);
      const vm = text.state === 'present' ? { ...text, value: parseProxmoxVm(text.value) } : text;
      return [
        fromReading('vm/title', vm, about, of => of.name),
        known('vm/mdevs', [], about),
        fromReading('vm/pci-devices', vm, about, of =>
          of.hostpci
            .filter(device => device.mdev === null && device.address !== null)
            .map(device => device.address ?? ''),
        ),
      ];
    }),
  );
  return facts.flat();
}
