import { describe, expect, test } from 'vitest';
import { compareVersions, isAtLeast } from '../../src/values/version.ts';

describe('versions', () => {
  test.each([
    ['6.6.38', '5.1', 'newer'],
    ['5.1', '5.1', 'same'],
    ['5.1.0', '5.1', 'same'],
    ['5.1.3', '5.1', 'newer'],
    ['4.19.0', '5.1', 'older'],
    ['5.19', '5.19.8', 'untold'],
    ['5.19', '5.19', 'same'],
    ['5.19', '5.18.9', 'newer'],
    ['6.18.18.c938-trim', '6.18', 'newer'],
    ['trim', '6.18', 'untold'],
    ['10.2', '9.9', 'newer'],
  ])('%s against %s: %s', (a, b, expected) => {
    const order = compareVersions(a, b);
    const said = order === undefined ? 'untold' : order < 0 ? 'older' : order > 0 ? 'newer' : 'same';
    expect(said).toBe(expected);
  });

  test('a release whose patch level is not told is at least its own first release', () => {
    expect(isAtLeast('5.19', '5.19')).toBe(true);
    expect(isAtLeast('5.19', '5.19.1')).toBeUndefined();
  });
});
