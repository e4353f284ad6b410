import { expect, test } from 'vitest';
import { kernelBoolean } from '../../src/values/kernel-boolean.ts';

test.each([
  ['', true],
  ['1', true],
  ['y', true],
  ['Y', true],
  ['on', true],
  ['ON', true],
  ['0', false],
  ['n', false],
  ['off', false],
  ['2', undefined],
  ['o', undefined],
  ['oops', undefined],
  ['“1”', undefined],
])('the kernel reads %j as %s', (value, expected) => {
  expect(kernelBoolean(value)).toBe(expected);
});
