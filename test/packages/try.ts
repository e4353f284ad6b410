import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { join } from 'node:path';
import { packageFolder } from '../run-cli.ts';
import { hasProgram } from '../recorded-tree.ts';
import { installed, type Said } from './called.ts';
import { cleanSystem, type CleanSystem } from './clean-system.ts';
import { namedCalls } from './every-verb.ts';
import { readBack } from './read-back.ts';

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
        const [theirs, ours] = [readBack(expected), readBack(found)];
        hold(isDeepStrictEqual(ours, theirs), 'what the .cjs says', firstDifference(theirs, ours));
      });
    }
  } finally {
    own.remove();
    wanted.remove();
  }
}

/** Where two answers part, with what stands around it. */
function firstDifference(wanted: Said, found: Said): string {
  const [a, b] = [JSON.stringify(wanted), JSON.stringify(found)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `${a.slice(Math.max(0, at - 80), at + 80)} … ${b.slice(Math.max(0, at - 80), at + 80)}`;
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

function done({ run }: CleanSystem, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = run(argv);
  hold(status === 0, `${argv.join(' ')} to end well`, { status, stderr: stderr.slice(-500) });
  return stdout;
}

/** The executable where there is nothing but Debian's base. */
async function bare({ root, run }: CleanSystem): Promise<void> {
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
      const { status, stdout, stderr } = run(['/fngvt', ...argv]);
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

const older = '0.0.1';

/** The same package as an older one, to be upgraded from. */
function olderDeb(to: string): void {
  const tree = mkdtempSync(join(folder, 'older-'));
  execFileSync('dpkg-deb', ['-R', deb, tree]);
  const control = join(tree, 'DEBIAN', 'control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/mu, `Version: ${older}`));
  execFileSync('dpkg-deb', ['--root-owner-group', '-b', tree, to], { stdio: 'ignore' });
}

const versionIn = (system: CleanSystem): string =>
  done(system, 'dpkg-query', '-W', '-f', '${Version}', 'fngvt').replace(/-\d+$/u, '');

/** Installed, upgraded, put over itself with the timer turned on, removed and purged. */
async function installedAndGone(system: CleanSystem): Promise<void> {
  const { root, run, paths } = system;
  cpSync(deb, join(root, 'fngvt.deb'));
  olderDeb(join(root, 'older.deb'));
  await check('apt-get update', () => void done(system, 'apt-get', '-qq', 'update'));
  await check('nodejs of this Debian is new enough', () => {
    done(system, 'apt-get', '-qq', 'install', '-y', '--no-install-recommends', 'nodejs', 'systemd');
  });
  const before = new Set(paths());
  const isOff = (): boolean =>
    run(['systemctl', 'is-enabled', 'fngvt-watch.timer']).stdout.trim() === 'disabled';
  await check('install', () => {
    done(system, 'apt-get', '-qq', 'install', '-y', '--no-install-recommends', '/older.deb');
    hold(versionIn(system) === older, older, versionIn(system));
    hold(isOff(), 'a timer that is off', 'another');
  });
  await check('upgrade', () => {
    done(system, 'apt-get', '-qq', 'install', '-y', '/fngvt.deb');
    hold(versionIn(system) === version, version, versionIn(system));
    hold(done(system, 'fngvt', '--version').includes(version), version, 'another version');
    hold(isOff(), 'a timer that is still off', 'another');
  });
  await check('what is turned on stays on when it is put over itself', () => {
    done(system, 'systemctl', 'enable', 'fngvt-watch.timer');
    done(system, 'apt-get', '-qq', 'install', '-y', '--reinstall', '/fngvt.deb');
    hold(!isOff(), 'a timer that is on', 'disabled');
  });
  await check('remove', () => {
    const journal = join(root, 'var/lib/fngvt');
    mkdirSync(journal, { recursive: true });
    done(system, 'apt-get', '-qq', 'remove', '-y', 'fngvt');
    hold(existsSync(journal), 'journals to stay', 'none');
    rmSync(journal, { recursive: true });
  });
  await check('purge leaves nothing behind', () => {
    done(system, 'apt-get', '-qq', 'purge', '-y', 'fngvt');
    const left = paths().filter(path => !before.has(path));
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
  if (hasProgram('qemu-x86_64') || process.env['CI'] !== undefined) await check('on a Nehalem', nehalem);
  else console.log('skipped on a Nehalem: qemu-x86_64 is not here');
  await sameAsCjs();
  await check('lintian', lintian);
  for (const name of ['bookworm', 'trixie']) {
    if (values.system !== undefined && !values.system.some(pair => pair.startsWith(`${name}=`))) continue;
    console.log(`== ${name}`);
    const given = values.system?.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    const system = cleanSystem(name, join(folder, name), given);
    try {
      await bare(system);
      await installedAndGone(system);
    } finally {
      system.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
