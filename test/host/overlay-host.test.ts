import { describe, expect, test } from 'vitest';
import { otherNameOf, overlayHost, type Overlay } from '../../src/host/overlay-host.ts';
import type { Host } from '../../src/host/reader.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

const stat = { mode: '0640', owner: 0, group: 4, size: 6, mtime: '2025-01-24T10:30:00Z', free: 1 };

const hostOf = (parts: object): Host =>
  replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1', ...parts }, 'test'));

const real = hostOf({
  files: { '/etc/default/grub': 'A=1\nB', '/etc/default/grub.d/a.cfg': 'C=1\n', '/etc/modules': 'kvmgt\n' },
  stats: { '/etc/default/grub': stat },
  links: { '/etc/modules': '/opt/modules' },
  dirs: { '/etc/default': ['grub', 'grub.d'], '/etc/default/grub.d': ['a.cfg'] },
  absent: ['/etc/mdevctl.d'],
  commands: [{ argv: ['cat'], exit: 0, stdout: 'A=1' }],
});
const over = (overlay: Record<string, string | null>, noticed?: (path: string) => void): Host =>
  overlayHost(real, new Map(Object.entries(overlay)), noticed);

const absent = { state: 'absent' };
const notCaptured = { state: 'withheld', why: 'not captured' };
const present = (value: unknown): object => ({ state: 'present', value });

describe('a host with other files laid over it', () => {
  test('a file has the other text, whole, in part and as bytes', async () => {
    const host = over({ '/etc/default/grub': 'A=2\nB=ü\n' });
    expect(await host.read('/etc/default/grub')).toEqual(present('A=2\nB=ü\n'));
    expect(await host.read('/etc/default/grub', { pattern: '^A' })).toEqual(present('A=2\n'));
    expect(await host.bytes('/etc/default/grub')).toEqual(present(new TextEncoder().encode('A=2\nB=ü\n')));
    expect(await host.stat('/etc/default/grub')).toEqual(present({ ...stat, size: 9 }));
    expect(await real.read('/etc/default/grub')).toEqual(present('A=1\nB'));
  });

  test('an empty file is there, and has nothing in it', async () => {
    expect(await over({ '/etc/default/grub': '' }).read('/etc/default/grub')).toEqual(present(''));
  });

  test('a new file is in its folder, which comes with it', async () => {
    const host = over({ '/etc/mdevctl.d/0000:00:02.0/x': 'y', '/etc/default/grub.d/b.cfg': '' });
    expect(await host.list('/etc/default/grub.d')).toEqual(present(['a.cfg', 'b.cfg']));
    expect(await host.list('/etc/mdevctl.d')).toEqual(present(['0000:00:02.0']));
    expect(await host.list('/etc/mdevctl.d/0000:00:02.0')).toEqual(present(['x']));
    expect(await host.stat('/etc/default/grub.d/b.cfg')).toEqual(notCaptured);
    expect(await host.link('/etc/default/grub.d/b.cfg')).toEqual(absent);
  });

  test('what else lies in a folder that nobody read stays unknown', async () => {
    expect(await over({ '/etc/kernel/cmdline': 'quiet' }).list('/etc/kernel')).toEqual(notCaptured);
  });

  test('a file that is gone is in no answer', async () => {
    const host = over({ '/etc/default/grub': null });
    expect(await host.read('/etc/default/grub')).toEqual(absent);
    expect(await host.bytes('/etc/default/grub')).toEqual(absent);
    expect(await host.stat('/etc/default/grub')).toEqual(absent);
    expect(await host.list('/etc/default')).toEqual(present(['grub.d']));
  });

  test('a folder that is gone takes along what is in it, but not what is laid there', async () => {
    const host = over({ '/etc/default/grub.d': null, '/etc/default/grub.d/b.cfg': 'D=1' });
    expect(await host.read('/etc/default/grub.d/a.cfg')).toEqual(absent);
    expect(await host.read('/etc/default/grub.d/b.cfg')).toEqual(present('D=1'));
    expect(await host.list('/etc/default/grub.d')).toEqual(present(['b.cfg']));
    expect(await over({ '/etc/default/grub.d': null }).list('/etc/default/grub.d')).toEqual(absent);
    expect(await over({ '/etc/default/grub.d': null }).list('/etc/default')).toEqual(present(['grub']));
    // A name that only begins alike lies elsewhere.
    expect(await over({ '/etc/default/grub': null }).read('/etc/default/grub.d/a.cfg')).toEqual(
      present('C=1\n'),
    );
  });

  test('a link is told as one, and what programs said stays', async () => {
    const host = over({ '/etc/modules': 'other' });
    expect(await host.link('/etc/modules')).toEqual(present('/opt/modules'));
    expect(await host.run(['cat'])).toEqual(present({ argv: ['cat'], exit: 0, stdout: 'A=1', stderr: '' }));
    expect(host.source).toBe('snapshot');
  });

  test('what an answer came from is noticed, and nothing else', async () => {
    const noticed = new Set<string>();
    const host = over({ '/a': 'x', '/b': null, '/c/d': null, '/e': '' }, path => noticed.add(path));
    await host.read('/etc/default/grub');
    expect([...noticed]).toEqual([]);
    await host.read('/a');
    await host.stat('/b/deeper');
    await host.list('/etc');
    expect([...noticed]).toEqual(['/a', '/b']);
  });

  test('the overlay may grow while the host is in use', async () => {
    const overlay = new Map<string, string | null>();
    const host = overlayHost(real, overlay satisfies Overlay);
    expect(await host.read('/new')).toEqual(notCaptured);
    overlay.set('/new', 'x');
    expect(await host.read('/new')).toEqual(present('x'));
  });
});

describe('the list of modules that Debian has by two names', () => {
  const [list, linked] = ['/etc/modules', '/etc/modules-load.d/modules.conf'];

  test('one file: a link, or the same text', async () => {
    const byLink = hostOf({ links: { [linked]: '../modules' } });
    const byText = hostOf({ files: { [list]: 'a\n', [linked]: 'a\n' } });
    for (const host of [byLink, byText]) {
      expect(await otherNameOf(host, list)).toBe(linked);
      expect(await otherNameOf(host, linked)).toBe(list);
    }
  });

  test('two files, one file, any other file', async () => {
    const two = hostOf({ files: { [list]: 'a\n', [linked]: 'b\n' } });
    expect(await otherNameOf(two, list)).toBeUndefined();
    expect(await otherNameOf(hostOf({ files: { [list]: 'a\n' } }), list)).toBeUndefined();
    expect(await otherNameOf(two, '/etc/default/grub')).toBeUndefined();
  });
});
