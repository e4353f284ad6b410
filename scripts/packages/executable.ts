import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Bun's runtime for x86-64 processors from Nehalem on, and glibc 2.17 on. Fetched from npm when the executable is built, for it is as large
 * as all else together. What is fetched must be what was looked at when this line was written.
 */
export const bun = {
  package: '@oven/bun-linux-x64-baseline',
  version: '1.4.4',
  sha256: '10702245766b225e70bbf6235fd6b47214fd94b4760d00ffaed8ab0df57ac235',
} as const;

function runtime(root: string): string {
  const folder = join(root, 'node_modules', '.cache', `fngvt-bun-${bun.version}`);
  const file = join(folder, 'node_modules', bun.package, 'bin', 'bun');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const wanted = `${bun.package}@${bun.version}`;
    execFileSync(
      'npm',
      ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', folder, wanted],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found !== bun.sha256) throw new Error(`${file}: expected SHA-256 ${bun.sha256}, found ${found}`);
  return file;
}

/**
 * fngvt with a runtime of its own, for x86-64 Linux without Node. A plain executable of Bun reads `bunfig.toml` and `.env` of the current
 * folder and runs what they name: under sudo as root. Both are switched off, and so are the others that it might read
 * (https://bun.com/docs/bundler/executables).
 */
export function executable(root: string, cjs: string, file: string): void {
  // Names stand in the code that is kept: the same in each build.
  const stage = mkdtempSync(join(tmpdir(), 'fngvt-bun-'));
  try {
    writeFileSync(join(stage, 'fngvt.cjs'), cjs);
    const program = runtime(root);
    const argv = ['build', '--compile', '--minify', '--bytecode', '--target=bun-linux-x64-baseline'];
    const unread = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map(
      name => `--no-compile-autoload-${name}`,
    );
    execFileSync(
      program,
      [...argv, ...unread, `--compile-executable-path=${program}`, 'fngvt.cjs', '--outfile', 'fngvt'],
      { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: process.env['PATH'], HOME: stage } },
    );
    cpSync(join(stage, 'fngvt'), file);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** What the executable holds besides fngvt and its libraries. Source: LICENSE.md of Bun. */
export const runtimeNotices = `${'='.repeat(80)}
Bun ${bun.version} (MIT), https://github.com/oven-sh/bun

The executable holds Bun, which is under the licence of MIT and links statically JavaScriptCore and parts of WebKit, which are under the
GNU Lesser General Public License, version 2, and tinycc, under its version 2.1. Bun's version of WebKit is at
https://github.com/oven-sh/WebKit. fngvt may be run with another build of it: fngvt-VERSION.cjs is the same program without a runtime, and

    bun build --compile --bytecode --no-compile-autoload-dotenv --no-compile-autoload-bunfig fngvt-VERSION.cjs --outfile fngvt

makes the executable of it with whatever Bun is installed. The text of the licence is at
https://www.gnu.org/licenses/old-licenses/lgpl-2.1.txt, and on Debian in /usr/share/common-licenses/LGPL-2.1. The other libraries inside of Bun
(BoringSSL, brotli, libarchive, lol-html, mimalloc, picohttpparser, zstd, simdutf, uSockets, zlib-ng, c-ares, ICU, libbase64, libdeflate and
more), under the licences of MIT, BSD, Apache 2.0, zlib and ICU, are listed in LICENSE.md of Bun.
`;
