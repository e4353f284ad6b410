import { expect, test } from 'vitest';
import { packWords, unpackWords } from '../../src/knowledge/packed-words.ts';

test.each([
  [['a']],
  [['gvt', 'gvt_ggtt', 'gvtg', 'i915', 'zfs']],
  [['b', 'a', 'ab', 'a_b', '0']],
  [[`${'x'.repeat(50)}1`, `${'x'.repeat(50)}2`]],
])('%j comes back, whatever its words share', words => {
  expect(unpackWords(packWords(words))).toEqual([...words].sort());
});
