import { describe, expect, test } from 'vitest';
import { all, any, not } from '../../src/judge/truth.ts';

describe('truth has three values', () => {
  test.each([
    [[true, true], true],
    [[true, 'unknown'], 'unknown'],
    [[false, 'unknown'], false],
    [[], true],
  ] as const)('all of %j is %s', (truths, expected) => {
    expect(all(truths)).toBe(expected);
  });

  test.each([
    [[false, false], false],
    [[false, 'unknown'], 'unknown'],
    [[true, 'unknown'], true],
    [[], false],
  ] as const)('any of %j is %s', (truths, expected) => {
    expect(any(truths)).toBe(expected);
  });

  test('not leaves unknown unknown', () => {
    expect([not(true), not(false), not('unknown')]).toEqual([false, true, 'unknown']);
  });
});
