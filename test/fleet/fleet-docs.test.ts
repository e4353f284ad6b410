import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, entry, hostFixture, packageFolder } from '../run-cli.ts';

/** What docs/fleet.md shows is run as it stands there. */
const page = readFileSync(join(packageFolder, 'docs', 'fleet.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'fngvt-fleet-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

const names = ['fnos-hd620', 'fnos-hd620.rebooted', 'j4125-fnos', 'm720q-debian12.lost-at-next-boot'];

beforeAll(() => {
  mkdirSync(join(folder, 'snapshots'));
  for (const name of names)
    cli(['snapshot', join(folder, 'snapshots', `${name}.json`), '--from', hostFixture(name)]);
});

describe.skipIf(!has('jq'))('examples with jq', () => {
  const commands = [...page.matchAll(/^jq .*$/gmu)].map(([line]) => line);
  const answers = [
    /^fnos-hd620\taction-needed\tenable-gvt-missing\nj4125-fnos\tunsupported\t\S+\n$/u,
    /^\d \S+\n(?:\d \S+\n)+$/u,
    /^m720q-debian12\.lost-at-next-boot\n$/u,
    /^fnos-hd620\terror\tenable-gvt$/mu,
    /^\S+ \d{4}-\d\d-\d\dT\S+\n$/u,
  ];

  test('are all held here', () => {
    expect(commands).toHaveLength(answers.length);
  });

  test.each(answers.map((answer, i) => [commands[i] ?? '', answer] as const))('%s', (command, answer) => {
    cli(['--from', 'snapshots', '-o', 'fleet.json'], { cwd: folder });
    const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(answer);
  });
});

describe('the other examples', () => {
  const calls = [...page.matchAll(/^fngvt .*$/gmu)].map(([line]) => line.replace(/ {2,}#.*$/u, ''));

  test.each(calls.filter(call => call.includes(' snapshots')))('%s', call => {
    const command = call.replace(/^fngvt/u, `'${process.execPath}' '${entry}'`);
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });
});

describe.skipIf(!has('ansible-playbook'))('the playbook', () => {
  const playbook = join(packageFolder, 'docs', 'fleet', 'snapshots.yml');
  const run = (inventory: string, ...argv: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync('ansible-playbook', ['-i', inventory, playbook, ...argv], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, ANSIBLE_LOCALHOST_WARNING: 'false', ANSIBLE_NOCOLOR: '1', LC_ALL: 'C.UTF-8' },
    });

  test('reads this host and judges it', () => {
    const home = join(folder, 'collected');
    mkdirSync(home);
    const inventory = join(folder, 'hosts.ini');
    writeFileSync(inventory, 'nas ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n');
    const settings = {
      fngvt_folder: home,
      fngvt_become: false,
      fngvt_command: `${process.execPath} ${entry}`,
    };
    const { status, stdout } = run(inventory, '-e', JSON.stringify(settings));
    expect([status, stdout]).toEqual([0, expect.stringContaining('1 host: ')]);
    expect(readFileSync(join(home, 'fleet.prom'), 'utf8')).toMatch(/^fngvt_exit_code\{host="nas"\} \d$/mu);
    // The page of the first run is none of the hosts of the second.
    expect(cli(['--from', home, '--format', 'jsonl']).stdout.trimEnd().split('\n')).toHaveLength(1);
  });
});
