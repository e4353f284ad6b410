import { describe, expect, test } from 'vitest';
import { cpuHasIgpu, platformsOfCpu } from '../../src/knowledge/cpus.ts';
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

describe('cpuHasIgpu', () => {
  test.each([
    'Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz',
    'Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz',
    'Intel(R) Core(TM) i9-9900KS CPU @ 4.00GHz',
    'Intel(R) Core(TM) i7-1065G7 CPU @ 1.30GHz',
    'Intel(R) Core(TM) m3-7Y30 CPU @ 1.00GHz',
    '12th Gen Intel(R) Core(TM) i5-1240P',
    '13th Gen Intel(R) Core(TM) i9-13900K',
    'Intel(R) Core(TM) Ultra 7 155H',
    'Intel(R) Core(TM) Ultra 7 265K',
    'Intel(R) Core(TM) 7 150U',
    'Intel(R) Core(TM) i3-N305',
    'Intel(R) N100',
    'Intel(R) Processor N95',
    'Intel(R) Celeron(R) J4125 CPU @ 2.00GHz',
    'Intel(R) Celeron(R) N5105 @ 2.00GHz',
    'Intel(R) Pentium(R) Silver J5005 CPU @ 1.50GHz',
    'Intel(R) Pentium(R) Gold G5400 CPU @ 3.70GHz',
    'Intel(R) Celeron(R) CPU G3900 @ 2.80GHz',
    'Intel(R) Xeon(R) CPU E3-1245 v5 @ 3.50GHz',
    'Intel(R) Xeon(R) E-2176G CPU @ 3.70GHz',
    'Intel(R) Xeon(R) W-1290 CPU @ 3.20GHz',
  ])('%s has one', name => {
    expect(cpuHasIgpu(name)).toBe(true);
  });

  test.each([
    'Intel(R) Core(TM) i5-9400F CPU @ 2.90GHz',
    'Intel(R) Core(TM) i9-9900KF CPU @ 3.60GHz',
    '12th Gen Intel(R) Core(TM) i5-12400F',
    'Intel(R) Core(TM) Ultra 7 265KF',
    'Intel(R) Core(TM) i9-10900X CPU @ 3.70GHz',
    'Intel(R) Core(TM) i9-7980XE CPU @ 2.60GHz',
    'Intel(R) Core(TM) i7-5820K CPU @ 3.30GHz',
    'Intel(R) Core(TM) i5-3350P CPU @ 3.10GHz',
    'Intel(R) Core(TM) i3-8121U CPU @ 2.20GHz',
    'Intel(R) Xeon(R) CPU E3-1230 v5 @ 3.40GHz',
    'Intel(R) Xeon(R) E-2124 CPU @ 3.30GHz',
    'Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz',
  ])('%s has none', name => {
    expect(cpuHasIgpu(name)).toBe(false);
  });

  test.each([
    'AMD Ryzen 7 5800X 8-Core Processor',
    'Intel(R) Xeon(R) CPU E3-1260L v5 @ 2.90GHz',
    'Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz',
    'Genuine Intel(R) CPU 0000 @ 2.00GHz',
    '',
  ])('"%s" does not tell', name => {
    expect(cpuHasIgpu(name)).toBeUndefined();
  });
});
