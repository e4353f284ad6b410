import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rootHost } from '../../src/host/root.ts';

const root = mkdtempSync(join(tmpdir(), 'fngvt-root-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

put('etc/os-release', 'ID=debian\n');
put('usr/lib/modules/6.1/modules.dep', 'x: y\n');
for (const name of ['class', 'config', 'resource'])
  put(`sys/bus/pci/devices/0000:00:02.0/${name}`, '0x030000\n');
put('sys/bus/pci/devices/0000:00:1f.0/class', '0x060100\n');
mkdirSync(join(root, 'proc'));
symlinkSync('usr/lib', join(root, 'lib'));
symlinkSync('/etc/os-release', join(root, 'absolute'));
symlinkSync('../../../../../../etc/passwd', join(root, 'climber'));
symlinkSync('loop', join(root, 'loop'));

const host = rootHost(root);
const absent = { state: 'absent' };
const notCaptured = { state: 'withheld', why: 'not captured' };

describe('a folder as root', () => {
  test('links are followed as if it were /, and never lead out of it', async () => {
    expect(await host.read('/lib/modules/6.1/modules.dep')).toEqual({ state: 'present', value: 'x: y\n' });
    expect(await host.read('/absolute')).toEqual({ state: 'present', value: 'ID=debian\n' });
    expect(await host.read('/climber')).toEqual(absent);
    expect((await host.read('/loop')).state).not.toBe('present');
    expect(await host.link('/climber')).toEqual({ state: 'present', value: '../../../../../../etc/passwd' });
  });

  test('an ordinary file that is missing is absent', async () => {
    expect(await host.read('/etc/default/grub')).toEqual(absent);
  });

  test('an empty /proc was never captured', async () => {
    expect(await host.read('/proc/cmdline')).toEqual(notCaptured);
    expect(await host.read('/proc/modules')).toEqual(notCaptured);
  });

  test('in a partial /sys only what lies beside something captured is known to be absent', async () => {
    expect(await host.link('/sys/bus/pci/devices/0000:00:02.0/driver')).toEqual(absent);
    // Somebody put together what he thought was needed.
    expect(await host.link('/sys/bus/pci/devices/0000:00:1f.0/driver')).toEqual(notCaptured);
    expect(await host.list('/sys/bus/mdev/devices')).toEqual(notCaptured);
    expect(await host.list('/sys/module/i915')).toEqual(notCaptured);
    expect(await host.stat('/dev/kvm')).toEqual(notCaptured);
  });

  test('no program is run', async () => {
    expect(await host.run(['dmesg'])).toEqual(notCaptured);
  });

  test('a folder is no file', async () => {
    expect(await host.read('/etc')).toEqual({ state: 'withheld', why: 'failed' });
  });
});
