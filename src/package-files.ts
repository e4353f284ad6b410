import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Our own files, wherever the package lies: the build compiles `rules/` to JSON below `dist/data`. */

let root: string | undefined;

/** The folder of the package. */
export function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  // Not the first package.json: `dist` has one of its own, which only says that the bundle is CommonJS.
  while (!existsSync(join(folder, 'collector', 'collect.sh'))) {
    if (folder === dirname(folder)) throw new Error('the files of the package are not above its code');
    folder = dirname(folder);
  }
  root = folder;
  return folder;
}

const data = new Map<string, unknown>();

/** Data compiled by the build: `rules.json`, `topics.json`, `tables/<name>.json`. Already schema-checked there. */
export function readData<T>(name: string): T {
  if (!data.has(name)) {
    data.set(name, JSON.parse(readFileSync(join(packageRoot(), 'dist', 'data', `${name}.json`), 'utf8')));
  }
  return data.get(name) as T;
}

/** Code compiled by the build, CommonJS like all of `dist`: the templates of the report page. */
export function requireCode<T>(name: string): T {
  return createRequire(import.meta.url)(join(packageRoot(), 'dist', 'data', `${name}.js`)) as T;
}

/** One table of `rules/tables`. */
export function readTable<T>(name: string): T {
  return readData<T>(`tables/${name}`);
}

/** The collector for hosts without fngvt, a `sh` script as it stands in the repository. */
export function readCollector(): string {
  return readFileSync(join(packageRoot(), 'collector', 'collect.sh'), 'utf8');
}

/** The file at which a thread of ours starts: the same as the program. undefined: it runs from its sources, which another thread could not read. */
export const threadEntry = (): string | undefined =>
  import.meta.url.endsWith('.ts') ? undefined : join(packageRoot(), 'dist', 'fngvt.js');

/** The version of fngvt, from package.json. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
