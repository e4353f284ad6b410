import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { noFiles, socketAt } from './host/no-files.ts';
import { cli, hostFixture, type CliResult } from './run-cli.ts';
import { partOf } from './part.ts';

const isRoot = process.getuid?.() === 0;
/** The user nobody of Debian; only root can become somebody else. */
const nobody = isRoot ? { user: 65534 } : {};
/** Longer than any of these runs takes, and shorter than for ever. */
const patience = 20_000;

const folder = mkdtempSync(join(tmpdir(), 'fngvt-inputs-'));
chmodSync(folder, 0o755);
const good = join(folder, 'good.json');
let snapshot = '';
beforeAll(async () => {
  snapshot = JSON.stringify(await openFixture(hostFixture('fnos-hd620.rebooted')));
  writeFileSync(good, snapshot);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const place = (): string => {
  count += 1;
  const made = join(folder, `place-${count}`);
  mkdirSync(made);
  return made;
};

const oneLine = ({ stderr }: CliResult): string => {
  expect(stderr).toMatch(/^fngvt: [^\n]+\n$/u);
  expect(stderr).toContain('expected');
  return stderr;
};

/** Every flag and argument that names a file, with the ending that the file must have. */
const ways: readonly (readonly [string, string, (path: string) => readonly string[]])[] = [
  ['doctor --from', 'x.json', path => ['doctor', '--from', path]],
  ['doctor --from, a fixture', 'x.yml', path => ['doctor', '--from', path]],
  ['doctor --paste', 'x.txt', path => ['doctor', '--paste', path]],
  ['doctor --with', 'x.conf', path => ['doctor', '--from', good, '--with', `/etc/default/grub=${path}`]],
  ['report --from', 'x.json', path => ['report', '--from', path]],
  ['facts --from', 'x.json', path => ['facts', '--from', path]],
  ['fix --from', 'x.json', path => ['fix', '--from', path]],
  ['vgpu --from', 'x.json', path => ['vgpu', '--from', path]],
  ['vm --from', 'x.json', path => ['vm', '--from', path]],
  ['diff, the first', 'x.json', path => ['diff', path, good]],
  ['diff, the second', 'x.json', path => ['diff', good, path]],
];

describe.each(noFiles.filter(one => isRoot || one.isOfRights === undefined))(
  '$kind where a file is expected',
  ({ kind, make, told }) => {
    test.each(partOf(ways, 4))('%s: one line, exit 2', (way, name, argv) => {
      const path = make(place(), name);
      // A folder is what these two take as well.
      if (kind === 'a folder' && /^(?:doctor|report) --from/u.test(way)) return;
      const result = cli(argv(path), { patience, ...nobody });
      expect(result).toMatchObject({ exit: 2, stdout: '' });
      expect(oneLine(result)).toMatch(told);
    });

    test('a member of a folder: its line, and the others are read', () => {
      const many = place();
      writeFileSync(join(many, 'good.json'), snapshot);
      const path = make(many, 'x.json');
      const isThere = path === join(many, 'x.json') && kind !== 'nothing';
      const result = cli(['doctor', '--from', many], { patience, ...nobody });
      expect(result.stdout).toMatch(/^good +READY .*\n1 host: 1 ready/mu);
      expect(result.exit).toBe(isThere ? 2 : 0);
      if (isThere) expect(oneLine(result)).toMatch(told);
    });

    test.each([
      ['doctor --root', ['doctor']],
      ['undo --root', ['undo']],
      ['undo --list --root', ['undo', '--list']],
    ])('%s: one line, exit 2', (_, argv) => {
      if (kind === 'a folder') return;
      const result = cli([...argv, '--root', make(place(), 'x')], { patience, ...nobody });
      expect(result).toMatchObject({ exit: 2, stdout: '' });
      expect(oneLine(result)).toContain('--root: expected a folder, found');
    });
  },
);

describe('a socket where a file is expected', () => {
  test.each(partOf(ways, 4, 1))('%s: one line, exit 2', async (_, name, argv) => {
    const path = join(place(), name);
    const server = await socketAt(path);
    const result = cli(argv(path), { patience });
    server.close();
    expect(result).toMatchObject({ exit: 2, stdout: '' });
    expect(oneLine(result)).toContain('a socket');
  });
});

describe('standard input', () => {
  test.each([
    ['a folder', folder],
    ['a device without an end', '/dev/zero'],
    ['a device that is empty', '/dev/null'],
  ])('that is %s: one line, exit 2', (_, path) => {
    const stdin = openSync(path, 'r');
    try {
      for (const argv of [
        ['doctor', '--from', '-'],
        ['doctor', '--paste', '-'],
        ['diff', good, '-'],
      ]) {
        const result = cli(argv, { stdin, patience });
        expect(result).toMatchObject({ exit: 2, stdout: '' });
        oneLine(result);
      }
    } finally {
      closeSync(stdin);
    }
  });

  test('is read from a file, a pipe, and by its other name', () => {
    const stdin = openSync(good, 'r');
    const file = cli(['doctor', '--from', '-', '--format', 'json'], { stdin, patience });
    closeSync(stdin);
    expect(file.exit).toBe(0);
    for (const name of ['-', '/dev/stdin'])
      expect(cli(['doctor', '--from', name, '--format', 'json'], { input: snapshot }).stdout).toBe(
        file.stdout,
      );
  });
});

describe('a folder of snapshots', () => {
  test('that holds none is no answer', () => {
    const result = cli(['doctor', '--from', place()], { patience });
    expect(result).toMatchObject({ exit: 3, stdout: '0 hosts\n' });
    expect(oneLine({ ...result, stdout: '' })).toContain('found none');
  });

  test.runIf(isRoot).each([0o000, 0o300])('that may not be listed (%o): one line, exit 2', mode => {
    const closed = place();
    chmodSync(closed, mode);
    const result = cli(['doctor', '--from', closed], { patience, ...nobody });
    expect(result).toMatchObject({ exit: 2, stdout: '' });
    expect(oneLine(result)).toContain("one that can't be read; put sudo");
  });

  test.runIf(isRoot)(
    'whose members may not be reached: each has its line, and nothing readable is exit 3',
    () => {
      const closed = place();
      for (const name of ['a.json', 'b.yml']) writeFileSync(join(closed, name), snapshot);
      chmodSync(closed, 0o444);
      const result = cli(['doctor', '--from', closed], { patience, ...nobody });
      expect(result).toMatchObject({ exit: 3, stdout: '0 hosts: 2 files without a readable host\n' });
      expect(result.stderr).toMatch(
        /^fngvt: .*a\.json: .*you may not read\nfngvt: .*b\.yml: .*you may not read\n$/u,
      );
    },
  );
});

describe.runIf(isRoot)('a root that may not be entered', () => {
  test.each([['doctor'], ['undo'], ['fix']])('%s: one line, exit 2', verb => {
    const closed = place();
    mkdirSync(join(closed, 'etc'));
    chmodSync(closed, 0);
    const result = cli([verb, '--root', closed], { patience, ...nobody });
    expect(result).toMatchObject({ exit: 2, stdout: '' });
    expect(oneLine(result)).toContain('you may not enter');
  });

  test('in part is told as unknown, not as a bug', () => {
    const partly = place();
    for (const name of ['etc', 'proc', 'sys']) {
      mkdirSync(join(partly, name));
      writeFileSync(join(partly, name, 'x'), '');
      chmodSync(join(partly, name), 0);
    }
    const result = cli(['doctor', '--root', partly], { patience, ...nobody });
    expect(result).toMatchObject({ exit: 3, stderr: '' });
  });
});

describe('a text by whatever program it was saved', () => {
  const utf16 = (text: string, isBig: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return isBig ? bytes.swap16() : bytes;
  };
  const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
    ['UTF-8 with a byte order mark', text => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 of Notepad and PowerShell', text => utf16(`\ufeff${text}`, false)],
    ['UTF-16, the high byte first', text => utf16(`\ufeff${text}`, true)],
  ];
  const post = '$ uname -r\n6.6.38-trim\n$ cat /proc/cmdline\nBOOT_IMAGE=/vmlinuz quiet i915.enable_gvt=1\n';
  const fixture = readFileSync(hostFixture('fnos-hd620'));

  test.each(encodings)('%s is read', (_, encoded) => {
    const here = place();
    const plain = (argv: readonly string[]): CliResult => cli(argv, { cwd: here, patience });
    for (const [name, text, flag] of [
      ['x.json', snapshot, '--from'],
      ['x.yml', fixture.toString(), '--from'],
      ['x.txt', post, '--paste'],
    ] as const) {
      writeFileSync(join(here, name), text);
      const wanted = plain(['doctor', flag, name, '-v']);
      expect(wanted.stderr).toBe('');
      writeFileSync(join(here, name), encoded(text));
      expect(plain(['doctor', flag, name, '-v'])).toEqual(wanted);
      if (name !== 'x.yml')
        expect(cli(['doctor', flag, '-', '-v'], { input: encoded(text), cwd: here }).stdout).toBe(
          wanted.stdout,
        );
    }
  });

  test.each([
    [
      'UTF-16 without a mark',
      utf16(post, false),
      /found UTF-16 without a byte order mark: save it as UTF-8(?:;.*)?\n$/u,
    ],
    [
      'the other UTF-16 without one',
      utf16(post, true),
      /found UTF-16 without a byte order mark: save it as/u,
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /found UTF-32: save it as UTF-8(?:;.*)?\n$/u],
    [
      'a picture',
      readFileSync(join(process.execPath)).subarray(0, 5000),
      /found binary data, no text(?:;.*)?\n$/u,
    ],
  ])('%s is named as what it is', (_, bytes, told) => {
    for (const argv of [
      ['doctor', '--from', '-'],
      ['doctor', '--paste', '-'],
      ['diff', good, '-'],
    ]) {
      const result = cli(argv, { input: bytes, patience });
      expect(result).toMatchObject({ exit: 2, stdout: '' });
      expect(oneLine(result)).toMatch(told);
    }
  });
});
