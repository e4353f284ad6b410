import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { join } from 'node:path';
import { packageFolder } from '../run-cli.ts';
import { installed } from './called.ts';
import { namedCalls } from './every-verb.ts';

/**
 * `npm run test:packages`: the packages where they are to be used. Takes minutes and root: systems are made by debootstrap.
 * `--packages DIR`: those of an earlier `npm run package`; `--system NAME=DIR`: a clean system that is there already, of which a copy is used.
 */

const { values } = parseArgs({
  options: { packages: { type: 'string' }, system: { type: 'string', multiple: true } },
});
const folder = mkdtempSync(join(tmpdir(), 'fngvt-try-'));
const packages = values.packages ?? join(folder, 'packages');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  version: string;
};
const program = join(packages, `fngvt-${version}-linux-x64`);
const cjs = join(packages, `fngvt-${version}.cjs`);
const deb = join(packages, `fngvt_${version}_all.deb`);

const tally = { passed: 0, failed: 0 };

async function check(name: string, act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
    tally.passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function hold(is: boolean, expected: string, found: unknown): void {
  if (!is) throw new Error(`expected ${expected}, found ${JSON.stringify(found)}`);
}

/** The executable says what the one file says: every verb, every format. */
async function sameAsCjs(): Promise<void> {
  const [own, wanted] = [installed(program), installed(cjs)];
  try {
    for (const [name, call] of namedCalls) {
      await check(`executable: ${name}`, async () => {
        const [found, expected] = [await own.run(call), await wanted.run(call)];
        // Deflate of Bun and of Node pack the same text into other bytes.
        const isPacked = call.writes?.some(path => path.endsWith('.gz')) === true;
        const part = (said: typeof found): unknown =>
          isPacked ? { ...said, files: Object.keys(said.files) } : said;
        hold(isDeepStrictEqual(part(found), part(expected)), JSON.stringify(expected), found);
      });
    }
  } finally {
    own.remove();
    wanted.remove();
  }
}

/** What lies in the current folder is not run: under sudo it would be as root. */
function hostileFolder(): void {
  const hostile = join(folder, 'hostile');
  mkdirSync(hostile);
  const proof = join(hostile, 'it-ran');
  writeFileSync(join(hostile, 'evil.js'), `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')\n`);
  writeFileSync(join(hostile, 'bunfig.toml'), 'preload = ["./evil.js"]\n[run]\npreload = ["./evil.js"]\n');
  writeFileSync(join(hostile, '.env'), 'FNGVT_LANG=zh-CN\nBUN_OPTIONS=--preload ./evil.js\n');
  writeFileSync(
    join(hostile, 'package.json'),
    '{ "type": "module", "imports": { "node:fs": "./evil.js" } }\n',
  );
  writeFileSync(
    join(hostile, 'tsconfig.json'),
    '{ "compilerOptions": { "paths": { "*": ["./evil.js"] } } }\n',
  );
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' };
  const said = execFileSync(program, ['explain', 'enable-gvt'], { cwd: hostile, env, encoding: 'utf8' });
  hold(!existsSync(proof), 'evil.js not to be run', 'it was');
  hold(!/[\u4e00-\u9fff]/u.test(said), 'English, as the environment says', said.slice(0, 80));
}

function nehalem(): void {
  const argv = ['-cpu', 'Nehalem', program, 'lookup', '8086:5916', '--format', 'json'];
  const said = JSON.parse(execFileSync('qemu-x86_64', argv, { encoding: 'utf8' })) as { results: unknown[] };
  hold(said.results.length === 1, 'an answer', said);
}

function lintian(): void {
  const argv = ['--display-info', '--pedantic', '--allow-root', deb];
  const { stdout, status } = spawnSync('lintian', argv, { encoding: 'utf8' });
  hold(stdout === '' && status === 0, 'nothing to say', stdout);
}

/** A system that nobody used yet. */
function clean(name: string): string {
  const given = values.system?.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const root = join(folder, name);
  if (given === undefined) {
    execFileSync('debootstrap', ['--variant=minbase', name, root], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } else {
    execFileSync('cp', ['-a', given, root]);
  }
  execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  return root;
}

const inside = (
  root: string,
  argv: readonly string[],
): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('chroot', [root, ...argv], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' },
  });

function done(root: string, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = inside(root, argv);
  hold(status === 0, `${argv.join(' ')} to end well`, { status, stderr: stderr.slice(-500) });
  return stdout;
}

/** The executable where there is nothing but Debian's base. */
async function bare(root: string): Promise<void> {
  cpSync(program, join(root, 'fngvt'));
  cpSync(join(packageFolder, 'fixtures', 'hosts', 'fnos-hd620.yml'), join(root, 'host.yml'));
  const verdicts = [0, 1, 3, 4, 5];
  for (const [argv, exits] of [
    [['doctor'], verdicts],
    [['report', '-o', '/report'], verdicts],
    [['snapshot', '/snapshot.json'], [0]],
    [
      ['fix', '--dry-run'],
      [0, 1, 3],
    ],
    [['fix', '--dry-run', '--from', '/host.yml'], [0]],
    [['doctor', '--from', '/snapshot.json'], verdicts],
  ] as const) {
    await check(`without Node: fngvt ${argv.join(' ')}`, () => {
      const { status, stdout, stderr } = inside(root, ['/fngvt', ...argv]);
      hold((exits as readonly (number | null)[]).includes(status), `exit of ${exits.join(', ')}`, {
        status,
        stderr,
      });
      hold(stdout.length > 0 && !stderr.includes('bug in'), 'an answer', stderr);
    });
  }
  for (const name of ['fngvt', 'host.yml', 'report.html', 'report.md', 'snapshot.json'])
    rmSync(join(root, name), { force: true });
}

/** Every path of a system that a package could leave behind; what apt keeps of its own work is not one. */
function paths(root: string): readonly string[] {
  const isApts = (path: string): boolean =>
    /^(?:proc|sys|dev|run|tmp|var\/(?:log|cache|lib\/(?:apt|dpkg|systemd))|etc\/(?:ld\.so\.cache|.*-))/u.test(
      path,
    );
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => !isApts(path));
}

/** Installed, put over itself, the timer turned on, removed and purged. */
async function installedAndGone(root: string): Promise<void> {
  cpSync(deb, join(root, 'fngvt.deb'));
  await check('apt-get update', () => void done(root, 'apt-get', '-qq', 'update'));
  await check('nodejs of this Debian is new enough', () => {
    done(root, 'apt-get', '-qq', 'install', '-y', '--no-install-recommends', 'nodejs', 'systemd');
  });
  const before = new Set(paths(root));
  await check('install', () => {
    done(root, 'apt-get', '-qq', 'install', '-y', '--no-install-recommends', '/fngvt.deb');
    hold(done(root, 'fngvt', '--version').includes(version), version, 'another version');
    hold(
      inside(root, ['systemctl', 'is-enabled', 'fngvt-watch.timer']).stdout.trim() === 'disabled',
      'a timer that is off',
      '',
    );
  });
  await check('upgrade', () => {
    done(root, 'apt-get', '-qq', 'install', '-y', '--reinstall', '/fngvt.deb');
    done(root, 'systemctl', 'enable', 'fngvt-watch.timer');
  });
  await check('remove', () => {
    const journal = join(root, 'var/lib/fngvt');
    mkdirSync(journal, { recursive: true });
    done(root, 'apt-get', '-qq', 'remove', '-y', 'fngvt');
    hold(existsSync(journal), 'journals to stay', 'none');
    rmSync(journal, { recursive: true });
  });
  await check('purge leaves nothing behind', () => {
    done(root, 'apt-get', '-qq', 'purge', '-y', 'fngvt');
    const left = paths(root).filter(path => !before.has(path));
    hold(left.length === 0, 'nothing', left);
  });
}

try {
  if (values.packages === undefined)
    execFileSync('npm', ['run', '--silent', 'package', '--', '--to', packages], {
      cwd: packageFolder,
      stdio: 'inherit',
    });
  await check('a hostile folder', hostileFolder);
  await check('on a Nehalem', nehalem);
  await sameAsCjs();
  await check('lintian', lintian);
  for (const name of ['bookworm', 'trixie']) {
    if (values.system !== undefined && !values.system.some(pair => pair.startsWith(`${name}=`))) continue;
    console.log(`== ${name}`);
    const root = clean(name);
    try {
      await bare(root);
      await installedAndGone(root);
    } finally {
      spawnSync('umount', [join(root, 'proc')]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
