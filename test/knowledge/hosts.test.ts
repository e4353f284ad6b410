import { describe, expect, test } from 'vitest';
import { allHosts, hostById, recognisePlatform } from '../../src/knowledge/hosts.ts';

const recognise = (ids: Readonly<Record<string, string>>, kernelRelease: string, paths: readonly string[]) =>
  recognisePlatform({
    distribution: new Map(Object.entries(ids)),
    kernelRelease,
    exists: path => Promise.resolve(paths.includes(path)),
  });

describe('recognisePlatform', () => {
  test.each([
    [{ ID: 'debian' }, '6.6.38-trim', ['/usr/trim/bin'], 'fnos'],
    [{ ID: 'debian' }, '6.18.18.c963-trim', ['/var/apps', '/usr/local/apps'], 'fnos'],
    [{ ID: 'debian' }, '6.18.18-ctrim', ['/var/apps'], 'fnos'],
    [{ ID: 'debian' }, '6.6.38-trim', [], 'debian'],
    [{ ID: 'debian' }, '6.1.0-56-amd64', ['/var/apps'], 'debian'],
    [{ ID: 'debian' }, '6.6.38-trimmed', ['/var/apps'], 'debian'],
    [{ ID: 'debian' }, '6.6.38-trim', ['/usr/bin/pveversion'], 'proxmox'],
    [{ ID: 'debian' }, '6.8.12-4-pve', [], 'proxmox'],
    [{ ID: 'debian' }, '6.1.0-56-amd64', ['/etc/pve'], 'debian'],
    [{ ID: 'slackware' }, '6.12.54-Unraid', [], 'unraid'],
    [{ ID: 'debian' }, '6.6.44-production+truenas', ['/usr/bin/midclt'], 'truenas'],
    [{ ID: 'debian' }, '6.1.0-56-amd64', ['/etc/openmediavault/config.xml'], 'omv'],
    [{ ID: 'ubuntu', ID_LIKE: 'debian' }, '6.8.0-151-generic', [], 'ubuntu'],
    [{ ID: 'linuxmint', ID_LIKE: 'ubuntu debian' }, '6.8.0-151-generic', [], 'ubuntu'],
    [{ ID: 'manjaro', ID_LIKE: 'arch' }, '6.12.1-1-MANJARO', [], 'arch'],
    [{ ID: 'rocky', ID_LIKE: 'rhel centos fedora' }, '5.14.0-427.el9.x86_64', [], 'rhel'],
    [{ ID: 'opensuse-tumbleweed' }, '6.11.0-1-default', [], 'opensuse'],
    [{ ID: 'nixos' }, '6.6.1', [], 'nixos'],
    [{ ID: 'alpine' }, '6.6.1-0-lts', [], 'alpine'],
    [{ ID: 'void' }, '6.6.1', [], 'other'],
    [{}, '', [], 'other'],
  ])('%j, %s, %j: %s', async (ids, release, paths, expected) => {
    expect((await recognise(ids, release, paths)).id).toBe(expected);
  });

  test('says what gave the system away', async () => {
    expect((await recognise({ ID: 'debian' }, '6.6.38-trim', ['/usr/trim/bin'])).signs).toEqual([
      'kernel 6.6.38-trim',
      '/usr/trim/bin',
    ]);
    expect((await recognise({ ID: 'debian' }, '', [])).signs).toEqual(['ID=debian']);
    expect((await recognise({}, '', [])).signs).toEqual([]);
  });
});

test('nothing is installed by hand on fnOS', () => {
  expect(hostById('fnos')?.packages).toBe('never');
  expect(hostById('nonesuch')).toBeUndefined();
});

test('ids stand once', () => {
  const ids = allHosts().map(host => host.id);
  expect(new Set(ids).size).toBe(ids.length);
});
