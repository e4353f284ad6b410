import { expect, it } from 'vitest';
import { parseProxmoxVm } from '../../src/formats/proxmox.ts';

it('only what stands before the first section counts', () => {
  const text = [
    '#hostpci9: 0000:00:09.0',
    'bios: ovmf',
    'hostpci0: 0000:00:02.0,mdev=i915-GVTg_V5_4,pcie=1',
    'name: win11',
    '',
    '[PENDING]',
    'hostpci1: 0000:01:00',
    '',
    '[before-update]',
    'name: old',
    'hostpci0: 0000:03:00.0',
  ].join('\n');
  expect(parseProxmoxVm(text)).toEqual({
    name: 'win11',
    hostpci: [{ index: 0, address: '0000:00:02.0', mdev: 'i915-GVTg_V5_4', mapping: null }],
  });
});

it.each([
  ['without a domain', 'hostpci1: 00:02.0,mdev=a', { index: 1, address: '0000:00:02.0', mdev: 'a' }],
  ['all functions', 'hostpci0: 00:02,pcie=1', { address: '0000:00:02', mdev: null }],
  ['the key host', 'hostpci15: pcie=1,host=0000:00:02.1,x-vga=1', { index: 15, address: '0000:00:02.1' }],
  ['several addresses', 'hostpci0: 0000:00:02.1;0000:00:02.2', { address: '0000:00:02.1' }],
  ['a mapping', 'hostpci0: mapping=igpu,mdev=b', { address: null, mapping: 'igpu', mdev: 'b' }],
  ['carriage returns', 'hostpci0: 0000:00:02.0\r\n', { address: '0000:00:02.0', mdev: null }],
])('a device: %s', (_, text, expected) => {
  expect(parseProxmoxVm(text).hostpci).toMatchObject([expected]);
});

it.each([
  ['nothing', ''],
  ['another key', 'hostpci: 0000:00:02.0\nhostpcix: a\nxname: b'],
  ['a comment', '#name: a'],
])('%s: no devices, no name', (_, text) => {
  expect(parseProxmoxVm(text)).toEqual({ name: null, hostpci: [] });
});
