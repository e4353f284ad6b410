import { collect, type Collection } from '../facts/collect.ts';
import type { Host } from '../host/host.ts';
import { liveHost } from '../host/live/live.ts';
import { rememberingHost } from '../host/remember.ts';
import { rootHost } from '../host/root.ts';
import { openSnapshot } from '../host/snapshot/open.ts';
import { replayHost } from '../host/snapshot/replay.ts';
import type { Language } from '../values/text.ts';
import { UsageError } from '../values/errors.ts';
import { chooseLanguage } from '../words/locale.ts';
import { textFlag, type Parsed } from './flags.ts';
import type { Invocation } from './outcome.ts';

/** The machine that the flags speak of. This is the last place that knows whether it is live, a folder or a snapshot. */
export async function openMachine(parsed: Parsed): Promise<Host> {
  const [from, root] = [textFlag(parsed, 'from'), textFlag(parsed, 'root')];
  if (from !== undefined && root !== undefined)
    throw new UsageError('--from and --root: expected one of them, found both');
  if (from !== undefined) {
    return rememberingHost(replayHost(await openSnapshot(from)));
  }
  if (root !== undefined) {
    return rememberingHost(rootHost(root));
  }
  return rememberingHost(liveHost());
}

/** Looks at the machine. A collector that broke is told, so that a defect of ours is not taken for a fault of the host. */
export async function look(host: Host): Promise<Collection & { readonly warnings: readonly string[] }> {
  const collection = await collect(host);
  return {
    ...collection,
    warnings: collection.breakages.map(
      ({ subject, error }) =>
        `fngvt: reading ${subject} broke (a bug in fngvt): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ),
  };
}

/** The reader's language. `isOnFnos` is known once the machine was looked at. */
export function languageFor(parsed: Parsed, invocation: Invocation, isOnFnos = false): Language {
  const flag = textFlag(parsed, 'lang');
  const language = chooseLanguage({
    ...(flag === undefined ? {} : { flag }),
    ...invocation.environment,
    isOnFnos,
  });
  if (language === undefined) throw new UsageError(`--lang: expected en or zh-CN, found ${String(flag)}`);
  return language;
}
