import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../src/judge/report-types.ts';
import { addHost } from '../scripts/hosts/add-host.ts';
import { hiddenElsewhere } from '../scripts/hosts/private-left.ts';
import { UsageError } from '../src/values/errors.ts';
import { judgeFixture } from './fixture-hosts.ts';
import { canChroot, type OwnRoot } from './change/own-root.ts';
import { recorded } from './change/recorded-root.ts';
import { outputs, sessionOf } from './pasted-outputs.ts';
import { collectFrom, dash, hasProgram } from './recorded-tree.ts';
import { cli, hostFixture, packageFolder } from './run-cli.ts';
import { rootForSessions, shortSession } from './short-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-add-host-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a person answers; the rest is as proposed. */
const told = { machine: 'a machine', system: 'a system', source: 'https://example.org/t/1' };

let count = 0;

/** Adds what a file holds to a folder of its own. */
async function added(
  file: string,
  content: string | Uint8Array,
  answers: Partial<Record<string, string>> = told,
) {
  const to = mkdtempSync(join(folder, 'to-'));
  const input = join(to, file);
  writeFileSync(input, content);
  const name = `host-${(count += 1)}`;
  const all: Partial<Record<string, string>> = { name, ...answers };
  let [said, refused] = ['', ''];
  try {
    said = await addHost(input, to, (about, proposed) => Promise.resolve(all[about] ?? proposed));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    refused = error.text.en;
  }
  return { said, refused, input, fixture: join(to, `${name}.yml`), files: readdirSync(to) };
}

/** A report without what differs from one look to the next: when, by which version, from where. */
const judgedByCli = (path: string): unknown => {
  const report = JSON.parse(cli(['--from', path, '--format', 'json']).stdout) as Report;
  return { ...report, tool: undefined, taken: undefined };
};

const snapshotOf = (name: string): string => cli(['snapshot', '-', '--from', hostFixture(name)]).stdout;

const hosts = ['fnos-hd620', 'n100-proxmox9.dkms-working', 'fnos-hd620.grub-crlf', 'docker-fnos'];

describe.each(hosts)('%s', name => {
  test.each([
    ['a snapshot', 'host.json', snapshotOf],
    ['a packed snapshot', 'host.json.gz', (of: string) => gzipSync(snapshotOf(of))],
    [
      'a saved page',
      'host.html',
      (of: string) => cli(['--from', hostFixture(of), '--format', 'html']).stdout,
    ],
  ])('from %s the fixture is judged as the host is', async (_kind, file, content) => {
    const { refused, fixture } = await added(file, content(name));
    expect(refused).toBe('');
    expect(judgedByCli(fixture)).toEqual(judgedByCli(hostFixture(name)));
  });
});

describe.each(['fnos-hd620', 'j4125-fnos'])('%s, in pieces', name => {
  const thread = async (): Promise<string> => sessionOf(outputs(await recorded(name)));
  test.each([
    ['in Markdown', (text: string) => `Please help.\n\n\`\`\`\n${text}\n\`\`\`\n`],
    ['in BBCode', (text: string) => `求助\n[code]\n${text}\n[/code]\n`],
    ['quoted', (text: string) => text.replaceAll(/^/gmu, '> ')],
  ])('a thread %s gives what it shows, and says that it is part of a host', async (_kind, posted) => {
    const { refused, said, fixture, input } = await added('post.txt', posted(await thread()));
    expect(refused).toBe('');
    expect(said).toContain('only what was posted');
    const paste = JSON.parse(cli(['doctor', '--paste', input, '--format', 'json']).stdout) as Report;
    const again = JSON.parse(cli(['--from', fixture, '--format', 'json']).stdout) as Report;
    expect([again.verdict, again.tally, again.gpus]).toEqual([paste.verdict, paste.tally, paste.gpus]);
    const { verdict } = await judgeFixture(hostFixture(name));
    expect(again.verdict).toMatchObject({ state: verdict?.state, cause: verdict?.cause });
  });

  test.skipIf(!hasProgram('dash'))('what the full collector prints is judged as the host is', async () => {
    const text = collectFrom(await recorded(name), dash, { lists: new Set(), stats: new Set() });
    const { refused, fixture, input } = await added('nas.fngvt', text);
    expect(refused).toBe('');
    expect(judgedByCli(fixture)).toEqual(judgedByCli(input));
    const { verdict } = await judgeFixture(hostFixture(name));
    expect((await judgeFixture(fixture)).verdict).toMatchObject({
      state: verdict?.state,
      cause: verdict?.cause,
    });
  });
});

describe.runIf(canChroot)('what the short collector prints', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = rootForSessions();
  }, 60_000);
  afterAll(() => root.remove());

  test.each(['fnos-hd620', 'n100-proxmox9.dkms-working'])('%s: has the verdict of the host', async name => {
    const { refused, fixture } = await added('block.txt', shortSession(root, await recorded(name)));
    expect(refused).toBe('');
    const { verdict } = await judgeFixture(hostFixture(name));
    expect(JSON.parse(cli(['--from', fixture, '--format', 'json']).stdout)).toMatchObject({
      verdict: { state: verdict?.state, cause: verdict?.cause },
    });
  });
});

test('what a person says was so is what the fixture expects, whatever the tool says', async () => {
  const answers = { ...told, state: 'ready', cause: 'none' };
  const { said, fixture } = await added('host.json', snapshotOf('fnos-hd620'), answers);
  const text = readFileSync(fixture, 'utf8');
  expect(text).toMatch(/state: ready\n(?:.*\n){2} +exit_code: 0\n +cause: null\n$/u);
  expect(text).toContain('A real host: a machine, a system; recorded there (https://example.org/t/1).');
  expect(said).toContain('fngvt says action-needed, enable-gvt-missing: the test fails');
  expect(readFileSync(fixture.replace(/yml$/u, 'findings.txt'), 'utf8')).toContain('fail error enable-gvt');
});

test('names are replaced, and what is typed with something private in it is refused', async () => {
  const argv = ['snapshot', '-', '--no-redact', '--yes', '--from', hostFixture('fnos-hd620.vm-attached')];
  const open = cli(argv).stdout;
  const planted = open.replaceAll(
    'GRUB_TIMEOUT=5',
    'GRUB_TIMEOUT=5 # 192.168.178.23 kitchen-nas a0:36:9f:12:34:56',
  );
  expect(planted).not.toBe(open);
  const { refused, fixture } = await added('open.json', planted);
  expect(refused).toBe('');
  expect(readFileSync(fixture, 'utf8')).not.toMatch(/192\.168|kitchen|a0:36/u);
  const source = 'mail of somebody@example.org, 192.168.178.23';
  const typed = await added('host.json', snapshotOf('fnos-hd620'), { ...told, source });
  expect(typed.refused).toContain('192.168.178.23, somebody@example.org');
  expect(typed.files).toEqual(['host.json']);
});

test('a name that was replaced in one place and stands in another is told', () => {
  const text = 'about: from kitchen\nsnapshot:\n  files:\n    /etc/default/grub: quiet kitchen-nas-2\n';
  expect(hiddenElsewhere(text, ['kitchen'])).toEqual([]);
  expect(hiddenElsewhere(text, ['kitchen-nas-2'])).toEqual(['kitchen-nas-2']);
});

test.each([
  [
    'a conclusion alone',
    () => cli(['--capsule', '--from', hostFixture('fnos-hd620')]).stdout,
    'short collector',
  ],
  ['nothing', () => '', 'expected'],
  ['something else', () => 'Selling a mainboard.\n', 'shows what was on a terminal'],
  [
    'a what-if',
    () => snapshotOf('fnos-hd620').replace('"taken"', '"supposed": ["/etc/modules"], "taken"'),
    'what-if',
  ],
])('a file that holds %s is refused, and nothing is written', async (_what, text, why) => {
  const { refused, files } = await added('post.txt', text());
  expect(files).toEqual(['post.txt']);
  expect(refused).toContain(why);
});

describe('on the command line', () => {
  const to = mkdtempSync(join(folder, 'to-'));
  const run = (...flags: readonly string[]) =>
    spawnSync(
      join(packageFolder, 'node_modules', '.bin', 'tsx'),
      [join(packageFolder, 'scripts', 'add-host.ts'), '-', '--to', to, ...flags],
      { encoding: 'utf8', input: snapshotOf('fnos-hd620') },
    );

  test('what is neither given nor can be asked is named', () => {
    const { status, stderr } = run('--machine', 'x');
    expect([status, readdirSync(to)]).toEqual([2, []]);
    expect(stderr).toBe('expected --source: where it is from: a link, or who gave it\n');
  });

  test('flags are answers; a name that is taken is refused', () => {
    const flags = ['--machine', 'x', '--source', 'y'];
    const { status, stdout, stderr } = run(...flags);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Then:');
    expect(readdirSync(to)).toEqual(['i5-7200u-fnos.findings.txt', 'i5-7200u-fnos.yml']);
    expect(run(...flags)).toMatchObject({
      status: 2,
      stderr: '--name: expected a new name, found i5-7200u-fnos.yml\n',
    });
  });
});
