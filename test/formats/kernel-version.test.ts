import { describe, expect, it } from 'vitest';
import { upstreamVersion, type KernelNames } from '../../src/formats/kernel-version.ts';

const debianVersion =
  'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-09-01)';
const fnosVersion =
  'Linux version 6.6.38-trim (root@build) (gcc (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #80 SMP PREEMPT_DYNAMIC Tue Dec 10 20:45:43 CST 2024';

describe('upstream version', () => {
  it.each<[string, KernelNames, string | undefined]>([
    [
      "Ubuntu's stands in the signature",
      { release: '5.19.0-50-generic', versionSignature: 'Ubuntu 5.19.0-50.50-generic 5.19.17\n' },
      '5.19.17',
    ],
    [
      "so does that of Ubuntu's backports",
      { release: '6.8.0-45-generic', versionSignature: 'Ubuntu 6.8.0-45.45~22.04.1-generic 6.8.12' },
      '6.8.12',
    ],
    ['without the signature the patch level is not told', { release: '5.19.0-50-generic' }, '5.19'],
    [
      'a signature of two words tells nothing',
      { release: '5.4.0-1-x', versionSignature: 'Ubuntu 5.4.0' },
      '5.4',
    ],
    [
      "Debian's stands in uname -v",
      { release: '6.1.0-56-amd64', build: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-09-01)' },
      '6.1.192',
    ],
    [
      'and in /proc/version, behind the compiler of Debian',
      { release: '6.1.0-56-amd64', procVersion: debianVersion },
      '6.1.192',
    ],
    [
      'backports of Debian too',
      { release: '6.12.9+bpo-amd64', build: '#1 SMP Debian 6.12.9-1~bpo12+1 (2025-01-19)' },
      '6.12.9',
    ],
    ['Debian 13 puts it into the release', { release: '6.12.107+deb13-amd64' }, '6.12.107'],
    ['Debian without uname -v: in part', { release: '6.1.0-56-amd64' }, '6.1'],
    [
      'a Debian version of another series is not taken',
      { release: '6.6.38-trim', build: '#80 SMP Debian 12.2.0-14' },
      '6.6.38',
    ],
    ['fnOS', { release: '6.6.38-trim', procVersion: fnosVersion }, '6.6.38'],
    ['fnOS with the build in its name', { release: '6.18.18.c938-trim' }, '6.18.18'],
    ['Proxmox', { release: '6.17.13-6-pve' }, '6.17.13'],
    ['Unraid', { release: '6.12.24-Unraid' }, '6.12.24'],
    ['TrueNAS', { release: '6.12.15-production+truenas' }, '6.12.15'],
    ['Arch', { release: '6.12.3-arch1-1' }, '6.12.3'],
    ['the first of a series on Arch', { release: '6.12.0-arch1-1' }, '6.12.0'],
    ['Fedora', { release: '6.11.4-301.fc41.x86_64' }, '6.11.4'],
    ['the first of a series on Fedora', { release: '6.11.0-63.fc42.x86_64' }, '6.11.0'],
    ['openSUSE Tumbleweed', { release: '6.11.3-1-default' }, '6.11.3'],
    ['openSUSE Leap carries newer drivers', { release: '5.14.21-150500.55.83-default' }, undefined],
    ['SLE with a 0 too', { release: '6.4.0-150600.21-default' }, undefined],
    ['RHEL 9', { release: '5.14.0-503.11.1.el9_5.x86_64' }, undefined],
    ['Alma 8', { release: '4.18.0-553.el8_10.x86_64' }, undefined],
    ["Oracle's own kernel", { release: '5.15.0-200.131.27.el8uek.x86_64' }, undefined],
    ['openEuler', { release: '5.10.0-153.12.0.92.oe2203sp2.x86_64' }, undefined],
    ["ELRepo's kernels are upstream's", { release: '6.1.50-1.el9.elrepo.x86_64' }, '6.1.50'],
    ['mainline without a suffix', { release: '6.12.0' }, '6.12.0'],
    ['mainline with local changes', { release: '6.12.0+' }, '6.12.0'],
    ['two numbers', { release: '6.12-amd64' }, '6.12'],
    ["somebody's own suffix behind a 0", { release: '6.12.0-mine' }, '6.12'],
    ['a release candidate', { release: '6.12.0-rc3' }, undefined],
    ["a release candidate of Ubuntu's", { release: '6.12.0-061200rc3-generic' }, undefined],
    ['a release candidate of Fedora', { release: '6.12.0-0.rc3.29.fc42.x86_64' }, undefined],
    ['linux-next', { release: '6.12.0-next-20241119' }, undefined],
    ['nothing', { release: '' }, undefined],
    ['no version', { release: 'unknown' }, undefined],
  ])('%s', (_, names, expected) => {
    expect(upstreamVersion(names)).toBe(expected);
  });
});
