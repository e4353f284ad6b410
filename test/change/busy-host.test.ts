import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasProgram } from '../recorded-tree.ts';
import { furnish, plan, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { notRedacted } from '../run-cli.ts';

/** A host on which dpkg itself is at work, or was ended in the middle of it. */
describe.runIf(canChroot && hasProgram('dpkg-deb'))('a host whose packages are not at rest', () => {
  let root: OwnRoot;
  let packages = '';
  let hasProc = false;

  beforeAll(() => {
    root = new OwnRoot();
    // A lock is found by /proc/locks, its holder by his open files: proc(5).
    mkdirSync(root.at('/proc'), { recursive: true });
    hasProc = spawnSync('mount', ['-t', 'proc', 'proc', root.at('/proc')]).status === 0;
    packages = mkdtempSync(join(tmpdir(), 'fngvt-deb-'));
    const tree = join(packages, 'slow');
    mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
    writeFileSync(
      join(tree, 'DEBIAN/control'),
      'Package: slow\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: takes its time\n',
    );
    writeFileSync(join(tree, 'DEBIAN/postinst'), '#!/bin/sh\necho begun >/begun\nsleep 60\n');
    chmodSync(join(tree, 'DEBIAN/postinst'), 0o755);
    execFileSync('dpkg-deb', ['-Znone', '--build', tree, join(packages, 'slow.deb')], { stdio: 'ignore' });
  });
  afterAll(() => {
    if (hasProc) execFileSync('umount', [root.at('/proc')]);
    root.remove();
    rmSync(packages, { recursive: true, force: true });
  });
  beforeEach(() => {
    root.reset();
    furnish(root);
    for (const folder of ['info', 'updates', 'triggers'])
      mkdirSync(root.at(`/var/lib/dpkg/${folder}`), { recursive: true });
    root.put('/var/lib/dpkg/status', 'Package: base\nStatus: install ok installed\nVersion: 1\n\n');
    root.put('/plan.json', JSON.stringify(plan));
    rmSync(root.at('/begun'), { force: true });
  });

  /** dpkg for the root alone: its log would be this machine's. */
  const own = (): readonly string[] => [`--root=${root.path}`, '--log=/dev/null', '--force-bad-path'];

  /** Installs a package whose script takes its time, and waits until that runs. */
  async function install(): Promise<ChildProcess> {
    const args = [...own(), '--install', join(packages, 'slow.deb')];
    const dpkg = spawn('dpkg', args, {
      stdio: 'ignore',
      detached: true,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    });
    for (let waited = 0; waited < 200 && root.tree('/begun')['/begun'] === undefined; waited += 1)
      await sleep(50);
    expect(Object.keys(root.tree('/begun'))).toEqual(['/begun']);
    return dpkg;
  }

  /** As a power cut or a person without patience ends it. */
  async function end(dpkg: ChildProcess): Promise<void> {
    const ended = new Promise(done => dpkg.once('exit', done));
    process.kill(-(dpkg.pid ?? 0), 'SIGKILL');
    await ended;
  }

  const fix = (...flags: readonly string[]): string =>
    root.cli(['fix', '--yes', ...flags]).stdout.replaceAll(/\s+/gu, ' ');

  test('is told so while dpkg is at work, and nothing is changed or taken back', async context => {
    if (!hasProc) return context.skip('no /proc can be mounted here');
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
    const applied = root.tree(...touched);
    const dpkg = await install();
    try {
      const busy = root.cli(['undo', '--yes']);
      expect(busy.exit).toBe(1);
      expect(busy.stdout).toContain(
        `dpkg is at work (process ${dpkg.pid}, /var/lib/dpkg/lock-frontend). Wait until it\n    has ended.`,
      );
      expect(root.cli(['undo', '--yes', '--lang', 'zh-CN']).stdout).toContain(
        `dpkg 正在运行（进程 ${dpkg.pid}`,
      );
      expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({
        outcome: 'refused',
        refused: [{ reason: 'package-manager', details: { program: 'dpkg', pid: String(dpkg.pid) } }],
      });
      expect(root.tree(...touched)).toEqual(applied);
      // Its script stands half-way, so an upgrade is unfinished as well.
      expect(fix()).toContain('dpkg has an unfinished upgrade.');
    } finally {
      await end(dpkg);
    }
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
  });

  test('is told to finish an upgrade that was ended half-way, and can take changes back', async () => {
    expect(fix()).not.toContain('dpkg');
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
    await end(await install());
    expect(root.read('/var/lib/dpkg/status') + JSON.stringify(root.tree('/var/lib/dpkg/updates'))).toMatch(
      /Status: install ok half-configured/u,
    );
    expect(fix()).toContain(
      'dpkg has an unfinished upgrade. Let it finish, or finish it (dpkg --configure -a),',
    );
    expect(fix('--lang', 'zh-CN')).toContain('dpkg --configure -a');
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
    // Finished as it says: the script has nothing to wait for any more.
    root.put('/var/lib/dpkg/info/slow.postinst', '#!/bin/sh\n', 0o755);
    execFileSync('dpkg', [...own(), '--configure', '-a'], {
      stdio: 'ignore',
    });
    expect(fix()).not.toContain('dpkg');
  });
});

describe.runIf(canChroot)('whoever came by sudo', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
    furnish(root);
    root.put('/plan.json', JSON.stringify(plan));
    root.entry(['apply', '/plan.json']);
  });
  afterAll(() => root.remove());

  test.each([
    ['by sudo', { SUDO_UID: '1000' }, 'sudo '],
    ['as root', {}, ''],
    ['by sudo as root', { SUDO_UID: '0' }, ''],
  ])('%s, is told how to call it the next time', (_, env, sudo) => {
    root.put('/etc/modules', '# mine\n', 0o640);
    const call = (file: string): string => {
      const [program = '', ...args] = root.argv([file, 'undo', '--yes']);
      return spawnSync(program, args, { encoding: 'utf8', env: { PATH: '/usr/sbin:/usr/bin', ...env } })
        .stdout;
    };
    expect(call('/opt/fngvt/dist/fngvt.js')).toContain(` all the same (what stands there now is kept):`);
    const said = call('/opt/fngvt/dist/fngvt.js').replaceAll(/\s+/gu, ' ');
    expect(said).toContain(`: ${sudo}node `);
    expect(said).toContain(' --overwrite /etc/modules');
  });
});
