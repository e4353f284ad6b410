/** libvirt's names of node devices, as `udevGenerateDeviceName()` in src/node_device/node_device_udev.c makes them. */

/** A mediated device by its libvirt name. */
export interface MdevNodeDevice {
  /** Its UUID. */
  readonly uuid: string;
  /** The PCI address of its parent; null in names of libvirt before 7.8. */
  readonly parent: string | null;
}

/** `pci_0000_00_02_0` → `0000:00:02.0`; undefined where it is no PCI device. */
export function pciAddressOf(name: string): string | undefined {
  const parts = /^pci_([\da-f]{4,8})_([\da-f]{2})_([\da-f]{2})_([\da-f])$/i.exec(name);
  return parts === null
    ? undefined
    : `${parts[1] ?? ''}:${parts[2] ?? ''}:${parts[3] ?? ''}.${parts[4] ?? ''}`;
}

/** `0000:00:02.0` → `pci_0000_00_02_0`. */
export function pciNodeDevice(address: string): string {
  return `pci_${address.replace(/[:.]/g, '_')}`;
}

/** `mdev_<uuid>_0000_00_02_0` → UUID and parent; undefined where it is no mediated device. */
export function mdevOf(name: string): MdevNodeDevice | undefined {
  const parts = /^mdev_([\da-f]{8}(?:_[\da-f]{4}){3}_[\da-f]{12})(?:_(.{1,64}))?$/i.exec(name);
  if (parts?.[1] === undefined) return undefined;
  const parent = parts[2] === undefined ? undefined : pciAddressOf(`pci_${parts[2]}`);
  return { uuid: parts[1].replaceAll('_', '-').toLowerCase(), parent: parent ?? null };
}
