import { describe, expect, it } from 'vitest';
import { parseKernelLog } from '../../src/formats/kernel-log.ts';

const message = 'i915 0000:00:02.0: [drm] Unsupported device. GVT-g is disabled';

describe('what stands before a message', () => {
  it.each([
    ['nothing', message],
    ['the time since boot', `[    4.123456] ${message}`],
    ['a long time since boot', `[123456.123456] ${message}`],
    ['time and task', `[    4.123456][  T312] ${message}`],
    ['a level', `<6>[    4.123456] ${message}`],
    ['a level alone', `<6>${message}`],
    ['dmesg -T', `[Sun Nov 23 10:11:12 2025] ${message}`],
    ['dmesg -T in Chinese', `[日 11月 23 10:11:12 2025] ${message}`],
    ['dmesg -e', `[Nov23 10:11] ${message}`],
    ['dmesg -e, soon after', `[  +0.001234] ${message}`],
    ['dmesg -d', `[    4.123456 <    0.000123>] ${message}`],
    ['dmesg --time-format iso', `2025-11-23T10:11:12,123456+08:00 ${message}`],
    ['/dev/kmsg', `6,1234,4123456,-;${message}`],
    ['/dev/kmsg with its caller', `6,1234,4123456,-,caller=T312;${message}`],
    ['dmesg -x', `kern  :info  : [    4.123456] ${message}`],
    ['the journal', `Nov 23 10:11:12 fnOS-device kernel: ${message}`],
    ['the journal in Chinese', `11月 23 10:11:12 fnOS-device kernel: ${message}`],
    ['the journal, short-iso', `2025-11-23T10:11:12+0800 fnOS-device kernel: ${message}`],
    ['kern.log', `Nov 23 10:11:12 host kernel: [    4.123456] ${message}`],
    ['kern.log with exact time', `2025-11-23T10:11:12.345678+08:00 host kernel: [    4.123456] ${message}`],
    ['a carriage return behind it', `[    4.123456] ${message}\r`],
  ])('%s', (_, line) => {
    expect(parseKernelLog(`${line}\n`).lines).toEqual([message]);
  });

  it.each([
    ['a time of something else', '[10:11:12] somebody: i915'],
    ['brackets that are no time', '[drm] Initialized i915'],
    ['a driver whose name looks like a facility', 'usb: info: hub'],
    ['the word kernel later in a line', 'systemd[1]: Booted kernel: 6.1'],
  ])('%s stay', (_, line) => {
    expect(parseKernelLog(line).lines).toEqual([line]);
  });
});

it.each<[string, string, boolean]>([
  ['the first line of the kernel', '[    0.000000] Linux version 6.6.38-trim (root@x)\n[    1.0] a', true],
  ['the command line', 'Nov 23 10:11:12 h kernel: Command line: BOOT_IMAGE=/boot/vmlinuz', true],
  ['the command line, later', '[    0.1] Kernel command line: quiet', true],
  ['a ring that has turned over', '[ 9999.000000] usb 1-1: new device', false],
  ['the words in another message', '[    5.0] foreign: Linux version 6.1', false],
  ['nothing', '', false],
])('reaches back to the boot: %s', (_, text, expected) => {
  expect(parseKernelLog(text).reachesBoot).toBe(expected);
});
