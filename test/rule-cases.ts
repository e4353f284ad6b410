import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { collect } from '../src/facts/collect.ts';
import type { Facts } from '../src/facts/fact-index.ts';
import type { Host } from '../src/host/reader.ts';
import { overlay, readFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import type { FindingVerdict } from '../src/judge/finding.ts';
import { hostFixture, packageFolder } from './run-cli.ts';

/** `fixtures/rules/<id>.yml`: a base host, and patches under which one rule fails, passes, or stays silent in a near miss. */
interface RuleFixture {
  readonly base: string;
  readonly cases: Readonly<Record<string, RuleCase>>;
}

/** One case of a rule, with the host that it is judged on. */
export interface RuleCase {
  /** Another base for this case. */
  readonly base?: string;
  readonly snapshot?: Record<string, unknown>;
  readonly verdict: FindingVerdict;
  /** What it is about, where not all that there are come to the same. */
  readonly subject?: string;
}

const folder = join(packageFolder, 'fixtures', 'rules');

/** The cases of every rule, by its id. */
export function ruleCases(): readonly (readonly [
  id: string,
  cases: Readonly<Record<string, RuleCase & { base: string }>>,
])[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.yml'))
    .map(name => {
      const fixture = parse(readFileSync(join(folder, name), 'utf8')) as RuleFixture;
      const cases = Object.entries(fixture.cases).map(
        ([about, one]) => [about, { base: fixture.base, ...one }] as const,
      );
      return [name.slice(0, -'.yml'.length), Object.fromEntries(cases)] as const;
    });
}

/** A recorded host with a patch laid over it. */
export async function hostOfCase({ base, snapshot = {} }: RuleCase & { base: string }): Promise<Host> {
  const path = hostFixture(base);
  const own = await readFixture(path);
  const whole =
    own.base === undefined
      ? overlay(own.snapshot, snapshot, path)
      : overlay(
          overlay((await readFixture(join(dirname(path), `${own.base}.yml`))).snapshot, own.snapshot, path),
          snapshot,
          path,
        );
  return replayHost(whole);
}

/** Its facts. */
export async function factsOfCase(one: RuleCase & { base: string }): Promise<Facts> {
  const { facts, breakages } = await collect(await hostOfCase(one));
  const [broken] = breakages;
  if (broken !== undefined) throw broken.error;
  return facts;
}
