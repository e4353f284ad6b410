import { isRunning } from './modules.ts';
import { unless, type Law } from './law.ts';
import { deviceFolder, namesAt, type Recorded } from './recorded.ts';

const hex = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number.parseInt(text.trim(), 16);

/** PCI devices whose vendor was read. */
const described = (host: Recorded): readonly string[] =>
  host.devices.filter(address => host.text(`${deviceFolder(address)}/vendor`) !== undefined);

const totalVfs = (host: Recorded, address: string): number | undefined => {
  const text = host.text(`${deviceFolder(address)}/sriov_totalvfs`);
  return text === undefined ? undefined : Number(text.trim());
};

export const deviceLaws: readonly Law[] = [
  {
    // drivers/base/dd.c, driver_sysfs_add(): the link stands for a bound driver, which some running module registered.
    says: 'the driver of a device is loaded or built in',
    broken: host =>
      [...host.drivers].flatMap(([address, driver]) =>
        unless(
          isRunning(host, driver.replaceAll('-', '_')) !== false,
          `${address} is bound to ${driver}, which is neither loaded nor built in`,
        ),
      ),
  },
  {
    // drivers/pci/pci-sysfs.c: vendor, device and class are read from the same registers that `config` shows.
    says: 'the configuration space says the same ids and class as the files',
    broken: host =>
      described(host).flatMap(address => {
        const base64 = host.snapshot.binary[`${deviceFolder(address)}/config`];
        if (base64 === undefined) return [];
        const bytes = Buffer.from(base64, 'base64');
        const said = {
          vendor: bytes.readUInt16LE(0),
          device: bytes.readUInt16LE(2),
          class: bytes.readUIntLE(9, 3),
        };
        return Object.entries(said).flatMap(([name, value]) =>
          unless(
            hex(host.text(`${deviceFolder(address)}/${name}`)) === value,
            `${address}: ${name} is ${value.toString(16)} in config`,
          ),
        );
      }),
  },
  {
    // /sys/bus/pci/devices/ADDRESS is a link to /sys/devices/pciDDDD:BB/…/ADDRESS: each bridge before it is one folder
    // more.
    says: 'a link of a device climbs out of its own place in the tree',
    broken: host =>
      Object.entries(host.snapshot.links).flatMap(([path, target]) => {
        const address = /^\/sys\/bus\/pci\/devices\/([^/]+)\/(?:driver|iommu_group)$/u.exec(path)?.[1];
        if (address === undefined) return [];
        const climbs = target.split('/').filter(part => part === '..').length;
        const isOnRootBus = address.split(':')[1] === '00';
        return unless(isOnRootBus ? climbs === 3 : climbs > 3, `${path} → ${target}`);
      }),
  },
  {
    // drivers/pci/iov.c, sriov_add_vfs(), pci_iov_add_virtfn(): both links are made with the device itself.
    says: 'physical and virtual functions point at each other, as many as sriov_numvfs says',
    broken: host =>
      described(host).flatMap(address => {
        const folder = deviceFolder(address);
        const count = host.text(`${folder}/sriov_numvfs`);
        const total = totalVfs(host, address);
        const functions = Object.entries(host.snapshot.links).flatMap(([path, target]) =>
          path.startsWith(`${folder}/virtfn`) ? [target.replace('../', '')] : [],
        );
        const others = host.devices.filter(
          other => host.snapshot.links[`${deviceFolder(other)}/physfn`] === `../${address}`,
        );
        return [
          ...unless(
            count === undefined || Number(count) <= (total ?? 0),
            `${address}: more than ${total ?? 0}`,
          ),
          ...unless(
            functions.every(one => others.includes(one)),
            `${address}: ${functions.join(' ')}`,
          ),
          ...unless(
            count === undefined || others.length === Number(count),
            `${address}: ${count?.trim() ?? ''} counted, ${others.length} there`,
          ),
          ...unless(functions.length === 0 || functions.length === others.length, `${address}: a link lacks`),
        ];
      }),
  },
  {
    // drivers/pci/iov.c: the attributes are visible for a device with the capability (0x10 of the extended ones) if
    // PCI_IOV is built in.
    says: 'a device with the SR-IOV capability has sriov_totalvfs, one without has none',
    broken: host =>
      described(host).flatMap(address => {
        const base64 = host.snapshot.binary[`${deviceFolder(address)}/config`];
        const shown = host.has(`${deviceFolder(address)}/sriov_totalvfs`);
        if (base64 === undefined || shown === undefined || host.config.get('PCI_IOV') !== 'y') return [];
        const has = hasExtendedCapability(Buffer.from(base64, 'base64'), 0x10);
        return has === undefined ? [] : unless(has === shown, `${address}: capability ${String(has)}`);
      }),
  },
  {
    // Mainline i915 has no .sriov_configure; xe and the one of i915-sriov-dkms do (drivers/pci/iov.c,
    // sriov_numvfs_store()).
    says: 'virtual functions are made by a driver that can',
    broken: host =>
      described(host)
        .filter(address => Number(host.text(`${deviceFolder(address)}/sriov_numvfs`) ?? 0) > 0)
        .flatMap(address => {
          const driver = host.drivers.get(address) ?? 'none';
          const isForeign = host.modules?.get(driver)?.taint.includes('O') === true;
          return unless(driver === 'xe' || (driver === 'i915' && isForeign), `${address}: driver ${driver}`);
        }),
  },
  {
    says: 'every device of the bus has its class',
    broken: host =>
      host.devices.flatMap(address =>
        unless(host.has(`${deviceFolder(address)}/class`) === true, `${address} has none`),
      ),
  },
  {
    says: 'what was recorded of a device is of one on the bus',
    broken: host =>
      host.snapshot.dirs['/sys/bus/pci/devices'] === undefined
        ? []
        : namesAt(host.snapshot, /^\/sys\/bus\/pci\/devices\/([^/]+)\//u).flatMap(address =>
            unless(host.devices.includes(address), `${address} is not on the bus`),
          ),
  },
];

/** include/uapi/linux/pci_regs.h: the list starts at 0x100. undefined: that part was not readable. */
function hasExtendedCapability(bytes: Buffer, wanted: number): boolean | undefined {
  if (bytes.length < 4096) return undefined;
  for (let at = 0x100; at >= 0x100; at = bytes.readUInt16LE(at + 2) >> 4) {
    if (bytes.readUInt16LE(at) === wanted) return true;
  }
  return false;
}
