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
    /** A real support case: its cause as it turned out, `unknown` where it never did. */
    case: z.string().optional(),
    /** Somebody who knows could name that cause from what the post shows. */
    shown: z.literal(true).optional(),
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

describe('real support cases', () => {
  const cases = Object.entries(expected).filter(([, { case: cause }]) => cause !== undefined);

  test('a cause is named in nearly half of those that show it', () => {
    const shown = cases.filter(([, { shown: isShown }]) => isShown);
    const named = shown.filter(([, { cause, case: real }]) => cause === real);
    console.log(`cases: ${named.length} of ${shown.length} that show their cause are named`);
    expect(shown.length).toBeGreaterThan(60);
    expect(named.length / shown.length).toBeGreaterThanOrEqual(0.45);
  });

  test('what nobody found out stays open, and nothing false is said for certain', () => {
    const firm = cases.filter(([, { state }]) => state !== 'unknown');
    expect(firm.filter(([, { cause, case: real }]) => real === 'unknown' || cause === null)).toEqual([]);
    const others = firm.filter(([, { cause, case: real }]) => cause !== real).map(([name]) => name);
    // The chip that an old table of ids lacks is too old for GVT-g besides; the one without SR-IOV is of those that GVT-g leaves out.
    expect(others).toEqual(['case-XenGT-Preview-kernel-1', 'case-i915-sriov-dkms-214']);
  });
});
