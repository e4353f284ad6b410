import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { cli, entry, hostFixture } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ready = hostFixture('fnos-hd620.rebooted');
const before = hostFixture('fnos-hd620');

/** A fixture as the JSON file that somebody would send. */
async function snapshotFile(name: string): Promise<string> {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(await openFixture(hostFixture(name))));
  return path;
}

describe('the guide walks through its states, in both languages', () => {
  test.each([
    ['fnos-hd620', 1, 'enable-gvt-missing', 'NOT READY', '未就绪'],
    ['fnos-hd620.cmdline-edited', 1, 'grub-not-regenerated', 'NOT READY', '未就绪'],
    ['fnos-hd620.rebooted-no-kvmgt', 1, 'kvmgt-not-loaded', 'NOT READY', '未就绪'],
    ['fnos-hd620.update-grub', 5, 'reboot-pending', 'REBOOT NEEDED', '等待重启'],
    ['fnos-hd620.rebooted', 0, null, 'READY', '就绪'],
  ])('%s: exit %i, %s', (name, exit, cause, tag, zhTag) => {
    const from = hostFixture(name);
    const json = cli(['doctor', '--from', from, '--format', 'json']);
    expect(json.exit).toBe(exit);
    expect((JSON.parse(json.stdout) as { verdict: { cause: string | null } }).verdict.cause).toBe(cause);
    const en = cli(['doctor', '--from', from, '--lang', 'en']);
    const zh = cli(['doctor', '--from', from, '--lang', 'zh-CN']);
    expect([en.exit, zh.exit]).toEqual([exit, exit]);
    expect(en.stdout).toMatch(new RegExp(`^\\[${tag}\\] `, 'u'));
    expect(zh.stdout).toMatch(new RegExp(`^\\[${zhTag}\\] `, 'u'));
  });
});

describe('what a snapshot may be', () => {
  test('JSON, gzip, standard input and a fixture give the same report', async () => {
    const path = await snapshotFile('fnos-hd620');
    const packed = `${path}.gz`;
    writeFileSync(packed, gzipSync(readFileSync(path)));
    const report = (result: { stdout: string }): unknown => ({
      ...(JSON.parse(result.stdout) as object),
      taken: '',
    });
    const wanted = report(cli(['--from', before, '--format', 'json']));
    expect(report(cli(['--from', path, '--format', 'json']))).toEqual(wanted);
    expect(report(cli(['--from', packed, '--format', 'json']))).toEqual(wanted);
    expect(report(cli(['--from', '-', '--format', 'json'], { input: readFileSync(path) }))).toEqual(wanted);
  });

  test('a folder of them gives a table with a total, and what is none is told', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (const name of ['fnos-hd620', 'fnos-hd620.rebooted']) {
      writeFileSync(join(many, `${name}.json`), readFileSync(await snapshotFile(name)));
    }
    writeFileSync(join(many, 'broken.json'), '{');
    const result = cli(['doctor', '--from', many, '--lang', 'en']);
    expect(result.exit).toBe(2);
    expect(result.stdout.split('\n').filter(Boolean)).toHaveLength(4);
    expect(result.stdout).toMatch(/^fnos-hd620 +NOT READY +enable-gvt-missing/mu);
    expect(result.stdout).toMatch(/^fnos-hd620\.rebooted +READY/mu);
    expect(result.stdout).toContain('2 hosts: 1 ready, 1 not ready, 1 file without a readable host\n');
    expect(result.stderr).toContain('broken.json');
    const planned = cli(['doctor', '--from', many, '--format', 'jsonl', '--steps']).stdout;
    expect(planned).toContain('"steps":[');
    const lines = cli(['doctor', '--from', many, '--format', 'jsonl']).stdout.trim().split('\n');
    expect(lines.join('')).not.toContain('"steps"');
    expect(
      lines.map(line => (JSON.parse(line) as { verdict: { exit_code: number } }).verdict.exit_code),
    ).toEqual([1, 0]);
  });

  test.each([
    ['nothing at all', ''],
    ['no JSON', 'hello'],
    ['another schema', '{"schema":"other/1"}'],
    ['a list', '[]'],
    ['a wrong type inside', '{"schema":"fngvt.snapshot/1","files":{"/proc/cmdline":7}}'],
    ['a list that is none', '{"schema":"fngvt.snapshot/1","absent":"/etc"}'],
    ['a broken gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
  ])('%s ends as one line and exit 2', (_what, content) => {
    const result = cli(['doctor', '--from', '-'], { input: content });
    expect(result.exit).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toMatch(/^fngvt: .*expected/u);
  });

  test('control characters of a stranger never reach the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\u202e';
    const snapshot = {
      schema: 'fngvt.snapshot/1',
      files: {
        '/proc/sys/kernel/osrelease': `6.6.38${evil}\n`,
        '/proc/cmdline': `BOOT_IMAGE=${evil} i915:enable_gvt=1${evil}\n`,
        '/etc/os-release': `ID=${evil}\n`,
        '/sys/bus/pci/devices/0000:00:02.0/class': '0x030000\n',
        '/sys/bus/pci/devices/0000:00:02.0/vendor': '0x8086\n',
        '/sys/bus/pci/devices/0000:00:02.0/device': '0x5916\n',
      },
      dirs: {
        '/sys/bus/pci/devices': ['0000:00:02.0', evil],
        '/sys/bus/pci/devices/0000:00:02.0': ['class', evil],
      },
      links: { '/sys/bus/pci/devices/0000:00:02.0/driver': `../${evil}` },
    };
    for (const argv of [['doctor', '-v'], ['doctor'], ['doctor', '-q'], ['facts']]) {
      const result = cli([...argv, '--from', '-', '--color', 'never'], { input: JSON.stringify(snapshot) });
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      expect(result.stdout, argv.join(' ')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
      expect([0, 1, 3, 4, 5]).toContain(result.exit);
    }
  });
});

describe('flags', () => {
  test.each([
    [['doctor', '--nonsense'], /--nonsense/u],
    [['doctor', '--format', 'pdf'], /expected a format of text, json/u],
    [['doctor', '--lang', 'fr'], /expected en or zh-CN, found fr/u],
    [['doctor', '--color', 'sometimes'], /expected auto, always or never/u],
    [['doctor', '--only', 'enable-gtv'], /nearest: enable-gvt/u],
    [['doctor', 'extra'], /expected only flags, found extra/u],
    [['doctor', '--from', 'no-such-file.json'], /no-such-file\.json: expected a snapshot/u],
    [['doctor', '--root', '/no/such/folder'], /expected a folder, found nothing/u],
    [['doctor', '--root', '/etc/passwd'], /expected a folder, found a file/u],
    [['doctor', '--only', ''], /--only: expected the id of a rule, found nothing/u],
    [['doctor', '--only', 'kvmgt', '--skip', 'kvmgt'], /found none/u],
    [['doctor', '--from', 'a', '--root', 'b'], /found both/u],
    [['doktor'], /nearest: doctor/u],
    [['explain'], /found nothing/u],
    [['lookup'], /found nothing/u],
    [['schema', 'poem'], /expected one of report/u],
  ])('%j is wrong usage', (argv, message) => {
    const result = cli(argv);
    expect(result.exit).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toMatch(message);
  });

  test('an unknown verb is answered with every verb, each once', () => {
    const [, list = ''] =
      /expected a verb of (.*), or a file, a chip or a message, found doktor/u.exec(cli(['doktor']).stderr) ??
      [];
    expect(list.split(', ').sort()).toEqual(
      'answer completion diff doctor explain facts fix lookup report rules schema snapshot undo vgpu vm'.split(
        ' ',
      ),
    );
  });

  test('--only judges what was asked for, and says nothing about the host', () => {
    const pass = cli(['doctor', '--from', before, '--only', 'gpu-id,kvm-device', '--format', 'json']);
    const report = JSON.parse(pass.stdout) as { verdict: unknown; findings: { id: string }[] };
    expect(pass.exit).toBe(0);
    expect(report.verdict).toBeNull();
    expect(report.findings.map(finding => finding.id)).toEqual(['gpu-id', 'kvm-device']);
    expect(cli(['doctor', '--from', before, '--only', 'enable-gvt']).exit).toBe(1);
  });

  test('--skip leaves a rule out', () => {
    const result = cli(['doctor', '--from', before, '--skip', 'enable-gvt', '--format', 'json']);
    expect(result.stdout).not.toContain('"id": "enable-gvt"');
  });

  test('-q says one line, -v every check', () => {
    expect(cli(['doctor', '--from', ready, '-q', '--lang', 'en']).stdout).toMatch(/^\[READY\] [^\n]+\n$/u);
    expect(cli(['doctor', '--from', ready, '-v', '--lang', 'en']).stdout.split('\n').length).toBeGreaterThan(
      30,
    );
  });

  test('-o writes by extension, and prints nothing then', () => {
    const [json, text] = [join(folder, 'out.json'), join(folder, 'out.txt')];
    const result = cli(['doctor', '--from', ready, '-o', json, '-o', text, '--lang', 'en']);
    expect(result).toMatchObject({ exit: 0, stdout: '' });
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ schema: 'fngvt.report/1' });
    expect(readFileSync(text, 'utf8')).toMatch(/^\[READY\]/u);
    expect(cli(['doctor', '--from', ready, '-o', join(folder, 'no', 'dir.txt')]).exit).toBe(2);
    expect(cli(['doctor', '--from', ready, '-o', join(folder, 'a.docx')]).exit).toBe(2);
  });

  test('colour is asked for, or not there', () => {
    const coloured = (argv: readonly string[], env: Record<string, string> = {}): boolean =>
      cli(['doctor', '--from', ready, ...argv], { env }).stdout.includes('\u001b[');
    expect(coloured([])).toBe(false);
    expect(coloured(['--color', 'always'])).toBe(true);
    expect(coloured([], { FORCE_COLOR: '1' })).toBe(true);
    expect(coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(coloured(['--color=never'], { FORCE_COLOR: '1' })).toBe(false);
  });

  test('the language follows the flag, then FNGVT_LANG, then the locale', () => {
    const tag = (argv: readonly string[], env: Record<string, string>): string =>
      cli(['doctor', '--from', ready, '-q', ...argv], { env }).stdout.slice(0, 6);
    expect(tag([], { LC_ALL: 'zh_CN.UTF-8' })).toContain('就绪');
    expect(tag([], { LANG: 'zh_TW.UTF-8' })).toContain('就绪');
    expect(tag([], { LANG: 'de_DE.UTF-8' })).toContain('READY');
    expect(tag([], { LANG: 'zh_CN.UTF-8', TERM: 'linux' })).toContain('READY');
    expect(tag([], { LANG: 'en_US.UTF-8', FNGVT_LANG: 'zh' })).toContain('就绪');
    expect(tag(['--lang', 'en'], { LANG: 'zh_CN.UTF-8', FNGVT_LANG: 'zh' })).toContain('READY');
  });
});

describe('a file that cannot be written whole', () => {
  /** The command line under a limit of one block a file, which stops a write half-way as a full disk does. */
  const cramped = (argv: string): ReturnType<typeof spawnSync> =>
    spawnSync('sh', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$0" ${argv}`, process.execPath], {
      cwd: folder,
      encoding: 'utf8',
    });

  test('the earlier file stays as it was, and nothing is left beside it', () => {
    const place = mkdtempSync(join(folder, 'earlier-'));
    const file = join(place, 'report.html');
    writeFileSync(file, 'an earlier report');
    const { status, stderr } = cramped(`${entry} doctor --from ${ready} -o ${file}`);
    expect(status).toBe(2);
    expect(stderr).toContain(`fngvt: ${file}: expected a place to write to, found EFBIG; `);
    expect(readFileSync(file, 'utf8')).toBe('an earlier report');
    expect(readdirSync(place)).toEqual(['report.html']);
  });

  test('a new one is not there at all', () => {
    const place = mkdtempSync(join(folder, 'new-'));
    const { status } = cramped(`${entry} snapshot ${join(place, 'host.json')} --from ${ready}`);
    expect(status).toBe(2);
    expect(readdirSync(place)).toEqual([]);
  });
});

test('a file that is written again keeps its mode, and a link to it stays a link', () => {
  const place = mkdtempSync(join(folder, 'again-'));
  const [file, link] = [join(place, 'report.html'), join(place, 'latest.html')];
  writeFileSync(file, 'an earlier report', { mode: 0o600 });
  symlinkSync('report.html', link);
  expect(cli(['doctor', '--from', ready, '-o', link]).exit).toBe(0);
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/u);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  symlinkSync('/dev/null', join(place, 'nowhere.html'));
  expect(cli(['doctor', '--from', ready, '-o', join(place, 'nowhere.html')]).exit).toBe(0);
});

describe('the other verbs', () => {
  test('--version and --help', () => {
    expect(cli(['--version']).stdout).toMatch(/^fngvt \d+\.\d+\.\d+\nNo author has run it [^\n]+\n$/u);
    expect(cli(['--version'], { env: { FNGVT_LANG: 'zh-CN' } }).stdout).toMatch(/^fngvt [\d.]+\n作者没有/u);
    const help = cli(['explain', '--help']);
    expect(help).toMatchObject({ exit: 0, stderr: '' });
    expect(help.stdout.split('\n').every(line => line.length <= 88)).toBe(true);
  });

  test('rules as JSON is the catalogue', () => {
    const { schema, rules } = JSON.parse(cli(['rules', '--format', 'json']).stdout) as {
      schema: string;
      rules: { id: string; title: Record<string, string> }[];
    };
    expect(schema).toBe('fngvt.rules/1');
    expect(rules.find(rule => rule.id === 'enable-gvt')?.title['zh-CN']).toMatch(/开关/u);
  });

  test.each([
    'enable-gvt',
    'enable-gvt-missing',
    'GVTg_V5_4',
    'i915-GVTg_V4_8',
    'i915.enable_gvt',
    'intel_iommu=on',
    'boot',
    'No such device',
    '代码 43',
    'Extra element devices',
    'gvt: failed to create intel vgpu: -28',
  ])('explain %s has something to say in both languages', text => {
    const [en, zh] = ['en', 'zh-CN'].map(language =>
      cli(['explain', text, '--lang', language, '--from', before]),
    );
    expect([en?.exit, zh?.exit]).toEqual([0, 0]);
    expect(en?.stdout).not.toMatch(/\p{Script=Han}/u);
    expect(zh?.stdout).toMatch(/\p{Script=Han}/u);
  });

  test('explain of what nobody knows names the nearest', () => {
    const result = cli(['explain', 'enable-gvt-mising', '--lang', 'en']);
    expect(result.exit).toBe(1);
    expect(result.stderr).toContain('enable-gvt-missing');
  });

  test('explain of a message names what may lie behind it, and claims none of it', () => {
    const { exit, stdout } = cli([
      'explain',
      "modprobe: ERROR: could not insert 'kvmgt': No such device",
      '--lang',
      'en',
    ]);
    expect(exit).toBe(0);
    expect(stdout.replace(/\s+/gu, ' ')).toContain('explain enable-gvt ');
    expect(stdout.replace(/\s+/gu, ' ')).toContain('This alone does not settle which.');
  });

  test('lookup takes the words of a shell as one name, and fails where one text is not known', () => {
    const one = cli(['lookup', 'i5', '8500t', '--format', 'json']);
    expect(one.exit).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({
      schema: 'fngvt.lookup/1',
      results: [{ query: 'i5 8500t', technology: 'gvt-g', matches: [{ kind: 'cpu', since_kernel: '5.1' }] }],
    });
    const two = cli(['lookup', '8086:46d1', 'i5-85000', '--lang', 'zh']);
    expect(two.exit).toBe(1);
    expect(two.stdout).toContain('Alder Lake-N');
    expect(two.stderr).toContain('i5-85000');
  });

  test('explain speaks for the platform it is asked of', () => {
    expect(cli(['explain', 'enable-gvt', '--from', before, '--lang', 'zh']).stdout).toContain('飞牛');
  });

  test('facts say value, or why not, and where from', () => {
    const { facts } = JSON.parse(cli(['facts', '--from', before, '--format', 'json']).stdout) as {
      facts: { address: string; known: boolean; value: unknown; why: string | null; source: string | null }[];
    };
    expect(facts.find(fact => fact.address === 'gpu/id[0000:00:02.0]')).toEqual({
      address: 'gpu/id[0000:00:02.0]',
      known: true,
      value: '8086:5916',
      why: null,
      source: '/sys/bus/pci/devices/0000:00:02.0/device',
    });
    expect(facts.find(fact => fact.address === 'cmdline/i915.enable_gvt')).toMatchObject({
      known: true,
      value: null,
    });
  });

  test('a schema is a JSON Schema', () => {
    expect(JSON.parse(cli(['schema', 'report']).stdout)).toMatchObject({
      type: 'object',
      properties: { verdict: {} },
    });
  });
});

describe('this machine', () => {
  test('the doctor reads it, says so, and changes nothing that it should not', () => {
    const result = cli(['doctor', '--format', 'json']);
    expect(result.stderr).toBe('');
    const report = JSON.parse(result.stdout) as { source: string; verdict: { exit_code: number } };
    expect(report.source).toBe('live');
    expect(result.exit).toBe(report.verdict.exit_code);
  });

  test('a folder as root starts no program and never leaves itself', () => {
    const root = join(folder, 'root');
    mkdirSync(join(root, 'etc'), { recursive: true });
    writeFileSync(join(root, 'etc', 'os-release'), 'ID=arch\n');
    const report = JSON.parse(cli(['doctor', '--root', root, '--format', 'json']).stdout) as {
      host: { platform: string; kernel: null };
      verdict: { state: string };
    };
    expect(report.host).toMatchObject({ platform: 'arch', kernel: null });
    expect(report.verdict.state).toBe('unknown');
  });
});

const node18 = process.env['FNGVT_NODE18'];

test.skipIf(node18 === undefined && process.env['CI'] === undefined)('the built dist runs on Node 18', () => {
  expect(node18, 'FNGVT_NODE18 must name a node binary').toBeDefined();
  const old = cli(['doctor', '--from', ready, '--lang', 'zh'], { node: node18 ?? '' });
  expect(old).toEqual(cli(['doctor', '--from', ready, '--lang', 'zh']));
  for (const argv of [['doctor'], ['facts'], ['rules'], ['explain', 'enable-gvt'], ['schema', 'report']]) {
    const result = cli([...argv], { node: node18 ?? '' });
    expect(result.stderr, argv.join(' ')).toBe('');
    expect(result.exit, argv.join(' ')).not.toBe(70);
  }
});
