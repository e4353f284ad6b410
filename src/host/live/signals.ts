import type { SignalHold } from '../writer.ts';
import { signalGroup } from './group.ts';

/** Ctrl-C, a shutdown, a lost connection. */
const wishes = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How many changes are being made that are to be finished or taken back first. */
let holds = 0;

/** From here on a wish to stop is noted instead of obeyed. */
export function hold(): SignalHold {
  let isAsked = false;
  const note = (): void => {
    isAsked = true;
  };
  for (const wish of wishes) process.on(wish, note);
  holds += 1;
  return {
    wasAsked: () => isAsked,
    release: () => {
      for (const wish of wishes) process.off(wish, note);
      holds -= 1;
    },
  };
}

/** A group of processes that only reads, and ends with us, however we end: in a session of its own it hears nothing of Ctrl-C. */
interface EndingGroup {
  /** Its leader; undefined: it was not begun yet. */
  pid?: number | undefined;
}

const groups = new Set<EndingGroup>();

/**
 * Says that a group is about to begin. From here on a signal waits for the event loop, and so until we know whom to end with us: one that
 * came between the begin of a program and its being noted would leave it behind.
 */
export function endsWithUs(): {
  readonly begun: (pid: number | undefined) => void;
  readonly over: () => void;
} {
  if (groups.size === 0) {
    for (const wish of wishes) process.on(wish, obey);
    process.on('exit', killAll);
  }
  const group: EndingGroup = {};
  groups.add(group);
  return {
    begun: pid => {
      group.pid = pid;
    },
    over: () => {
      groups.delete(group);
      if (groups.size === 0) stopListening();
    },
  };
}

/** Ends as whoever listens to no signal does, so that the shell sees what it was: signal(7), 128 and its number. */
function obey(wish: NodeJS.Signals): void {
  if (holds > 0) return;
  killAll();
  stopListening();
  process.kill(process.pid, wish);
}

function killAll(): void {
  for (const { pid } of groups) if (pid !== undefined) signalGroup(pid, 'SIGKILL');
}

function stopListening(): void {
  for (const wish of wishes) process.off(wish, obey);
  process.off('exit', killAll);
}
