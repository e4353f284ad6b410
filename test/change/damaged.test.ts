import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doubtAbout } from '../../src/change/journal/doubt.ts';
import type { FileRecord, Journal } from '../../src/change/journal/journal.ts';
import { validate } from '../../src/change/journal/journal.validate.ts';
import { recordFault } from '../../src/records/record-fault.ts';
import { listJournals } from '../../src/change/journal/store.ts';
import { digestOf } from '../../src/host/digest.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { mdevHostdev } from '../../src/formats/device-xml.ts';
import { withDevice } from '../../src/formats/domain-edit.ts';
import { planned, touched } from './grub-imitation.ts';
import { fileOf } from './note-of.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { partOf } from '../part.ts';
import { notRedacted } from '../run-cli.ts';

type Path = readonly (string | number)[];

/** The place of every value in a journal that holds no other. */
function* leaves(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else if (Array.isArray(value))
    for (const [i, member] of value.entries()) yield* leaves(member, [...path, i]);
  else for (const [name, member] of Object.entries(value)) yield* leaves(member, [...path, name]);
}

/** What a bad disk, a person or somebody with bad intent makes of one value; undefined: the field is gone. */
function* damages(value: unknown): Generator {
  yield* [undefined, null, '', 'x', 7, -1, true, false, [], {}, '/etc/shadow', '../x', 'a\u001b[2Jb', '0777'];
  yield* ['waiting', 'begun', 'done', 'undone', 'left', 'applying', 'applied', 'undoing', 'rolled-back'];
  yield* ['update-grub', 'modprobe', 'sh', '/tmp/x', 'f'.repeat(64), 'partly-undone', 0, 4000];
  if (typeof value === 'string') yield* [`${value} `, value.slice(1), `${value}x`, value.toUpperCase()];
  if (typeof value === 'number') yield value + 1;
}

function withValue(whole: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole)) {
    const all = whole.map((one: unknown, i) => (i === name ? withValue(one, rest, value) : one));
    return rest.length === 0 && value === undefined ? all.filter((_, i) => i !== name) : all;
  }
  const all = Object.entries(whole as object).map(([other, member]: [string, unknown]) =>
    other === name ? [other, withValue(member, rest, value)] : [other, member],
  );
  return Object.fromEntries(all.filter(([, member]) => member !== undefined)) as unknown;
}

/** Fields that undo carries nothing out by: what is told, what the doctor compares, what only apply went by, what stands there anyway. */
const harmless =
  /^(?:version|begun|changed|boot|foretold(?:\.\w+)?|steps\.\d+\.(?:rule|reboot|after\.(?:mode|owner|group)|verify\.(?:wanted|dropped)(?:\.\d+)?|generated\.(?:before|after)\.(?:mode|owner|group)))$/u;

/** One that was cut short is taken back by what stands in the files, as one that stands. */
const isOpenState = (place: string, damage: unknown): boolean =>
  place === 'state' && (damage === 'applying' || damage === 'undoing');

/** A folder that is not named is not taken away: at worst an empty one stays. */
const isFolder = (place: string, damage: unknown): boolean =>
  /\.folders\.0$/u.test(place) && damage === undefined;

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

describe.runIf(canChroot)('one value of a journal that is another', () => {
  let root: OwnRoot;
  let whole: Journal;
  let text = '';
  let before: Readonly<Record<string, string>>;
  const id = '20260102-030405';
  const put = (value: unknown): void =>
    writeFileSync(root.at(`/var/lib/fngvt/journal/${id}.json`), JSON.stringify(value), { mode: 0o600 });

  beforeAll(() => {
    root = new OwnRoot();
    before = planned(root);
    root.entry(['apply', '/plan.json', '--at', '2026-01-02T03:04:05.000Z']);
    text = readFileSync(root.at(`/var/lib/fngvt/journal/${id}.json`), 'utf8');
    whole = JSON.parse(text) as Journal;
  });
  afterAll(() => root.remove());

  test('is named, or is none that undo goes by', () => {
    const writer = hostWriter(root.path);
    const counted = { named: 0, harmless: 0 };
    for (const path of leaves(whole)) {
      const place = path.join('.');
      const value = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], whole);
      for (const damage of damages(value)) {
        const spoilt = withValue(whole, path, damage);
        if (!differ(spoilt, whole)) continue;
        put(spoilt);
        const [found] = listJournals(writer);
        if (found === undefined) throw new Error(place);
        if ('broken' in found) {
          expect(found.problem, place).toMatch(/^note-/u);
          counted.named += 1;
        } else {
          expect(
            isOpenState(place, damage) || isFolder(place, damage) || harmless.test(place),
            `${place} = ${JSON.stringify(damage)}`,
          ).toBe(true);
          counted.harmless += 1;
        }
      }
    }
    expect(counted.named).toBeGreaterThan(1000);
    expect(counted.harmless).toBeGreaterThan(50);
  });

  test(
    'of those that undo does not go by: the host is as it was before the change',
    { timeout: 600_000 },
    () => {
      const places = [...leaves(whole)].filter(path => harmless.test(path.join('.')));
      for (const path of partOf([...places, ['state']], 3)) {
        planned(root);
        root.entry(['apply', '/plan.json', '--at', '2026-01-02T03:04:05.000Z']);
        const value = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], whole);
        const spoilt = [...damages(value)]
          .map(damage => withValue(whole, path, damage))
          .findLast(one => {
            put(one);
            return (
              differ(one, whole) &&
              listJournals(hostWriter(root.path)).every(journal => !('broken' in journal))
            );
          });
        // Here it is null, and nothing else would be of the right shape.
        if (spoilt === undefined && path[0] === 'foretold') continue;
        expect(spoilt, path.join('.')).toBeDefined();
        put(spoilt);
        expect(root.cli(['undo', '--yes']), path.join('.')).toMatchObject({ exit: 0, stderr: notRedacted });
        expect(root.tree(...touched), path.join('.')).toEqual(before);
      }
    },
  );

  test.each<[string, (root: OwnRoot) => void]>([
    ['has other bytes', own => own.put(`/var/lib/fngvt/journal/${id}.kept-1`, 'other\n', 0o640)],
    [
      'has another mode',
      own => own.put(`/var/lib/fngvt/journal/${id}.kept-1`, '# /etc/modules\nvfio_virqfd\n', 0o666),
    ],
  ])('a copy that %s gives nothing', (_, spoil) => {
    planned(root);
    root.entry(['apply', '/plan.json', '--at', '2026-01-02T03:04:05.000Z']);
    spoil(root);
    const second = root.tree(...touched);
    const result = root.cli(['undo', '--yes']);
    expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(result.stdout.replaceAll(/\s+/gu, ' ')).toContain(`${id}.kept-1 is not the file that was there`);
    expect(root.tree(...touched)).toEqual(second);
  });

  test('a copy that is whole is named where the journal is not', () => {
    planned(root);
    root.entry(['apply', '/plan.json', '--at', '2026-01-02T03:04:05.000Z']);
    put(withValue(whole, ['steps', 1, 'before', 'text'], 'x'));
    const result = root.cli(['undo', '--yes']);
    expect(result.stdout.replaceAll(/\s+/gu, ' ')).toContain(`${id}.kept-1 is whole`);
    expect(root.cli(['undo', '--yes', '--lang', 'zh-CN']).stdout).toMatch(/副本[^]*是完整的/u);
  });
});

describe('one value of a journal about a VM that is another', () => {
  const uuid = '6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01';
  const device = '11111111-2222-4333-8444-555555555555';
  const without = `<domain type='kvm'>\n  <name>win</name>\n  <uuid>${uuid}</uuid>\n  <devices>\n  </devices>\n</domain>\n`;
  const made = withDevice(without, mdevHostdev({ uuid: device, display: false, ramfb: false })) ?? '';
  const saved = `/var/lib/fngvt/vm/${uuid}.before.xml`;
  const given = `/var/lib/fngvt/vm/${uuid}.device.xml`;
  const virsh = ['virsh', '-c', 'qemu:///system'];
  const edit = (path: string, after: FileRecord): Journal['steps'][number] => ({
    ...{ kind: 'edit', path, rule: null, reboot: false, state: 'done', before: null, after, folders: [] },
  });
  const journal: Journal = {
    ...{ schema: 'fngvt.journal/1', id: '20260102-030405', version: '1', begun: '', changed: '' },
    ...{ state: 'applied', boot: 'x', foretold: null },
    steps: [
      edit(given, fileOf('<hostdev/>\n')),
      edit(saved, fileOf(without)),
      {
        ...{ kind: 'run', rule: null, reboot: false, state: 'done' },
        argv: [...virsh, 'attach-device', '--domain', 'win', '--file', given, '--config'],
        undo: [...virsh, 'define', '--file', saved],
        definition: {
          ...{ domain: uuid, name: 'win', device, isWhole: true },
          ...{ before: fileOf(without), after: fileOf(made) },
        },
      },
    ],
  };
  const writer = { digest: digestOf, journals: hostWriter('/').journals };

  test('is named, or is none that undo goes by', () => {
    expect([recordFault(validate, journal), doubtAbout(journal, writer)]).toEqual([undefined, undefined]);
    const shown = /^steps\.2\.definition\.(?:before|after)\.(?:mode|owner|group)$/u;
    for (const path of leaves(journal)) {
      const place = path.join('.');
      const value = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], journal);
      for (const damage of damages(value)) {
        const spoilt = withValue(journal, path, damage);
        if (!differ(spoilt, journal) || place === 'id' || recordFault(validate, spoilt) !== undefined)
          continue;
        if (doubtAbout(spoilt as Journal, writer) !== undefined) continue;
        const isFine = harmless.test(place) || shown.test(place) || isOpenState(place, damage);
        expect(isFine, `${place} = ${JSON.stringify(damage)}`).toBe(true);
      }
    }
  });
});
