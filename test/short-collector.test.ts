import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../src/browser/answer.ts';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { canChroot, OwnRoot } from './change/own-root.ts';
import { furnishWith, recorded } from './change/recorded-root.ts';
import { bash, dash, hasProgram } from './recorded-tree.ts';
import { cli, packageFolder } from './run-cli.ts';

const script = readFileSync(join(packageFolder, 'collector', 'short.sh'), 'utf8');
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

/** Programs that say what they said on the host. */
function programsOf(root: OwnRoot, { files, links, commands }: Snapshot): void {
  const text = (path: string): string => {
    const file = files[path];
    return (typeof file === 'string' ? file : (file?.text ?? '')).trim();
  };
  const kernel = '/proc/sys/kernel';
  root.put('/said/release', `${text(`${kernel}/osrelease`)}\n`);
  root.put('/said/version', `${text(`${kernel}/version`)}\n`);
  root.script('uname', 'case $1 in -r) cat /said/release ;; -v) cat /said/version ;; esac\n');
  root.put('/said/dmesg', commands.find(({ argv }) => argv[0] === 'dmesg')?.stdout ?? '');
  root.script('dmesg', 'cat /said/dmesg\n');
  const devices = '/sys/bus/pci/devices';
  const cards = Object.keys(files)
    .flatMap(path => /^\/sys\/bus\/pci\/devices\/([^/]+)\/class$/u.exec(path)?.[1] ?? [])
    .filter(address => text(`${devices}/${address}/class`).startsWith('0x03'))
    .sort();
  const lines = cards.flatMap(address => {
    const hex = (name: string): string => text(`${devices}/${address}/${name}`).slice(2);
    const maker = hex('vendor') === '8086' ? 'Intel Corporation' : 'Another';
    const driver = links[`${devices}/${address}/driver`]?.split('/').at(-1);
    return [
      `${address.slice(5)} VGA compatible controller [${hex('class').slice(0, 4)}]: ${maker} Graphics [${hex('vendor')}:${hex('device')}]`,
      ...(driver === undefined ? [] : [`\tKernel driver in use: ${driver}`]),
    ];
  });
  root.put('/said/lspci', lines.map(line => `${line}\n`).join(''));
  root.script('lspci', 'cat /said/lspci\n');
}

describe.runIf(canChroot)('on recorded hosts', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
    for (const program of ['id', 'head', 'grep', 'sed', 'ls', 'cat']) root.install(program);
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
    const snapshot = await recorded(name);
    root.reset();
    furnishWith(root, snapshot);
    programsOf(root, snapshot);
    const { stdout } = spawnSync('chroot', [root.path, '/bin/sh', '-s'], {
      input: script,
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/bin' },
    });
    const said = await answer({ given: stdout, language: 'zh-CN', now: '2026-01-01T00:00:00.000Z' });
    if (said.kind !== 'host') expect.fail(said.kind);
    expect(JSON.parse(said.json)).toMatchObject({ verdict: { state, cause } });
    // The command line takes it as a file, too.
    const read = cli(['--from', '-', '--format', 'json'], { input: stdout });
    expect(JSON.parse(read.stdout)).toMatchObject({ verdict: { state, cause } });
  });
});
