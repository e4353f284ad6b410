import { expect, it } from 'vitest';
import { parseCpuinfo } from '../../src/formats/cpuinfo.ts';

const block = (processor: number, name: string) =>
  [
    `processor\t: ${processor}`,
    'vendor_id\t: GenuineIntel',
    'cpu family\t: 6',
    'model\t\t: 142',
    `model name\t: ${name}`,
    'stepping\t: 9',
    'flags\t\t: fpu vme vmx smx',
    'vmx flags\t: vnmi',
    '',
  ].join('\n');

it('the first processor speaks for all', () => {
  const text = `${block(0, 'Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz')}\n${block(1, 'another')}`;
  expect(parseCpuinfo(text)).toEqual({
    vendor: 'GenuineIntel',
    family: 6,
    model: 142,
    stepping: 9,
    name: 'Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz',
    flags: new Set(['fpu', 'vme', 'vmx', 'smx']),
  });
});

it('carriage returns are no part of the values', () => {
  expect(parseCpuinfo(block(0, 'x').replaceAll('\n', '\r\n'))).toMatchObject({ model: 142, name: 'x' });
});

it.each([
  ['nothing', ''],
  ['an ARM processor', 'processor\t: 0\nBogoMIPS\t: 48.00\nCPU implementer\t: 0x41\n'],
  ['an unknown stepping', 'stepping\t: unknown\n'],
])('%s: what is not told is null', (_, text) => {
  const nothing = { vendor: null, family: null, model: null, stepping: null, name: null, flags: new Set() };
  expect(parseCpuinfo(text)).toEqual(nothing);
});
