import { describe, expect, test } from 'vitest';
import { platformsOfCpu } from '../../src/knowledge/cpus.ts';
import { platformByName } from '../../src/knowledge/platforms.ts';
import { readTable } from '../../src/package-files.ts';
import type { CpuTable } from '../../src/knowledge/cpus.ts';

describe('platformsOfCpu', () => {
  test.each([
    [6, 78, 3, ['SKYLAKE']],
    [6, 94, undefined, ['SKYLAKE']],
    [6, 142, 9, ['KABYLAKE']],
    [6, 142, 10, ['KABYLAKE', 'COFFEELAKE']],
    [6, 142, 11, ['COFFEELAKE']],
    [6, 142, 12, ['COFFEELAKE', 'COMETLAKE']],
    [6, 142, undefined, ['KABYLAKE', 'COFFEELAKE', 'COMETLAKE']],
    [6, 158, 9, ['KABYLAKE']],
    [6, 158, 13, ['COFFEELAKE']],
    [6, 158, undefined, ['KABYLAKE', 'COFFEELAKE']],
    [6, 165, 5, ['COMETLAKE']],
    [6, 92, 9, ['BROXTON']],
    [6, 190, 0, ['ALDERLAKE_N']],
    [6, 183, 1, ['ALDERLAKE_S']],
    [6, 79, 1, []],
    [15, 158, 9, []],
  ])('family %i model %i stepping %s: %j', (family, model, stepping, expected) => {
    expect(platformsOfCpu(family, model, stepping)).toEqual(expected);
  });

  test('every platform of the table exists', () => {
    const named = readTable<CpuTable>('cpus').cpus.flatMap(row => row.platforms);
    expect(named.filter(name => platformByName(name) === undefined)).toEqual([]);
  });
});
