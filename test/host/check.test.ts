import { describe, expect, test } from 'vitest';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { snapshotSchema } from '../../src/host/snapshot/snapshot-schema.ts';
import { validate } from '../../src/host/snapshot/snapshot.validate.ts';
import { comparedOf } from '../compared-records.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';

const base = { schema: 'fngvt.snapshot/1' };
const stat = { mode: '0644', owner: 0, group: 0, size: 1, mtime: '', free: 1 };

/** Values that are snapshots, and values that are none. */
const table: readonly (readonly [string, unknown, boolean])[] = [
  ['the least', base, true],
  ['null', null, false],
  ['a list', [], false],
  ['no schema', {}, false],
  ['another schema', { schema: 'fngvt.report/1' }, false],
  ['a field of a later version', { ...base, shell: '' }, true],
  ['a file', { ...base, files: { '/a': 'x' } }, true],
  ['an excerpt', { ...base, files: { '/a': { keep: '^x', text: 'x' } } }, true],
  ['an excerpt without filter', { ...base, files: { '/a': { text: 'x' } } }, false],
  ['a file that is a number', { ...base, files: { '/a': 7 } }, false],
  ['a filter that is too long', { ...base, files: { '/a': { keep: 'x'.repeat(1001), text: '' } } }, false],
  ['a path that is too long', { ...base, files: { [`/${'x'.repeat(5000)}`]: '' } }, false],
  ['a stat', { ...base, stats: { '/a': stat } }, true],
  ['a stat with a field of a later version', { ...base, stats: { '/a': { ...stat, name: 'x' } } }, true],
  ['a stat with a field of every object', { ...base, stats: { '/a': { ...stat, constructor: 1 } } }, true],
  ['a stat with a text for a number', { ...base, stats: { '/a': { ...stat, size: '1' } } }, false],
  ['a failure', { ...base, failed: { '/a': 'timed out' } }, true],
  ['a failure of another kind', { ...base, failed: { '/a': 'lost' } }, false],
  ['a listing', { ...base, dirs: { '/a': ['b'] } }, true],
  ['a listing of numbers', { ...base, dirs: { '/a': [1] } }, false],
  ['absent paths', { ...base, absent: ['/a'], denied: ['/b'] }, true],
  ['absent as an object', { ...base, absent: {} }, false],
  ['a command', { ...base, commands: [{ argv: ['dmesg'], exit: 0, stdout: '', stderr: '' }] }, true],
  ['a command that said nothing', { ...base, commands: [{ argv: ['dmesg'], exit: null }] }, true],
  ['a command without an exit code', { ...base, commands: [{ argv: ['dmesg'] }] }, false],
  ['a command with half an exit code', { ...base, commands: [{ argv: ['dmesg'], exit: 0.5 }] }, false],
  ['an inventory', { ...base, inventory: { mem: { total: 1, name: 'x' } } }, true],
  ['an inventory of lists', { ...base, inventory: { mem: { total: [] } } }, false],
  [
    'the frame',
    { ...base, taken: 'x', tool: { name: 'fngvt', version: '1' }, note: 'n', redactions: { a: 1 } },
    true,
  ],
  ['a tool without version', { ...base, tool: { name: 'fngvt' } }, false],
];

describe('the schema and its check say the same', () => {
  test.each(table)('%s', (_name, value, isSnapshot) => {
    const parsed = snapshotSchema.safeParse(value);
    expect(parsed.success).toBe(isSnapshot);
    if (isSnapshot) expect(checkSnapshot(structuredClone(value), 'x')).toMatchObject(parsed.data as object);
    else expect(() => checkSnapshot(value, 'x')).toThrow(/^x: expected a snapshot/u);
  });

  test('of a thousand spoilt ones', () => {
    const good = table.filter(([, , isSnapshot]) => isSnapshot).map(([, value]) => value);
    const counted = comparedOf(snapshotSchema, validate, good);
    expect(counted.bad).toBeGreaterThan(1000);
    expect(counted.good).toBeGreaterThan(100);
  });

  test.each<readonly [string, string, unknown]>([
    ['schema: fngvt.snapshot/1', 'the frame', { schema: 'x' }],
    ['schema: a value', 'no frame', {}],
    [
      'files./a: a text of at most 16777216 characters',
      'a file that is none',
      { ...base, files: { '/a': 7 } },
    ],
    ['failed./a: failed or timed out', 'a failure of another kind', { ...base, failed: { '/a': 'x' } }],
    ['stats./a.size: a number', 'a size in words', { ...base, stats: { '/a': { ...stat, size: 'x' } } }],
    ['absent: a list', 'a list that is none', { ...base, absent: {} }],
    [
      'commands.0.exit: a whole number or null',
      'half an exit',
      { ...base, commands: [{ argv: [], exit: 0.5 }] },
    ],
    ['tool.version: a value', 'a tool without version', { ...base, tool: { name: 'x' } }],
  ])('"%s" is told of %s', (told, _name, value) => {
    expect(() => checkSnapshot(value, 'x')).toThrow(`x: expected a snapshot (fngvt.snapshot/1) at ${told}`);
  });

  test('a name that JavaScript keeps for itself is one like any other', () => {
    // As JSON.parse makes it: a field, not a prototype.
    const parse = (file: string): unknown =>
      JSON.parse(`{"schema":"${base.schema}","files":{"__proto__":${file}}}`);
    expect(Object.keys(checkSnapshot(parse('"x"'), 'x').files)).toEqual(['__proto__']);
    expect(() => checkSnapshot(parse('{}'), 'x')).toThrow('at files.__proto__');
  });

  test('of every host fixture', async () => {
    for (const host of fixtureHosts()) {
      const snapshot = await openFixture(host.path);
      expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    }
  });
});
