import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canInject,
  fault,
  kill,
  survey,
  type Point,
  type Trial,
  type TwoStates,
  type Verb,
} from './crash.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { drawsOf } from '../part.ts';

/** The short form: every eighth place, in part every twenty-fourth. `npm run test:crash` tries them all and writes the figures down. */
const each = drawsOf(8, 24);

describe.runIf(canChroot && canInject)('a run that is cut short', () => {
  let root: OwnRoot;
  let states: TwoStates;
  let points: readonly Point[];
  let readings: readonly Point[];
  beforeAll(() => {
    root = new OwnRoot();
    const { points: all, readings: read, ...both } = survey(root);
    [points, readings, states] = [all, read, both];
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

  test('files that can not be read are told', { timeout: 300_000 }, () => {
    const trials = readings
      .filter((_, i) => i % (3 * each) === 0)
      .map(point => fault(root, states, { point, error: 'EIO', isForGood: false }));
    expect(trials.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
  });

  test(
    'notes that can not be listed fail no change that stands, and stop no undo without a word',
    {
      timeout: 300_000,
    },
    () => {
      const listing = readings.filter(({ call }) => call === 'getdents64');
      const of = (verb: Verb): readonly Point[] => listing.filter(point => point.verb === verb);
      const tried = (point: Point): Trial => fault(root, states, { point, error: 'EIO', isForGood: true });
      expect([of('apply').length, of('undo').length]).toEqual([2, 8]);
      expect(of('apply').slice(0, 1).map(tried)).toMatchObject([{ outcome: 'applied' }]);
      // The first is of the look for what to take back; the last of a file that comes back with its ACL.
      const [first, last] = [of('undo')[0], of('undo').at(-1)].map(point => tried(point as Point));
      expect([first, last]).toMatchObject([{ outcome: 'refused' }, { outcome: 'left' }]);
      expect([first?.wrong, last?.wrong]).toEqual([undefined, undefined]);
    },
  );
});
