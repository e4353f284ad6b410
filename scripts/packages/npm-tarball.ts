import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { About } from './about.ts';

/** `fngvt-VERSION.tgz`, as `npm publish` takes it. npm itself writes all times of a tarball as one (pacote). */
export function npmTarball(about: About, to: string): void {
  const stage = mkdtempSync(join(tmpdir(), 'fngvt-npm-'));
  try {
    for (const name of ['dist', 'collector', 'docs', 'CHANGELOG.md', 'README.md', 'LICENSE'])
      cpSync(join(about.root, name), join(stage, name), { recursive: true });
    // The page is a package by itself, and what V8 keeps serves only the one that made it.
    for (const name of ['fngvt.html', 'core.cache']) rmSync(join(stage, 'dist', name), { force: true });
    for (const name of readdirSync(about.root).filter(file => /^README\..*\.md$/u.test(file)))
      cpSync(join(about.root, name), join(stage, name));
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest(about), null, 2)}\n`);
    setModes(stage);
    mkdirSync(to, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', to], {
      cwd: stage,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** npm keeps the modes that it finds, and they come from the umask of whoever cloned. */
function setModes(stage: string): void {
  for (const path of readdirSync(stage, { recursive: true, encoding: 'utf8' })) {
    const file = join(stage, path);
    const isProgram = lstatSync(file).isDirectory() || path === join('dist', 'fngvt.js');
    chmodSync(file, isProgram ? 0o755 : 0o644);
  }
}

/** Our package.json without what only a clone needs: there is nothing to build any more, and nothing to install. */
function manifest({ root, home }: About): object {
  const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const rest = Object.fromEntries(
    Object.entries(whole).filter(([name]) => name !== 'scripts' && name !== 'devDependencies'),
  );
  if (home === undefined) return rest;
  return {
    ...rest,
    homepage: `${home}#readme`,
    repository: { type: 'git', url: `git+${home}.git` },
    bugs: { url: `${home}/issues` },
    publishConfig: { access: 'public', provenance: true },
  };
}
