import { describe, expect, test } from 'vitest';
import { carryOut } from '../../src/invocation/carry-out.ts';
import { changedSince } from '../../src/invocation/fix-check.ts';
import { flagsOf } from '../../src/invocation/flag-table.ts';
import { parseFlags } from '../../src/invocation/flags.ts';
import type { Invocation } from '../../src/invocation/outcome.ts';
import type { Proposal } from '../../src/change/plan/propose.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { planOf, recorded } from '../planned-hosts.ts';
import { plainText } from '../../src/values/styled.ts';

async function proposalFor(name: string): Promise<Proposal> {
  const path = fixtureHosts().find(one => one.name === name)?.path ?? '';
  const { host, facts } = await recorded(path);
  return planOf(host, facts);
}

describe('a plan that waited for an answer', () => {
  test('holds on the same host', async () => {
    const shown = await proposalFor('fnos-hd620');
    expect(changedSince(shown, await proposalFor('fnos-hd620'))).toEqual([]);
  });

  test('does not once the GPU was given away, or where it is about another one', async () => {
    const shown = await proposalFor('fnos-hd620');
    const given = await proposalFor('optiplex7050-ubuntu2204.vfio-pci');
    expect(given.refused).toMatchObject([{ reason: 'given-to-vfio' }]);
    expect(changedSince(shown, given)).toMatchObject([{ reason: 'host-changed', rule: 'driver-vfio' }]);
    const verdict = shown.report.verdict && { ...shown.report.verdict, gpu: '0000:03:00.0' };
    const other = { ...shown, report: { ...shown.report, verdict } };
    expect(changedSince(shown, other)).toEqual([{ reason: 'host-changed', rule: null }]);
  });

  test.each(['en', 'zh-CN'] as const)('is not carried out then, %s', async language => {
    const plan = await proposalFor('fnos-hd620');
    const questions: string[] = [];
    const invocation: Invocation = {
      version: '0',
      now: '2025-01-24T10:30:00Z',
      call: 'fngvt',
      columns: 80,
      isTerminal: true,
      ask: question => Promise.resolve(questions.push(plainText(question)) > 0),
      environment: {},
    };
    const { exit, applied, text } = await carryOut({
      plan,
      shown: 'the plan\n',
      question: 'Yes?',
      isJson: false,
      source: 'live',
      language,
      call: 'fngvt',
      parsed: parseFlags([], flagsOf('fix')),
      invocation,
      still: () => Promise.resolve([{ reason: 'host-changed', rule: null }]),
    });
    expect(questions).toEqual(['the plan\nYes?']);
    expect({ exit, applied }).toMatchObject({ exit: 1, applied: { outcome: 'refused' } });
    expect(plainText(text)).toMatch(
      language === 'en' ? /^Nothing was touched:\n.*not as it was/su : /重新运行/u,
    );
  });
});
