import type { ChildProcess } from 'node:child_process';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { groupEnded, signalGroup } from './group.ts';
import type { Output } from './output.ts';
import { environment } from './programs.ts';
import { endsWithUs } from './signals.ts';

/** How a program is run. */
export interface Launch {
  /** Milliseconds after which it is asked to end. */
  readonly limit: number;
  /** Milliseconds after which it is killed if it did not listen. */
  readonly grace: number;
  /** What it writes goes there. */
  readonly output: Output;
  /** It only reads: it is not worth waiting for when we end, and nothing of it may stay when it ended. */
  readonly isReading: boolean;
  /** How it is asked to end; SIGTERM where nothing is said. */
  readonly signal?: 'SIGINT';
  /** When this is over nobody wants to know any longer. */
  readonly until?: AbortSignal | undefined;
  /** For its standard input. */
  readonly input?: string | undefined;
  /** The open file of our lock, which it holds with us. */
  readonly lock?: number | undefined;
  /** What it learns of the environment beside what every program does. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Why we ended a program: its time was over, it wrote too much, nobody wanted to know any longer. */
export type Ended = 'time' | 'flood' | 'unwanted';

/** How a program ended. */
export interface Launched {
  /** Its exit code; undefined: it never began, was killed, or even that did not end it. */
  readonly exit: number | undefined;
  /** The signal that killed it. */
  readonly signal: string | undefined;
  /** What kept it from beginning: errno(3). */
  readonly error: string | undefined;
  readonly ended: Ended | undefined;
}

/** How long somebody whom a program left behind may hold its output before we stop listening (milliseconds). */
const drain = 100;

/** How long the kernel may take to end what was killed (milliseconds); what waits for a dead disk takes for ever. */
const patience = 1000;

/**
 * Runs one program to its end. `place` is its absolute path, its arguments stand apart, and there is no shell. It leads
 * a session of its own (Node's `detached` is setsid(2)): Ctrl-C on the terminal reaches fngvt alone, and virsh, which
 * has no terminal then, starts no polkit agent (it opens ctermid(3) first: virPolkitAgentAvailable, libvirt 9.0). What
 * ends it ends its whole group. Nothing waits for output that somebody else still holds: neither a child that it left
 * behind nor one that went into a session of its own.
 */
export async function launch(place: string, args: readonly string[], options: Launch): Promise<Launched> {
  // No program can be given such a word (execve(2)); execa throws, and what a machine says is no reason to.
  if (args.some(word => word.includes('\0'))) return notBegun('EINVAL');
  if (options.until?.aborted === true) return { ...notBegun('ECANCELED'), ended: 'unwanted' };
  const { isReading, grace, input, lock } = options;
  const group = isReading ? endsWithUs() : undefined;
  const child = execa(place, args, {
    reject: false,
    buffer: false,
    detached: true,
    cwd: '/',
    extendEnv: false,
    env: { ...environment, ...options.environment },
    // The type of execa 9.6 knows open files up to 9; it writer any on as it is (lib/stdio/native.js).
    stdio: [
      input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(lock === undefined ? [] : [lock as 3]),
    ],
    ...(input === undefined ? {} : { input }),
  });
  const { pid } = child;
  group?.begun(pid);
  if (pid === undefined) {
    group?.over();
    return notBegun((await child).code ?? 'EIO');
  }

  const ended = await reasonToEnd(child, options);
  if (ended !== undefined) {
    signalGroup(pid, options.signal ?? 'SIGTERM');
    await groupEnded(pid, grace);
  }
  if (ended !== undefined || isReading) signalGroup(pid, 'SIGKILL');
  await outputEnded(child);
  group?.over();
  return {
    exit: child.exitCode ?? undefined,
    signal: child.signalCode ?? undefined,
    error: undefined,
    ended,
  };
}

const notBegun = (error: string): Launched => ({
  exit: undefined,
  signal: undefined,
  error,
  ended: undefined,
});

type Child = Pick<ChildProcess, 'stdout' | 'stderr' | 'exitCode' | 'signalCode' | 'once' | 'unref'>;

/** Waits until it ended, or there is a reason to end it. */
function reasonToEnd(child: Child, { limit, until, output }: Launch): Promise<Ended | undefined> {
  return new Promise(done => {
    const timer = setTimeout(() => done('time'), limit);
    const giveUp = (): void => done('unwanted');
    until?.addEventListener('abort', giveUp);
    for (const channel of ['stdout', 'stderr'] as const)
      child[channel]?.on('data', (part: Uint8Array) => {
        if (output.take(part, channel)) return;
        close(child);
        done('flood');
      });
    child.once('exit', () => {
      clearTimeout(timer);
      until?.removeEventListener('abort', giveUp);
      done(undefined);
    });
  });
}

/** Waits until all is read that the program wrote, and lets go of it. */
async function outputEnded(child: Child & PromiseLike<unknown>): Promise<void> {
  await Promise.race([child, wait(drain)]);
  if (child.exitCode === null && child.signalCode === null) await Promise.race([child, wait(patience)]);
  // The event loop reads what has come by now before it turns: no busy moment of ours costs an answer its end.
  await turn();
  close(child);
  child.unref();
}

function close({ stdout, stderr }: Child): void {
  stdout?.destroy();
  stderr?.destroy();
}
