import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planned } from '../change/grub-imitation.ts';
import { canChroot, OwnRoot } from '../change/own-root.ts';
import { hasProgram } from '../recorded-tree.ts';
import { entry } from '../run-cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fngvt-started-'));
  mkdirSync(join(folder, 'planted'));
  for (const name of planted) {
    writeFileSync(join(folder, 'planted', name), `#!/bin/sh\n: >${folder}/mark-${name}\n`);
    chmodSync(join(folder, 'planted', name), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names under which a library, a shell or we ourselves could look for a program. */
const planted = [
  ...['dmidecode', 'dmesg', 'journalctl', 'virsh', 'intel_gpu_top', 'cp', 'flock', 'modinfo', 'uname'],
  ...['cat', 'grep', 'ls', 'sh', 'bash', 'awk', 'sed', 'lscpu', 'lspci', 'which', 'env', 'id', 'udevadm'],
];

/**
 * Files that tell one machine from every other one of its kind: drivers/firmware/dmi-id.c, dmi-sysfs.c, dmidecode(8).
 */
const serials =
  /_serial|product_uuid|_asset_tag|\/dmi\/tables|\/dmi\/entries|\/dev\/mem|\/device\/serial|\/dev\/[sh]d[a-z]|\/dev\/nvme/u;

const flags = ['-f', '-qq', '-s', '4096', '-e', 'trace=execve,execveat,open,openat,openat2'];

interface Traced {
  readonly exit: number | null;
  readonly started: readonly string[];
  readonly opened: readonly string[];
  readonly marks: readonly string[];
}

/** Runs fngvt as a person whose PATH begins with the planted programs. */
function traced(argv: readonly string[]): Traced {
  const log = join(folder, 'trace');
  for (const name of planted) rmSync(join(folder, `mark-${name}`), { force: true });
  const { status } = spawnSync('strace', [...flags, '-o', log, process.execPath, entry, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}/planted:/usr/sbin:/usr/bin:/sbin:/bin`, LANG: 'C.UTF-8' },
  });
  const lines = readFileSync(log, 'utf8').split('\n');
  const pathsOf = (call: RegExp): readonly string[] =>
    lines.flatMap(line => (call.test(line) ? (/"((?:[^"\\]|\\.)*)"/u.exec(line)?.[1] ?? []) : []));
  return {
    exit: status,
    // The first one is fngvt itself.
    started: pathsOf(/ execve(?:at)?\(/u).slice(1),
    opened: pathsOf(/ open(?:at2?)?\(/u),
    marks: planted.filter(name => existsSync(join(folder, `mark-${name}`))),
  };
}

const verbs: readonly (readonly string[])[] = [
  ['doctor'],
  ['doctor', '--format', 'json'],
  ['report', '-o', 'page'],
  ['snapshot', 'host.json'],
  ['facts'],
  ['explain', 'i915.enable_gvt'],
  ['fix', '--dry-run'],
  ['fix', '--off', '--dry-run'],
  ['undo', '--list'],
  ['undo', '--dry-run'],
  ['vgpu'],
  ['vgpu', 'plan'],
  ['vgpu', 'create', '--dry-run'],
  ['vm'],
  ['vm', 'verify', 'debian'],
  ['vm', 'attach', 'debian', '--dry-run'],
];

describe('every program that is started', () => {
  test.for(verbs.map(argv => ({ argv, verb: argv.join(' ') })))(
    '$verb: is named by an absolute path of the system, and nothing with a serial number is opened',
    ({ argv }, context) => {
      if (!hasProgram('strace')) return context.skip('strace is not here');
      const { exit, started, opened, marks } = traced(argv);
      expect(exit).toBeLessThan(6);
      expect(marks).toEqual([]);
      expect(started.filter(path => !/^\/(?:usr\/(?:local\/)?)?s?bin\/[a-z_]+$/u.test(path))).toEqual([]);
      expect(started.filter(path => /\/(?:[bd]a)?sh$/u.test(path))).toEqual([]);
      expect(opened.filter(path => serials.test(path))).toEqual([]);
      expect(opened.length).toBeGreaterThan(10);
    },
  );

  test('the doctor starts two at most where libvirt does not run: the kernel log, and the journal where that is cut off', context => {
    if (!hasProgram('strace')) return context.skip('strace is not here');
    const { started } = traced(['doctor']);
    const names = started.map(path => path.split('/').at(-1));
    expect(['dmesg', 'dmesg journalctl']).toContain(names.join(' '));
  });

  test('a change and its undo start what they need by absolute paths', context => {
    if (!canChroot || !hasProgram('strace')) return context.skip('strace or chroot is not here');
    const root = new OwnRoot();
    try {
      planned(root);
      for (const name of planted) root.put(`/planted/${name}`, `#!/bin/sh\n: >/mark-${name}\n`, 0o755);
      const log = join(folder, 'trace');
      const before = ['env', 'PATH=/planted:/usr/sbin:/usr/bin', 'strace', ...flags, '-o', log];
      const starts = (args: readonly string[]): readonly string[] => {
        expect(root.entry(args, before).exit).toBe(0);
        // What a script starts in turn is its own affair: by the fixed PATH, which the marks prove.
        const own = /^\d+ +execve\("([^"]*)", \["([^"]*)"/u;
        return readFileSync(log, 'utf8')
          .split('\n')
          .flatMap(line => own.exec(line)?.[1] ?? []);
      };
      const started = [...starts(['apply', '/plan.json']), ...starts(['undo'])];
      expect(started).toEqual(
        expect.arrayContaining(['/usr/bin/cp', '/usr/bin/flock', '/usr/sbin/update-grub']),
      );
      expect(started.filter(path => !path.startsWith('/'))).toEqual([]);
      expect(planted.filter(name => existsSync(root.at(`/mark-${name}`)))).toEqual([]);
    } finally {
      root.remove();
    }
  }, 120_000);
});
