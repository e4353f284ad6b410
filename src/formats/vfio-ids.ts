/** The entries of vfio-pci's `ids` that are about one device, and the others. */
export interface DeviceEntries {
  readonly gone: readonly string[];
  readonly left: readonly string[];
}

/**
 * Takes a device out of the list that vfio-pci is given: `vendor:device[:subvendor[:subdevice[:class[:class_mask]]]]` in hexadecimal digits, entries
 * apart by commas (drivers/vfio/pci/vfio_pci.c, `vfio_pci_fill_ids()`). `id`: `8086:5916`.
 */
export function withoutDevice(list: string, id: string): DeviceEntries {
  const entries = list.split(',').filter(entry => entry !== '');
  const gone = entries.filter(entry => isOf(entry, id));
  return { gone, left: entries.filter(entry => !gone.includes(entry)) };
}

function isOf(entry: string, id: string): boolean {
  const [vendor = '', device = ''] = entry.toLowerCase().split(':');
  return id !== '' && `${vendor}:${device}` === id.toLowerCase();
}
