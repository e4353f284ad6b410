import { expect, it } from 'vitest';
import { pciAddressOf, pciNodeDevice } from '../../src/formats/pci-address.ts';

it.each<[string, string | undefined]>([
  ['pci_0000_00_02_0', '0000:00:02.0'],
  ['pci_10000_e1_1f_7', '10000:e1:1f.7'],
  ['pci_0000_00_02', undefined],
  ['net_eth0', undefined],
  ['', undefined],
])('%s is at %s', (name, address) => {
  expect(pciAddressOf(name)).toBe(address);
});

it('an address becomes a name', () => {
  expect(pciNodeDevice('0000:00:02.0')).toBe('pci_0000_00_02_0');
});
