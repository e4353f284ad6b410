import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import type { Text } from '../src/values/text.ts';
import { textElsewhere } from '../src/values/text-elsewhere.ts';

/** What of `dist/data` lies inside of one file. */
export interface Inside {
  /** Folders of JSON; empty: the one above them all. */
  readonly folders: readonly string[];
  /** What is asked for of some of it, by its name without `.json`. */
  readonly shapes?: Readonly<Record<string, (value: never) => unknown>>;
  /** The JSON lies there as values: smaller than texts of it, and slower to begin with. */
  readonly isParsed?: boolean;
  /** Modules, without `.js`. */
  readonly code: readonly string[];
}

/** Both languages of one text, and no more. */
const isText = (value: object): value is Text =>
  Object.keys(value).join() === 'en,zh-CN' && Object.values(value).every(one => typeof one === 'string');

/** `fngvt:package`, which `src/package-files.inside.ts` reads: the compiled rules, tables and templates as texts and code of one file. */
export function packageInside(
  root: string,
  { folders, shapes = {}, isParsed = false, code }: Inside,
): Plugin {
  const data = join(root, 'dist', 'data');
  const jsonIn = (folder: string): readonly string[] =>
    readdirSync(join(data, folder), { withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
      .map(entry => join(folder, entry.name.replace(/\.json$/u, '')))
      .sort();
  const names = folders.flatMap(jsonIn);
  const textOf = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
  const dataOf = (name: string): unknown => {
    const text = textOf('dist', 'data', `${name}.json`);
    // A string is always a text that is still to be read.
    const value: unknown = isParsed ? JSON.parse(text) : text;
    if (typeof value === 'string') return text;
    return apart(shapes[name]?.(value as never) ?? value, name);
  };
  // Texts in one language stand together, and not each beside the other: packed, all of them take a tenth less.
  const english: Record<string, string[]> = {};
  const chinese: Record<string, string[]> = {};
  const apart = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map(one => apart(one, name));
    if (typeof value !== 'object' || value === null) return value;
    if (isText(value)) {
      (english[name] ??= []).push(value.en);
      (chinese[name] ??= []).push(value['zh-CN']);
      return textElsewhere;
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, apart(one, name)]));
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
            constant('english', english),
            constant('chinese', chinese),
            // Asked for by `require`, it runs only when it is needed.
            `export const code = {${code
              .map(
                name => `${JSON.stringify(name)}: () => require(${JSON.stringify(join(data, `${name}.js`))})`,
              )
              .join(', ')}};`,
          ].join('\n'),
  };
}
