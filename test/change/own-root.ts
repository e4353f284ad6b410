import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleProgram } from '../bundle-program.ts';
import { packageFolder } from '../run-cli.ts';

/** Whether tests can put fngvt into a root of its own: chroot(2) is root's. */
export const canChroot = process.getuid?.() === 0;

/** What the scripts of the root and fngvt itself need. */
const programs: readonly string[] = [
  'sh',
  'cp',
  'cat',
  'mv',
  'rm',
  'sleep',
  'flock',
  'true',
  'false',
  'touch',
  'ls',
];

/** Folders of the root in which tests put things. */
const changing: readonly string[] = ['etc', 'boot', 'run', 'tmp', 'var', 'usr/sbin'];

/** Where the parts of fngvt lie in the root. */
const inside = {
  node: '/usr/local/bin/node',
  entry: '/opt/fngvt/entry.mjs',
  cli: '/opt/fngvt/dist/fngvt.js',
};

/**
 * A small system in a folder, in which a process takes the folder for `/`: Node, a shell, what cp and flock need, the built
 * fngvt. What is changed in it is changed for real; what is outside can't be reached.
 */
export class OwnRoot {
  readonly path: string;

  /** `node`: the Node of the system; where nothing is said, the one that runs the tests. */
  constructor(node = process.execPath) {
    this.path = mkdtempSync(join(tmpdir(), 'fngvt-root-'));
    chmodSync(this.path, 0o755);
    for (const program of programs) this.install(program);
    this.#copy(node, inside.node);
    this.reset();
    // Where no device can be made, an empty file serves: nothing is read from it.
    if (spawnSync('mknod', ['-m', '666', this.at('/dev/null'), 'c', '1', '3']).status !== 0)
      writeFileSync(this.at('/dev/null'), '');
    this.bundle('test/change/entry.ts', inside.entry);
    cpSync(join(packageFolder, 'dist'), this.at('/opt/fngvt/dist'), { recursive: true });
    cpSync(join(packageFolder, 'collector'), this.at('/opt/fngvt/collector'), { recursive: true });
    copyFileSync(join(packageFolder, 'package.json'), this.at('/opt/fngvt/package.json'));
  }

  /** Puts a program of the tests into the root, with all that it needs. */
  bundle(source: string, to: string): void {
    bundleProgram(source, this.at(to));
  }

  /** Takes away everything that is not a part of the base system. */
  reset(): void {
    for (const folder of changing) rmSync(this.at(folder), { recursive: true, force: true });
    for (const folder of ['etc', 'run/lock', 'tmp', 'dev', 'var/lib/dpkg', 'boot/grub', 'root'])
      mkdirSync(this.at(folder), { recursive: true });
  }

  /** Keeps what was put on the base system, with owners and modes; the function brings it back as often as it is wanted. */
  saved(): () => void {
    const copy = this.at('/saved');
    const copyAll = (from: string, to: string): void => {
      mkdirSync(to, { recursive: true });
      for (const folder of changing) {
        mkdirSync(dirname(join(to, folder)), { recursive: true });
        if (existsSync(join(from, folder))) execFileSync('cp', ['-a', join(from, folder), join(to, folder)]);
      }
    };
    copyAll(this.path, copy);
    return () => {
      for (const folder of changing) rmSync(this.at(folder), { recursive: true, force: true });
      copyAll(copy, this.path);
    };
  }

  at(path: string): string {
    return join(this.path, path);
  }

  /** A program of this machine with the libraries that it is linked with. */
  install(program: string): void {
    const [found = ''] = execFileSync('which', [program], { encoding: 'utf8' }).split('\n');
    this.#copy(realpathSync(found), join('/usr/bin', program));
    if (program === 'sh') this.#copy(realpathSync(found), '/bin/sh');
  }

  /** A shell script under the name of a program. */
  script(program: string, text: string): void {
    this.put(`/usr/sbin/${program}`, `#!/bin/sh\n${text}`, 0o755);
  }

  put(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  /** argv of a process inside, with what stands before it outside: strace. */
  argv(args: readonly string[], before: readonly string[] = [], user = '0:0'): readonly string[] {
    return [...before, 'chroot', `--userspec=${user}`, this.path, inside.node, ...args];
  }

  /** Applies a plan that lies at /plan.json, or undoes, by the entry of the tests. */
  entry(args: readonly string[], before: readonly string[] = []): RunResult {
    return this.run([inside.entry, ...args], before);
  }

  /** The built command line. */
  cli(args: readonly string[], before: readonly string[] = [], user = '0:0'): RunResult {
    return this.run([inside.cli, ...args], before, user);
  }

  run(args: readonly string[], before: readonly string[] = [], user = '0:0'): RunResult {
    const [program = '', ...rest] = this.argv(args, before, user);
    const result = spawnSync(program, rest, { encoding: 'utf8', timeout: 60_000, env: environment });
    return { exit: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
  }

  start(args: readonly string[]): ChildProcess {
    const [program = '', ...rest] = this.argv([inside.entry, ...args]);
    return spawn(program, rest, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Files of the configuration below these folders: mode, owner, bytes. Hidden remains of ours are told too. */
  tree(...folders: readonly string[]): Readonly<Record<string, string>> {
    const found: Record<string, string> = {};
    const walk = (path: string): void => {
      const about = lstatSync(this.at(path));
      const head = `${(about.mode & 0o7777).toString(8)} ${about.uid}:${about.gid}`;
      found[path] = about.isFile() ? `${head} ${readFileSync(this.at(path)).toString('latin1')}` : head;
      if (about.isDirectory()) for (const name of readdirSync(this.at(path)).sort()) walk(`${path}/${name}`);
    };
    for (const folder of folders) if (existsSync(this.at(folder))) walk(folder);
    return found;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #copy(from: string, to: string): void {
    if (existsSync(this.at(to))) return;
    mkdirSync(dirname(this.at(to)), { recursive: true });
    try {
      linkSync(realpathSync(from), this.at(to));
    } catch {
      // Another file system, or links are forbidden: a copy does as well.
      copyFileSync(from, this.at(to));
    }
    const linked = spawnSync('ldd', [from], { encoding: 'utf8' }).stdout;
    for (const [, library = ''] of linked.matchAll(/(?:=> |^\s+)(\/\S+)/gmu)) this.#copy(library, library);
  }
}

const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };

export interface RunResult {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}
