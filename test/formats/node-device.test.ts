import { expect, it } from 'vitest';
import { mdevOf, pciAddressOf, pciNodeDevice } from '../../src/formats/node-device.ts';

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

const uuid = '00000000-0000-0000-0000-000000000011';

it.each([
  [
    'with its parent',
    'mdev_00000000_0000_0000_0000_000000000011_0000_00_02_0',
    { uuid, parent: '0000:00:02.0' },
  ],
  ['without, as older libvirt', 'mdev_00000000_0000_0000_0000_000000000011', { uuid, parent: null }],
  ['below a matrix', 'mdev_00000000_0000_0000_0000_000000000011_matrix', { uuid, parent: null }],
  ['another device', 'pci_0000_00_02_0', undefined],
  ['a UUID that is too short', 'mdev_0000_0000', undefined],
])('a mediated device %s', (_, name, expected) => {
  expect(mdevOf(name)).toEqual(expected);
});
