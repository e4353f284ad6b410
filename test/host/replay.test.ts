import { describe, expect, test } from 'vitest';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { overlay } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

const host = replayHost(
  checkSnapshot(
    {
      schema: 'fngvt.snapshot/1',
      files: {
        '/proc/cmdline': 'quiet\n',
        '/boot/config': { keep: '^A', text: 'A=1\n' },
        '/big': 'A=1\nB=2\n',
      },
      dirs: { '/sys/class': ['drm'] },
      links: { '/sys/class/drm/card0': '../x' },
      binary: { '/config': Buffer.from([0x86, 0x80]).toString('base64') },
      failed: { '/slow': 'timed out' },
      absent: ['/etc/mdevctl.d'],
      denied: ['/sys/module/i915/parameters/enable_gvt', 'dmesg'],
      commands: [
        { argv: ['virsh', 'list'], exit: 0, stdout: 'x' },
        { argv: ['mdevctl'], exit: null },
      ],
      inventory: { mem: { total: 1 } },
    },
    'test',
  ),
);

const absent = { state: 'absent' };
const withheld = (why: string): object => ({ state: 'withheld', why });
const present = (value: unknown): object => ({ state: 'present', value });

describe('a snapshot answers', () => {
  test('what was captured is present', async () => {
    expect(await host.read('/proc/cmdline')).toEqual(present('quiet\n'));
    expect(await host.list('/sys/class')).toEqual(present(['drm']));
    expect(await host.link('/sys/class/drm/card0')).toEqual(present('../x'));
    expect(await host.bytes('/config')).toEqual(present(new Uint8Array([0x86, 0x80])));
    expect(await host.inventory('mem')).toEqual(present({ total: 1 }));
  });

  test('absent, denied, failed and not captured are four answers', async () => {
    expect(await host.list('/etc/mdevctl.d')).toEqual(absent);
    expect(await host.read('/sys/module/i915/parameters/enable_gvt')).toEqual(withheld('denied'));
    expect(await host.read('/slow')).toEqual(withheld('timed out'));
    expect(await host.read('/etc/hostname')).toEqual(withheld('not captured'));
  });

  test('what lies below an absent path is absent, and what a listed folder lacks', async () => {
    expect(await host.read('/etc/mdevctl.d/0000:00:02.0/x')).toEqual(absent);
    expect(await host.list('/sys/class/mdev_bus')).toEqual(absent);
    expect(await host.link('/sys/class/mdev_bus/0000:00:02.0')).toEqual(absent);
    expect(await host.read('/sys/class/drm/card0/x')).toEqual(withheld('not captured'));
  });

  test('an excerpt answers its own filter only; a whole file answers any', async () => {
    expect(await host.read('/boot/config', { pattern: '^A' })).toEqual(present('A=1\n'));
    expect(await host.read('/boot/config', { pattern: '^B' })).toEqual(withheld('not captured'));
    expect(await host.read('/boot/config')).toEqual(withheld('not captured'));
    expect(await host.read('/big', { pattern: '^B' })).toEqual(present('B=2\n'));
  });

  test('commands: what was said, not found, denied, never asked', async () => {
    expect(await host.run(['virsh', 'list'])).toMatchObject({
      state: 'present',
      value: { exit: 0, stdout: 'x' },
    });
    expect(await host.run(['mdevctl'])).toEqual(absent);
    expect(await host.run(['dmesg'])).toEqual(withheld('denied'));
    expect(await host.run(['virsh', 'version'])).toEqual(withheld('not captured'));
  });

  test('names of the language are no paths', async () => {
    for (const path of ['constructor', '__proto__', 'toString']) {
      expect(await host.read(path)).toEqual(withheld('not captured'));
    }
  });
});

describe('a variant laid over its base', () => {
  const base = {
    files: { '/a/x': '1', '/a/y': '2' },
    dirs: { '/a': ['x', 'y'], '/b': ['z'] },
    absent: ['/b/new'],
    commands: [{ argv: ['dmesg'], exit: 0, stdout: 'old' }],
  };

  test('replaces, takes away, and keeps listings true', async () => {
    const varied = replayHost(
      overlay(
        base,
        {
          files: { '/a/x': 'one', '/b/new': 'n', '/a/y': null },
          absent: ['/b/z'],
          commands: [{ argv: ['dmesg'], exit: 0, stdout: 'new' }],
        },
        'test',
      ),
    );
    expect(await varied.read('/a/x')).toEqual(present('one'));
    expect(await varied.read('/a/y')).toEqual(withheld('not captured'));
    expect(await varied.read('/b/z')).toEqual(absent);
    expect(await varied.list('/b')).toEqual(present(['new']));
    expect(await varied.run(['dmesg'])).toMatchObject({ value: { stdout: 'new' } });
  });
});
