import { describe, expect, test } from 'vitest';
import { propose, type Proposal } from '../../src/change/plan/propose.ts';
import { reportSteps } from '../../src/change/plan/report-steps.ts';
import type { Hand } from '../../src/change/plan/builder.ts';
import type { EditStep } from '../../src/change/plan.ts';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { ReportStep } from '../../src/judge/report-types.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

const frame = { version: '0.0.0', taken: '2025-01-24T11:30:00+08:00', source: 'snapshot' } as const;

/** A plan of one host, with everything that it may do. */
async function planned(path: string, hand: Hand): Promise<Proposal> {
  const host = replayHost(await openFixture(path));
  const { facts } = await collect(host);
  const input = { host, facts, rules: loadRules(), fixes: loadFixes(), frame };
  return propose(input, { only: [], include: ['grub-file', 'module-lists', 'obsolete-modules'], hand });
}

/** A proposal that edits one file. */
function editing(before: string | null, after: string | null): Proposal {
  const edit: EditStep = { kind: 'edit', path: '/etc/modules', before, after, reboot: true, rule: 'kvmgt' };
  const forecast = { before: 'action-needed', now: 'reboot-needed', afterReboot: 'ready', left: null };
  return { steps: [edit], forecast } as unknown as Proposal;
}

const changes = (before: string | null, after: string | null): readonly unknown[] =>
  reportSteps(editing(before, after), 'fngvt').map(step => [step.line, step.before, step.after]);

describe('the lines that change', () => {
  test('one line, by its number', () => {
    expect(changes('a\nb\nc\n', 'a\nB\nc\n')).toEqual([[2, 'b', 'B']]);
  });

  test('two places of a file, each by itself', () => {
    expect(changes('a\nb\nc\nd\n', 'A\nb\nc\nD\n')).toEqual([
      [1, 'a', 'A'],
      [4, 'd', 'D'],
    ]);
  });

  test('neighbours are one place', () => {
    expect(changes('a\nb\nc\n', 'A\nB\nc\n')).toEqual([[1, 'a\nb', 'A\nB']]);
  });

  test('a line that is added takes the number that it will have', () => {
    expect(changes('a\nb\n', 'a\nb\nc\n')).toEqual([[3, null, 'c']]);
    expect(changes('a\nb\n', 'c\na\nb\n')).toEqual([[1, null, 'c']]);
  });

  test('a line that goes', () => {
    expect(changes('a\nb\nc\n', 'a\nc\n')).toEqual([[2, 'b', null]]);
  });

  test('a file that is made, and one that goes', () => {
    expect(changes(null, 'a\nb\n')).toEqual([[null, null, 'a\nb']]);
    expect(changes('a\n', null)).toEqual([[null, 'a', null]]);
  });

  test('the same line twice in a row', () => {
    expect(changes('a\na\n', 'a\n')).toEqual([[2, 'a', null]]);
    expect(changes('a\n', 'a\na\n')).toEqual([[2, null, 'a']]);
  });
});

/** Does to the text what the step says, and nothing else. */
function done(text: string | null, { line, before, after }: ReportStep): string | null {
  if (line === null) return after === null ? null : `${after}\n`;
  const lines = (text ?? '').split('\n');
  const old = before === null ? [] : before.split('\n');
  expect(lines.slice(line - 1, line - 1 + old.length)).toEqual(old);
  lines.splice(line - 1, old.length, ...(after === null ? [] : after.split('\n')));
  return lines.join('\n');
}

describe.each(fixtureHosts().map(({ name, path }) => [name, path] as const))('%s', (_, path) => {
  test.each(['fngvt', 'person'] as const)(
    'whoever does what is told (%s) gets the files that were judged',
    async hand => {
      const plan = await planned(path, hand);
      const steps = reportSteps(plan, hand);
      const edits = plan.steps.filter(step => step.kind === 'edit');
      const texts = new Map<string, string | null>();
      for (const { path: file, before } of edits) if (!texts.has(file)) texts.set(file, before);
      for (const step of steps)
        if (step.path !== null) texts.set(step.path, done(texts.get(step.path) ?? null, step));
      const judged = new Map(edits.map(({ path: file, after }) => [file, after]));
      expect(texts).toEqual(judged);
      expect(steps.filter(step => step.argv !== null).map(({ argv }) => argv)).toEqual(
        plan.steps.flatMap(step => (step.kind === 'run' ? [step.argv] : [])),
      );
      for (const step of steps) expect(step.for).not.toEqual([]);
    },
  );
});
