import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeWords } from '../src/words/change-words.ts';
import { words } from '../src/words/words.ts';
import { canChroot } from './change/own-root.ts';
import { NamedRoot, namedHost, names, type NameKind, type Shown } from './named-host.ts';
import { hasProgram } from './recorded-tree.ts';
import { cli, hostFixture, notRedacted } from './run-cli.ts';
import { partOf } from './part.ts';

/**
 * Who sees real names: every verb, on a terminal, into a pipe, as JSON and into files, by itself, with `--redact` and with `--no-redact`,
 * on a host of which every name is known (named-host.ts).
 */

/** What a verb shows of these names where it shows the real ones. */
interface Row {
  readonly argv: readonly string[];
  /** A verb that only looks, or one that acts on this host. */
  readonly kind: 'looks' | 'acts';
  readonly shows: readonly NameKind[];
}

/** `undo` takes back a change of a file that its owner named and wrote. */
const rows: readonly Row[] = [
  { argv: ['doctor'], kind: 'looks', shows: ['vm'] },
  { argv: ['doctor', '--verbose'], kind: 'looks', shows: ['vm'] },
  { argv: ['facts'], kind: 'looks', shows: ['vm', 'title', 'otherVm', 'vgpu'] },
  { argv: ['explain', 'kvmgt-at-boot'], kind: 'looks', shows: [] },
  { argv: ['vm'], kind: 'acts', shows: ['vm', 'title', 'otherVm', 'otherTitle', 'vgpu', 'user', 'network'] },
  { argv: ['vm', 'verify', names.vm], kind: 'acts', shows: ['vm', 'title', 'vgpu'] },
  { argv: ['vm', 'verify', names.title], kind: 'acts', shows: ['vm', 'title', 'vgpu'] },
  { argv: ['vm', 'detach', names.vm, '--dry-run'], kind: 'acts', shows: ['vm', 'vgpu', 'vmUuid'] },
  {
    argv: ['vm', 'attach', names.otherVm, '--rom', `/home/${names.user}/x.rom`, '--dry-run'],
    kind: 'acts',
    shows: ['otherVm'],
  },
  { argv: ['vgpu'], kind: 'acts', shows: ['vm', 'title', 'vgpu'] },
  { argv: ['vgpu', 'plan'], kind: 'acts', shows: [] },
  { argv: ['vgpu', 'remove', names.vgpu, '--dry-run'], kind: 'acts', shows: ['vm', 'vgpu'] },
  { argv: ['vgpu', 'create', '--uuid', names.vmUuid, '--dry-run'], kind: 'acts', shows: ['vmUuid'] },
  {
    argv: ['fix', 'obsolete-modules', '--dry-run'],
    kind: 'acts',
    shows: ['user', 'host', 'network', 'address'],
  },
  { argv: ['undo', '--dry-run'], kind: 'acts', shows: ['user', 'network', 'address', 'otherVm'] },
  { argv: ['undo', '--list'], kind: 'acts', shows: ['user'] },
];

const all = Object.values(names);

let root: NamedRoot;
beforeAll(async () => {
  if (!canChroot) return;
  root = new NamedRoot(await namedHost());
  const path = `/etc/modprobe.d/${names.user}.conf`;
  const before = `# ${names.host}\noptions ${names.network} x=${names.address}\n`;
  const edit = {
    kind: 'edit',
    path,
    before,
    after: `${before}softdep kvm pre: ${names.otherVm}\n`,
    reboot: true,
    rule: null,
  };
  root.put(path, before);
  root.put('/plan.json', JSON.stringify({ steps: [edit], refused: [] }));
  expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
}, 60_000);
afterAll(() => (canChroot ? root.remove() : undefined));

/** Which names stand in a text. */
const seen = (text: string): readonly string[] => all.filter(name => text.includes(name));
const real = (row: Row): readonly string[] => row.shows.map(kind => names[kind]);

const titled = rows.map(row => [row.argv.join(' '), row] as const);

describe.runIf(canChroot && hasProgram('script'))('on this host', () => {
  describe.each(partOf(titled, 8))('%s', (_title, row) => {
    const expectNames = (
      run: (...flags: readonly string[]) => Shown,
      isReal: boolean,
      isTold: boolean,
    ): void => {
      const plain = run();
      expect(seen(plain.stdout)).toEqual(isReal ? expect.arrayContaining([...real(row)]) : []);
      expect(plain.stderr.endsWith(notRedacted)).toBe(isTold);
      const hidden = run('--redact');
      expect(seen(hidden.stdout + hidden.stderr)).toEqual([]);
      expect(hidden.stderr).not.toContain('--redact');
      const open = run('--no-redact', '--yes');
      expect(seen(open.stdout)).toEqual(expect.arrayContaining([...real(row)]));
      expect(open.stderr.endsWith(notRedacted)).toBe(isTold);
    };

    test('on a terminal', () => {
      expectNames((...flags) => root.onTerminal(...row.argv, ...flags, '--lang', 'en'), true, false);
    });

    test('into a pipe', () => {
      const acts = row.kind === 'acts';
      expectNames((...flags) => root.cli([...row.argv, ...flags, '--lang', 'en']), acts, acts);
    });
  });

  test.each(titled.filter(([, { argv }]) => argv[0] !== 'explain' && !argv.includes('--verbose')))(
    '%s as JSON',
    (_title, row) => {
      const json = [...row.argv, '--format', 'json'];
      // Titles are for people.
      const shows = real(row).filter(name => name !== names.title && name !== names.otherTitle);
      const said = root.cli(json);
      expect(seen(said.stdout)).toEqual(row.kind === 'acts' ? expect.arrayContaining(shows) : []);
      const hidden = root.cli([...json, '--redact']);
      expect(seen(hidden.stdout + hidden.stderr)).toEqual([]);
      expect(() => JSON.parse(hidden.stdout) as unknown).not.toThrow();
    },
  );

  test('JSON of a verb that looks holds stand-ins on a terminal too, of one that acts the real names', () => {
    expect(seen(root.onTerminal('doctor', '--format', 'json').stdout)).toEqual([]);
    expect(seen(root.onTerminal('vgpu', '--format', 'json').stdout)).toContain(names.vgpu);
  });

  test('whoever reads Chinese is told in Chinese', () => {
    const said = root.cli(['vm', '--lang', 'zh-CN']);
    expect(said.stderr.endsWith(`fngvt: ${words['zh-CN'].sharing.realNames}\n`)).toBe(true);
  });

  test('files hold stand-ins, whoever looks at the terminal', () => {
    const files = ['r.txt', 'r.json', 'r.md', 'r.bbcode', 'r.html'];
    const said = root.onTerminal(
      'doctor',
      ...files.flatMap(file => ['-o', `/tmp/${file}`]),
      '--format',
      'text',
    );
    expect(seen(said.stdout)).toContain(names.vm);
    root.onTerminal('report', '-o', '/tmp/report');
    root.onTerminal('snapshot', '/tmp/s.json');
    for (const file of [...files, 'report.bbcode.txt', 'report.html', 's.json'])
      expect([file, ...seen(root.read(`/tmp/${file}`))]).toEqual([file]);
  });

  test('a post that is read off the terminal holds stand-ins', () => {
    for (const flags of [['--capsule'], ['--format', 'md'], ['--format', 'bbcode']])
      expect(seen(root.onTerminal('doctor', ...flags).stdout)).toEqual([]);
  });

  test('a post that was made with real names says so', () => {
    for (const flags of [['--capsule'], ['--format', 'md'], ['--format', 'bbcode']]) {
      const said = root.cli(['doctor', ...flags, '--no-redact', '--yes', '--lang', 'en']);
      expect(said.stdout).toContain(words.en.sharing.openMark);
    }
  });

  test('what comes out of a file has stand-ins on a terminal too', () => {
    root.put('/opt/open.json', JSON.stringify(root.snapshot));
    const from = ['--from', '/opt/open.json'];
    for (const argv of [
      ['doctor', '-v', ...from],
      ['facts', ...from],
      ['vm', ...from],
      ['vgpu', ...from],
      ['fix', 'obsolete-modules', ...from],
    ])
      expect([argv, ...seen(root.onTerminal(...argv).stdout)]).toEqual([argv]);
    const other = { ...root.snapshot, commands: [] };
    root.put('/opt/other.json', JSON.stringify(other));
    expect(seen(root.onTerminal('diff', '/opt/open.json', '/opt/other.json').stdout)).toEqual([]);
  });

  test('what was replaced is listed on a terminal only', () => {
    expect(seen(root.onTerminal('snapshot', '--preview').stdout)).toContain(names.title);
    for (const said of [
      root.cli(['snapshot', '--preview']),
      root.onTerminal('snapshot', '--preview', '--redact'),
    ])
      expect(seen(said.stdout)).toEqual([]);
  });

  test.each(['doctor', 'facts', 'report', 'snapshot'])('%s --no-redact wants a yes', verb => {
    const file = verb === 'snapshot' ? ['/tmp/open.json'] : verb === 'report' ? ['-o', '/tmp/open'] : [];
    expect(root.cli([verb, ...file, '--no-redact'])).toMatchObject({ exit: 2, stdout: '' });
    expect(root.onTerminal(verb, ...file, '--no-redact').exit).toBe(1);
    expect(existsSync(root.at('/tmp/open.json')) || existsSync(root.at('/tmp/open.html'))).toBe(false);
  });

  test('the same name has the same stand-in in every verb', () => {
    const standIns = (...args: readonly string[]): ReadonlySet<string> =>
      new Set(root.cli([...args, '--redact']).stdout.match(/anon_\w+/gu));
    const seenByFacts = standIns('facts');
    expect(standIns('vgpu').size).toBeGreaterThan(0);
    for (const name of standIns('vgpu')) expect(seenByFacts).toContain(name);
    // The module that the undone change names is called like a VM.
    expect([...standIns('undo')].some(name => seenByFacts.has(name))).toBe(true);
  });

  test('a plan with stand-ins is shown and never carried out', () => {
    const before = root.tree('/etc', '/var', '/boot');
    for (const argv of [
      ['fix', 'obsolete-modules'],
      ['fix', '--off'],
      ['undo'],
      ['vgpu', 'create'],
      ['vm', 'attach', names.otherVm],
      ['vm', 'detach', names.vm],
    ]) {
      const said = root.cli([...argv, '--redact', '--yes', '--lang', 'en']);
      if (argv[1] !== '--off')
        expect([said.exit, said.stdout]).toEqual([0, expect.stringContaining(changeWords.en.redacted)]);
    }
    expect(root.tree('/etc', '/var', '/boot')).toEqual(before);
  });

  test('a command to be typed names the VM to its owner, and to others none', () => {
    const next = ({ stdout }: Shown): string =>
      / vm (?:verify|attach) ('[^']+'|\S+) /u.exec(stdout)?.[1] ?? '';
    expect(next(root.onTerminal('doctor'))).toBe(names.vm);
    expect(next(root.onTerminal('doctor', '--redact', '--lang', 'en'))).toBe("'your VM'");
    expect(next(root.cli(['doctor', '--lang', 'en']))).toBe("'your VM'");
    expect(next(root.cli(['doctor', '--lang', 'zh-CN']))).toBe("'你的虚拟机'");
    expect(next(root.cli(['vm', '--redact', '--lang', 'en']))).toBe("'your VM'");
    expect(next(root.cli(['vm', '--lang', 'en']))).toBe(names.otherVm);
  });

  test('the folder of a person is no part of a command that others read', () => {
    root.put(`/home/${names.user}/fngvt.js`, "import '/opt/fngvt/dist/fngvt.js';\n");
    // A change that was cut short, so that the doctor says how to take it back.
    const [journal = ''] = Object.keys(root.tree('/var/lib/fngvt/journal')).filter(path =>
      path.endsWith('.json'),
    );
    const whole = root.read(journal);
    root.put(journal, whole.replace('"state": "applied"', '"state": "applying"'), 0o600);
    expect(root.run([`/home/${names.user}/fngvt.js`, 'doctor']).stdout).toMatch(/ undo \d{8}-\d{6}\n/u);
    for (const argv of [['doctor'], ['vm', '--redact'], ['fix', '--redact'], ['undo', '--redact']]) {
      const said = root.run([`/home/${names.user}/fngvt.js`, ...argv]);
      expect([said.exit, ...seen(said.stdout)]).toEqual([0]);
    }
    root.put(journal, whole, 0o600);
    expect(root.run([`/home/${names.user}/fngvt.js`, 'vm']).stdout).toContain(
      `node home/${names.user}/fngvt.js vm attach`,
    );
  });

  test("a mounted disk is its owner's too", () => {
    for (const argv of [['facts'], ['doctor', '-v']]) {
      const flags = ['--root', '/', '--lang', 'en'];
      expect(root.onTerminal(...argv, ...flags).stdout).not.toContain('anon_');
      expect(seen(root.cli([...argv, ...flags]).stdout)).toEqual([]);
    }
    expect(root.cli(['fix', 'obsolete-modules', '--root', '/']).stderr).toContain('--redact');
  });
});

/** What comes out of a file has stand-ins, whoever looks at it, until `--no-redact`. */
describe('of a recorded host', () => {
  let file = '';
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fngvt-names-'));
    file = join(folder, 'open.json');
    writeFileSync(file, JSON.stringify(await namedHost()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['doctor', '--from'],
    ['facts', '--from'],
    ['report', '-o', 'REPORT', '--from'],
    ['vm', '--from'],
    ['vgpu', '--from'],
    ['fix', 'obsolete-modules', '--from'],
    ['diff', hostFixture('fnos-hd620')],
  ])('%s into a pipe, until somebody wishes otherwise', (...argv) => {
    const run = (...flags: readonly string[]): Shown =>
      cli([
        ...argv.map(word => (word === 'REPORT' ? join(folder, `r${flags.length}`) : word)),
        file,
        '--lang',
        'en',
        ...flags,
      ]);
    for (const said of [run(), run('--redact')]) {
      expect(seen(said.stdout + said.stderr)).toEqual([]);
      expect(said.stderr).not.toContain('not redacted');
    }
    expect(run('--no-redact')).toMatchObject({ exit: 2, stdout: '' });
    const open = run('--no-redact', '--yes');
    if (argv[0] === 'report') expect(seen(readFileSync(join(folder, 'r2.html'), 'utf8'))).toContain(names.vm);
    else if (argv[0] !== 'doctor') expect(seen(open.stdout)).not.toEqual([]);
    expect(open.stderr).toBe('');
  });

  test('the name that a person types is looked for as it stands in the file', () => {
    const said = cli(['vm', 'verify', names.title, '--from', file]);
    expect(said.exit).not.toBe(2);
    expect(seen(said.stdout + said.stderr)).toEqual([]);
  });
});

test('both flags at once are wrong usage', () => {
  for (const argv of [
    ['doctor'],
    ['facts'],
    ['vm'],
    ['vgpu'],
    ['fix'],
    ['undo'],
    ['diff', 'a', 'b'],
    ['report'],
    ['snapshot', '-'],
  ])
    expect(cli([...argv, '--redact', '--no-redact'])).toEqual({
      exit: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^fngvt: --redact and --no-redact: expected one of them, found both; see: /u,
      ) as string,
    });
});
