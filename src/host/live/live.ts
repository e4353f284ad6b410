import { filesBelow } from '../files-below.ts';
import type { Host } from '../reader.ts';
import { limitedHost, type LimitedHost } from '../time-limited.ts';
import type { Asking } from './ask-program.ts';

/**
 * How long one look at this machine may take (milliseconds). A person waits a minute for a report; two questions to
 * libvirt that follow each other, each tried twice in vain (`programs.ts`), fit into the time of programs.
 */
const limits = { programs: 50_000, all: 60_000 };

/** What a look at this machine may be told. */
export interface Looking {
  /** Scales every time limit; 1 where nothing is said. */
  readonly pace?: number | undefined;
}

/** One look at this machine, which ends in time. */
export function lookLive({ pace = 1 }: Looking = {}): LimitedHost {
  return limitedHost(until => liveHost({ pace, until }), {
    programs: limits.programs * pace,
    all: limits.all * pace,
  });
}

/** This machine. The libraries behind commands and inventory are loaded when the first of them is asked for. */
export function liveHost(asking: Asking = {}): Host {
  return {
    source: 'live',
    ...filesBelow('/'),
    run: async argv => (await import('./ask-program.ts')).runCommand(argv, asking),
    inventory: async topic => (await import('./memory.ts')).takeInventory(topic),
  };
}
