import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleProgram } from './bundle-program.ts';
import { packageFolder } from './run-cli.ts';

/** A real libvirtd (Debian: libvirt-daemon-system, qemu-system-x86) in a mount namespace of its own; in CI a missing one is a fault. */
export const hasLibvirtd =
  process.env['CI'] !== undefined ||
  (process.getuid?.() === 0 &&
    ['/usr/sbin/libvirtd', '/usr/bin/virsh', '/usr/bin/qemu-system-x86_64'].every(path => existsSync(path)) &&
    spawnSync('unshare', ['--mount', 'true']).status === 0);

/** Folders that begin empty and end with the namespace: nothing of this machine is seen or touched. */
const own = ['/run', '/var/lib', '/var/log', '/var/cache', '/etc/libvirt'];

/** What a program of the namespace said. */
export interface Said {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class OwnLibvirtd {
  readonly folder = mkdtempSync(join(tmpdir(), 'fngvt-libvirtd-'));
  readonly #holder: ChildProcess;
  #daemon: ChildProcess | undefined;

  constructor() {
    const mounts = own
      .map(path => `mkdir -p ${path} && mount -t tmpfs -o mode=755 none ${path}`)
      .join(' && ');
    this.#holder = spawn(
      'unshare',
      ['--mount', 'sh', '-ec', `${mounts}; mkdir /run/lock; echo up; exec sleep 3600`],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    bundleProgram('test/change/entry.ts', join(this.folder, 'entry.mjs'));
  }

  async start(): Promise<void> {
    for (let i = 0; i < 100 && this.run('test', '-d', '/run/lock').exit !== 0; i += 1) await sleep(100);
    this.#daemon = spawn('nsenter', [...this.#inside(), 'libvirtd'], { stdio: 'ignore' });
    for (let i = 0; i < 300; i += 1) {
      if (this.virsh('list').exit === 0) return;
      await sleep(200);
    }
    throw new Error('libvirtd did not answer within a minute');
  }

  /** Stops the daemon; its definitions stay. */
  async stop(): Promise<void> {
    const daemon = this.#daemon;
    if (daemon === undefined) return;
    const ended = new Promise(done => daemon.once('exit', done));
    daemon.kill('SIGTERM');
    await ended;
    this.#daemon = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    this.#holder.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...argv: readonly string[]): Said {
    const { status, stdout, stderr } = spawnSync('nsenter', [...this.#inside(), ...argv], {
      encoding: 'utf8',
      timeout: 120_000,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
    });
    return { exit: status, stdout, stderr };
  }

  virsh(...argv: readonly string[]): Said {
    return this.run('virsh', '-c', 'qemu:///system', ...argv);
  }

  /** The built command line. */
  cli(...argv: readonly string[]): Said {
    return this.run(process.execPath, join(packageFolder, 'dist', 'fngvt.js'), ...argv);
  }

  /** Applies a plan by the entry of the tests. */
  apply(plan: object): Record<string, unknown> {
    const file = this.put('plan.json', JSON.stringify(plan));
    const said = this.run(process.execPath, join(this.folder, 'entry.mjs'), 'apply', file);
    if (said.stdout === '') throw new Error(said.stderr);
    return JSON.parse(said.stdout) as Record<string, unknown>;
  }

  put(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  #inside(): readonly string[] {
    return ['--mount', '--target', String(this.#holder.pid), '--'];
  }
}
