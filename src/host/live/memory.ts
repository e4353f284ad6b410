import type { mem as askMemory } from 'systeminformation';
// @ts-expect-error -- the library has types for the whole only
import { mem } from 'systeminformation/lib/memory.js';
import { present, withheld, type Inventory, type InventoryTopic, type Reading } from '../reader.ts';

/**
 * Asks systeminformation how much memory there is. Of its questions this is one that starts no process: it reads
 * /proc/meminfo (lib/memory.js of 5.33.23), and loading this one file loads no other question. What others ask for
 * (`system`, `bios`, `baseboard`, `cpu`) it would take from dmidecode and shells that the caller's PATH finds, serial
 * numbers with it; all of that stands in files, which src/facts/card.ts and src/facts/cpu.ts read.
 */
export async function takeInventory(topic: InventoryTopic): Promise<Reading<Inventory>> {
  if (topic !== 'mem') return withheld('not captured');
  const { total } = await (mem as typeof askMemory)();
  return present({ total });
}
