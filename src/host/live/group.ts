import { setTimeout as wait } from 'node:timers/promises';

/**
 * Sends a signal to every process of a group; false: there is none left that it could reach. `pid` is its leader's:
 * kill(2).
 */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: they ended in this moment. EPERM: what is left became somebody else (a set-user-ID program) and is not ours to end.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Waits until nothing of a group is left, so many milliseconds at most. */
export async function groupEnded(pid: number, most: number): Promise<void> {
  const end = performance.now() + most;
  while (signalGroup(pid, 0) && performance.now() < end) await wait(20);
}
