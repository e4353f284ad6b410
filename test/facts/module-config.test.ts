import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import type { FactAddress } from '../../src/facts/catalogue.ts';
import { modprobeDirectories, modulesLoadDirectories } from '../../src/formats/drop-ins.ts';
import { overlay } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

/** A kind of drop-in: where it may lie, a text, and the fact that follows from it. */
interface DropIn {
  readonly folders: readonly string[];
  readonly text: (value: string) => string;
  readonly address: FactAddress;
  readonly found: (path: string, value: string) => string;
}

const kinds: readonly (readonly [string, DropIn])[] = [
  [
    'modules-load.d',
    {
      folders: modulesLoadDirectories,
      text: value => `# ${value}\nkvmgt\n`,
      address: 'module-listed/kvmgt',
      found: path => `${path}:2`,
    },
  ],
  [
    'modprobe.d',
    {
      folders: modprobeDirectories,
      text: value => `options i915 enable_gvt=${value}\n`,
      address: 'modprobe/i915.enable_gvt',
      found: (_, value) => value,
    },
  ],
];

/** The fact of a host that has these files and no others in all the folders. */
async function factOf(
  { folders, text, address }: DropIn,
  files: Readonly<Record<string, string>>,
): Promise<unknown> {
  const dirs = Object.fromEntries(
    [...folders, '/etc/modprobe.d', '/etc/modules-load.d'].map(dir => [dir, []]),
  );
  const texts = Object.fromEntries(Object.entries(files).map(([path, value]) => [path, text(value)]));
  const patch = { files: { ...texts, '/proc/cmdline': 'ro\n', '/etc/modules': '' }, dirs };
  const { facts } = await collect(replayHost(overlay({}, patch, 'test')));
  return facts.value(address);
}

describe.each(kinds)('%s', (_, kind) => {
  const { folders, found } = kind;

  test.each(folders)('a file in %s counts', async folder => {
    expect(await factOf(kind, {})).toBeNull();
    expect(await factOf(kind, { [`${folder}/gvt.conf`]: '1' })).toBe(found(`${folder}/gvt.conf`, '1'));
  });

  test.each(folders.slice(1).map((folder, index) => [folders[index] ?? '', folder] as const))(
    'one in %s hides that of the same name in %s, as where both are one folder',
    async (stronger, weaker) => {
      const files = { [`${stronger}/gvt.conf`]: '1', [`${weaker}/gvt.conf`]: '0' };
      expect(await factOf(kind, files)).toBe(found(`${stronger}/gvt.conf`, '1'));
    },
  );
});
