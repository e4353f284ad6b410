import { limitOf } from '../host/file-limits.ts';
import { otherNameOf, overlayHost, type Overlay } from '../host/overlay-host.ts';
import type { Host } from '../host/reader.ts';
import { readInput } from '../host/snapshot/open.ts';
import { UsageError } from '../values/errors.ts';
import { pathsFlag, textFlag, type Parsed } from './flags.ts';

/** What is supposed of a machine: files that are laid over it, so that an edit can be judged before it is made. */
export interface Supposed {
  /** The paths, as they were given. */
  readonly paths: readonly string[];
  /** The machine without them; undefined: nobody knows it any more, only what was made of it. */
  readonly asItIs?: () => Host;
  /** Those of the paths that nobody has asked for yet, so that they changed nothing. */
  readonly unused: () => readonly string[];
}

/** `--with PATH=FILE`: the texts of the files by their paths on the host; null, where nothing stands behind `=`: no such file. */
export async function overlayOf(parsed: Parsed, call: string): Promise<Overlay> {
  const pairs = pathsFlag(parsed, 'with');
  if (pairs.length === 0) return new Map();
  const [from, root, paste] = [textFlag(parsed, 'from'), textFlag(parsed, 'root'), textFlag(parsed, 'paste')];
  if (from === undefined && root === undefined && paste === undefined) {
    throw new UsageError(
      `--with: expected --from FILE or --root DIR beside it, found this host as it runs; take a snapshot of it first: ${call} snapshot host.json, then ${call} doctor --from host.json --with ${pairs[0]?.join('=') ?? ''}`,
    );
  }
  const readers = [from, paste, ...pairs.map(([, file]) => file)].filter(isStandardInput).length;
  if (readers > 1)
    throw new UsageError(`-: expected once, there is one standard input; found ${readers} times`);
  const texts = new Map<string, string | null>();
  for (const [path, file] of pairs) texts.set(path, file === '' ? null : await textFor(path, file));
  return texts;
}

const isStandardInput = (file: string | undefined): boolean => file === '-' || file === '/dev/stdin';

/** No larger than a host may have it there: a larger one would not be read on it. */
const textFor = (path: string, file: string): Promise<string> =>
  readInput(file, { what: `a text for ${path}`, most: limitOf(path) });

/** A machine with these files laid over it. */
export interface SupposedMachine {
  readonly look: () => Host;
  readonly supposed: Supposed;
}

/** Lays the files over a machine, which `asItIs` looks at. One that the machine has by two names is the same by both. */
export async function supposedMachine(overlay: Overlay, asItIs: () => Host): Promise<SupposedMachine> {
  const real = asItIs();
  const whole = new Map(overlay);
  for (const [path, text] of overlay) {
    if (text !== null && (await real.list(path)).state === 'present')
      throw new UsageError(`--with ${path}: expected the path of a file, found a folder of the host`);
    const other = await otherNameOf(real, path);
    if (other !== undefined && !whole.has(other)) whole.set(other, text);
  }
  const used = new Set<string>();
  const paths = [...overlay.keys()];
  return {
    look: () => overlayHost(asItIs(), whole, path => used.add(path)),
    supposed: { paths, asItIs, unused: () => paths.filter(path => !used.has(path)) },
  };
}
