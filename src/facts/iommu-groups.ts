import type { Host, Reading } from '../host/reader.ts';
import { pciDevice } from '../values/pci-device.ts';
import type { FactAddress } from './catalogue.ts';
import type { Collector } from './collector.ts';
import { findDisplays } from './display-devices.ts';
import { known, unknown, type Fact, type Unknown } from './fact.ts';

/**
 * What shares an IOMMU group with a GPU, and with its virtual functions. A device can be handed to a VM only if every other endpoint of its
 * group has no driver of the host's own: Documentation/driver-api/vfio.rst, "Groups, Devices, and IOMMUs". A vGPU of GVT-g needs none of this.
 */
export const iommuGroupCollector: Collector = {
  subject: 'iommu groups',
  gives: ['gpu/group-strangers', 'gpu/vf-group-strangers'],
  collect: async host => {
    const found = await findDisplays(host);
    if ('why' in found) return { facts: [] };
    return { facts: (await Promise.all(found.gpus.map(({ address }) => factsOf(host, address)))).flat() };
  },
};

/** The strangers of some groups, or why they are not known. */
type Strangers = { readonly found: readonly string[] } | { readonly why: Unknown };

async function factsOf(host: Host, gpu: string): Promise<readonly Fact[]> {
  const fact = (address: FactAddress, strangers: Strangers): Fact => {
    const about = { subject: gpu, source: `${groups}/*/devices` };
    return 'why' in strangers
      ? unknown(address, strangers.why, about)
      : known(address, strangers.found, about);
  };
  const [own, functions] = await Promise.all([strangersOf(host, gpu), functionsOf(host, gpu)]);
  if ('why' in functions)
    return [fact('gpu/group-strangers', own), fact('gpu/vf-group-strangers', functions)];
  const theirs = await Promise.all(functions.found.map(address => strangersOf(host, address)));
  return [fact('gpu/group-strangers', own), fact('gpu/vf-group-strangers', together(theirs))];
}

/** Where a stranger is known it stands there, whatever else could not be read. */
function together(all: readonly Strangers[]): Strangers {
  const found = [...new Set(all.flatMap(one => ('found' in one ? one.found : [])))];
  const open = all.find(one => 'why' in one);
  return found.length > 0 || open === undefined ? { found } : open;
}

/** The addresses of the virtual functions that exist: Documentation/ABI/testing/sysfs-bus-pci, virtfnN. */
async function functionsOf(host: Host, gpu: string): Promise<Strangers> {
  const count = await host.read(`${pciDevice(gpu)}/sriov_numvfs`);
  if (count.state !== 'present') return count.state === 'withheld' ? { why: count.why } : { found: [] };
  const wanted = Number(count.value.trim()) || 0;
  if (wanted === 0) return { found: [] };
  const listed = await host.list(pciDevice(gpu));
  if (listed.state !== 'present') return { why: reasonOf(listed) };
  const names = Array.from({ length: Math.min(wanted, 64) }, (_, at) => `virtfn${at}`);
  if (!names.every(name => listed.value.includes(name))) return { why: 'undecided' };
  const links = await Promise.all(names.map(name => host.link(`${pciDevice(gpu)}/${name}`)));
  const open = links.find(link => link.state !== 'present');
  if (open !== undefined) return { why: reasonOf(open) };
  return { found: links.flatMap(link => (link.state === 'present' ? [lastName(link.value)] : [])) };
}

const groups = '/sys/kernel/iommu_groups';

/** The other endpoints in the group of a device that a driver of the host's own holds: address, id and driver. */
async function strangersOf(host: Host, address: string): Promise<Strangers> {
  const group = await host.link(`${pciDevice(address)}/iommu_group`);
  if (group.state !== 'present') return { why: reasonOf(group) };
  const members = await host.list(`${groups}/${lastName(group.value)}/devices`);
  if (members.state !== 'present') return { why: reasonOf(members) };
  const others = members.value.filter(member => member !== address);
  return together(await Promise.all(others.map(member => strangerOf(host, member))));
}

/** Drivers that leave DMA alone, so that they may stay: drivers/pci/pci-stub.c, drivers/pci/pcie/portdrv.c, drivers/vfio (driver_managed_dma). */
const harmless = /^(?:pci-stub|pcieport|.*vfio[-_]pci)$/u;

async function strangerOf(host: Host, member: string): Promise<Strangers> {
  const folder = pciDevice(member);
  const [pciClass, vendor, device, driver] = await Promise.all([
    host.read(`${folder}/class`),
    host.read(`${folder}/vendor`),
    host.read(`${folder}/device`),
    host.link(`${folder}/driver`),
  ]);
  // A bridge between PCI buses is no endpoint: PCI_CLASS_BRIDGE_PCI, include/linux/pci_ids.h.
  if (pciClass.state === 'present' && /^(?:0x)?0604/u.test(pciClass.value.trim())) return { found: [] };
  if (driver.state === 'absent') return { found: [] };
  if (driver.state === 'withheld') return { why: driver.why };
  const name = lastName(driver.value);
  if (harmless.test(name)) return { found: [] };
  if (pciClass.state !== 'present') return { why: reasonOf(pciClass) };
  const id = [vendor, device].map(hexOf).join(':');
  return { found: [`${member} ${id} ${name}`] };
}

const hexOf = (reading: Reading<string>): string =>
  reading.state === 'present' ? reading.value.trim().replace(/^0x/u, '') : '?';

const reasonOf = (reading: Reading<unknown>): Unknown =>
  reading.state === 'withheld' ? reading.why : 'undecided';

const lastName = (target: string): string => target.slice(target.lastIndexOf('/') + 1);
