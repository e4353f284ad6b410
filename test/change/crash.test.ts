import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canInject, fault, kill, survey, type Point, type TwoStates } from './crash.ts';
import { canChroot, OwnRoot } from './own-root.ts';

/** The short form: every eighth place. `npm run test:crash` tries them all and writes the figures down. */
const each = 8;

describe.runIf(canChroot && canInject)('a run that is cut short', () => {
  let root: OwnRoot;
  let states: TwoStates;
  let points: readonly Point[];
  beforeAll(() => {
    root = new OwnRoot();
    const { points: all, ...both } = survey(root);
    [points, states] = [all, both];
  });
  afterAll(() => root.remove());

  test('an apply and an undo have the places that they should', () => {
    const calls = new Set(points.map(({ call }) => call));
    expect([...calls]).toEqual(expect.arrayContaining(['pwrite64', 'fsync', 'rename', 'unlink', 'clone']));
    expect(points.filter(({ verb }) => verb === 'undo').length).toBeGreaterThan(30);
  });

  test(
    'a kill leaves every file whole, and undo or a second apply a sound host',
    { timeout: 300_000 },
    () => {
      const trials = points.filter((_, i) => i % each === 0).map(point => kill(root, states, point));
      expect(trials.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
    },
  );

  // Each at other places.
  test.each([
    ['ENOSPC', false, 6],
    ['EROFS', true, 5],
    ['EIO', false, 3],
    ['EACCES', false, 12],
  ] as const)('%s is told as it is (for good: %s)', { timeout: 300_000 }, (error, isForGood, from) => {
    const failing = points.filter(({ call }) => !['clone', 'wait4', 'chmod'].includes(call));
    const trials = failing
      .filter((_, i) => i % (3 * each) === from)
      .map(point => fault(root, states, { point, error, isForGood }));
    expect(trials.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
  });
});
