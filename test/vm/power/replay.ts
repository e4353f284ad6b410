import { closeSync, openSync, writeSync } from 'node:fs';
import { piece, type LogEntry, type WriteLog } from './write-log.ts';

/** A moment at which the power goes. */
export interface Cut {
  /** How many entries of the log are on the disk for certain. */
  readonly kept: number;
  /** What of the entries behind them came to the disk all the same; null: nothing. */
  readonly chance: Chance | null;
}

/** What a disk did with the writes that it was not yet told to flush. */
export interface Chance {
  /** From this entry on it was told nothing. */
  readonly until: number;
  /** Decides which of those before it are on the disk, and which are torn. */
  readonly seed: number;
}

/** What a disk writes whole or not at all (bytes): its physical sector. */
const unit = 4096;

/**
 * The moments at which the power may go between two entries. One after each flush (and each write that is its own flush), when just that
 * is on the disk which must be; and between two of them, `chances` times, when the disk had done some of the rest in an order of its own.
 */
export function cutsOf(
  entries: readonly LogEntry[],
  from: number,
  to: number,
  chances: number,
): readonly Cut[] {
  const cuts: Cut[] = [];
  let kept = from;
  const between = (end: number): void => {
    const open = end - kept;
    for (let seed = kept * 1000; seed < kept * 1000 + chances && open > 0; seed += 1)
      cuts.push({ kept, chance: { until: kept + 1 + Math.floor(randomBy(seed)() * open), seed } });
  };
  for (let i = from; i < to; i += 1) {
    const { isFlush, isFua } = entries[i] as LogEntry;
    if (isFlush) {
      between(i);
      kept = i + 1;
      cuts.push({ kept, chance: null });
    } else if (isFua) cuts.push({ kept, chance: { until: i + 1, seed: i } });
  }
  between(to);
  return cuts;
}

/** What a cut by chance leaves on the disk over what was kept, whole writes and parts of them, in the order of the log. */
export function survivors({ entries, sectorSize }: WriteLog, { kept, chance }: Cut): readonly LogEntry[] {
  if (chance === null) return [];
  const random = randomBy(chance.seed ^ 0x5bd1e995);
  return entries.slice(kept, chance.until).flatMap(entry => {
    const { sector, sectors, isFua } = entry;
    if (sectors === 0) return [];
    // Of three writes one is lost, one is whole, and one is torn.
    const luck = random();
    if (isFua || luck < 1 / 3) return [entry];
    if (luck < 2 / 3) return [];
    return parts(sector * sectorSize, sectors * sectorSize)
      .filter(() => random() < 0.5)
      .map(({ at, length }) => ({
        ...entry,
        sector: at / sectorSize,
        sectors: length / sectorSize,
        data: entry.data + at - sector * sectorSize,
      }));
  });
}

function parts(from: number, length: number): readonly { readonly at: number; readonly length: number }[] {
  const found = [];
  for (let at = from; at < from + length;) {
    const end = Math.min((Math.floor(at / unit) + 1) * unit, from + length);
    found.push({ at, length: end - at });
    at = end;
  }
  return found;
}

/** Writes to a disk what entries say. */
export function writeEntries(
  log: Pick<WriteLog, 'path' | 'sectorSize'>,
  entries: readonly LogEntry[],
  disk: string,
): void {
  const [from, to] = [openSync(log.path, 'r'), openSync(disk, 'r+')];
  try {
    for (const { sector, sectors, data, isDiscard } of entries) {
      const length = sectors * log.sectorSize;
      const bytes = isDiscard ? Buffer.alloc(length) : piece(from, data, length);
      for (let done = 0; done < length;)
        done += writeSync(to, bytes, done, length - done, sector * log.sectorSize + done);
    }
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
