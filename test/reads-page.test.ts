import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speaksOf } from '../scripts/reads/asked.ts';
import { askReasons, ownReasons, readReasons } from '../scripts/reads/reasons.ts';
import { canChroot } from './change/own-root.ts';
import { NamedRoot, namedHost } from './named-host.ts';
import { hasProgram } from './recorded-tree.ts';
import { entry, packageFolder } from './run-cli.ts';

/** What docs/reads.md lists, held against the kernel's own account of what a doctor opens and starts. */

const page = readFileSync(join(packageFolder, 'docs', 'reads.md'), 'utf8');
const listed = [...readReasons, ...ownReasons];

/** What Node, the C library and the programs open for themselves; the page says so in a sentence. */
const everyProgram: readonly RegExp[] = [
  /^\/etc\/(?:ld\.so\.(?:cache|preload)|localtime|ssl\/.*|terminal-colors\.d)$/u,
  /^\/proc\/(?:self|\d+)\/(?:maps|cgroup|stat|statm|exe|environ|mountinfo|task\/.*)$/u,
  /^\/proc\/(?:filesystems|sys\/(?:vm\/\w+|kernel\/(?:random\/boot_id|cap_last_cap)))$/u,
  /^\/sys\/(?:fs\/cgroup\/.*|devices\/system\/cpu\/.*|kernel\/mm\/.*)$/u,
  /^\/(?:run|var)\/log\/journal(?:\/.*)?$/u,
];

/** What a run opens below these folders, and what it starts, its children's doings with it. */
function traced(log: string, run: (strace: readonly string[]) => void) {
  run(['strace', '-f', '-qq', '-s', '4096', '-o', log, '-e', 'trace=open,openat,openat2,execve']);
  const lines = readFileSync(log, 'utf8').split('\n');
  rmSync(log);
  const pathsOf = (call: RegExp): readonly string[] =>
    lines.flatMap(line => (call.test(line) ? (/"((?:[^"\\]|\\.)*)"/u.exec(line)?.[1] ?? []) : []));
  const opened = pathsOf(/ open(?:at2?)?\(/u).filter(path =>
    /^\/(?:etc|proc|sys|boot|var|(?:usr\/)?lib\/modules|run|data|efi)(?:\/|$)/u.test(path),
  );
  return { opened: [...new Set(opened)], started: pathsOf(/ execve\(/u) };
}

const unlisted = (opened: readonly string[]): readonly string[] =>
  opened.filter(
    path =>
      !listed.some(reason => speaksOf(reason, path)) && !everyProgram.some(pattern => pattern.test(path)),
  );

const programsOf = (started: readonly string[]): readonly string[] =>
  started.map(path => path.split('/').at(-1) ?? '').filter(name => name !== 'node' && name !== 'fngvt');

const named = askReasons.flatMap(({ at }) => at.map(words => words.split(' ')[0] ?? ''));

test('every path and command of which a reason is told stands on the page', () => {
  for (const { at, why } of [...listed, ...askReasons]) {
    for (const one of at) expect(page).toContain(`\`${one}\``);
    expect(page).toContain(`${why.en} · ${why['zh-CN']}`);
  }
});

test('a path that is not listed is found out', () => {
  expect(
    unlisted(['/proc/cmdline', '/etc/shadow', '/proc/self/maps', '/sys/bus/pci/devices/0000:00:02.0/rom']),
  ).toEqual(['/etc/shadow', '/sys/bus/pci/devices/0000:00:02.0/rom']);
});

describe.runIf(hasProgram('strace'))('a doctor under strace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-reads-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([[[]], [['doctor', '--format', 'html']], [['doctor', '--format', 'json']]])(
    'on this machine, %j: opens and starts nothing that is not listed',
    argv => {
      const { opened, started } = traced(join(folder, 'log'), ([strace = '', ...flags]) =>
        spawnSync(strace, [...flags, process.execPath, entry, ...argv], {
          env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
        }),
      );
      expect(opened).toContain('/proc/cmdline');
      expect(unlisted(opened)).toEqual([]);
      expect(programsOf(started).filter(name => !named.includes(name))).toEqual([]);
    },
  );
});

describe.runIf(hasProgram('strace') && canChroot)('a doctor under strace on a host that was recorded', () => {
  let root: NamedRoot;
  beforeAll(async () => {
    root = new NamedRoot(await namedHost());
  }, 60_000);
  afterAll(() => root.remove());

  test.each([[['doctor']], [['fix', '--dry-run']]])('%j: opens nothing that is not listed', argv => {
    const { opened } = traced(`${root.path}.strace`, strace => root.cli(argv, strace));
    expect(opened).toContain('/boot/grub/grub.cfg');
    // chroot(8), by which the test enters that root, looks its user up.
    expect(unlisted(opened).filter(path => !/^\/etc\/(?:group|passwd|nsswitch\.conf)$/u.test(path))).toEqual(
      [],
    );
  });
});
