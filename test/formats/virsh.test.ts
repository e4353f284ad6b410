import { expect, it } from 'vitest';
import {
  parseDaemonVersion,
  parseDomainInfo,
  parseDomainList,
  parseNodeDeviceList,
} from '../../src/formats/virsh.ts';

const uuid = '6f1f1e1d-1111-4222-8333-444455556666';

it.each<[string, string, [string, string][]]>([
  [
    'two domains',
    `${uuid} rvb8l0pj\n${uuid} 67chqzi0\n\n`,
    [
      [uuid, 'rvb8l0pj'],
      [uuid, '67chqzi0'],
    ],
  ],
  ['a name with spaces', `${uuid.toUpperCase()}   Windows 11 游戏 \n`, [[uuid, 'Windows 11 游戏']]],
  ['none', '\n', []],
  ['a message', 'error: failed to connect to the hypervisor\n', []],
])('domains: %s', (_, text, expected) => {
  expect(parseDomainList(text).map(entry => [entry.uuid, entry.name])).toEqual(expected);
});

it.each<[string, string, string[]]>([
  ['one', 'pci_0000_00_02_0\n\n', ['pci_0000_00_02_0']],
  ['none', '\n', []],
  ['carriage returns', 'pci_0000_00_02_0\r\n', ['pci_0000_00_02_0']],
  ['a message', 'error: Invalid capability type\n', []],
])('node devices: %s', (_, text, expected) => {
  expect(parseNodeDeviceList(text)).toEqual(expected);
});

const version = [
  'Compiled against library: libvirt 9.0.0',
  'Using library: libvirt 9.0.0',
  'Using API: QEMU 9.0.0',
  'Running hypervisor: QEMU 7.2.22',
  'Running against daemon: 9.0.1',
  '',
].join('\n');

it.each<[string, string | undefined, string | undefined]>([
  ["the daemon's", parseDaemonVersion(version), '9.0.1'],
  ["the daemon's, without a daemon", parseDaemonVersion('Using library: libvirt 9.0.0\n'), undefined],
])('version: %s', (_, found, expected) => {
  expect(found).toBe(expected);
});

it('a domain by dominfo', () => {
  expect(
    parseDomainInfo(
      `Id:             -\nName:           State: x\nState:          shut off\nMax memory:     262144 KiB\nPersistent:     yes\nAutostart:      disable\nManaged save:   yes\n`,
    ),
  ).toEqual({ state: 'shut off', isPersistent: true, autostart: false, hasManagedSave: true });
  expect(parseDomainInfo('error: failed to get domain\n')).toBeUndefined();
});
