import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What came of a script in the VM. */
export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The line to the agent in the VM (image/agent): one script at a time. */
export interface Agent {
  /** Resolves when the system in the VM is up; rejects after that many milliseconds. */
  readonly ready: (within: number) => Promise<void>;
  /** Runs a shell script in there. */
  readonly run: (script: string, user: string, seconds: number) => Promise<Outcome>;
  /** Hangs up. */
  readonly close: () => void;
}

/** Connects to the serial port that QEMU offers as a socket. */
export async function connectAgent(path: string, within: number): Promise<Agent> {
  const socket = await connected(path, Date.now() + within);
  let isReady = false;
  const waiting = new Set<() => void>();
  const answers = new Map<string, (outcome: Outcome) => void>();
  let rest = '';
  let count = 0;
  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [id = '', exit = '', stdout = '', stderr = ''] = line.split(' ');
      if (id === 'ready') isReady = true;
      answers.get(id)?.({ exit: Number(exit), stdout: decoded(stdout), stderr: decoded(stderr) });
      answers.delete(id);
    }
    for (const look of waiting) look();
  });
  return {
    ready: within => settled(waiting, () => isReady, within, 'the system in the VM did not come up'),
    run: async (script, user, seconds) => {
      count += 1;
      const id = `step${count}`;
      let outcome: Outcome | undefined;
      answers.set(id, found => (outcome = found));
      socket.write(`${id} ${user} ${seconds} ${Buffer.from(script).toString('base64')}\n`);
      // The VM ends the script itself; a VM that does not even do that is lost.
      await settled(waiting, () => outcome !== undefined, (seconds + 120) * 1000, 'the VM does not answer');
      if (outcome === undefined) throw new Error('no answer');
      return outcome;
    },
    close: () => socket.destroy(),
  };
}

async function connected(path: string, until: number): Promise<Socket> {
  for (;;) {
    const socket = connect(path);
    const isThere = await new Promise<boolean>(done => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
    if (isThere) return socket;
    if (Date.now() > until) throw new Error('QEMU does not offer its serial port');
    await sleep(100);
  }
}

function settled(
  waiting: Set<() => void>,
  holds: () => boolean,
  within: number,
  otherwise: string,
): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      waiting.delete(look);
      fail(new Error(`${otherwise} within ${Math.round(within / 1000)} s`));
    }, within);
    // QEMU, as long as it runs, keeps us waiting; a limit that nobody needs any more must not.
    timer.unref();
    const look = (): void => {
      if (!holds()) return;
      clearTimeout(timer);
      waiting.delete(look);
      done();
    };
    waiting.add(look);
    look();
  });
}

/** Texts travel with a full stop behind them, so that none is empty. */
function decoded(text: string): string {
  return Buffer.from(text.slice(0, -1), 'base64').toString('utf8');
}
