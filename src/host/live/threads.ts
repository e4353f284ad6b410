import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * Work that this program shares out among threads of itself, each with a memory of its own. Whoever orders it and whoever does it meet in plain data:
 * an order that holds for all tasks, and the tasks.
 */
export interface Threads<Task, Result> {
  /** What came of each task, in the order of the tasks. Only so much is begun ahead of what was taken that memory stays level. */
  readonly each: (tasks: readonly Task[]) => AsyncGenerator<Result, void>;
}

/** How many threads this process may keep busy at once (its share of the processors: taskset(1), cgroups). */
export const coresForUs = (): number => availableParallelism();

/** A thread is handed its next task before it has done the last, so that it never waits for us. */
const mostAtOnce = 2;

/** What is done ahead of the first that is missing, of each thread: tasks take unlike long. */
const mostAhead = 16;

/** What a thread says: that it is there, what came of a task, or with which stack it broke. */
type Said<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly at: number; readonly result: Result }
  | { readonly kind: 'broke'; readonly stack: string };

/** A thread's side: it does each task by the order with which it was started, until whoever started it ends it. */
export function serveThread<Order, Task, Result>(work: (order: Order, task: Task) => Promise<Result>): void {
  const say = (said: Said<Result>): void => parentPort?.postMessage(said);
  const order = workerData as Order;
  let last = Promise.resolve();
  parentPort?.on('message', ({ at, task }: { readonly at: number; readonly task: Task }) => {
    last = last.then(async () => {
      try {
        say({ kind: 'done', at, result: await work(order, task) });
      } catch (error) {
        say({
          kind: 'broke',
          stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
    });
  });
  say({ kind: 'ready' });
}

/** Starts threads at a file of ours; undefined: not even one can be had here, and whoever asks does the work himself. */
export async function openThreads<Order, Task, Result>(
  entry: string,
  count: number,
  order: Order,
): Promise<Threads<Task, Result> | undefined> {
  const started = await Promise.all(Array.from({ length: count }, () => startOne(entry, order)));
  const threads = started.filter(one => one !== undefined);
  return threads.length === 0 ? undefined : { each: tasks => shareOut(threads, tasks) };
}

/** One thread, once it says that it is there; undefined: there can't be one (limits of the system, a policy of Node). */
function startOne(entry: string, order: unknown): Promise<Worker | undefined> {
  try {
    const thread = new Worker(entry, { workerData: order });
    return new Promise(done => {
      thread.once('message', () => done(thread));
      thread.once('error', () => done(undefined));
      thread.once('exit', () => done(undefined));
    });
  } catch {
    return Promise.resolve(undefined);
  }
}

async function* shareOut<Task, Result>(
  threads: readonly Worker[],
  tasks: readonly Task[],
): AsyncGenerator<Result, void> {
  const came = new Map<number, Result>();
  const busy = new Map(threads.map(thread => [thread, 0]));
  let [begun, taken] = [0, 0];
  let failure: Error | undefined;
  let wake = (): void => undefined;

  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  /** To whoever has least to do, as long as there is anything that may be begun. */
  const handOut = (): void => {
    for (let level = 0; level < mostAtOnce; level += 1)
      for (const thread of threads) {
        const isOpen = begun < Math.min(tasks.length, taken + mostAhead * threads.length);
        if (!isOpen || busy.get(thread) !== level) continue;
        thread.postMessage({ at: begun, task: tasks[begun] });
        busy.set(thread, level + 1);
        begun += 1;
      }
  };
  for (const thread of threads) {
    thread.on('message', (said: Said<Result>) => {
      if (said.kind === 'broke') fail(broken(said.stack));
      if (said.kind !== 'done') return;
      came.set(said.at, said.result);
      busy.set(thread, (busy.get(thread) ?? 1) - 1);
      handOut();
      wake();
    });
    thread.on('error', error => fail(error));
    thread.on('exit', code => fail(new Error(`a thread ended with exit code ${code}`)));
  }

  try {
    while (taken < tasks.length) {
      handOut();
      if (failure !== undefined) throw failure;
      if (came.has(taken)) {
        const result = came.get(taken) as Result;
        came.delete(taken);
        taken += 1;
        yield result;
      } else await new Promise<void>(done => (wake = done));
    }
  } finally {
    for (const thread of threads) thread.removeAllListeners();
    await Promise.all(threads.map(thread => thread.terminate()));
  }
}

/** The same defect, told with the stack of the thread. */
function broken(stack: string): Error {
  const error = new Error('a thread broke');
  error.stack = stack;
  return error;
}
