import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/facts/fact.ts';
import { ask } from '../../src/judge/predicates.ts';
import type { Truth } from '../../src/judge/truth.ts';
import type { Predicate } from '../../src/rules/rule.ts';

const table: readonly (readonly [Predicate, Value, Truth])[] = [
  [{ is: 'i915' }, 'i915', true],
  [{ is: 'i915' }, null, false],
  [{ is: true }, true, true],
  [{ is: true }, 'true', false],
  [{ isOneOf: ['gvt-g', 'sr-iov'] }, 'sr-iov', true],
  [{ isOneOf: ['gvt-g'] }, null, false],
  [{ isOn: true }, '1', true],
  [{ isOn: true }, 'Y', true],
  [{ isOn: true }, '', true],
  [{ isOn: true }, '0', false],
  [{ isOn: true }, 'yess', true],
  [{ isOn: true }, '2', false],
  [{ isOn: true }, null, false],
  [{ isOn: false }, null, true],
  [{ isOn: false }, 'off', true],
  [{ isPresent: true }, '', true],
  [{ isPresent: false }, null, true],
  [{ isEmpty: true }, [], true],
  [{ isEmpty: true }, null, true],
  [{ isEmpty: false }, ['x'], true],
  [{ atLeast: 1 }, 0, false],
  [{ atLeast: 1 }, 1, true],
  [{ atLeast: 1 }, null, false],
  [{ atMost: 1 }, 2, false],
  [{ matches: '^03' }, '0300', true],
  [{ includes: 'b' }, ['a', 'b'], true],
  [{ includes: 'b' }, 'abc', false],
  [{ versionAtLeast: '5.1' }, '6.6.38', true],
  [{ versionAtLeast: '5.1' }, '5.0.21', false],
  [{ versionAtLeast: '5.19.8' }, '5.19', 'unknown'],
  [{ versionBelow: '5.14' }, '5.10.223', true],
  [{ versionBelow: '5.14' }, null, false],
];

describe('a predicate asked of a known value', () => {
  test.each(table)('%j of %j is %s', (predicate, value, truth) => {
    expect(ask(predicate, value)).toBe(truth);
  });
});
