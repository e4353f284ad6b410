import { expect, it } from 'vitest';
import { effectiveFiles, modprobeDirectories, modulesLoadDirectories } from '../../src/formats/drop-ins.ts';

it.each<[string, { dir: string; names: string[] }[], string[]]>([
  ['nothing', [], []],
  [
    'files are read by name, whatever their directory',
    [
      { dir: '/etc/modprobe.d', names: ['z.conf', 'b.conf'] },
      { dir: '/lib/modprobe.d', names: ['c.conf', 'a.conf'] },
    ],
    ['/lib/modprobe.d/a.conf', '/etc/modprobe.d/b.conf', '/lib/modprobe.d/c.conf', '/etc/modprobe.d/z.conf'],
  ],
  [
    'a name in an earlier directory hides the later one',
    [
      { dir: '/etc/modprobe.d', names: ['i915.conf'] },
      { dir: '/run/modprobe.d', names: ['i915.conf'] },
      { dir: '/lib/modprobe.d', names: ['i915.conf'] },
    ],
    ['/etc/modprobe.d/i915.conf'],
  ],
  [
    'other files do not count',
    [{ dir: '/etc/modprobe.d', names: ['i915.conf.bak', 'i915', '.i915.conf', 'README', 'i915.conf~'] }],
    [],
  ],
])('%s', (_, byDir, expected) => {
  expect(effectiveFiles(byDir)).toEqual(expected);
});

it.each([['modprobe.d', modprobeDirectories] as const, ['modules-load.d', modulesLoadDirectories] as const])(
  '/etc comes before all others of %s',
  (name, directories) => {
    expect(directories[0]).toBe(`/etc/${name}`);
    expect(directories.every(directory => directory.endsWith(`/${name}`))).toBe(true);
  },
);
