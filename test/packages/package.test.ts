import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFolder } from '../run-cli.ts';

/** What `npm run package` makes, but for the executable. Lintian, clean systems and the executable: `npm run test:packages`. */

const folder = mkdtempSync(join(tmpdir(), 'fngvt-packages-'));
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
const home = 'https://git.example/fngvt';
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  version: string;
};

function build(to: string, surroundings: Record<string, string>, umask: number): void {
  const kinds = ['cjs', 'html', 'collector', 'npm', 'deb'].flatMap(kind => ['--only', kind]);
  const before = process.umask(umask);
  try {
    execFileSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/package.ts', '--to', to, '--home', home, ...kinds],
      {
        cwd: packageFolder,
        env: { ...process.env, SOURCE_DATE_EPOCH: '1760000000', ...surroundings },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  } finally {
    process.umask(before);
  }
}

beforeAll(() => {
  chmodSync(folder, 0o755);
  build(first, { TZ: 'Asia/Shanghai', LC_ALL: 'C' }, 0o022);
  build(second, { TZ: 'America/Lima', LC_ALL: 'C.UTF-8' }, 0o077);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, argv: readonly string[]): string =>
  execFileSync(program, [...argv], { encoding: 'utf8' });

test('two builds are the same to the byte, and SHA256SUMS names each file', () => {
  const sums = readFileSync(join(first, 'SHA256SUMS'), 'utf8');
  expect(readFileSync(join(second, 'SHA256SUMS'), 'utf8')).toBe(sums);
  const named = sums.split('\n').flatMap(line => line.split('  ')[1] ?? []);
  expect([...named, 'SHA256SUMS'].sort()).toEqual(readdirSync(first).sort());
  expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: first }).status).toBe(0);
});

test('the package for npm has nothing to build, and says where it comes from', () => {
  const tarball = join(first, `fngvt-${version}.tgz`);
  const names = run('tar', ['-tzf', tarball]).trim().split('\n');
  for (const name of ['dist/fngvt.js', 'dist/core.js', 'docs/fngvt.1', 'collector/collect.sh', 'LICENSE'])
    expect(names).toContain(`package/${name}`);
  expect(
    names.filter(name => /core\.cache|fngvt\.html|^package\/(?:src|test|scripts)\//u.test(name)),
  ).toEqual([]);
  const about = JSON.parse(run('tar', ['-xzOf', tarball, 'package/package.json'])) as Record<string, unknown>;
  expect(about).toMatchObject({
    man: 'docs/fngvt.1',
    author: 'the fngvt authors',
    homepage: `${home}#readme`,
    bugs: { url: `${home}/issues` },
    repository: { type: 'git', url: `git+${home}.git` },
    publishConfig: { provenance: true },
  });
  expect(about).not.toHaveProperty('scripts');
  expect(about).not.toHaveProperty('devDependencies');
  run('tar', ['-xzf', tarball, '-C', folder]);
  expect(run(process.execPath, [join(folder, 'package', 'dist', 'fngvt.js'), '--version'])).toContain(
    version,
  );
});

describe('the package for Debian', () => {
  const file = (): string => join(first, `fngvt_${version}_all.deb`);

  test('belongs to root, and changes nothing when it is installed', () => {
    const lines = run('dpkg-deb', ['-c', file()]).trim().split('\n');
    expect(
      lines.filter(line => !/^[d-]rw(?:xr-xr-x|-r--r--) root\/root |^l.* root\/root /u.test(line)),
    ).toEqual([]);
    expect(lines.some(line => line.endsWith('./usr/bin/fngvt -> ../share/fngvt/fngvt.cjs'))).toBe(true);
    // Nothing of it is on by itself: no link that starts the timer, no script at installing.
    expect(lines.join('\n')).not.toMatch(/\.wants\/|\/etc\//u);
    run('dpkg-deb', ['-e', file(), join(folder, 'control')]);
    expect(readdirSync(join(folder, 'control')).sort()).toEqual(['control', 'md5sums', 'postrm', 'prerm']);
    expect(run('dpkg-deb', ['-f', file(), 'Depends']).trim()).toBe('nodejs (>= 18.19)');
  });

  test('holds what it says, in its place', () => {
    const tree = join(folder, 'tree');
    run('dpkg-deb', ['-x', file(), tree]);
    expect(run(process.execPath, [join(tree, 'usr/bin/fngvt'), '--version'])).toContain(version);
    const packed = (path: string): string => gunzipSync(readFileSync(join(tree, path))).toString();
    expect(packed('usr/share/man/man1/fngvt.1.gz')).toContain('.SH VERBS');
    expect(packed('usr/share/doc/fngvt/THIRD-PARTY-NOTICES.txt.gz')).toContain('handlebars');
    expect(readFileSync(join(tree, 'usr/share/bash-completion/completions/fngvt'), 'utf8')).toContain(
      'complete -F _fngvt fngvt',
    );
  });

  test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0 && process.env['CI'] === undefined)(
    'systemd reads its units',
    () => {
      const tree = join(folder, 'units');
      run('dpkg-deb', ['-x', file(), tree]);
      const units = ['service', 'timer'].map(kind => `/usr/lib/systemd/system/fngvt-watch.${kind}`);
      const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', '--root', tree, ...units], {
        encoding: 'utf8',
      });
      // The tree holds nothing but the package: what it needs of Debian is missed.
      const ours = stderr
        .split('\n')
        .filter(line => /fngvt-watch/u.test(line) && !/not executable|not found/u.test(line));
      expect(ours).toEqual([]);
    },
  );
});

test('the short collector and the long one are those of the sources', () => {
  for (const [name, source] of [
    ['collect', 'collect'],
    ['short', 'short'],
  ])
    expect(readFileSync(join(first, `fngvt-${version}-${String(name)}.sh`), 'utf8')).toBe(
      readFileSync(join(packageFolder, 'collector', `${String(source)}.sh`), 'utf8'),
    );
});
