import { describe, expect, test } from 'vitest';
import { takesOf, type DriverIdTable } from '../../src/knowledge/driver-ids.ts';
import { allGpuGroups } from '../../src/knowledge/pci-ids.ts';
import { allPlatforms, platformByName } from '../../src/knowledge/platforms.ts';
import { readTable } from '../../src/package-files.ts';

const { rows } = readTable<DriverIdTable>('driver-ids');

const trees = [
  '6.1',
  '6.6',
  '6.8',
  '6.11',
  '6.12',
  '6.14',
  '6.17',
  '6.18',
  '7.0',
  '7.1',
  '7.2',
  '7.3',
] as const;

/** What both drivers do in each tree that was read: y by default, F if forced, - never; ? where it is not known. */
function row(platform: string, id: string): string {
  const sign = { 'by-default': 'y', 'if-forced': 'F', never: '-' } as const;
  const of = (driver: 'i915' | 'xe', tree: string): string => {
    const [takes, ...others] = takesOf(driver, { platform, id }, `${tree}.1`);
    return takes === undefined || others.length > 0 ? '?' : sign[takes];
  };
  return trees.map(tree => `${of('i915', tree)}${of('xe', tree)}`).join(' ');
}

describe('what the drivers take, from 6.1 to 7.3', () => {
  test.each([
    ['COFFEELAKE', '3e92', 'y- y- y- y- y- y- y- y- y- y- y- y-'],
    ['JASPERLAKE', '4e61', 'y- y- y- y- y- y- y- y- y- y- y- y-'],
    ['TIGERLAKE', '9a49', 'y- y- yF yF yF yF yF yF yF yF yF yF'],
    ['ALDERLAKE_S', '4680', 'y- y- yF yF yF yF yF yF yF yF yF yF'],
    ['ROCKETLAKE', '4c8a', 'y- y- yF yF yF yF yF yF yF yF yF yF'],
    ['ALDERLAKE_N', '46d1', 'y- y- yF yF yF yF yF yF yF yF yF yF'],
    ['ALDERLAKE_N', '46d4', '-- -- -- -- y- yF yF yF yF yF yF yF'],
    ['ALDERLAKE_P', 'a7ac', '-- -- yF yF yF yF yF yF yF yF yF yF'],
    ['DG1', '4905', 'F- F- FF FF FF FF yF yF yF yF yF yF'],
    ['DG2', '56a0', 'F- y- yF yF yF yF yF yF yF yF yF yF'],
    ['DG2', '56be', '-- -- y- yF yF yF yF yF yF yF yF yF'],
    ['ATS_M', '56c0', 'F- F- FF FF FF FF FF FF FF FF FF FF'],
    ['METEORLAKE', '7d55', 'F- F- yF yF yF yF yF yF yF yF yF yF'],
    ['METEORLAKE', '7d67', '-- -- yF yF yF yF yF yF yF yF yF yF'],
    ['METEORLAKE', '7d51', '-- -- y- yF yF yF yF yF yF yF yF yF'],
    ['METEORLAKE', 'b640', '-- -- -- -- yF yF yF yF yF yF yF yF'],
    ['LUNARLAKE', '64a0', '-- -- -F -F -y -y -y -y -y -y -y -y'],
    ['BATTLEMAGE', 'e20b', '-- -- -- -F -y -y -y -y -y -y -y -y'],
    ['BATTLEMAGE', 'e220', '-- -- -- -- -- -- -y -y -y -y -y -y'],
    ['PANTHERLAKE', 'b080', '-- -- -- -- -- -F -y -y -y -y -y -y'],
    ['PANTHERLAKE', 'fd80', '-- -- -- -- -- -- -y -y -y -y -y -y'],
    ['NOVALAKE_S', 'd740', '-- -- -- -- -- -- -- -? -F -F -F -y'],
    ['NOVALAKE_P', 'd750', '-- -- -- -- -- -- -- -- -- -F -F -F'],
  ])('%s %s', (platform, id, wanted) => {
    expect(row(platform, id)).toBe(wanted);
  });
});

describe('where nobody read, all that may be is left', () => {
  test.each([
    ['a kernel between two that differ', 'i915', 'METEORLAKE', '7d55', '6.7.9', ['by-default', 'if-forced']],
    ['one between two that agree', 'i915', 'METEORLAKE', '7d55', '6.5.0', ['if-forced']],
    ['a patch level of the older one', 'i915', 'METEORLAKE', '7d55', '6.6.99', ['if-forced']],
    ['i915 before 6.1', 'i915', 'TIGERLAKE', '9a49', '5.15.1', ['by-default', 'if-forced', 'never']],
    ['xe before 6.8 is none', 'xe', 'TIGERLAKE', '9a49', '6.7.1', ['never']],
    ['a kernel to come', 'xe', 'TIGERLAKE', '9a49', '7.4.1', ['if-forced', 'by-default']],
    ['the newest one read, later', 'xe', 'TIGERLAKE', '9a49', '7.3.99', ['if-forced']],
    ['an unknown device', 'xe', 'NOSUCHLAKE', '9a49', '7.0', ['by-default', 'if-forced', 'never']],
    ['no version', 'xe', 'TIGERLAKE', '9a49', undefined, ['never', 'if-forced']],
  ] as const)('%s', (_about, driver, platform, id, version, wanted) => {
    expect(takesOf(driver, { platform, id }, version)).toEqual(wanted);
  });
});

test.each([
  ['dkmsI915', 'METEORLAKE', '7d55', '2025.07.22', ['if-forced']],
  ['dkmsI915', 'METEORLAKE', '7d55', '2025.10.09', ['by-default']],
  ['dkmsI915', 'METEORLAKE', '7d55', '2025.09.01', ['by-default', 'if-forced']],
  ['dkmsI915', 'METEORLAKE', '7d55', undefined, ['if-forced', 'by-default']],
  ['dkmsI915', 'TIGERLAKE', '9a49', undefined, ['by-default']],
  ['dkmsXe', 'TIGERLAKE', '9a49', undefined, ['if-forced']],
  ['dkmsXe', 'PANTHERLAKE', 'b080', undefined, ['by-default']],
  ['dkmsI915', 'LUNARLAKE', '64a0', undefined, ['never']],
] as const)('%s does with %s %s of version %s: %s', (build, platform, id, version, wanted) => {
  expect(takesOf(build, { platform, id }, version)).toEqual(wanted);
});

test('every platform has its rows, but for those that neither driver drives', () => {
  const named = new Set(rows.flatMap(({ platforms }) => platforms));
  const without = allPlatforms().filter(({ name }) => !named.has(name));
  expect(without.map(({ name }) => name)).toEqual(['CEDARVIEW', 'PVC']);
  expect([...named].filter(name => platformByName(name) === undefined)).toEqual([]);
});

test('an id of a row is a device of one of its platforms', () => {
  const strangers = rows.flatMap(({ platforms, ids = [] }) =>
    ids.filter(
      id => !allGpuGroups().some(group => group.ids.includes(id) && platforms.includes(group.platform)),
    ),
  );
  expect(strangers).toEqual([]);
});
