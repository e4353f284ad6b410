import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { supposedMachine } from '../src/invocation/supposed.ts';
import { whatIf } from '../src/invocation/what-if.ts';
import { conclude } from '../src/judge/conclude.ts';
import { reportSchema } from '../src/judge/report-schema.ts';
import type { Report } from '../src/judge/report-types.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { planOf, recorded } from './planned-hosts.ts';
import { cli, hostFixture, packageFolder, type CliResult } from './run-cli.ts';
import { partOf } from './part.ts';

/** An edit that is judged before it is made: `doctor --with PATH=FILE`. */

const folder = mkdtempSync(join(tmpdir(), 'fngvt-what-if-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const grub = '/etc/default/grub';
const right = file('grub', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1"\nGRUB_CMDLINE_LINUX=""\n');
const off = file('grub-off', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_CMDLINE_LINUX=""\n');
const kvmgt = file('modules', 'kvmgt\n');
const nas = hostFixture('fnos-hd620');

/** The doctor on a fixture, with these edits. */
const doctor = (host: string, edits: readonly string[], ...flags: readonly string[]): CliResult =>
  cli(['doctor', '--from', host, ...edits.flatMap(edit => ['--with', edit]), ...flags]);
const report = (host: string, edits: readonly string[]): Report =>
  reportSchema.parse(JSON.parse(doctor(host, edits, '--format', 'json').stdout));

describe('an edit is judged as is, and what comes of it after a reboot is said', () => {
  test('half of what is needed: not generated yet, and then the other half is in the way', () => {
    const found = report(nas, [`${grub}=${right}`]);
    expect(found.verdict).toMatchObject({ state: 'action-needed', cause: 'grub-not-regenerated' });
    expect(found.supposed).toEqual([grub]);
    expect(found.after_boot).toEqual({
      state: 'action-needed',
      cause: 'kvmgt-not-loaded',
      rule: 'kvmgt',
      commands: ['update-grub'],
    });
  });

  test('all that is needed: ready after update-grub and the reboot; the exit code is that of today', () => {
    const edits = [`${grub}=${right}`, `/etc/modules=${kvmgt}`];
    const found = report(nas, edits);
    expect(found.supposed).toEqual([grub, '/etc/modules']);
    expect(found.after_boot).toEqual({ state: 'ready', cause: null, rule: null, commands: ['update-grub'] });
    expect(doctor(nas, edits).exit).toBe(found.verdict?.exit_code);
  });

  test('a drop-in that is not there yet counts like the file itself', () => {
    const found = report(nas, [`${grub}.d/50-gpu.cfg=${right}`, `/etc/modules=${kvmgt}`]);
    expect(found.after_boot?.state).toBe('ready');
  });

  test('what is taken out of a host that works is missed after the reboot', () => {
    const host = hostFixture('m720q-debian12');
    const found = report(host, [`${grub}=${off}`]);
    expect(found.verdict?.state).toBe('ready');
    expect(found.after_boot).toMatchObject({ state: 'action-needed', commands: ['update-grub'] });
    expect(report(host, ['/etc/modules=']).after_boot).toMatchObject({
      state: 'action-needed',
      commands: [],
    });
  });

  test('a file that a copy in the initramfs is made of, and one of a boot loader that is not in force', () => {
    const denied = file('deny.conf', 'blacklist kvmgt\n');
    const found = report(hostFixture('m720q-debian12'), [`/etc/modprobe.d/deny.conf=${denied}`]);
    expect(found.after_boot).toMatchObject({
      state: 'action-needed',
      commands: ['update-initramfs -u -k all'],
    });
    const stray = report(hostFixture('e2224g-proxmox8-zfs'), [`${grub}=${right}`]);
    expect(stray.after_boot?.commands).toEqual([]);
  });

  test('without a verdict nothing is foretold', () => {
    const found = JSON.parse(
      doctor(nas, [`${grub}=${right}`], '--only', 'kvmgt', '--format', 'json').stdout,
    ) as Report;
    expect(found).toMatchObject({ verdict: null, supposed: [grub] });
    expect(found.after_boot).toBeUndefined();
  });

  test('a host as it is says nothing of it', () => {
    const found = report(nas, []);
    expect([found.supposed, found.after_boot]).toEqual([undefined, undefined]);
    expect(doctor(nas, []).stdout).not.toContain('What if');
  });
});

const rules = loadRules();
const frame = { version: '0.0.0', taken: '2025-01-24T10:30:00+08:00', source: 'snapshot' } as const;

describe('what fix foretells of its edits, a what-if of the same edits foretells', () => {
  test.each(partOf(fixtureHosts(), 4, 1))('$name', async ({ path }) => {
    const { host, facts: before } = await recorded(path);
    const { steps, forecast } = await planOf(host, before);
    const edits = steps.flatMap(step => (step.kind === 'edit' ? [[step.path, step.after] as const] : []));
    if (edits.length === 0) return;
    const { look, supposed } = await supposedMachine(new Map(edits), () => host);
    const { facts } = await collect(look());
    const judged = conclude(rules, facts, nextBoot(facts), frame);
    const found = await whatIf({ report: judged, facts, host: look(), rules, frame }, supposed);
    expect(found.after_boot?.state).toBe(forecast.afterReboot);
  });
});

describe('nobody takes it for the host', () => {
  const edits = [`${grub}=${right}`];
  const [page, markdown, post] = ['page.html', 'post.md', 'post.bbcode'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  beforeAll(() => {
    expect(doctor(nas, edits, '-o', page, '-o', markdown, '-o', post, '--lang', 'en').stderr).toBe('');
  });

  test('the text begins with it, in both languages; below the verdict stands what comes of it', () => {
    expect(doctor(nas, edits, '--lang', 'en').stdout.split('\n').slice(0, 5)).toEqual([
      `What if: this is not the host as it is. It was judged with ${grub} as`,
      'given by --with.',
      '[NOT READY] i915.enable_gvt is configured, but the boot menu lacks it',
      'After update-grub and a reboot, as expected: not ready',
      'In the way then: The module kvmgt is not loaded',
    ]);
    const chinese = doctor(nas, edits, '--lang', 'zh-CN').stdout.split('\n');
    expect(chinese[0]).toBe(`假设推演，不是主机现在的样子：判断时 ${grub} 用的是 --with 给的内容。`);
    expect(chinese[2]).toBe('运行 update-grub 并重启后（预计）：还不行');
  });

  test('so does the line of --quiet', () => {
    expect(doctor(nas, edits, '-q', '--lang', 'en').stdout).toMatch(/^WHAT IF \[NOT READY\] /u);
  });

  test('page and posts say it', () => {
    const text = readFileSync(page, 'utf8');
    expect(text).toContain('<title>WHAT IF NOT READY ');
    expect(text).toContain('What if: this is not the host as it is.');
    expect(text).toContain('假设推演');
    expect(text).toContain('After update-grub and a reboot, as expected: not ready');
    expect(readFileSync(markdown, 'utf8')).toMatch(/^\*\*What if: [^\n]*`\/etc\/default\/grub`/u);
    expect(readFileSync(post, 'utf8')).toMatch(/^\[b\]What if: /u);
  });

  test('the snapshot in the page is marked, so whoever reads it is told again', () => {
    const again = doctor(page, [], '--lang', 'en').stdout;
    expect(again).toMatch(/^What if: /u);
    // What the host was before nobody knows any more.
    expect(again).not.toContain('as expected');
    const snapshot = JSON.parse(cli(['snapshot', '--from', page, '-']).stdout) as Snapshot;
    expect(snapshot.supposed).toEqual([grub]);
    expect(report(page, [`/etc/modules=${kvmgt}`])).toMatchObject({
      supposed: [grub, '/etc/modules'],
      after_boot: { state: 'ready' },
    });
  });

  test('no capsule is made of it: that says a host in few words', () => {
    for (const result of [doctor(nas, edits, '--capsule'), doctor(page, [], '--capsule')]) {
      expect(result).toMatchObject({ exit: 2, stdout: '' });
      expect(result.stderr).toMatch(
        /^fngvt: --capsule: expected a host as it is, found a what-if \(--with\); see: /u,
      );
    }
  });
});

describe('where it works', () => {
  test('the text comes from standard input; nothing behind = takes the file away', () => {
    const argv = ['doctor', '-q', '--lang', 'en', '--from', nas];
    const given = cli([...argv, '--with', `${grub}=-`], { input: readFileSync(right) });
    expect(given.stdout).toContain('but the boot menu lacks it');
    // The menu was made already: what it is made of is missed when it is made anew.
    expect(report(hostFixture('fnos-hd620.update-grub'), [`${grub}=`])).toMatchObject({
      verdict: { state: 'reboot-needed' },
      after_boot: { state: 'action-needed', commands: ['update-grub'] },
    });
  });

  test('a folder as root of a system', () => {
    const root = join(folder, 'root');
    file('root/etc/default/grub', readFileSync(off));
    const result = cli(['facts', '--root', root, '--format', 'json']);
    expect(result.stdout).not.toContain('enable_gvt=1');
    const supposed = cli(['doctor', '--root', root, '--with', `${grub}=${right}`, '--format', 'json']);
    expect(JSON.parse(supposed.stdout)).toMatchObject({ source: 'root', supposed: [grub] });
    expect(readFileSync(join(root, grub))).toEqual(readFileSync(off));
  });

  test('a pasted thread', () => {
    const thread = join(packageFolder, 'fixtures', 'pastes', 'built-without-gvt.txt');
    const result = cli(['doctor', '--lang', 'en', '--paste', thread, '--with', `${grub}=${right}`]);
    expect(result.stdout).toMatch(/^What if: /u);
  });

  test('a path that nothing is read from is told', () => {
    const result = doctor(nas, [`/etc/defualt/grub=${right}`, `${grub}=${right}`], '--lang', 'en');
    expect(result.stderr).toMatch(/^fngvt: --with \/etc\/defualt\/grub: nothing that is judged [^\n]+\n$/u);
    expect(doctor(nas, [`/etc/defualt/grub=${right}`], '--lang', 'zh-CN').stderr).toContain('没有用到');
  });
});

describe('wrong usage: one line, exit 2', () => {
  const wrong = (argv: readonly string[], input?: string): string => {
    const result = cli(['doctor', ...argv], input === undefined ? {} : { input });
    expect(result).toMatchObject({ exit: 2, stdout: '' });
    expect(result.stderr).toMatch(/^fngvt: [^\n]*expected [^\n]*found [^\n]+\n$/u);
    return result.stderr;
  };

  test.each([
    ['no =', grub, 'expected PATH=FILE'],
    ['no path', `=${right}`, 'found nothing'],
    ['a path that is not whole', `etc/default/grub=${right}`, 'found etc/default/grub'],
    ['a path with ..', `/etc/../etc/default/grub=${right}`, 'without ..'],
    ['a path with an empty part', `/etc//default=${right}`, 'found /etc//default'],
    ['the root', `/=${right}`, 'found /'],
    ['a file that is not there', `${grub}=${folder}/none`, 'no such file'],
    ['a folder', `${grub}=${folder}`, 'a folder'],
    ['no text', `${grub}=${file('binary', new Uint8Array([127, 69, 76, 70, 255, 254, 0, 0, 1]))}`, 'no text'],
    ['more than a host has there', `${grub}=${file('large', 'x'.repeat(300_000))}`, 'at most 262144 bytes'],
    ['a folder of the host', `/etc/modules-load.d=${right}`, 'found a folder'],
  ])('%s', (_, edit, told) => {
    expect(wrong(['--from', nas, '--with', edit])).toContain(told);
  });

  test('the same path twice, standard input twice', () => {
    expect(wrong(['--from', nas, '--with', `${grub}=${right}`, '--with', `${grub}=${off}`])).toContain(
      'twice',
    );
    expect(wrong(['--from', '-', '--with', `${grub}=-`], '{}')).toContain('found 2 times');
  });

  test('this host as it runs: the way is said', () => {
    expect(wrong(['--with', `${grub}=${right}`])).toMatch(
      /take a snapshot of it first: \S.* snapshot host\.json/u,
    );
  });

  test('many hosts, or a conclusion without a host', () => {
    const hosts = join(packageFolder, 'fixtures', 'hosts');
    expect(wrong(['--from', hosts, '--with', `${grub}=${right}`])).toContain('expected one host');
    const capsule = file('capsule.txt', doctor(nas, [], '--capsule').stdout);
    expect(wrong(['--from', capsule, '--with', `${grub}=${right}`])).toContain('only a conclusion');
  });
});

describe('names in a given file leave no more than names of the host', () => {
  const secret = 'zwiebelfisch';
  const named = file(
    'named',
    `# ${secret} was here\nGRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=${secret} kvm.${secret}=1"\n`,
  );
  const path = `/etc/modprobe.d/${secret}.conf`;
  const edits = [`${grub}=${named}`, `${path}=${file('option', `options ${secret} enable_gvt=1\n`)}`];

  test.each([
    ['a snapshot as it was read', async () => JSON.stringify(await openFixture(nas))],
    ['one without names', () => Promise.resolve(cli(['snapshot', '--from', nas, '-']).stdout)],
  ])('%s', async (name, snapshot) => {
    const from = file(`${name.replaceAll(' ', '-')}.json`, await snapshot());
    const page = join(folder, `${name}.html`);
    const markdown = join(folder, `${name}.md`);
    const told = [
      doctor(from, edits, '--lang', 'en', '-v').stdout,
      doctor(from, edits, '--format', 'json').stdout,
      doctor(from, edits, '--format', 'bbcode').stdout,
    ];
    doctor(from, edits, '-o', page, '-o', markdown);
    told.push(readFileSync(page, 'utf8'), readFileSync(markdown, 'utf8'));
    told.push(cli(['snapshot', '--from', page, '-']).stdout);
    for (const text of told) {
      expect(text).toContain('enable_gvt');
      expect(text).not.toContain(secret);
    }
    // The name is in what was judged: its owner may wish to see it.
    expect(doctor(from, edits, '--no-redact', '--yes', '-v').stdout).toContain(secret);
  });
});

describe('a snapshot of a what-if', () => {
  const path = join(folder, 'supposed.json');
  beforeAll(() => {
    const made = doctor(nas, [`${grub}=${right}`], '--format', 'html', '--lang', 'en').stdout;
    writeFileSync(path, made);
  });

  test.each([['facts'], ['explain', 'enable-gvt'], ['fix', '--dry-run']])(
    'is told to be one by %s, in the language asked for',
    (...argv) => {
      for (const [language, words] of [
        ['en', /What if: this is not the host as it is.*\/etc\/default\/grub/u],
        ['zh-CN', /假设推演.*\/etc\/default\/grub/u],
      ] as const) {
        expect(cli([...argv, '--from', path, '--lang', language]).stderr).toMatch(words);
        expect(cli([...argv, '--from', nas, '--lang', language]).stderr).not.toMatch(words);
      }
    },
  );
});
