import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** What of `dist/data` lies inside of one file. */
export interface Inside {
  /** Folders of JSON; empty: the one above them all. */
  readonly folders: readonly string[];
  /** JSON that nothing in there asks for, without `.json`. */
  readonly without?: readonly string[];
  /** The JSON lies there as values: smaller than texts of it, and slower to begin with. */
  readonly isParsed?: boolean;
  /** Modules, without `.js`. */
  readonly code: readonly string[];
}

/** `fngvt:package`, which `src/package-files.inside.ts` reads: the compiled rules, tables and templates as texts and code of one file. */
export function packageInside(
  root: string,
  { folders, without = [], isParsed = false, code }: Inside,
): Plugin {
  const data = join(root, 'dist', 'data');
  const jsonIn = (folder: string): readonly string[] =>
    readdirSync(join(data, folder), { withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
      .map(entry => join(folder, entry.name.replace(/\.json$/u, '')))
      .sort();
  const names = folders.flatMap(jsonIn).filter(name => !without.includes(name));
  const textOf = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
  const dataOf = (name: string): unknown => {
    const text = textOf('dist', 'data', `${name}.json`);
    // A string is always a text that is still to be read.
    const value: unknown = isParsed ? JSON.parse(text) : text;
    return typeof value === 'string' ? text : value;
  };
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  const constant = (name: string, value: unknown): string =>
    `export const ${name} = ${JSON.stringify(value)};`;
  const id = '\0fngvt:package';
  return {
    name: 'package-inside',
    resolveId: path => (path === 'fngvt:package' ? id : null),
    load: path =>
      path !== id
        ? null
        : [
            constant('version', version),
            constant('collector', textOf('collector', 'collect.sh')),
            constant('shortCollector', textOf('collector', 'short.sh')),
            constant('texts', Object.fromEntries(names.map(name => [name, dataOf(name)]))),
            // Asked for by `require`, it runs only when it is needed.
            `export const code = {${code
              .map(
                name => `${JSON.stringify(name)}: () => require(${JSON.stringify(join(data, `${name}.js`))})`,
              )
              .join(', ')}};`,
          ].join('\n'),
  };
}
