import { describe, expect, test } from 'vitest';
import { cpuByName, cpuHasIgpu } from '../../src/knowledge/cpu-names.ts';

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
