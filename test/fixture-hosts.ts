import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { openFixture, type Fixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { partial } from '../src/invocation/partial.ts';
import { conclude } from '../src/judge/conclude.ts';
import type { Report } from '../src/judge/report-types.ts';
import { loadRules } from '../src/rules/load.ts';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures', 'hosts');

const expectation = z.strictObject({
  verdict: z.strictObject({
    state: z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']),
    technology: z.enum(['gvt-g', 'sr-iov', 'none']).nullable(),
    gpu: z.string().nullable(),
    exit_code: z.int(),
    cause: z.string().nullable(),
  }),
  fails: z.record(z.string(), z.string()).default({}),
  passes: z.array(z.string()).default([]),
});

/** What a person expects of a recorded host: the verdict, further rules that must fail (with their cause), rules that must pass. */
export type Expectation = z.infer<typeof expectation>;

/** A recorded host. */
export interface FixtureHost {
  /** The file's name without its ending: `fnos-hd620.rebooted`. */
  readonly name: string;
  readonly path: string;
  /** The file as written; a variant holds only what differs from its base. */
  readonly fixture: Fixture;
  readonly expected: Expectation;
  /** The judgement, made when it is first asked for. */
  readonly report: Promise<Report>;
}

/** Every host in fixtures/hosts, by name. */
export function fixtureHosts(): readonly FixtureHost[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yml'))
    .sort()
    .map(file => {
      const path = join(folder, file);
      const fixture = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }) as Fixture;
      let report: Promise<Report> | undefined;
      return {
        name: file.replace(/\.yml$/u, ''),
        path,
        fixture,
        expected: expectation.parse(fixture.expect),
        get report() {
          return (report ??= judgeFixture(path));
        },
      };
    });
}

/** Judges a recorded host from its file, as `doctor --from` does. */
export async function judgeFixture(path: string): Promise<Report> {
  const snapshot = await openFixture(path);
  const { facts, breakages } = await collect(replayHost(snapshot));
  const [broken] = breakages;
  if (broken !== undefined) throw broken.error;
  return conclude(loadRules(), facts, nextBoot(facts), {
    version: '0.0.0',
    taken: snapshot.taken,
    source: 'snapshot',
    isPart: snapshot.tool?.name === partial,
  });
}
