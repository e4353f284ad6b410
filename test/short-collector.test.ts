import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../src/browser/answer.ts';
import { canChroot, type OwnRoot } from './change/own-root.ts';
import { recorded } from './change/recorded-root.ts';
import { bash, dash, hasProgram } from './recorded-tree.ts';
import { cli } from './run-cli.ts';
import { rootForSessions, shortCollector, shortSession } from './short-session.ts';

const script = shortCollector;
const isRoot = process.getuid?.() === 0;

test('it can be pasted into a shell, and is read in one look', () => {
  expect(script.length).toBeLessThan(2000);
  // What stands between its marks is taken as it is.
  expect(script).not.toContain('FNGVT');
});

test('a cut is shown in the command, or what was cut off would be taken for absent', () => {
  for (const line of script.split('\n').filter(one => one.includes('head -n')))
    expect(line).toMatch(/^ {2}r ".*\| head -n \d+"$/u);
});

test.skipIf(!hasProgram('shellcheck'))('shellcheck has nothing against it', () => {
  expect(spawnSync('shellcheck', ['-'], { input: script, encoding: 'utf8' }).stdout).toBe('');
});

describe.each([dash, bash, { name: 'busybox', argv: ['busybox', 'ash'] }])(
  'on this machine, by $name',
  ({ argv }) => {
    const [program = '', ...args] = argv;
    const run = (user: { readonly uid?: number; readonly gid?: number }) =>
      spawnSync(program, [...args, '-s'], { input: script, encoding: 'utf8', cwd: '/', ...user });

    test.skipIf(!hasProgram(program))(
      'it ends well and says nothing that belongs to one machine alone',
      () => {
        for (const user of isRoot ? [{}, { uid: 65534, gid: 65534 }] : [{}]) {
          const { status, stdout, stderr } = run(user);
          expect([status, stderr]).toEqual([0, '']);
          expect(stdout).toContain('$ uname -r\n'.replace('$', 'uid' in user || !isRoot ? '$' : '#'));
          expect(stdout).not.toMatch(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/iu);
        }
      },
    );
  },
);

describe.runIf(canChroot)('on recorded hosts', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = rootForSessions();
  }, 60_000);
  afterAll(() => root.remove());

  test.each([
    ['fnos-hd620', 'action-needed', 'enable-gvt-missing'],
    ['fnos-hd620.rebooted', 'ready', null],
    ['fnos-hd620.grub-full-width', 'action-needed', 'enable-gvt-missing'],
    ['optiplex7050-ubuntu2204.vfio-pci', 'action-needed', 'igpu-bound-to-vfio-pci'],
    ['n100-proxmox9.dkms-working', 'ready', null],
    ['j4125-fnos', 'unsupported', 'gpu-atom-class-unsupported'],
    ['optiplex7050-ubuntu2204.nomodeset', 'action-needed', 'i915-switched-off-on-cmdline'],
    ['vm-debian12-kernel-without-gvt', 'action-needed', 'kernel-built-without-gvt'],
    ['i5-1035g1-ubuntu2004', 'unsupported', 'gpu-without-sharing'],
  ])('%s: what it prints, pasted, is %s, %s', async (name, state, cause) => {
    const stdout = shortSession(root, await recorded(name));
    const said = await answer({ given: stdout, language: 'zh-CN', now: '2026-01-01T00:00:00.000Z' });
    if (said.kind !== 'host') expect.fail(said.kind);
    expect(JSON.parse(said.json)).toMatchObject({ verdict: { state, cause } });
    // The command line takes it as a file, too.
    const read = cli(['--from', '-', '--format', 'json'], { input: stdout });
    expect(JSON.parse(read.stdout)).toMatchObject({ verdict: { state, cause } });
  });
});
