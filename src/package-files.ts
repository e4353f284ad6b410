import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Our own files, wherever the package lies: the build compiles `rules/` to JSON below `dist/data`. */

let root: string | undefined;

/** The folder of the package. */
export function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
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

/** Code compiled by the build: the templates of the report page. */
export async function importCode<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(packageRoot(), 'dist', 'data', `${name}.js`)).href)) as T;
}

/** One table of `rules/tables`. */
export function readTable<T>(name: string): T {
  return readData<T>(`tables/${name}`);
}

/** The collector for hosts without fngvt, a `sh` script as it stands in the repository. */
export function readCollector(): string {
  return readFileSync(join(packageRoot(), 'collector', 'collect.sh'), 'utf8');
}

/** The version of fngvt, from package.json. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
