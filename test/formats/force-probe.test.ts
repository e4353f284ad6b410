import { expect, test } from 'vitest';
import { readForceProbe } from '../../src/formats/force-probe.ts';

test.each([
  ['9a49', true, false],
  ['9A49', true, false],
  ['0x9A49', true, false],
  ['+0x9a49', true, false],
  ['00009a49', true, false],
  ['4680,9a49', true, false],
  ['4680,,9a49,', true, false],
  ['!9a49', false, true],
  ['!0x9a49', false, true],
  ['9a49,!9a49', true, true],
  ['!9a49,9a49', true, true],
  ['*', true, false],
  ['!*', false, true],
  ['*,!9a49', false, true],
  ['4680,*', false, false],
  ['4680,!*', false, false],
  ['', false, false],
  ['4680', false, false],
  ['9a4', false, false],
  [' 9a49', false, false],
  ["'9a49'", false, false],
  ['9a49h', false, false],
  ['!!9a49', false, false],
  ['8086:9a49', false, false],
  ['9a49;4680', false, false],
  ['19a49', false, false],
])('force_probe=%s of device 9a49: forced %s, blocked %s', (value, isForced, isBlocked) => {
  expect(readForceProbe(value, '9a49')).toEqual({ isForced, isBlocked });
});
