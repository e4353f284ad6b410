import { beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { judgeCondition } from '../../src/judge/condition.ts';
import type { Finding } from '../../src/judge/finding.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { languages } from '../../src/values/text.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { factsOfCase, ruleCases } from '../rule-cases.ts';
import { passingRows, untruths, type PassingRow, type ReadHost } from './passing-rows.ts';

/**
 * A passing row is a sentence about the host, and it must be true. The words themselves are held against the facts (`claims.ts`), not the
 * rule that chose them: what a rule lets pass, and what it then says, may well differ.
 */

const rules = loadRules();
let recorded: readonly ReadHost[] = [];
/** Those too that only a rule's own cases show. */
let hosts: readonly ReadHost[] = [];
let rows: readonly { readonly row: PassingRow; readonly host: ReadHost }[] = [];

function rowsOf(
  catalogue: readonly Rule[],
  among: readonly ReadHost[],
  asked?: (finding: Finding) => boolean,
): typeof rows {
  return among.flatMap(host => passingRows(catalogue, host, asked).map(row => ({ row, host })));
}

beforeAll(async () => {
  const read: ReadHost[] = [];
  for (const { name, path } of fixtureHosts())
    read.push({ name, facts: (await collect(replayHost(await openFixture(path)))).facts });
  recorded = [...read];
  for (const [id, cases] of ruleCases())
    for (const [about, one] of Object.entries(cases))
      read.push({ name: `${id}, ${about}`, facts: await factsOfCase(one) });
  hosts = read;
  rows = rowsOf(rules, hosts);
}, 120_000);

describe('a passing row', () => {
  test('is true, in both languages', () => {
    expect(rows.length).toBeGreaterThan(10_000);
    expect(rows.flatMap(({ row, host }) => untruths(row, host.facts))).toEqual([]);
  });

  test('is filled, and says what its rule says', () => {
    const titles = new Map(rules.map(rule => [rule.id, rule.title]));
    const unfilled = rows.flatMap(({ row: { host, finding, says } }) =>
      languages
        .filter(
          language =>
            /[{}…]|null|undefined/u.test(says[language]) ||
            says[language] === titles.get(finding.id)?.[language],
        )
        .map(language => `${host}: ${finding.id}: ${says[language]}`),
    );
    expect(unfilled).toEqual([]);
  });

  test('is no longer than a line', () => {
    const long = rows.flatMap(({ row: { says } }) => Object.values(says).filter(text => width(text) > 72));
    expect([...new Set(long)]).toEqual([]);
  });

  test('rests on a rule that is known to be about the host, and on what it expects', () => {
    const hollow = rows.flatMap(({ row: { host, finding }, host: { facts } }) => {
      const rule = rules.find(one => one.id === finding.id) ?? expect.fail(finding.id);
      const subject = finding.subject ?? undefined;
      const truthOf = (part: Rule['applies']): unknown =>
        part === undefined ? true : judgeCondition(part, facts, subject).truth;
      // What holds of a host as a whole holds, whether or not the rule is about it.
      const isAbout =
        truthOf(rule.applies) === true || (rule.each === undefined && truthOf(rule.applies) === 'unknown');
      const isSo = truthOf(rule.expect) === true && truthOf(rule.passedWhere) === true;
      return isAbout && isSo ? [] : [`${host}: ${finding.id}`];
    });
    expect(hollow).toEqual([]);
  });

  test('is there for every rule, on a recorded host or in its cases', () => {
    const seen = new Set(rows.map(({ row }) => row.finding.id));
    expect(rules.map(({ id }) => id).filter(id => !seen.has(id))).toEqual([]);
  });
});

describe('what a rule leaves unsaid', () => {
  const without = (rule: Rule): Rule => {
    const { passedWhere, ...rest } = rule;
    return passedWhere === undefined ? rule : rest;
  };

  test('would be false: each `passed-where` is needed', () => {
    const bare = rules.map(without);
    const speakers = new Set(
      rules.filter(({ passedWhere }) => passedWhere !== undefined).map(({ id }) => id),
    );
    const lying = new Set(
      rowsOf(bare, hosts, ({ id }) => speakers.has(id))
        .filter(({ row, host }) => untruths(row, host.facts).length > 0)
        .map(({ row }) => row.finding.id),
    );
    const idle = rules.filter(rule => rule.passedWhere !== undefined && !lying.has(rule.id));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  test('a capability that a GPU of GVT-g lacks is found out, were the rule about it', () => {
    const careless = rules.map((rule): Rule => {
      const { applies, ...rest } = rule;
      return rule.id === 'gpu-sriov-capability' && applies !== undefined ? rest : rule;
    });
    const found = rowsOf(careless, recorded).filter(
      ({ row, host }) => row.finding.id === 'gpu-sriov-capability' && untruths(row, host.facts).length > 0,
    );
    expect(found.length).toBeGreaterThan(50);
  });
});
