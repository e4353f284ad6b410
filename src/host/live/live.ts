import { filesBelow } from '../files.ts';
import type { Host } from '../host.ts';
import type { Asking } from './commands.ts';

/** This machine. The libraries behind commands and inventory are loaded when the first of them is asked for. */
export function liveHost(asking: Asking = {}): Host {
  return {
    source: 'live',
    ...filesBelow('/'),
    run: async argv => (await import('./commands.ts')).runCommand(argv, asking),
    inventory: async topic => (await import('./inventory.ts')).takeInventory(topic),
  };
}
