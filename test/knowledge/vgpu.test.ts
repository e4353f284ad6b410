import { describe, expect, test } from 'vitest';
import {
  capacity,
  largestAperture,
  leavesHiddenMemory,
  typeByName,
  typeName,
  type TypeSuffix,
} from '../../src/knowledge/vgpu-types.ts';

/** What each type shows, in the order 8, 4, 2, 1; null: it is not listed. */
const shown = (apertureMib: number, ggttMib: number, live: readonly TypeSuffix[] = []): (number | null)[] =>
  capacity({ apertureMib, ggttMib, live }).map(type => (type.exposed ? type.available : null));

describe('a fresh host', () => {
  test.each([
    [128, 4096, [null, null, null, null]],
    [256, 4096, [2, 1, null, null]],
    [512, 4096, [6, 3, 1, null]],
    [1024, 4096, [7, 5, 2, 1]],
    [2048, 4096, [4, 3, 1, 0]],
    [256, 2048, [2, 1, null, null]],
    [512, 2048, [3, 2, 1, null]],
    [1024, 2048, [1, 1, 0, 0]],
    [256, 1024, [1, 0, null, null]],
    [512, 1024, [0, 0, 0, null]],
  ])('with an aperture of %i MiB and a GTT of %i MiB shows %j', (aperture, ggtt, expected) => {
    expect(shown(aperture, ggtt)).toEqual(expected);
  });
});

describe('a pool that would be negative wraps at 4 GiB', () => {
  test.each([
    [4096, 4096, [7, 7, 3, 1]],
    [2048, 2048, [7, 7, 3, 1]],
    [1024, 1024, [7, 7, 3, 1]],
    [64, 4096, [7, 7, 3, 1]],
  ])('aperture %i MiB, GTT %i MiB: %j', (aperture, ggtt, expected) => {
    expect(shown(aperture, ggtt)).toEqual(expected);
  });

  test('a GTT beyond 4 GiB is cut to it, an aperture beyond the GTT to that', () => {
    expect(shown(256, 8192)).toEqual(shown(256, 4096));
    expect(shown(4096, 2048)).toEqual(shown(2048, 2048));
  });
});

describe('types share their pools', () => {
  test.each([
    [256, ['8'], [1, 0, null, null]],
    [256, ['8', '8'], [0, 0, null, null]],
    [256, ['4'], [0, 0, null, null]],
    [1024, ['1'], [1, 1, 0, 0]],
    [1024, ['4', '4'], [4, 3, 1, 0]],
    [1024, ['8', '8', '8', '8', '8', '8', '8'], [0, 0, 0, 0]],
  ] as const)('aperture %i MiB with %j alive: %j', (aperture, live, expected) => {
    expect(shown(aperture, 4096, live)).toEqual(expected);
  });

  test('fences allow seven vGPUs, whatever the memory', () => {
    expect(shown(1024, 4096, ['8', '8', '8', '8', '8', '8'])[0]).toBe(1);
    expect(Math.max(...capacity({ apertureMib: 4096, ggttMib: 4096 }).map(type => type.available))).toBe(7);
  });
});

test.each([
  [256, 4096, true],
  [2048, 4096, true],
  [4096, 4096, false],
  [2048, 2048, false],
  [256, 1024, true],
  [512, 1024, false],
])('aperture %i MiB of %i MiB leaves hidden memory: %s', (aperture, ggtt, expected) => {
  expect(leavesHiddenMemory(aperture, ggtt)).toBe(expected);
});

test('names', () => {
  expect(typeName('V5', '4')).toBe('i915-GVTg_V5_4');
  expect(typeByName('i915-GVTg_V4_8')?.lowMib).toBe(64);
  expect(typeByName('i915-GVTg_V5_3')).toBeUndefined();
  expect(typeByName('nvidia-63')).toBeUndefined();
});

test.each([
  [4096, 2048],
  [2048, 1024],
  [1024, 256],
  [512, undefined],
])('of %i MiB of graphics addresses the aperture may take %s', (ggtt, expected) => {
  expect(largestAperture(ggtt)).toBe(expected);
});
