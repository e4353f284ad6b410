import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { snapshotText } from '../src/host/snapshot/save.ts';
import { examine } from '../src/invocation/examine.ts';
import { subjectOf } from '../src/invocation/subject.ts';
import { ownVersion } from '../src/package-files.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from '../test/fixture-hosts.ts';

/**
 * What a folder of snapshots costs, in times of reading and parsing the same files (`JSON.parse(readFileSync(…))`); what a second core saves; and how much
 * more memory the whole folder takes than a tenth of it. The snapshots are those of the recorded hosts, over and over. `bench-folder.ts 10000` is the
 * whole, with all limits; without a number few are taken, and only the first limit is held: half of so short a run is V8's compiler.
 */

const whole = Number(process.argv[2] ?? 0);
const count = whole > 0 ? whole : 600;
const rounds = Number(process.env['BENCH_FOLDER_ROUNDS'] ?? (whole > 0 ? 1 : 3));

/** The most that it may cost: in times of reading and parsing; of few hosts the compiler's share is larger. Wanted are 15. */
const most = whole > 0 ? 60 : 130;
/** The least that a second core may bring, in times of one; the most that ten times as many hosts may take, in times of memory. */
const [leastOfSecond, mostMemory] = [1.6, 1.2];

const root = join(import.meta.dirname, '..');
const entry = join(root, 'dist', 'fngvt.js');
const place = mkdtempSync(join(tmpdir(), 'fngvt-bench-folder-'));

/** A folder of so many snapshots, each as `fngvt snapshot` writes it. */
async function folderOf(many: number): Promise<string> {
  const folder = join(place, String(many));
  mkdirSync(folder);
  const made = await snapshots;
  for (let at = 0; at < many; at += 1) {
    const [name, path] = made[at % made.length] ?? ['', ''];
    linkSync(path, join(folder, `${String(at).padStart(6, '0')}-${name}.json`));
  }
  return folder;
}

const snapshots = recorded();

async function recorded(): Promise<readonly (readonly [name: string, path: string])[]> {
  const call = { version: ownVersion(), now: '2026-01-01T00:00:00Z', call: 'fngvt' };
  const all: (readonly [string, string])[] = [];
  for (const { name, path } of fixtureHosts()) {
    const subject = await subjectOf({ kind: 'snapshot', snapshot: await openFixture(path) }, call);
    const { shared, snapshot } = await examine(subject, loadRules(), call);
    await shared();
    if (snapshot === undefined) throw new Error(`${name}: expected a snapshot`);
    const file = join(place, `${name}.json`);
    writeFileSync(file, snapshotText(snapshot()));
    all.push([name, file]);
  }
  return all;
}

/** What a run took: milliseconds of processor and of clock, MiB of memory at its highest. */
interface Cost {
  readonly cpu: number;
  readonly clock: number;
  readonly mib: number;
}

const told = join(place, 'told.json');
const teller = join(place, 'teller.cjs');
writeFileSync(
  teller,
  `if (require('node:worker_threads').isMainThread)
     process.on('exit', () => {
       const { user, system } = process.cpuUsage();
       const { maxRSS } = process.resourceUsage();
       require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify({ cpu: (user + system) / 1000, mib: maxRSS / 1024 }));
     });`,
);

/** One run, on one core or on all. */
function costOf(argv: readonly string[], isOnOne: boolean): Cost {
  const before = process.hrtime.bigint();
  const line = [process.execPath, '--require', teller, ...argv];
  const [program = '', ...rest] = isOnOne ? ['taskset', '-c', '0', ...line] : line;
  const { status, error } = spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined) throw error;
  if (status === null || status > 1) throw new Error(`${line.join(' ')} ended with ${String(status)}`);
  const clock = Number(process.hrtime.bigint() - before) / 1e6;
  return { clock, ...(JSON.parse(readFileSync(told, 'utf8')) as Omit<Cost, 'clock'>) };
}

const best = (costs: readonly Cost[], of: keyof Cost): number => Math.min(...costs.map(cost => cost[of]));
const isKept = (kept: boolean): string => (kept ? 'kept' : 'NOT KEPT');

const folder = await folderOf(count);
const reads = `const { readdirSync, readFileSync } = require('node:fs');
  for (const name of readdirSync(${JSON.stringify(folder)})) JSON.parse(readFileSync(${JSON.stringify(`${folder}/`)} + name, 'utf8'));`;
const [bare, read, one, all]: readonly Cost[][] = [[], [], [], []];
const doctor = [entry, 'doctor', '--from', folder];
for (let round = 0; round < rounds; round += 1) {
  bare?.push(costOf(['-e', '0'], true));
  read?.push(costOf(['-e', reads], true));
  one?.push(costOf(doctor, true));
  all?.push(costOf(doctor, false));
}
const start = best(bare ?? [], 'cpu');
const ratio = (best(one ?? [], 'cpu') - start) / (best(read ?? [], 'cpu') - start);
console.log(
  `a folder of ${count}: ${ratio.toFixed(1)} x of reading and parsing it  (at most ${most}: ${isKept(ratio <= most)})`,
);
const cores = availableParallelism();
const second = best(one ?? [], 'clock') / best(all ?? [], 'clock');
const isSecondHeld = whole > 0 && cores >= 2;
console.log(
  `on ${cores} cores ${second.toFixed(2)} x as fast as on one${isSecondHeld ? `  (at least ${leastOfSecond}: ${isKept(second >= leastOfSecond)})` : ''}`,
);
let isFlat = true;
if (whole > 0) {
  const tenth = await folderOf(Math.round(count / 10));
  const few = costOf([entry, 'doctor', '--from', tenth], false);
  const memory = best(all ?? [], 'mib') / few.mib;
  isFlat = memory <= mostMemory;
  console.log(
    `memory: ${best(all ?? [], 'mib').toFixed(0)} MiB, ${memory.toFixed(2)} x of that for a tenth of the hosts  (at most ${mostMemory}: ${isKept(isFlat)})`,
  );
}
rmSync(place, { recursive: true, force: true });
if (ratio > most || !isFlat || (isSecondHeld && second < leastOfSecond)) process.exitCode = 1;
