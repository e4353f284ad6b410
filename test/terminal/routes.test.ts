import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { schemaNames } from '../../src/commands/schema.ts';
import { cli as anywhere, hostFixture, type CliResult } from '../run-cli.ts';
import { hostile, hostileXml, obeyedIn, planted } from './hostile-text.ts';

/** Every verb by every way on which foreign text comes to a terminal: arguments, names of files, what stands in them, errors about all of these. */

const folder = mkdtempSync(join(tmpdir(), 'fngvt-routes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is named without a folder is written here: `snapshot NAME`. */
const cli: typeof anywhere = (args, options) => anywhere(args, { cwd: folder, ...options });

const isHarmless = ({ stdout, stderr }: CliResult, isColored = false): void => {
  expect(obeyedIn(stdout, { isColored }), 'stdout').toBeNull();
  expect(obeyedIn(stderr, { isColored }), 'stderr').toBeNull();
};

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('an argument', () => {
  const flags = [
    'from root paste format output lang color only skip include overwrite type gpu count display rom vgpu function fail-on',
  ]
    .join(' ')
    .split(' ');
  const verbs = 'doctor report explain lookup rules facts snapshot diff fix undo vgpu vm schema'.split(' ');

  test.each(verbs)('of %s', verb => {
    isHarmless(cli([verb, hostile]));
    isHarmless(cli([verb, hostile, hostile, `--${hostile}`]));
  });

  test.each(flags)('of --%s', flag => {
    // One that the verb has is read, one that it lacks is named: both go to the terminal.
    for (const verb of ['doctor', 'vgpu']) isHarmless(cli([verb, `--${flag}=${hostile}`]));
  });

  test.each([
    ['a verb', [hostile]],
    ['a verb below vgpu', ['vgpu', hostile, hostile]],
    ['a type of vgpu plan', ['vgpu', 'plan', hostile, '--from', hostFixture('fnos-hd620.rebooted')]],
    ['a UUID of vgpu', ['vgpu', 'remove', hostile, '--from', hostFixture('fnos-hd620.rebooted')]],
    ['a VM of attach', ['vm', 'attach', hostile, '--from', hostFixture('fnos-hd620.rebooted')]],
    ['a VM of verify', ['vm', 'verify', hostile, '--from', hostFixture('fnos-hd620.rebooted')]],
    ['a language of the environment', ['explain', 'enable-gvt']],
  ])('as %s', (_what, argv) => {
    isHarmless(cli(argv, { env: { LC_ALL: hostile, FNGVT_LANG: hostile } }));
  });
});

/** A recorded host with the text in every place of one kind. */
async function snapshotWith(name: string, where: 'values' | 'paths' | 'names of VMs'): Promise<object> {
  const snapshot = await openFixture(hostFixture(name));
  // What is closed or a number stays, or the whole would be refused before anything is shown.
  const { schema, failed, redactions, ...rest } = snapshot;
  const closed = { schema, failed, redactions };
  if (where === 'values') return { ...closed, ...(planted(rest, 'values', hostile) as object) };
  if (where === 'paths') {
    const isRecord = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
    const paths = (section: string, value: unknown): unknown =>
      isRecord(value) && section !== 'tool' ? planted(value, 'top', hostile) : value;
    return {
      ...closed,
      ...Object.fromEntries(Object.entries(rest).map(([section, value]) => [section, paths(section, value)])),
    };
  }
  const inXml = JSON.stringify(snapshot).replace(/(<(?:name|title|description)>)/gu, `$1${hostileXml}`);
  return JSON.parse(inXml) as object;
}

describe('the name of a file', () => {
  const snapshot = openFixture(hostFixture('fnos-hd620'));
  const names = `${hostile}\nfngvt: all is well.json`;

  test('that is missing, a folder, or no snapshot', () => {
    mkdirSync(join(folder, `${hostile}-folder.json`), { recursive: true });
    for (const path of [
      join(folder, `missing ${names}`),
      join(folder, `${hostile}-folder.json`),
      written(`damaged ${names}`, '{'),
      written(`${hostile}.yml`, `${hostile}: [`),
    ]) {
      isHarmless(cli(['doctor', '--from', path]));
      isHarmless(cli(['doctor', '--paste', path]));
      isHarmless(cli(['doctor', '--root', path]));
      isHarmless(cli(['diff', path, path]));
      isHarmless(cli(['undo', '--root', path]));
      isHarmless(cli(['doctor', '--from', hostFixture('fnos-hd620'), '-o', join(path, 'x', 'y.html')]));
    }
  });

  test('in a folder of snapshots, good and bad', async () => {
    const many = join(folder, `many ${hostile}`);
    mkdirSync(many);
    writeFileSync(join(many, `good ${names}`), JSON.stringify(await snapshot));
    writeFileSync(join(many, `bad ${names}`), '{');
    for (const [format, lines] of [
      ['text', 3],
      ['json', 5],
      ['jsonl', 1],
      ['prometheus', 32],
    ] as const) {
      const result = cli(['doctor', '--from', many, '--format', format]);
      isHarmless(result);
      expect(result.stdout.trimEnd().split('\n')).toHaveLength(lines);
      expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  test('that is written', () => {
    for (const name of [`${hostile}.html`, `${hostile}.txt`, `${hostile}.${hostile}`]) {
      isHarmless(cli(['doctor', '--from', hostFixture('fnos-hd620'), '-o', join(folder, name)]));
      isHarmless(cli(['snapshot', join(folder, `s ${name}`), '--from', hostFixture('fnos-hd620')]));
    }
    isHarmless(cli(['report', '-o', join(folder, hostile), '--from', hostFixture('fnos-hd620')]));
  });
});

describe('what stands in a snapshot', () => {
  const looks: readonly (readonly string[])[] = [
    ['doctor'],
    ['doctor', '-v', '--lang', 'zh-CN'],
    ['doctor', '--capsule'],
    ...['json', 'jsonl', 'md', 'html', 'bbcode'].map(format => ['doctor', '--format', format]),
    ['facts'],
    ['facts', '--format', 'json'],
    ['explain', 'enable-gvt'],
    ['snapshot', '--preview'],
    ['snapshot', '-'],
    ['fix', '--dry-run'],
    ['fix', '--format', 'json'],
    ['fix', '--off', '--dry-run'],
    ['vgpu'],
    ['vgpu', '--format', 'json'],
    ['vm'],
    ['vm', '--format', 'json'],
  ];
  const sources = [
    ['fnos-hd620', 'values'],
    ['fnos-hd620.vm-attached', 'values'],
    ['fnos-hd620.vm-attached', 'paths'],
    ['fnos-hd620.vm-attached', 'names of VMs'],
  ] as const;

  test.each(sources)('%s: in all %s', async (name, where) => {
    const file = written('planted.json', await snapshotWith(name, where));
    for (const look of looks) {
      const isOwn = look[0] === 'snapshot' || look[0] === 'fix';
      const argv = [...look, '--from', file, ...(isOwn ? [] : ['--no-redact', '--yes'])];
      const result = cli(argv);
      isHarmless(result);
      expect([0, 1, 3, 4, 5], `${argv.join(' ')}: ${result.stderr}`).toContain(result.exit);
      if (argv.includes('json'))
        expect(() => JSON.parse(result.stdout) as unknown, argv.join(' ')).not.toThrow();
    }
    isHarmless(cli(['doctor', '-v', '--from', file, '--color', 'always', '--no-redact', '--yes']), true);
    isHarmless(cli(['diff', file, hostFixture(name), '-v']));
  });

  const sections =
    'files stats failed links dirs binary absent denied commands inventory taken tool note'.split(' ');

  test.each(sections)('what is refused in %s', async section => {
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    for (const value of [{ [hostile]: { [hostile]: hostile } }, [hostile, { [hostile]: 1 }]]) {
      isHarmless(cli(['doctor', '--from', written('refused.json', { ...snapshot, [section]: value })]));
    }
  });

  test.each([[hostile], ['schema']])('what is refused as a whole: %j', async field => {
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    isHarmless(cli(['doctor', '--from', written('refused.json', { ...snapshot, [field]: hostile })]));
  });
});

describe('what stands in any other file', () => {
  test.each([
    ['a text', hostile],
    ['JSON', JSON.stringify(hostile)],
    ['a page without a snapshot', `<!doctype html>${hostile}`],
    ['a page with a broken one', `<!doctype html><script id="fngvt-snapshot">${hostile}</script>`],
    [
      'a page with one of another shape',
      `<!doctype html><script id="fngvt-snapshot">{${JSON.stringify(hostile)}:1}</script>`,
    ],
    ['a capsule', `fngvt capsule 1 4 00000000 ${hostile} fngvt end`],
    ['output of the collector', `@@ fngvt.collected/1\n@@ ${hostile}`],
    ['a section of it', `@@ fngvt.collected/1\n@@ file ${hostile}\n|${hostile}\n=1\n@@ end\n`],
    ['a line of it', `@@ fngvt.collected/1\n@@ file /etc/${hostile}\n${hostile}\n@@ end\n`],
    [
      'a session',
      `root@nas:~# uname -r\n6.1.0${hostile}\nroot@nas:~# cat /proc/cmdline\nquiet ${hostile}\n$ ${hostile}\n`,
    ],
  ])('%s', (what, text) => {
    const path = written(`${what}.txt`, text);
    isHarmless(cli(['doctor', '--from', path]));
    isHarmless(cli(['doctor', '--paste', path]));
    isHarmless(cli(['diff', path, hostFixture('fnos-hd620')]));
    isHarmless(cli(['doctor', '--from', '-'], { input: text }));
    isHarmless(cli(['doctor', '--paste', '-', '-v', '--lang', 'zh-CN'], { input: text }));
  });
});

test.each(['en', 'zh-CN'])('help and the schemas hold nothing of the kind, %s', lang => {
  isHarmless(cli(['--help', '--lang', lang]));
  isHarmless(cli(['rules', '--format', 'json', '--lang', lang]));
  isHarmless(cli(['snapshot', '--script']));
  for (const name of schemaNames) isHarmless(cli(['schema', name]));
});
