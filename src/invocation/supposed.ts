import { otherNameOf, overlayHost, type Overlay } from '../host/overlay-host.ts';
import type { Host } from '../host/reader.ts';
import { unexpected } from '../values/errors.ts';

/** What is supposed of a machine: files that are laid over it, so that an edit can be judged before it is made. */
export interface Supposed {
  /** The paths, as they were given. */
  readonly paths: readonly string[];
  /** The machine without them; undefined: nobody knows it any more, only what was made of it. */
  readonly asItIs?: () => Host;
  /** Those of the paths that nobody has asked for yet, so that they changed nothing. */
  readonly unused: () => readonly string[];
}

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
      throw unexpected(
        `--with ${path}`,
        { en: 'the path of a file', 'zh-CN': '文件的路径' },
        { en: 'a folder of the host', 'zh-CN': '那台机器上的文件夹' },
      );
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
