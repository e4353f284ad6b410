import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/judge/finding.ts';
import { reportSchema } from '../src/judge/report-schema.ts';
import { findingsTable } from './findings-table.ts';
import { fixtureHosts, judgeFixture } from './fixture-hosts.ts';

const hosts = fixtureHosts();

describe.each(hosts)('$name', ({ name, path, fixture, expected, ...host }) => {
  test('the verdict is the expected one', async () => {
    const { verdict } = await host.report;
    expect(verdict).toMatchObject(expected.verdict);
  });

  test('the named rules fail and pass', async () => {
    const { findings } = await host.report;
    const verdicts = (id: string, verdict: string): readonly Finding[] =>
      findings.filter(finding => finding.id === id && finding.verdict === verdict);
    const failed = Object.keys(expected.fails).map(id => [id, verdicts(id, 'fail')[0]?.cause]);
    expect(Object.fromEntries(failed)).toEqual(expected.fails);
    const passed = expected.passes.filter(
      id => verdicts(id, 'pass').length > 0 && verdicts(id, 'fail').length === 0,
    );
    expect(passed).toEqual(expected.passes);
  });

  test('the findings are those of the table beside it', async () => {
    const { findings } = await host.report;
    await expect(findingsTable(findings)).toMatchFileSnapshot(path.replace(/\.yml$/u, '.findings.txt'));
  });

  test('the report has the shape of its schema', async () => {
    const report = await host.report;
    expect(reportSchema.parse(report)).toEqual(report);
  });

  test('judged again it says the same', async () => {
    expect(await judgeFixture(path)).toEqual(await host.report);
  });

  test('it says which host it follows, and a variant is one step from its base', () => {
    expect(fixture.about.length).toBeGreaterThan(40);
    const base = hosts.find(other => other.name === fixture.base);
    expect(name.split('.')[0]).toBe(fixture.base ?? name);
    expect(base?.fixture.base).toBeUndefined();
  });
});
