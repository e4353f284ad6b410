/** Where sysfs lists PCI devices: Documentation/ABI/testing/sysfs-bus-pci. */
export const pciDevices = '/sys/bus/pci/devices';

/** The folder of one of them, by its address: `0000:00:02.0`. */
export const pciDevice = (address: string): string => `${pciDevices}/${address}`;
