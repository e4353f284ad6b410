import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { notices } from './notices.ts';
import { oneFile } from './one-file.ts';
import { aboutOf } from './packages/about.ts';
import { deb } from './packages/deb.ts';
import { executable, runtimeNotices } from './packages/executable.ts';
import { npmTarball } from './packages/npm-tarball.ts';

/** `npm run package`: all that people get, in one folder, with its sums. Two builds of the same sources are the same to the byte. */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'packages' },
    only: { type: 'string', multiple: true },
    home: { type: 'string' },
    maintainer: { type: 'string' },
  },
});
const to = resolve(root, values.to);
const about = aboutOf(root, values);
const named = (ending: string): string => join(to, `fngvt-${about.version}${ending}`);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const bundle = await oneFile(root);
const libraries = notices(root, bundle.inputs);

/** Each kind of package. */
const kinds = {
  cjs: () => {
    writeFileSync(named('.cjs'), bundle.text);
    chmodSync(named('.cjs'), 0o755);
    writeFileSync(named('.NOTICES.txt'), `${libraries}\n${runtimeNotices}`);
  },
  html: () => cpSync(join(root, 'dist', 'fngvt.html'), named('.html')),
  collector: () => {
    cpSync(join(root, 'collector', 'collect.sh'), named('-collect.sh'));
    cpSync(join(root, 'collector', 'short.sh'), named('-short.sh'));
  },
  npm: () => npmTarball(about, to),
  deb: () => deb(about, { cjs: bundle.text, notices: libraries, completion }, to),
  executable: () => {
    executable(root, bundle.text, named('-linux-x64'));
    writeFileSync(named('-linux-x64.gz'), gzipSync(readFileSync(named('-linux-x64')), { level: 9 }));
  },
} as const satisfies Record<string, () => void>;

const isKind = (name: string): name is keyof typeof kinds => name in kinds;
const chosen = values.only ?? Object.keys(kinds);
const stranger = chosen.find(name => !isKind(name));
if (stranger !== undefined)
  throw new Error(`--only: expected ${Object.keys(kinds).join(', ')}, found ${stranger}`);
for (const name of chosen) if (isKind(name)) kinds[name]();

const sums = readdirSync(to)
  .sort()
  .map(
    name =>
      `${createHash('sha256')
        .update(readFileSync(join(to, name)))
        .digest('hex')}  ${name}\n`,
  );
writeFileSync(join(to, 'SHA256SUMS'), sums.join(''));
console.log(sums.join('').trim());
if (about.home === undefined)
  console.log('No package says where fngvt is to be found: --home https://… for what is to be published.');

function completion(shell: string): string {
  return execFileSync(process.execPath, [join(root, 'dist', 'fngvt.js'), 'completion', shell], {
    encoding: 'utf8',
  });
}
