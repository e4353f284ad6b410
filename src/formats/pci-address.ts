/**
 * A PCI address of libvirt's attributes, as 0000:00:02.0. The parts are C numbers; libvirt writes them as hexadecimal
 * (`virPCIDeviceAddressFormat()`). undefined where a part is missing or no number.
 */
export function pciAddressFrom(attributes: ReadonlyMap<string, string>): string | undefined {
  const part = (name: string, digits: number): string | undefined => {
    const text = attributes.get(name) ?? (name === 'domain' || name === 'function' ? '0' : '');
    return /^(?:0x[\da-f]{1,8}|\d{1,8})$/iu.test(text)
      ? Number(text).toString(16).padStart(digits, '0')
      : undefined;
  };
  const parts = [part('domain', 4), part('bus', 2), part('slot', 2), part('function', 1)];
  if (parts.includes(undefined)) return undefined;
  const [domain = '', bus = '', slot = '', fn = ''] = parts;
  return `${domain}:${bus}:${slot}.${fn}`;
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
