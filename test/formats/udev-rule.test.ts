import { expect, it } from 'vitest';
import { mdevctlProgram, programsOfRules } from '../../src/formats/udev-rule.ts';

it.each<[string, string, string[], string | undefined]>([
  [
    'mdevctl itself',
    'ACTION=="change", SUBSYSTEM=="pci", ENV{MDEV_STATE}=="registered", RUN+="/usr/sbin/mdevctl start-parent-mdevs %k"\n',
    ['/usr/sbin/mdevctl'],
    '/usr/sbin/mdevctl',
  ],
  [
    'mdevctl through a shell',
    `ENV{MDEV_STATE}=="registered", TEST=="/usr/bin/x", RUN+="/bin/sh -c '/usr/sbin/mdevctl start-parent-mdevs %k &'"`,
    ['/bin/sh', '/usr/sbin/mdevctl'],
    '/usr/sbin/mdevctl',
  ],
  ['a continued line', 'A=="b", \\\n  RUN+="/usr/bin/mdevctl x"', ['/usr/bin/mdevctl'], '/usr/bin/mdevctl'],
  ['a comment', '# RUN+="/usr/sbin/mdevctl"\n', [], undefined],
  [
    'a program that is only tested for',
    'TEST=="/usr/sbin/mdevctl", RUN+="/bin/true"',
    ['/bin/true'],
    undefined,
  ],
  ['an argument that only ends like it', 'RUN+="/bin/rm /run/mdevctl"', ['/bin/rm'], undefined],
  [
    'a device below /dev is no program',
    `RUN+="/bin/sh -c 'echo 1 > /sys/x/mdevctl'"`,
    ['/bin/sh'],
    undefined,
  ],
  ['a program of udev', 'PROGRAM="scsi_id -g"', ['/usr/lib/udev/scsi_id'], undefined],
  ['a builtin is no program', 'RUN{builtin}+="kmod load kvmgt", IMPORT{builtin}="hwdb"', [], undefined],
  ['an import', 'IMPORT{program}="/usr/bin/x --a", IMPORT{file}="/etc/y"', ['/usr/bin/x'], undefined],
  ['repeats stand once', 'RUN+="/a b"\nRUN+="/a c"', ['/a'], undefined],
  ['carriage returns', 'RUN+="/usr/bin/mdevctl a"\r\n', ['/usr/bin/mdevctl'], '/usr/bin/mdevctl'],
  ['nothing', '', [], undefined],
])('%s', (_, text, programs, mdevctl) => {
  expect(programsOfRules(text)).toEqual(programs);
  expect(mdevctlProgram(text)).toBe(mdevctl);
});
