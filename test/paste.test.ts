import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { conclude } from '../src/judge/conclude.ts';
import type { Report } from '../src/judge/report-types.ts';
import { readPaste, type Paste } from '../src/paste/paste.ts';
import { loadRules } from '../src/rules/load.ts';
import { packageFolder } from './run-cli.ts';

const folder = join(packageFolder, 'fixtures', 'pastes');

const expectation = z.record(
  z.string(),
  z.strictObject({
    state: z.enum(['ready', 'action-needed', 'reboot-needed', 'unsupported', 'unknown']),
    cause: z.string().nullable(),
    exit: z.int(),
    case: z.string().optional(),
  }),
);

const expected = expectation.parse(parse(readFileSync(join(folder, 'expected.yml'), 'utf8')));
const names = readdirSync(folder)
  .filter(file => file.endsWith('.txt'))
  .map(file => file.replace(/\.txt$/u, ''))
  .sort();

async function judged(name: string): Promise<{ readonly paste: Paste; readonly report: Report }> {
  const paste = readPaste(readFileSync(join(folder, `${name}.txt`), 'utf8'));
  const { facts, breakages } = await collect(replayHost(paste.snapshot));
  expect(breakages).toEqual([]);
  const frame = { version: '0.0.0', taken: '', source: 'snapshot' as const, isPart: true };
  return { paste, report: conclude(loadRules(), facts, nextBoot(facts), frame) };
}

test('every paste has its expectation, and every expectation its paste', () => {
  expect(names).toEqual(Object.keys(expected).sort());
});

describe.each(names)('%s', name => {
  test('is judged as was expected before anything ran', async () => {
    const { report } = await judged(name);
    const { state, cause, exit } = expected[name] ?? {};
    expect(report.verdict).toMatchObject({ state, cause, exit_code: exit });
  });
});
