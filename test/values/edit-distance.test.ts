import { expect, test } from 'vitest';
import { editDistance } from '../../src/values/edit-distance.ts';

test.each([
  ['', '', 0],
  ['gvt', 'gvt', 0],
  ['', 'gvt', 3],
  ['gvt', 'gtv', 1],
  ['enabled', 'enable', 1],
  ['gvt', 'guc', 2],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('"%s" and "%s" are %i strokes apart', (a, b, expected) => {
  expect(editDistance(a, b)).toBe(expected);
  expect(editDistance(b, a)).toBe(expected);
});
