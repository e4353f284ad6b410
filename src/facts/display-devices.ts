import type { Host, Reading, Withheld } from '../host/reader.ts';
import { pciDevice, pciDevices } from '../values/pci-device.ts';

const intel = '0x8086';

/** An Intel display device that is no virtual function. */
export interface DisplayDevice {
  /** `0000:00:02.0` */
  readonly address: string;
  /** The file `device`. */
  readonly device: Reading<string>;
  /** Six hex digits: class, subclass, programming interface. */
  readonly pciClass: string;
}

/** What a host has to show pictures with. */
export interface Displays {
  readonly gpus: readonly DisplayDevice[];
  /** Vendor ids of all display devices, four hex digits. */
  readonly vendors: readonly string[];
  /** false: the class of some device, or the vendor of some display, could not be read. */
  readonly isComplete: boolean;
}

/** Finds the display devices; `why` where not even the list of devices is known. A kernel without PCI is no case of its own. */
export async function findDisplays(host: Host): Promise<Displays | { readonly why: Withheld }> {
  const listed = await host.list(pciDevices);
  if (listed.state !== 'present') return { why: listed.state === 'withheld' ? listed.why : 'not captured' };
  const found = await Promise.all(listed.value.map(address => identify(host, address)));
  const displays = found.filter(device => device.isDisplay === true);
  return {
    gpus: displays.filter(
      device => device.vendor === intel && !device.isVirtual && !isSecondHead(device, displays),
    ),
    vendors: [...new Set(displays.map(device => device.vendor.replace(/^0x/u, '')).filter(id => id !== ''))],
    isComplete: found.every(
      device => device.isDisplay === false || (device.isDisplay === true && device.vendor !== ''),
    ),
  };
}

/** Early GPUs have a function 1 for their second screen; the driver takes function 0 only (i915/i915_pci.c, i915_pci_probe()). */
const isSecondHead = ({ address }: DisplayDevice, displays: readonly DisplayDevice[]): boolean =>
  !address.endsWith('.0') && displays.some(other => other.address === `${address.slice(0, -1)}0`);

interface Identified extends DisplayDevice {
  /** undefined: its class was not captured. */
  readonly isDisplay: boolean | undefined;
  readonly isVirtual: boolean;
  readonly vendor: string;
}

/** PCI base class 03 is a display controller: include/linux/pci_ids.h. */
async function identify(host: Host, address: string): Promise<Identified> {
  const folder = pciDevice(address);
  const reading = await attribute(host, folder, 'class');
  const nothing = (isDisplay: false | undefined, pciClass: string): Identified => ({
    address,
    device: reading,
    pciClass,
    isDisplay,
    isVirtual: false,
    vendor: '',
  });
  if (reading.state !== 'present') return nothing(undefined, '');
  const pciClass = reading.value.trim().replace(/^0x/u, '').padStart(6, '0');
  if (!pciClass.startsWith('03')) return nothing(false, pciClass);
  const [vendor, device, physical] = await Promise.all([
    attribute(host, folder, 'vendor'),
    attribute(host, folder, 'device'),
    host.link(`${folder}/physfn`),
  ]);
  return {
    address,
    device,
    pciClass,
    isDisplay: true,
    isVirtual: physical.state === 'present',
    vendor: vendor.state === 'present' ? vendor.value.trim().toLowerCase() : '',
  };
}

/** Where `uevent` says what the three files say. */
const ofUevent = {
  class: /^PCI_CLASS=([\da-f]+)$/imu,
  vendor: /^PCI_ID=([\da-f]{4}):/imu,
  device: /^PCI_ID=[\da-f]{4}:([\da-f]{4})$/imu,
};

/**
 * A number that tells what a device is, by its own file or as `uevent` repeats it: `PCI_CLASS=30000`, `PCI_ID=8086:46A6` (drivers/pci/pci-driver.c,
 * pci_uevent()). A file without a number was not captured: the kernel writes one.
 */
async function attribute(
  host: Host,
  folder: string,
  name: 'class' | 'vendor' | 'device',
): Promise<Reading<string>> {
  const own = await host.read(`${folder}/${name}`);
  if (own.state === 'present' && /[\da-f]{4}/iu.test(own.value)) return own;
  const repeated = await host.read(`${folder}/uevent`);
  const [, value] = repeated.state === 'present' ? (ofUevent[name].exec(repeated.value) ?? []) : [];
  if (value !== undefined) return { state: 'present', value: `0x${value.toLowerCase()}\n` };
  return own.state === 'withheld' ? own : { state: 'withheld', why: 'not captured' };
}
