import { filesBelow } from '../files.ts';
import type { Host } from '../host.ts';

/** This machine. The libraries behind commands and inventory are loaded when the first of them is asked for. */
export function liveHost(): Host {
  return {
    source: 'live',
    ...filesBelow('/'),
    run: async argv => (await import('./commands.ts')).runCommand(argv),
    inventory: async topic => (await import('./inventory.ts')).takeInventory(topic),
  };
}
