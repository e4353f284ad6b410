import { collect } from '../../../src/facts/collect.ts';
import { derive } from '../../../src/facts/derive.ts';
import type { Binding } from '../../../src/facts/driver-binding.ts';
import { driverAtBoot } from '../../../src/facts/driver-question.ts';
import type { Facts } from '../../../src/facts/fact-index.ts';
import { nextBoot } from '../../../src/facts/next-boot.ts';
import { checkSnapshot } from '../../../src/host/snapshot/check.ts';
import { replayHost } from '../../../src/host/snapshot/replay.ts';

/** The stand-in GPU. */
export const gpu = '0000:00:02.0';

/** The driver as fngvt foretells it from a snapshot: its name, `none`, or `open` where it names none. */
export interface Foretold {
  readonly driver: string;
  /** Why it is open: what it says would settle it. */
  readonly settledBy: string | null;
}

/**
 * `boot`: what the doctor foretells of the next boot, from what the boot loader will say. `reload`: the same question of the host as it is, its
 * command line too.
 */
export async function foretold(snapshot: string, by: 'boot' | 'reload'): Promise<Foretold> {
  const { facts } = await collect(replayHost(checkSnapshot(JSON.parse(snapshot), 'a snapshot of the VM')));
  return by === 'boot'
    ? ofNextBoot(facts)
    : ofBinding(driverAtBoot({ now: facts, next: derive(facts), gpu }));
}

function ofNextBoot(facts: Facts): Foretold {
  const driver = nextBoot(facts).get('gpu/driver', gpu);
  if (driver.known) return { driver: named(driver.value), settledBy: null };
  return { driver: 'open', settledBy: driver.source ?? null };
}

function ofBinding(binding: Binding): Foretold {
  return 'driver' in binding
    ? { driver: named(binding.driver), settledBy: null }
    : { driver: 'open', settledBy: binding.settledBy };
}

/**
 * A snapshot of the same host with what a reload has changed since (`readAgain`): to take one anew for every row is most of the time of an
 * emulated machine.
 */
export function changedSince(snapshot: string, lines: string): string {
  const { files, dirs, stats, absent, ...rest } = checkSnapshot(JSON.parse(snapshot), 'a snapshot of the VM');
  const again = lines
    .trim()
    .split('\n')
    .map(line => {
      const [path = '', seconds = '', base64 = ''] = line.split(' ');
      return { path, mtime: new Date(Number(seconds) * 1000).toISOString(), base64 };
    });
  const isOld = (path: string): boolean => path.startsWith('/etc/modprobe.d/');
  const kept = Object.entries(files).filter(([path]) => !isOld(path));
  const read = again.filter(({ path }) => !path.startsWith('/boot/'));
  const folder = '/etc/modprobe.d';
  return JSON.stringify({
    ...rest,
    files: {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(read.map(({ path, base64 }) => [path, Buffer.from(base64, 'base64').toString()])),
    },
    dirs: {
      ...dirs,
      [folder]: read.flatMap(({ path }) => (isOld(path) ? [path.slice(folder.length + 1)] : [])).sort(),
    },
    stats: {
      ...stats,
      ...Object.fromEntries(
        again.map(({ path, mtime }) => [path, { mode: '0644', owner: 0, group: 0, size: 1, mtime, free: 1 }]),
      ),
    },
    absent: absent.filter(path => !isOld(path)),
  });
}

const named = (driver: unknown): string => (typeof driver === 'string' ? driver : 'none');
