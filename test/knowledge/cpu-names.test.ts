import { describe, expect, test } from 'vitest';
import { allNameRows, cpuByName, cpuHasIgpu } from '../../src/knowledge/cpu-names.ts';
import { platformByName } from '../../src/knowledge/platforms.ts';
import { examplesOf } from '../examples-of.ts';

describe('the table of names', () => {
  test('every platform of it exists', () => {
    const named = allNameRows().flatMap(row => row.platforms);
    expect(named.filter(name => platformByName(name) === undefined)).toEqual([]);
  });

  test('what a row fits is brought down to itself, so that each row is reached', () => {
    const lost = allNameRows().filter(row =>
      examplesOf(row.match).every(text => cpuByName(text)?.row !== row),
    );
    expect(lost.map(row => row.match)).toEqual([]);
  });
});

describe('one name however it is written', () => {
  test.each([
    [
      'Core i5-8500T',
      ['i5-8500T', 'I5 8500t', 'i58500T', 'Intel® Core™ i5-8500T', '酷睿 i5 8500T', 'ｉ５－８５００Ｔ'],
    ],
    ['Core i5-520M', ['i5-520M', 'Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz']],
    [
      'Core Ultra 7 265H',
      ['Ultra 7 265H', 'ultra7 265h', 'U7 265H', '酷睿Ultra 7 265H', 'Intel(R) Core(TM) Ultra 7 265H'],
    ],
    ['Core M-5Y10C', ['M-5Y10c', 'Core M 5Y10c', 'Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz']],
    [
      'Xeon E3-1245 v5',
      ['E3-1245 v5', 'E3 1245V5', '至强E3-1245 V5', 'Intel(R) Xeon(R) CPU E3-1245 v5 @ 3.50GHz'],
    ],
    ['Xeon E3-1245', ['E3-1245', 'Intel(R) Xeon(R) CPU E31245 @ 3.30GHz']],
    ['Xeon E-2176G', ['E-2176G', 'E2176G', '至强 E-2176G']],
    ['G4560', ['G4560', '奔腾G4560', 'Pentium Gold G4560', 'Intel(R) Pentium(R) CPU G4560 @ 3.50GHz']],
    ['N100', ['n100', 'Intel(R) N100', 'Intel Processor N100', 'Celeron N100']],
    ['Intel Processor 300', ['Intel(R) 300', 'Intel Processor 300']],
    ['Pentium 8505', ['Pentium Gold 8505', '奔腾金牌 8505', 'Intel(R) Pentium(R) Gold 8505']],
  ])('%s', (name, spellings) => {
    for (const spelling of spellings) expect(cpuByName(spelling)?.name, spelling).toBe(name);
  });

  test.each(['300', '8505', 'i5-8500 i7-8700', '11th Gen i5-8500', 'i5-8500Q', 'x'.repeat(10_000)])(
    '%s is no name',
    text => {
      expect(cpuByName(text)).toBeUndefined();
    },
  );
});

/** What the doctor called "no Intel GPU" though a GPU is inside, and names that it did not know. */
describe('names that were not known', () => {
  test.each([
    'Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz',
    'Intel(R) Core(TM) i5-7Y54 CPU @ 1.20GHz',
    'Intel(R) Xeon(R) W-10855M CPU @ 2.80GHz',
    '11th Gen Intel(R) Xeon(R) W-11955M @ 2.60GHz',
    'Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz',
    'Intel(R) Celeron(R) CPU 847 @ 1.10GHz',
    'Intel(R) Pentium(R) CPU G620 @ 2.60GHz',
    'Intel(R) Core(TM) 3 N355',
    'Intel(R) Pentium(R) Gold 8505',
    '13th Gen Intel(R) Core(TM) i9-13900H',
    'Intel(R) Core(TM) Ultra X7 358H',
    'Intel(R) Xeon(R) E E-2288G CPU @ 3.70GHz',
    'Intel(R) Core(TM) i5 CPU       K 655  @ 3.20GHz',
    'Intel(R) Core(TM) i3 CPU       U 380  @ 1.33GHz',
    'Intel(R) Xeon(R) CPU E3-1284L v4 @ 2.90GHz',
  ])('%s has a GPU', name => {
    expect(cpuHasIgpu(name)).toBe(true);
  });

  test.each([
    'Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz',
    'Intel(R) Xeon(R) CPU E5-2687W 0 @ 3.10GHz',
    'Intel(R) Xeon(R) CPU E7- 4830  @ 2.13GHz',
    'Intel(R) Xeon(R) CPU           X5650  @ 2.67GHz',
    'Intel(R) Xeon(R) CPU           W3520  @ 2.67GHz',
    'Intel(R) Xeon(R) D-2146NT CPU @ 2.30GHz',
    'Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz',
    // The U of a Celeron 5205U it is not.
    'Intel(R) Xeon(R) Gold 5412U',
    'Intel(R) Xeon(R) Silver 4416+',
    'Intel(R) Xeon(R) CPU Max 9480',
    'Intel(R) Xeon(R) 6787P',
    'Intel(R) Xeon(R) W-2223 CPU @ 3.60GHz',
    'Intel(R) Xeon(R) w5-2455X',
    'Intel(R) Core(TM) i5 CPU         750  @ 2.67GHz',
    'Intel(R) Core(TM) i7 CPU       Q 740  @ 1.73GHz',
    'Intel(R) Core(TM) i7 CPU       X 980  @ 3.33GHz',
    'Intel(R) Pentium(R) CPU D1508 @ 2.20GHz',
    'Intel(R) Atom(TM) CPU C3558 @ 2.20GHz',
  ])('%s has none', name => {
    expect(cpuHasIgpu(name)).toBe(false);
  });

  test.each([
    'Intel(R) Pentium(R) Dual  CPU  E2160  @ 1.80GHz',
    'Pentium E2160',
    'E2136',
    'Intel(R) Core(TM) i7-4700EC CPU @ 2.70GHz',
    'Intel(R) Atom(TM) CPU N270   @ 1.60GHz',
    'Intel(R) Xeon(R) CPU @ 2.20GHz',
  ])('%s does not tell', name => {
    expect(cpuHasIgpu(name)).toBeUndefined();
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
