import { collect, type Collection } from '../facts/collect.ts';
import type { Host } from '../host/host.ts';
import { liveHost } from '../host/live/live.ts';
import { rememberingHost } from '../host/remember.ts';
import { rootHost } from '../host/root.ts';
import { replayHost } from '../host/snapshot/replay.ts';
import type { Report } from '../judge/report.ts';
import type { Language } from '../values/text.ts';
import { UsageError } from '../values/errors.ts';
import { chooseLanguage } from '../words/locale.ts';
import { textFlag, type Parsed } from './flags.ts';
import { openThread } from './thread.ts';
import type { Thread } from '../report/thread.ts';
import { openInput, type Input } from './input.ts';
import type { Invocation } from './outcome.ts';

/** A machine to look at, with what its snapshot says about itself. */
export interface Machine {
  readonly host: Host;
  /** When it was recorded, ISO 8601; undefined: it is looked at now. */
  readonly taken?: string;
  /** The pasted thread that it was made of. */
  readonly thread?: Thread;
}

/** The machine that the flags speak of. This is the last place that knows whether it is live, a folder or a snapshot. */
export async function openMachine(parsed: Parsed): Promise<Machine> {
  const subject = await openSubject(parsed);
  if ('report' in subject) {
    throw new UsageError(
      `${String(textFlag(parsed, 'from'))}: expected what a host said (a snapshot), found only a conclusion`,
    );
  }
  return subject;
}

/** The same where a finished report will do as well. */
export async function openSubject(parsed: Parsed): Promise<Machine | { readonly report: Report }> {
  const given = (['from', 'root', 'paste'] as const).filter(name => textFlag(parsed, name) !== undefined);
  if (given.length > 1) {
    const [all, number] = [given.map(name => `--${name}`).join(' and '), given.length === 2 ? 'both' : 'all'];
    throw new UsageError(`${all}: expected one of them, found ${number}`);
  }
  const [from, root, paste] = [textFlag(parsed, 'from'), textFlag(parsed, 'root'), textFlag(parsed, 'paste')];
  if (paste !== undefined) return openThread(paste);
  if (from !== undefined) return subjectOf(await openInput(from));
  return { host: rememberingHost(root === undefined ? liveHost() : rootHost(root)) };
}

/** What a file of `--from` holds, ready to be looked at. */
export function subjectOf(input: Input): Machine | { readonly report: Report } {
  if (input.kind === 'report') return { report: input.report };
  const { snapshot } = input;
  return {
    host: rememberingHost(replayHost(snapshot)),
    ...(snapshot.taken === '' ? {} : { taken: snapshot.taken }),
  };
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
