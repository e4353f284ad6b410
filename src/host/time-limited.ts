import { setMaxListeners } from 'node:events';
import { withheld, type Host, type Reading } from './reader.ts';

/** A host that answers in time, whatever becomes of its questions. */
export interface LimitedHost {
  readonly host: Host;
  /** What it was asked in vain, in the order in which it was given up: paths, and commands with their arguments. */
  readonly unanswered: () => readonly (readonly string[])[];
}

/**
 * How long a look at a host may take, in milliseconds. Only time counts in which a question is open: a person may
 * think.
 */
export interface LookLimits {
  /** For programs. */
  readonly programs: number;
  /** For everything. What stands in files is still read where programs took all the time that they have. */
  readonly all: number;
}

/**
 * A host that gives up when a look has taken too long: what is open then, or asked later, is withheld as timed out.
 * `hostUntil` makes the host; its programs are to end when the signal that it gets says so. A read that the kernel
 * never answers (a dead NFS server, FUSE) can't be ended and is left behind.
 */
export function limitedHost(hostUntil: (until: AbortSignal) => Host, limits: LookLimits): LimitedHost {
  const giveUp = new AbortController();
  // Every program listens to it, and there may be many VMs.
  setMaxListeners(0, giveUp.signal);
  const host = hostUntil(giveUp.signal);
  const all = stopwatch(limits.all, () => giveUp.abort());
  const programs = stopwatch(limits.programs, () => giveUp.abort());
  const unanswered: (readonly string[])[] = [];

  const within = async <T>(
    clocks: readonly Stopwatch[],
    about: readonly string[],
    ask: () => Promise<Reading<T>>,
  ): Promise<Reading<T>> => {
    const late: Reading<never> = withheld('timed out');
    clocks.forEach(clock => clock.start());
    try {
      const isOver = clocks.some(clock => clock.hasRung());
      const over = clocks.map(clock => clock.rings.then(() => late));
      const reading = isOver ? late : await Promise.race([ask(), ...over]);
      if (isUseless(reading, clocks.includes(programs))) unanswered.push(about);
      return reading;
    } finally {
      clocks.forEach(clock => clock.stop());
    }
  };
  const file = <T>(about: string, ask: () => Promise<Reading<T>>): Promise<Reading<T>> =>
    within([all], [about], ask);

  return {
    host: {
      source: host.source,
      read: (path, keep) => file(path, () => host.read(path, keep)),
      bytes: path => file(path, () => host.bytes(path)),
      list: path => file(path, () => host.list(path)),
      link: path => file(path, () => host.link(path)),
      stat: path => file(path, () => host.stat(path)),
      run: argv => within([all, programs], argv, () => host.run(argv)),
      inventory: topic => file(topic, () => host.inventory(topic)),
    },
    unanswered: () => unanswered,
  };
}

/**
 * No answer came in time, or none that says anything: of a program also where it broke. What may not be read is an
 * answer.
 */
function isUseless(reading: Reading<unknown>, isOfProgram: boolean): boolean {
  if (reading.state !== 'withheld') return false;
  return reading.why === 'timed out' || (isOfProgram && reading.why === 'failed');
}

/** A clock that runs while somebody waits. */
interface Stopwatch {
  readonly start: () => void;
  readonly stop: () => void;
  /** When it ran as long as it may, all waits together. */
  readonly rings: Promise<void>;
  readonly hasRung: () => boolean;
}

function stopwatch(milliseconds: number, ring: () => void): Stopwatch {
  let [waiting, left, since] = [0, milliseconds, 0];
  let hasRung = false;
  let timer: NodeJS.Timeout | undefined;
  let tell = (): void => undefined;
  const rings = new Promise<void>(done => (tell = done));
  return {
    rings,
    hasRung: () => hasRung,
    start: () => {
      waiting += 1;
      if (waiting > 1 || hasRung) return;
      since = performance.now();
      timer = setTimeout(() => {
        hasRung = true;
        ring();
        tell();
      }, left);
    },
    stop: () => {
      waiting -= 1;
      if (waiting > 0) return;
      clearTimeout(timer);
      left -= performance.now() - since;
    },
  };
}
