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
