import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, hostFixture } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-fleet-'));
const hosts = join(folder, 'hosts');
const bad = join(folder, 'bad');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Hosts that stand differently, each as the snapshot that people save. */
const names = [
  'fnos-hd620',
  'fnos-hd620.rebooted',
  'j4125-fnos',
  'm720q-debian12.lost-at-next-boot',
] as const;

beforeAll(() => {
  mkdirSync(hosts);
  mkdirSync(bad);
  for (const name of names)
    expect(cli(['snapshot', join(hosts, `${name}.json`), '--from', hostFixture(name)]).exit).toBe(0);
  writeFileSync(join(bad, 'cut.json'), '{');
});

const at = (name: string): string => join(hosts, `${name}.json`);

interface FleetDocument {
  readonly hosts: readonly { readonly name: string; readonly exit: number; readonly taken: string }[];
  readonly unread: readonly { readonly file: string }[];
  readonly total: object;
}

describe('many hosts', () => {
  test('a folder: a table in its order, and a total', () => {
    const { exit, stdout, stderr } = cli(['--from', hosts, '--lang', 'en']);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^Host +State +Cause/u);
    expect(lines.slice(1, 5).map(line => line.replaceAll(/ {2,}.*/gu, ''))).toEqual([
      'fnos-hd620',
      'fnos-hd620.rebooted',
      'j4125-fnos',
      expect.stringMatching(/^m720q-debian12/u),
    ]);
    expect(lines[4]).toContain('READY FOR NOW');
    expect(stdout).toContain('4 hosts: 1 ready, 1 ready for now, not after a reboot, 1 not ready, 1 not');
  });

  test('several files, in the order in which they were given; those of one name by their paths', () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    copyFileSync(at('j4125-fnos'), join(other, 'fnos-hd620.json'));
    const twice = [at('fnos-hd620.rebooted'), at('fnos-hd620'), join(other, 'fnos-hd620.json')];
    const { stdout } = cli([...twice.flatMap(path => ['--from', path]), '--format', 'json']);
    const document = JSON.parse(stdout) as FleetDocument;
    expect(document.hosts.map(({ name }) => name)).toEqual(['fnos-hd620.rebooted', ...twice.slice(1)]);
  });

  test('as JSON it is one document of its own schema', () => {
    const { exit, stdout } = cli(['--from', hosts, '--from', bad, '--format', 'json']);
    const document = JSON.parse(stdout) as FleetDocument;
    const schema = JSON.parse(cli(['schema', 'fleet']).stdout) as object;
    const check = new Ajv2020({ strict: false }).compile(schema);
    expect([check(document), check.errors]).toEqual([true, null]);
    expect(exit).toBe(2);
    expect(document.hosts.map(one => one.exit)).toEqual([1, 0, 4, 0]);
    expect(document.unread.map(({ file }) => file)).toEqual(['cut.json']);
    expect(document.total).toEqual({
      hosts: 4,
      states: { 'action-needed': 1, ready: 1, unsupported: 1, 'ready-for-now': 1 },
      unread: 1,
      exit: 2,
    });
    // A host among many is judged as it is alone.
    const alone = JSON.parse(cli(['--from', at('j4125-fnos'), '--format', 'json']).stdout) as object;
    const planned = Object.entries(alone).filter(([key]) => key !== 'steps' && key !== 'ahead');
    const named = { file: 'j4125-fnos.json', name: 'j4125-fnos', exit: 4 };
    expect(document.hosts[2]).toEqual({ ...named, ...Object.fromEntries(planned) });
  });

  test.each(['text', 'html', 'json', 'jsonl', 'prometheus'])('nothing readable is exit 3: %s', format => {
    expect(cli(['--from', bad, '--format', format]).exit).toBe(3);
    expect(cli(['--from', join(bad, 'cut.json'), '--from', join(bad, 'none.json')]).exit).toBe(3);
  });

  test('pages, posts and collected texts are read; what is about something else is named, and no fault', () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    cli(['--from', at('fnos-hd620'), '-o', join(mixed, 'page.html')]);
    cli(['--from', at('fnos-hd620'), '--capsule', '-o', join(mixed, 'post.txt')]);
    cli(['--from', hosts, '-o', join(mixed, 'all.html')]);
    writeFileSync(join(mixed, 'README.md'), '# Our machines\n');
    const { exit, stdout, stderr } = cli(['--from', mixed, '--lang', 'en']);
    expect(exit).toBe(1);
    expect(stdout).toContain('2 hosts: 2 not ready\n');
    expect(stderr).toBe('fngvt: 2 files passed over, with nothing of fngvt inside: README.md, all.html\n');
  });

  test('only some checks: what came of those', () => {
    const { stdout } = cli(['--from', hosts, '--only', 'enable-gvt', '--lang', 'en']);
    expect(stdout).toMatch(/^fnos-hd620 +FAILED +enable-gvt-missing/mu);
    expect(stdout).toMatch(/^fnos-hd620\.rebooted +PASSED/mu);
  });

  test('each ending is its format, and standard output stays empty', () => {
    const paths = ['all.txt', 'all.html', 'all.json', 'all.jsonl', 'all.prom'].map(name =>
      join(folder, name),
    );
    const { stdout } = cli(['--from', hosts, ...paths.flatMap(path => ['-o', path])]);
    expect(stdout).toBe('');
    const [text = '', html = '', json = '', jsonl = '', prom = ''] = paths.map(path =>
      readFileSync(path, 'utf8'),
    );
    expect(text).toContain('4 hosts');
    expect(html).toMatch(/^<!doctype html>/u);
    expect((JSON.parse(json) as FleetDocument).hosts).toHaveLength(4);
    expect(jsonl.trimEnd().split('\n')).toHaveLength(4);
    expect(prom).toMatch(/^# HELP fngvt_state /u);
  });

  test('report writes one page of them, and none where there is nothing to write of', () => {
    const page = join(folder, 'fleet');
    expect(cli(['report', '--from', hosts, '-o', page]).exit).toBe(1);
    expect(readFileSync(`${page}.html`, 'utf8')).toContain('enable-gvt-missing');
    expect(cli(['report', '--from', bad, '-o', join(folder, 'none')]).exit).toBe(3);
    expect(existsSync(join(folder, 'none.html'))).toBe(false);
  });

  test('a format for one host is refused', () => {
    expect(cli(['--from', hosts, '--format', 'md']).exit).toBe(2);
    expect(cli(['--from', hosts, '-o', join(folder, 'x.md')]).exit).toBe(2);
    expect(cli(['vgpu', '--from', at('fnos-hd620'), '--from', hosts]).exit).toBe(2);
  });
});

describe('for Prometheus', () => {
  test('a name of a file is escaped as its format has it', () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    copyFileSync(at('fnos-hd620'), join(odd, 'a"b\\c\nd.json'));
    const { stdout } = cli(['--from', odd, '--format', 'prometheus']);
    expect(stdout).toContain(String.raw`fngvt_exit_code{host="a\"b\\c\\x0ad"} 1`);
  });

  test('every line is a sample or a remark, and each name stands once', () => {
    const { stdout } = cli(['--from', hosts, '--format', 'prometheus']);
    const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\["\\n])*"`;
    const line = new RegExp(
      String.raw`^(?:# HELP fngvt_\w+ .+|# TYPE fngvt_\w+ gauge|fngvt_\w+(?:\{${label}(?:,${label})*\})? [\d.]+)$`,
      'u',
    );
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter(one => !line.test(one))).toEqual([]);
    const types = lines.filter(one => one.startsWith('# TYPE'));
    expect(new Set(types).size).toBe(types.length);
    expect(stdout).toContain('fngvt_lasts{host="m720q-debian12.lost-at-next-boot"} 0\n');
    expect(stdout).toContain('fngvt_state{host="j4125-fnos",state="unsupported"} 1\n');
  });

  test('this machine has no name of its own there', () => {
    const { stdout } = cli(['--root', folder, '--format', 'prometheus']);
    expect(stdout).toMatch(/^fngvt_exit_code 3$/mu);
  });
});

describe('a waived finding', () => {
  const from = hostFixture('m720q-debian12');
  const judged = (...waivers: readonly string[]): ReturnType<typeof cli> =>
    cli([
      '--from',
      from,
      '--fail-on',
      'warning',
      '--lang',
      'en',
      ...waivers.flatMap(one => ['--waive', one]),
    ]);

  test.each([
    ['without one', [], 1],
    ['with a reason, commas and all', ['mdevctl-rule=known, ticket 4711'], 0],
    ['without a reason', ['mdevctl-rule'], 0],
    ['until a day to come', ['mdevctl-rule=until=2999-12-31'], 0],
    ['until a day that is gone', ['mdevctl-rule=until=2020-01-01 later'], 1],
    ['of another rule', ['enable-gvt=known'], 1],
    ['of no rule', ['mdevctl-rul'], 2],
    ['until no day', ['mdevctl-rule=until=2026-02-31'], 2],
  ] as const)('%s', (_, waivers, exit) => {
    expect(judged(...waivers).exit).toBe(exit);
  });

  test('is shown as such with its reason, and the verdict is kept', () => {
    const { stdout } = judged('mdevctl-rule=ticket 4711 until=2999-12-31');
    expect(stdout).toContain('[READY]');
    expect(stdout).toMatch(/^ {2}waived {2}mdevctl/mu);
    expect(stdout).toContain('1 waived');
    const report = JSON.parse(
      cli(['--from', from, '--waive', 'mdevctl-rule=x until=2999-12-31', '--format', 'json']).stdout,
    ) as { findings: readonly { id: string; waived?: object }[] };
    expect(report.findings.filter(({ waived }) => waived !== undefined)).toMatchObject([
      { id: 'mdevctl-rule', waived: { reason: 'x', until: '2999-12-31' } },
    ]);
  });

  test('that the verdict rests on changes nothing of it, and that is said', () => {
    const { exit, stderr } = cli(['--from', hostFixture('fnos-hd620'), '--waive', 'enable-gvt=known']);
    expect(exit).toBe(1);
    expect(stderr).toContain('a waiver changes no verdict');
  });

  test('of many hosts', () => {
    const many = [
      '--from',
      from,
      '--from',
      at('fnos-hd620.rebooted'),
      '--fail-on',
      'warning',
      '--lang',
      'en',
    ];
    expect(cli([...many, '--skip', 'x']).exit).toBe(2);
    const before = cli(many);
    const after = cli([...many, '--waive', 'mdevctl-rule=known']);
    expect([before.exit, after.exit]).toEqual([1, 0]);
    expect(after.stdout).toContain('2 findings waived');
  });
});
