import { expect, test } from 'vitest';
import { withoutDevice } from '../../src/formats/vfio-ids.ts';

test.each([
  ['8086:5916', [], ['8086:5916']],
  ['10de:1c82,8086:5916', ['10de:1c82'], ['8086:5916']],
  ['8086:5916:17aa:2248,8086:a2f0', ['8086:a2f0'], ['8086:5916:17aa:2248']],
  ['8086:591', ['8086:591'], []],
  ['8086:59160', ['8086:59160'], []],
  ['', [], []],
])('out of %s', (list, left, gone) => {
  expect(withoutDevice(list, '8086:5916')).toEqual({ gone, left });
});

test('digits of an id are written in either case', () => {
  expect(withoutDevice('8086:3E98', '8086:3e98').left).toEqual([]);
});

test('no id takes nothing out', () => {
  expect(withoutDevice('8086:5916', '').left).toEqual(['8086:5916']);
});
