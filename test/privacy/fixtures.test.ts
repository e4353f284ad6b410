import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { keyedDigest } from '../../src/host/digest.ts';
import type { Host } from '../../src/host/reader.ts';
import { rememberingHost } from '../../src/host/remember.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { recordingHost } from '../../src/host/snapshot/record.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { snapshotSchema } from '../../src/host/snapshot/snapshot-schema.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { redactingHost } from '../../src/privacy/redacting-host.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

const rules = loadRules();

async function judge(host: Host): Promise<Report> {
  const { facts, breakages } = await collect(rememberingHost(host));
  expect(breakages).toEqual([]);
  return conclude(rules, facts, nextBoot(facts), { version: '0.0.0', taken: '', source: 'snapshot' });
}

/** What came of each check; subjects are names and may have changed. */
const outcomes = ({ findings }: Report): readonly string[] =>
  findings
    .map(({ id, verdict, cause, because, pending }) => [id, verdict, cause, because, pending].join(' '))
    .sort();

const label = { taken: '', version: '0.0.0' };

describe.each(fixtureHosts().map(host => [host.name, host.path] as const))('%s', (_name, path) => {
  test('is judged alike with and without its names', async () => {
    const snapshot = await openFixture(path);
    const open = await judge(replayHost(snapshot));
    const hidden = await judge(redactingHost(replayHost(snapshot), new Pseudonymizer(keyedDigest('k'))));
    expect(hidden.verdict).toEqual(open.verdict);
    expect(outcomes(hidden)).toEqual(outcomes(open));
  });

  test('recorded and replayed gives the same report', async () => {
    const standIns = new Pseudonymizer(keyedDigest('k'));
    const recording = recordingHost(redactingHost(replayHost(await openFixture(path)), standIns));
    const first = await judge(recording.host);
    const saved = recording.snapshot(label);
    expect(snapshotSchema.parse(saved)).toEqual(saved);
    expect(await judge(replayHost(saved))).toEqual(first);
    // Once more through the grammar: nothing is left to replace.
    const again = new Pseudonymizer(keyedDigest('other'));
    const second = recordingHost(redactingHost(replayHost(saved), again));
    await judge(second.host);
    expect(again.all()).toEqual([]);
    expect(second.snapshot(label)).toEqual(saved);
  });
});
