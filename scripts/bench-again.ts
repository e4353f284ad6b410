import { join } from 'node:path';
import { asGenerated } from '../src/change/plan/forecast.ts';
import { propose, type Proposal } from '../src/change/plan/propose.ts';
import { collect } from '../src/facts/collect.ts';
import type { Facts } from '../src/facts/fact-index.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { overlayHost, type Overlay } from '../src/host/overlay-host.ts';
import type { Host } from '../src/host/reader.ts';
import { rememberingHost } from '../src/host/remember.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { conclude } from '../src/judge/conclude.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';

/**
 * What a second evaluation of a host costs (its facts, its next boot, the rules on both), in times of the first one: behind one edit, as a plan makes them
 * and a helper tries them, and behind a whole plan that makes a host ready, after which half of the rules are about something else. Processor time of one
 * warm process, the median of interleaved rounds.
 */

/** The most that a second evaluation behind one edit may cost, on average of the edits below. */
const most = 0.2;

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 300);
const [rules, fixes] = [loadRules(), loadFixes()];
const frame = { version: '0.0.0', taken: '2025-01-24T10:30:00+08:00', source: 'snapshot' } as const;
const snapshot = await openFixture(join(import.meta.dirname, '..', 'fixtures', 'hosts', 'fnos-hd620.yml'));

/** An edit, and the words that come into the next boot by it; undefined: the boot loader has nothing to do with it. */
interface Trial {
  readonly name: string;
  readonly files: Overlay;
  readonly words?: Pick<Proposal, 'words' | 'dropped'>;
}

async function textOf(host: Host, path: string): Promise<string> {
  const reading = await host.read(path);
  if (reading.state !== 'present') throw new Error(`not recorded: ${path}`);
  return reading.value;
}

async function trialsOn(host: Host): Promise<readonly Trial[]> {
  const { facts } = await collect(host);
  const plan = await propose({ host, facts, rules, fixes, frame }, { only: [], include: [] });
  const grub = await textOf(host, '/etc/default/grub');
  const modules = await textOf(host, '/etc/modules');
  const edits = plan.steps.flatMap(step => (step.kind === 'edit' ? [[step.path, step.after] as const] : []));
  return [
    { name: 'a line in /etc/modules', files: new Map([['/etc/modules', `${modules}kvmgt\n`]]) },
    {
      name: 'a word in /etc/default/grub',
      files: new Map([['/etc/default/grub', grub.replace('quiet', 'quiet splash')]]),
      words: { words: [], dropped: [] },
    },
    {
      name: 'an option in /etc/modprobe.d',
      files: new Map([['/etc/modprobe.d/kvm.conf', 'options kvm ignore_msrs=1\n']]),
    },
    { name: 'a whole plan (told, not held)', files: new Map(edits), words: plan },
  ];
}

/** Milliseconds of processor time. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function evaluate(host: Host, like?: Facts, words?: Trial['words']): Promise<Facts> {
  const { facts: read } = await collect(host, like);
  const isGenerated = like !== undefined && words !== undefined;
  const facts = isGenerated ? asGenerated(like, read, { wanted: words.words, dropped: words.dropped }) : read;
  conclude(rules, facts, nextBoot(facts), frame);
  return facts;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

const trials = await trialsOn(replayHost(snapshot));
const first: number[] = [];
const again = trials.map((): number[] => []);
for (let round = 0; round < rounds; round += 1) {
  const host = rememberingHost(replayHost(snapshot));
  let facts: Facts | undefined;
  first.push(await timed(async () => (facts = await evaluate(host))));
  for (const [at, { files, words }] of trials.entries())
    again[at]?.push(await timed(() => evaluate(overlayHost(host, files), facts, words)));
}

// What is not compiled yet is no part of it.
const warm = (times: readonly number[]): number => median(times.slice(Math.floor(rounds / 6)));
const base = warm(first);
const ratios = again.map(times => warm(times) / base);
for (const [at, { name }] of trials.entries())
  console.log(
    `second evaluation: ${name.padEnd(34)} ${(ratios[at] ?? Number.NaN).toFixed(2)} x of the first`,
  );
const mean = ratios.slice(0, -1).reduce((sum, ratio) => sum + ratio, 0) / (ratios.length - 1);
const isKept = mean <= most;
console.log(
  `second evaluation behind one edit: ${mean.toFixed(2)} x on average  (at most ${most.toFixed(1)}: ${isKept ? 'kept' : 'TOO SLOW'}); ${rounds} rounds`,
);
if (!isKept) process.exitCode = 1;
