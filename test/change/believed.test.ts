import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planSchema } from '../../src/report/json/plan-schema.ts';
import { cli, type CliResult, notRedacted } from '../run-cli.ts';
import { planned, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot, type RunResult } from './own-root.ts';
import { partOf } from '../part.ts';

const notes = '/var/lib/fngvt/journal';
const id = '20260102-030405';
const file = `${notes}/${id}.json`;
const other = '20260101-030405';
const someone = 1000;

/** What somebody did to our notes, and what is said of it in both languages. */
type Deed = readonly [string, (at: (path: string) => string) => void, string, string];

/** Puts something else in the place of what is there. */
const instead =
  (path: string, make: (file: string, former: string) => void) =>
  (at: (path: string) => string): void => {
    renameSync(at(path), `${at(path)}.former`);
    make(at(path), `${at(path)}.former`);
  };
const owner = ['belongs to the user 1000, not to root', '属主是用户 1000，不是 root'] as const;
const writable = ['others than root may write it: mode', 'root 以外的人也能写它：权限'] as const;
const link = ['it is a link', '它是一个链接'] as const;
const kind = ['it is not what belongs there', '那里本不该是这种东西'] as const;

const toFile: readonly Deed[] = [
  ['belongs to somebody', at => chownSync(at(file), someone, 0), ...owner],
  ['may be written by a group', at => chmodSync(at(file), 0o660), ...writable],
  ['may be written by all', at => chmodSync(at(file), 0o602), ...writable],
  [
    'is a link to the same',
    instead(file, (path, former) => {
      copyFileSync(former, `${path}.copy`);
      symlinkSync(`${id}.json.copy`, path);
    }),
    ...link,
  ],
  ['is a circle of links', instead(file, path => symlinkSync(`${id}.json`, path)), ...link],
  ['is a link to a device', instead(file, path => symlinkSync('/dev/zero', path)), ...link],
  ['is a pipe', instead(file, path => execFileSync('mkfifo', ['-m', '600', path])), ...kind],
  ['is a folder', instead(file, path => mkdirSync(path, { mode: 0o700 })), ...kind],
  ['has a gigabyte of nothing', at => truncateSync(at(file), 2 ** 30), 'it is too large', '太大了'],
  ['is not UTF-8', at => writeFileSync(at(file), Buffer.from([0x7b, 0xff, 0x7d])), 'not UTF-8', '不是 UTF-8'],
  ['is empty', at => writeFileSync(at(file), ''), 'not JSON', '不是 JSON'],
  ['was cut off', at => truncateSync(at(file), 200), 'not JSON', '不是 JSON'],
  ['is nested deeply', at => writeFileSync(at(file), '['.repeat(1_000_000)), 'not JSON', '不是 JSON'],
  [
    'is a deep list',
    at => writeFileSync(at(file), `${'['.repeat(5000)}${']'.repeat(5000)}`),
    'expected an object',
    '应为 an object',
  ],
  [
    'has another name than it says',
    at => writeFileSync(at(file), readText(at(file)).replace(id, '20260102-030406')),
    'it calls itself 20260102-030406',
    '里面写的名字是 20260102-030406',
  ],
];

/** Each of the folders on the way to our notes. */
const ofFolders = (path: string): readonly Deed[] => [
  ['belongs to somebody', at => chownSync(at(path), someone, 0), ...owner],
  ['may be written by a group', at => chmodSync(at(path), 0o770), ...writable],
  ['may be written by all', at => chmodSync(at(path), 0o757), ...writable],
];
/** What stands in the place of a folder of our own. */
const ofOwnFolders = (path: string): readonly Deed[] => [
  ['may be written by all, but for the names of others', at => chmodSync(at(path), 0o1777), ...writable],
  [
    'is a link',
    instead(path, (folder, former) => {
      cpSync(former, `${folder}.moved`, { recursive: true });
      symlinkSync(`${folder.split('/').at(-1) ?? ''}.moved`, folder);
    }),
    ...link,
  ],
  ['is a circle of links', instead(path, folder => symlinkSync('journal', folder)), ...link],
  ['is a pipe', instead(path, folder => execFileSync('mkfifo', ['-m', '600', folder])), ...kind],
  ['is a file', instead(path, folder => writeFileSync(folder, '', { mode: 0o600 })), ...kind],
];

const readText = (path: string): string => execFileSync('cat', [path], { encoding: 'utf8' });
/** Lines are wrapped, Chinese ones anywhere. */
const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

let root: OwnRoot;
const at = (path: string): string => root.at(path);

let furnished: () => void;

/** A host with a change that stands, and an older one of which nothing is left but its note. */
beforeAll(() => {
  if (!canChroot) return;
  root = new OwnRoot();
  planned(root);
  for (const time of ['2026-01-01T03:04:05.000Z', '2026-01-02T03:04:05.000Z']) {
    const applied = root.entry(['apply', '/plan.json', '--at', time]);
    expect(JSON.parse(applied.stdout)).toMatchObject({ outcome: 'applied' });
    if (time.startsWith('2026-01-01')) root.entry(['undo', '--at', time]);
  }
  furnished = root.saved();
});
afterAll(() => {
  if (canChroot) root.remove();
});
beforeEach(() => {
  if (!canChroot) return;
  furnished();
  // By this the doctor knows that it is root; proc(5).
  root.put('/proc/self/status', 'Uid:\t0\t0\t0\t0\n');
});

const quiet = ({ stderr, exit }: RunResult | CliResult): void => {
  expect(stderr).not.toMatch(/\bat .*:\d+|bug in fngvt/u);
  expect([null, 70]).not.toContain(exit);
};

/** Holds what each verb says and does against what it must. */
function refuses(path: string, told: readonly [string, string], isFolder: boolean): void {
  const before = root.tree(...touched);
  const named = (text: string, language: 0 | 1): void => {
    expect(squeezed(text)).toContain(path);
    expect(squeezed(text)).toContain(squeezed(told[language]));
  };
  for (const [i, lang] of ['en', 'zh-CN'].entries()) {
    const result = root.cli(['undo', '--yes', '--lang', lang]);
    quiet(result);
    expect(result.exit).toBe(1);
    named(result.stdout, i as 0 | 1);
  }
  const doctor = root.cli(['doctor', '--lang', 'en']);
  quiet(doctor);
  named(doctor.stdout, 0);
  const list = root.cli(['undo', '--list', '--lang', 'en']);
  quiet(list);
  expect(list.exit).toBe(isFolder ? 3 : 0);
  if (isFolder) named(list.stderr, 0);
  else expect(list.stdout).toMatch(new RegExp(`^${id} .*\n${other} .*taken back`, 'mu'));
  const json = root.cli(['undo', '--yes', '--format', 'json']);
  expect(planSchema.parse(JSON.parse(json.stdout))).toMatchObject({
    applied: false,
    steps: [],
    refused: [{ reason: isFolder ? 'notes-untrusted' : 'broken-journal' }],
  });
  const rescued = cli(['undo', '--root', root.path, '--yes', '--lang', 'en']);
  quiet(rescued);
  expect(rescued.exit).toBe(1);
  named(rescued.stdout, 0);
  expect(root.tree(...touched)).toEqual(before);
}

describe.runIf(canChroot)('a journal that', () => {
  test.each(toFile)('%s is named and not carried out', (_, act, en, zh) => {
    act(at);
    refuses(file, [en, zh], false);
  });

  test('is put right again is carried out', () => {
    chownSync(at(file), someone, 0);
    expect(root.cli(['undo', '--yes']).exit).toBe(1);
    chownSync(at(file), 0, 0);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
  });

  test('is broken hides no older one', () => {
    chmodSync(at(file), 0o606);
    expect(root.cli(['undo', other]).stdout).toContain('has been taken back already');
  });
});

describe.runIf(canChroot).each([notes, '/var/lib/fngvt'])('%s that', path => {
  test.each(partOf([...ofFolders(path), ...ofOwnFolders(path)], 4))(
    '%s: nothing in it is believed',
    (_, act, en, zh) => {
      act(at);
      refuses(path, [en, zh], true);
    },
  );
});

describe.runIf(canChroot).each(['/var/lib', '/var', '/'])('%s on the way to our notes that', path => {
  test.each(partOf(ofFolders(path), 4, 1))('%s: nothing below it is believed', (_, act, en, zh) => {
    const mode = path === '/' ? 0o755 : undefined;
    try {
      act(at);
      refuses(path, [en, zh], true);
    } finally {
      chownSync(at(path), 0, 0);
      if (mode !== undefined) chmodSync(at(path), mode);
    }
  });

  test('may be written by all, but for the names of others: they are believed', () => {
    chmodSync(at(path), 0o1777);
    const result = root.cli(['undo', '--yes']);
    chmodSync(at(path), 0o755);
    expect(result).toMatchObject({ exit: 0, stderr: notRedacted });
  });
});

describe.runIf(canChroot)('a link on the way to our notes', () => {
  const move = (to: string): void => {
    mkdirSync(at(to), { recursive: true, mode: 0o755 });
    renameSync(at('/var'), at(`${to}/var`));
    symlinkSync(`${to}/var`, at('/var'));
  };

  test('that root made is followed', () => {
    move('/tmp/disk');
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
  });

  test.each<[string, () => void, string]>([
    ['is of somebody', () => execFileSync('chown', ['-h', '1000', at('/var')]), owner[0]],
    ['leads through a folder of somebody', () => chownSync(at('/tmp/disk'), someone, 0), owner[0]],
    ['leads through a folder of all', () => chmodSync(at('/tmp/disk'), 0o777), writable[0]],
  ])('that %s is not', (_, act, told) => {
    move('/tmp/disk');
    act();
    const before = root.tree(...touched);
    const result = root.cli(['undo', '--yes', '--lang', 'en']);
    expect(result.exit).toBe(1);
    expect(squeezed(result.stdout)).toContain(squeezed(told));
    expect(root.tree(...touched)).toEqual(before);
  });
});

describe.runIf(canChroot)('a new change', () => {
  const apply = (): unknown => JSON.parse(root.entry(['apply', '/plan.json']).stdout);

  test.each<[string, () => void, string]>([
    ['the folder', () => chownSync(at(notes), someone, 0), notes],
    ['a journal, which may tell of a change that was cut short', () => chmodSync(at(file), 0o606), file],
  ])('is not begun beside %s that others may write', (_, act, path) => {
    root.entry(['undo']);
    act();
    const before = root.tree(...touched);
    const names = readdirSync(at(notes));
    expect(apply()).toMatchObject({
      outcome: 'refused',
      refused: [{ reason: 'notes-untrusted', details: { path } }],
    });
    expect(root.tree(...touched)).toEqual(before);
    expect(readdirSync(at(notes))).toEqual(names);
    rmSync(at(notes), { recursive: true });
  });
});
