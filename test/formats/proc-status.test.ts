import { expect, it } from 'vitest';
import { effectiveUid } from '../../src/formats/proc-status.ts';

it.each<[string, string, number | undefined]>([
  ['root', 'Name:\tcat\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n', 0],
  ['the effective id counts, not the real one', 'Uid:\t1000\t0\t0\t0\n', 0],
  ['somebody', 'Uid:\t1000\t1001\t1000\t1000\n', 1001],
  ['a line that only ends like it', 'NStgUid:\t1\t2\t3\t4\n', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, expected) => {
  expect(effectiveUid(text)).toBe(expected);
});
