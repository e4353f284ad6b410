import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { overlay, readFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import type { Finding, FindingVerdict } from '../src/judge/finding.ts';
import { foretell, judge } from '../src/judge/judge.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { hostFixture, packageFolder } from './run-cli.ts';

/** `fixtures/rules/<id>.yml`: a base host, and patches under which one rule fails, passes, or stays silent in a near miss. */
interface RuleFixture {
  readonly base: string;
  readonly cases: Readonly<Record<string, RuleCase>>;
}

interface RuleCase {
  /** Another base for this case. */
  readonly base?: string;
  readonly snapshot?: Record<string, unknown>;
  readonly verdict: FindingVerdict;
  /** What it is about, where not all that there are come to the same. */
  readonly subject?: string;
}

const folder = join(packageFolder, 'fixtures', 'rules');
const rules = loadRules();
const files = readdirSync(folder).filter(name => name.endsWith('.yml'));
/** What each rule came to anywhere. */
const outcomes = new Map<string, Set<FindingVerdict>>(
  rules.map(rule => [rule.id, new Set<FindingVerdict>()]),
);

async function findingsOf(base: string, patch: Record<string, unknown>): Promise<readonly Finding[]> {
  const path = hostFixture(base);
  const own = await readFixture(path);
  const whole =
    own.base === undefined
      ? overlay(own.snapshot, patch, path)
      : overlay(
          overlay((await readFixture(join(dirname(path), `${own.base}.yml`))).snapshot, own.snapshot, path),
          patch,
          path,
        );
  const { facts, breakages } = await collect(replayHost(whole));
  expect(breakages).toEqual([]);
  return judge(rules, facts, foretell(rules, nextBoot(facts)));
}

describe.each(files)('%s', file => {
  const id = file.slice(0, -'.yml'.length);
  const fixture = parse(readFileSync(join(folder, file), 'utf8')) as RuleFixture;

  test('is about a rule', () => {
    expect(rules.map(rule => rule.id)).toContain(id);
  });

  test.each(Object.entries(fixture.cases))('%s', async (_name, one) => {
    const findings = (await findingsOf(one.base ?? fixture.base, one.snapshot ?? {})).filter(
      finding => finding.id === id && (one.subject === undefined || finding.subject === one.subject),
    );
    const verdicts = findings.map(({ subject, verdict }) => [subject, verdict]);
    expect(verdicts).not.toEqual([]);
    expect(verdicts).toEqual(findings.map(({ subject }) => [subject, one.verdict]));
    for (const finding of findings) outcomes.get(id)?.add(finding.verdict);
  });
});

test('every rule passes in one fixture and fails in another', async () => {
  for (const host of fixtureHosts()) {
    for (const finding of (await host.report).findings) outcomes.get(finding.id)?.add(finding.verdict);
  }
  const missing = [...outcomes].flatMap(([id, verdicts]) =>
    (['pass', 'fail'] as const).filter(verdict => !verdicts.has(verdict)).map(verdict => `${id}: ${verdict}`),
  );
  expect(missing).toEqual([]);
});
