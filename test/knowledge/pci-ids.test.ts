import { describe, expect, test } from 'vitest';
import { allGpuGroups, gpuById } from '../../src/knowledge/pci-ids.ts';
import { allPlatforms, platformByName } from '../../src/knowledge/platforms.ts';

describe('gpuById', () => {
  test.each([
    ['8086:5916', 'KABYLAKE', 2, 'Kaby Lake'],
    ['8086:591E', 'KABYLAKE', 2, 'Kaby Lake'],
    ['8086:87c0', 'KABYLAKE', 2, 'Amber Lake'],
    ['8086:87CA', 'COFFEELAKE', 2, 'Amber Lake'],
    ['8086:3ea0', 'COFFEELAKE', 2, 'Whiskey Lake'],
    ['8086:3e92', 'COFFEELAKE', 2, 'Coffee Lake'],
    ['8086:9bc8', 'COMETLAKE', 2, 'Comet Lake'],
    ['8086:593b', 'KABYLAKE', 4, 'Kaby Lake'],
    ['8086:1622', 'BROADWELL', 3, 'Broadwell'],
    ['8086:5a85', 'BROXTON', null, 'Apollo Lake'],
    ['8086:3185', 'GEMINILAKE', null, 'Gemini Lake'],
    ['8086:46d1', 'ALDERLAKE_N', null, 'Alder Lake-N'],
    ['8086:a780', 'ALDERLAKE_S', null, 'Raptor Lake-S'],
    ['8086:7d67', 'METEORLAKE', null, 'Arrow Lake-S'],
    ['8086:4c8a', 'ROCKETLAKE', null, 'Rocket Lake'],
    ['8086:0bd5', 'PVC', null, 'Data Center GPU Max'],
    ['8086:0be1', 'CEDARVIEW', null, 'Cedarview'],
    ['8086:016a', 'IVYBRIDGE', 2, 'Ivy Bridge'],
  ])('%s is %s', (id, platform, gt, family) => {
    expect(gpuById(id)).toEqual({ id: id.toLowerCase(), platform, gt, family });
  });

  test.each(['8086:ffff', '10de:5916', '5916', '0x5916', '8086:59160', ''])('"%s" is unknown', id => {
    expect(gpuById(id)).toBeUndefined();
  });
});

test('the table holds 446 ids, and every group belongs to a platform', () => {
  const groups = allGpuGroups();
  expect(new Set(groups.flatMap(group => group.ids)).size).toBe(446);
  expect(groups.filter(group => platformByName(group.platform) === undefined)).toEqual([]);
});

test('every platform has devices', () => {
  const used = new Set(allGpuGroups().map(group => group.platform));
  expect(allPlatforms().filter(platform => !used.has(platform.name))).toEqual([]);
});
