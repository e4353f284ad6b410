import { coresForUs, openThreads, serveThread } from '../../host/live/threads.ts';
import { threadEntry } from '../../package-files.ts';
import type { FleetFile } from './fleet-files.ts';
import { judgeFile, type FileOutcome, type FleetCall, type FleetWish } from './judge-file.ts';

/** What a thread is told when it is started. */
interface FleetOrder {
  readonly wish: FleetWish;
  readonly call: FleetCall;
}

/** For fewer hosts than this a thread costs more, until it is there and warm, than it saves. */
const leastForThreads = 48;

/** How hosts are judged side by side. */
export interface Sharing {
  /** Threads to be kept busy. */
  readonly threads: number;
  /** The file of ours at which they start; undefined: there is none, and all is done here. */
  readonly entry: string | undefined;
}

/** What came of each file, in the order of the files: on as many cores as we have, where there are hosts enough. */
export async function* judged(
  files: readonly FleetFile[],
  wish: FleetWish,
  { version, now, call }: FleetCall,
  { threads, entry }: Sharing = { threads: coresForUs(), entry: threadEntry() },
): AsyncGenerator<FileOutcome, void> {
  const order = { wish, call: { version, now, call } };
  const isShared = entry !== undefined && threads > 1 && files.length >= leastForThreads;
  const shared = isShared
    ? await openThreads<FleetOrder, FleetFile, FileOutcome>(entry, threads, order)
    : undefined;
  if (shared !== undefined) return yield* shared.each(files);
  for (const file of files) yield await judgeFile(file, wish, order.call);
}

/** What a thread does, which `cli.ts` starts in the place of a verb. */
export const judgeInThread = (): void =>
  serveThread<FleetOrder, FleetFile, FileOutcome>(({ wish, call }, file) => judgeFile(file, wish, call));
