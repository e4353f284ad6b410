import { byteLength } from '../values/bytes.ts';
import { excerpt } from './excerpt.ts';
import {
  absent,
  noteOverlay,
  present,
  withheld,
  type Host,
  type Overlay,
  type Reading,
  type Stat,
} from './reader.ts';

export type { Overlay };

/** Two names of one file: Debian links the second to the first. */
const [moduleList, linkedModuleList] = ['/etc/modules', '/etc/modules-load.d/modules.conf'];

/**
 * A host with other files laid over it. What is laid over is there, and its folder lists it; all else is as it is on the host below, which
 * is only looked at. `overlay` may grow later: it is asked each time. What programs say does not follow from it. `noticed` hears of each
 * path of the overlay that an answer came from.
 */
export function overlayHost(
  real: Host,
  overlay: Overlay,
  noticed: (path: string) => void = () => undefined,
): Host {
  /** What lies over a path, itself or by a folder that is gone; undefined: nothing. */
  const over = (path: string): string | null | undefined => {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const text = overlay.get(at);
      if (text === undefined || (text !== null && at !== path)) continue;
      noticed(at);
      return text;
    }
    return undefined;
  };
  const instead = async <T>(
    path: string,
    ask: () => Promise<Reading<T>>,
    make: (text: string) => Reading<T> | Promise<Reading<T>>,
  ): Promise<Reading<T>> => {
    const text = over(path);
    if (text === undefined) return ask();
    return text === null ? absent : make(text);
  };
  const host: Host = {
    ...real,
    read: (path, keep) =>
      instead(
        path,
        () => real.read(path, keep),
        text => present(keep === undefined ? text : excerpt(text, keep)),
      ),
    bytes: path =>
      instead<Uint8Array>(
        path,
        () => real.bytes(path),
        text => present(new TextEncoder().encode(text)),
      ),
    list: async path => listed(path, over(path) === null ? absent : await real.list(path), overlay, noticed),
    // A link stays one: who writes a text there writes to what it leads to.
    link: path =>
      instead(
        path,
        () => real.link(path),
        async () => linkOf(await real.link(path)),
      ),
    stat: path =>
      instead(
        path,
        () => real.stat(path),
        async text => statOf(text, await real.stat(path)),
      ),
  };
  noteOverlay(host, real, overlay);
  return host;
}

/** A folder as it would be; one that is not there yet is made with what lies in it. */
function listed(
  folder: string,
  real: Reading<readonly string[]>,
  overlay: Overlay,
  noticed: (path: string) => void,
): Reading<readonly string[]> {
  // What else is in it nobody knows.
  if (real.state === 'withheld') return real;
  const names = new Set(real.state === 'present' ? real.value : []);
  const start = folder === '/' ? folder : `${folder}/`;
  const inside = [...overlay].filter(([path]) => path.startsWith(start));
  for (const [path, text] of inside) {
    const [name = '', ...deeper] = path.slice(start.length).split('/');
    if (text !== null) names.add(name);
    else if (deeper.length === 0) {
      names.delete(name);
      noticed(path);
    }
  }
  return inside.length === 0 || (real.state === 'absent' && names.size === 0)
    ? real
    : present([...names].sort());
}

const linkOf = (real: Reading<string>): Reading<string> => (real.state === 'present' ? real : absent);

/** A file that does not exist yet has no owner, no time and no place on a disk. */
function statOf(text: string, real: Reading<Stat>): Reading<Stat> {
  return real.state === 'present'
    ? present({ ...real.value, size: byteLength(text) })
    : withheld('not captured');
}

/** The other name of a file, where the host has it by two: what is written by one is read by both. */
export async function otherNameOf(real: Host, path: string): Promise<string | undefined> {
  const other = { [moduleList]: linkedModuleList, [linkedModuleList]: moduleList }[path];
  if (other === undefined) return undefined;
  const [link, list, linked] = await Promise.all([
    real.link(linkedModuleList),
    real.read(moduleList),
    real.read(linkedModuleList),
  ]);
  const isSameText = list.state === 'present' && linked.state === 'present' && list.value === linked.value;
  return link.state === 'present' || isSameText ? other : undefined;
}
