import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { drawsOf } from '../part.ts';

const rules = loadRules();
const draws = Number(process.env['FNGVT_TAKE_AWAY'] ?? drawsOf(3000, 800));
const seed = Number(process.env['FNGVT_SEED'] ?? 20_261_129);

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function numbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One answer of the machine: where it stands in the snapshot. */
interface Answered {
  readonly part: 'files' | 'dirs' | 'links' | 'binary' | 'stats' | 'absent' | 'denied' | 'commands';
  readonly name: string;
}

const answersOf = (snapshot: Snapshot): readonly Answered[] => [
  ...(['files', 'dirs', 'links', 'binary', 'stats'] as const).flatMap(part =>
    Object.keys(snapshot[part]).map(name => ({ part, name })),
  ),
  ...(['absent', 'denied'] as const).flatMap(part => snapshot[part].map(name => ({ part, name }))),
  ...snapshot.commands.map(({ argv }) => ({ part: 'commands' as const, name: argv.join(' ') })),
];

/** The snapshot as if nobody had asked for these. */
function without(snapshot: Snapshot, gone: readonly Answered[]): Snapshot {
  const isGone = (part: Answered['part'], name: string): boolean =>
    gone.some(one => one.part === part && one.name === name);
  const kept = <T>(part: Answered['part'], all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !isGone(part, name)));
  return {
    ...snapshot,
    files: kept('files', snapshot.files),
    dirs: kept('dirs', snapshot.dirs),
    links: kept('links', snapshot.links),
    binary: kept('binary', snapshot.binary),
    stats: kept('stats', snapshot.stats),
    absent: snapshot.absent.filter(name => !isGone('absent', name)),
    denied: snapshot.denied.filter(name => !isGone('denied', name)),
    commands: snapshot.commands.filter(({ argv }) => !isGone('commands', argv.join(' '))),
  };
}

async function judged(snapshot: Snapshot): Promise<Report> {
  const { facts, breakages } = await collect(replayHost(snapshot));
  expect(breakages).toEqual([]);
  const frame = { version: '0', taken: '', source: 'snapshot' as const, isPart: true };
  return conclude(rules, facts, nextBoot(facts), frame);
}

/** What became worse than not knowing; null: nothing. */
function broken(whole: Report, part: Report): string | null {
  const [before, after] = [whole.verdict, part.verdict];
  if (before === null || after === null || after.state === 'unknown') return null;
  if (after.state === before.state && after.cause === before.cause)
    return isSurer(whole, part) ? `${String(after.cause)} is certain, and was likely` : null;
  const fails = new Set(whole.findings.filter(({ verdict }) => verdict === 'fail').map(({ cause }) => cause));
  if (after.state === 'action-needed' && fails.has(after.cause)) return null;
  return `${before.state} ${String(before.cause)} became ${after.state} ${String(after.cause)}`;
}

/** Does the part say for certain what is likely on the whole host? */
function isSurer(whole: Report, part: Report): boolean {
  const confidenceOf = ({ findings, verdict }: Report): string | undefined =>
    findings.find(({ id, verdict: came }) => id === verdict?.rule && came === 'fail')?.confidence;
  return confidenceOf(part) === 'certain' && confidenceOf(whole) === 'likely';
}

/** What the part said for certain, and the readings that it lacked turn into its opposite. */
function turned(whole: Report, part: Report): readonly string[] {
  return part.findings.flatMap(({ id, subject, verdict, confidence }) => {
    if (confidence !== 'certain' || (verdict !== 'pass' && verdict !== 'fail')) return [];
    const then = whole.findings.find(one => one.id === id && one.subject === subject);
    if (then?.verdict !== (verdict === 'pass' ? 'fail' : 'pass')) return [];
    return [`${id} ${String(subject)}: ${verdict} became ${then.verdict}`];
  });
}

/**
 * What takes the proof away and leaves what looks like one: vGPU types are listed, with instances, by a GPU that can make none of them. Only the
 * size of its aperture tells (i915/gvt/aperture_gm.c), which hardly anybody posts, so listed types are believed.
 */
const believed = { host: 'm720q-debian12.aperture-4096', answer: '/resource' };

describe('with a reading or two taken away', () => {
  test('a host says the same, or that it does not know, or a fault that it has', async () => {
    console.log(`take away: seed ${seed}, ${draws} draws`);
    const next = numbers(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    const hosts = await Promise.all(
      fixtureHosts().map(async ({ name, path }) => {
        const snapshot = await openFixture(path);
        return { name, snapshot, answers: answersOf(snapshot), whole: await judged(snapshot) };
      }),
    );
    const wrong: string[] = [];
    const usable = hosts.filter(({ answers }) => answers.length > 2);
    for (let i = 0; i < draws; i += 1) {
      const { name, snapshot, answers, whole } = pick(usable);
      const gone = i % 2 === 0 ? [pick(answers)] : [pick(answers), pick(answers)];
      const part = await judged(without(snapshot, gone));
      const fault = broken(whole, part);
      const what = gone.map(one => `${one.part} ${one.name}`).join(' and ');
      const isBelieved = name === believed.host && what.includes(believed.answer);
      if (fault !== null && !isBelieved) wrong.push(`${name} without ${what}: ${fault}`);
      if (!isBelieved) for (const one of turned(whole, part)) wrong.push(`${name} with ${what}: ${one}`);
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});
