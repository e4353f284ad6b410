import { limitOf } from '../host/file-limits.ts';
import type { Overlay } from '../host/overlay-host.ts';
import { readInput } from '../host/snapshot/open.ts';
import { UsageError } from '../values/errors.ts';
import { pathsFlag, textFlag, type Parsed } from './flags.ts';

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
