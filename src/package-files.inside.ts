import { chinese, code, collector, english, shortCollector, texts, version } from 'fngvt:package';
import { textElsewhere } from './values/text-elsewhere.ts';

/** Our own files in one file, that for browsers and that for Node: `scripts/package-inside.ts` puts them there. */

const data = new Map<string, unknown>();

/** Data compiled by the build; see `package-files.ts`. */
export function readData<T>(name: string): T {
  if (!data.has(name)) {
    const found = texts[name] ?? missing(name);
    data.set(name, typeof found === 'string' ? JSON.parse(found) : together(found, name));
  }
  return data.get(name) as T;
}

/** The same with its texts in their places. */
function together(found: unknown, name: string): unknown {
  let at = -1;
  const put = (value: unknown): unknown => {
    if (value === textElsewhere) {
      at += 1;
      return { en: english[name]?.[at], 'zh-CN': chinese[name]?.[at] };
    }
    if (Array.isArray(value)) return value.map(put);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, put(one)]));
  };
  return put(found);
}

/** One table of `rules/tables`. */
export const readTable = <T>(name: string): T => readData<T>(`tables/${name}`);

/** Code compiled by the build. */
export const requireCode = <T>(name: string): T => (code[name] ?? missing(name))() as T;

/** The collector for hosts without fngvt. */
export const readCollector = (): string => collector;

/** The short collector as a block for a shell that somebody has open: it reads the script from what stands there. */
export const collectorBlock = (): string => `sudo sh <<'FNGVT'\n${shortCollector}FNGVT\n`;

/** The file at which a thread of ours starts: this one. undefined: it lies inside of an executable of Bun, where a thread can't be started at it. */
export const threadEntry = (): string | undefined =>
  import.meta.filename.startsWith('/$bunfs/') ? undefined : import.meta.filename;

/** The version of fngvt. */
export const ownVersion = (): string => version;

function missing(name: string): never {
  throw new Error(`${name}: expected among the files inside of this one, found no such one`);
}
