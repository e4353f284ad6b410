import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Applied } from '../../src/change/apply/apply-result.ts';
import { renderApplied } from '../../src/report/plan/applied-text.ts';
import { planSchema } from '../../src/report/json/plan-schema.ts';
import { changeWords } from '../../src/words/change-words.ts';
import { canInject } from './crash.ts';
import { planned, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot, type RunResult } from './own-root.ts';
import { notRedacted } from '../run-cli.ts';

const notes = '/var/lib/fngvt/journal';
const id = '20260102-030405';
const at = ['--at', '2026-01-02T03:04:05.000Z'];

/** A disk that fails from the n-th time on: the folder of our notes can't be listed, or one file of it not be opened. */
const failing = (root: OwnRoot, call: string, path: string, n = 1): readonly string[] => [
  ...['strace', '-qq', '-o', '/dev/null', '-P', path, '-P', root.at(path)],
  ...['-e', `trace=${call}`, '-e', `inject=${call}:error=EIO:when=${n}+`],
];

describe.runIf(canChroot && canInject)('notes that a bad disk does not give', () => {
  let root: OwnRoot;
  let first: Readonly<Record<string, string>>;
  beforeAll(() => {
    root = new OwnRoot();
  });
  afterAll(() => root.remove());
  beforeEach(() => {
    first = planned(root);
  });

  const apply = (before: readonly string[] = []): Applied =>
    JSON.parse(root.entry(['apply', '/plan.json', ...at], before).stdout) as Applied;
  const unlisted = (n = 1): readonly string[] => failing(root, 'getdents64', notes, n);
  const unopened = (): readonly string[] => failing(root, 'openat', `${notes}/${id}.json`);
  const quiet = ({ stderr }: RunResult): void => expect(stderr).not.toMatch(/\bat .*:\d+|bug in fngvt/u);

  test('a change that stands is told with its way back, in both languages', () => {
    // The first listing of this run is that of the old journals, after the last step.
    const applied = apply(unlisted());
    expect(applied).toEqual({ outcome: 'applied', journal: id });
    for (const say of [changeWords.en, changeWords['zh-CN']])
      expect(renderApplied(applied, { say, undo: 'fngvt undo', columns: 80 })).toContain(
        `fngvt undo ${id}\n`,
      );
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    expect(root.tree(...touched)).toEqual(first);
  });

  test.each([
    ['the folder', unlisted, notes],
    ['a journal, which may tell of a change that was cut short', unopened, `${notes}/${id}.json`],
  ])('nothing is begun without %s', (_, fault, path) => {
    apply();
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    const refused = apply(fault());
    expect(refused).toEqual({
      outcome: 'refused',
      refused: [{ reason: 'notes-unread', details: { path, error: 'EIO' }, rule: null }],
    });
    expect(renderApplied(refused, { say: changeWords.en, undo: '', columns: 200 })).toBe(
      `Nothing was touched:\n  - ${path}, where fngvt notes its changes, can't be read (EIO).\n`,
    );
    expect(root.tree(...touched)).toEqual(first);
  });

  test('undo says so and touches nothing', () => {
    apply();
    const second = root.tree(...touched);
    const result = root.cli(['undo', '--yes'], unlisted());
    expect(result).toMatchObject({ exit: 3, stderr: notRedacted });
    expect(result.stdout.replaceAll(/\n +/gu, ' ')).toBe(
      `Nothing was touched: - ${notes}, where fngvt notes its changes, can't be read (EIO).\n`,
    );
    const zh = root.cli(['undo', '--yes', '--lang', 'zh-CN'], unlisted()).stdout;
    expect(zh).toContain('什么都没有动');
    expect(zh).toContain('读不了（EIO）');
    const json = root.cli(['undo', '--yes', '--format', 'json'], unlisted());
    expect(json.exit).toBe(3);
    expect(planSchema.parse(JSON.parse(json.stdout))).toMatchObject({
      applied: false,
      refused: [{ reason: 'notes-unread' }],
    });
    expect(root.tree(...touched)).toEqual(second);
  });

  test('undo --list says so', () => {
    apply();
    const result = root.cli(['undo', '--list'], unlisted());
    expect(result).toMatchObject({ exit: 3, stdout: '' });
    expect(result.stderr).toContain("can't be read");
    quiet(result);
    expect(root.cli(['undo', '--list', '--lang', 'zh-CN'], unlisted()).stderr).toContain('读不了（EIO）');
    const json = root.cli(['undo', '--list', '--format', 'json'], unlisted());
    expect(JSON.parse(json.stdout)).toMatchObject({ refused: [{ reason: 'notes-unread' }] });
  });

  test('one journal is named with the error', () => {
    apply();
    const result = root.cli(['undo', '--yes'], unopened());
    expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(result.stdout.replaceAll(/\n +/gu, ' ')).toContain(
      `${notes}/${id}.json can't be used as a journal (EIO), so nothing is taken back by it.`,
    );
    expect(root.cli(['undo', '--lang', 'zh-CN'], unopened()).stdout).toContain('不能当作改动记录使用（EIO）');
  });

  test('an undo that can not look for a copy leaves that file, says how to go on, and can be done again', () => {
    apply();
    // Each listing is two calls: the look for what to take back, tidying, then the copies of two files.
    const result = root.cli(['undo', '--yes'], unlisted(5));
    expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(result.stdout).toContain('Taken back but for this:');
    expect(result.stdout).toContain("can't be read (EIO)");
    expect(result.stdout).toMatch(new RegExp(`When that is settled: .*undo ${id}\n$`, 'u'));
    expect(root.tree(...touched)).not.toEqual(first);
    const again = root.cli(['undo', '--yes', '--lang', 'zh-CN'], unlisted(5)).stdout;
    expect(again).toMatch(new RegExp(`处理好之后运行：.*undo ${id}\n$`, 'u'));
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('the doctor says so and answers all the same', () => {
    apply();
    // By this the doctor knows that it is root; proc(5).
    root.put('/proc/self/status', 'Uid:\t0\t0\t0\t0\n');
    const sound = root.cli(['doctor', '--lang', 'en']);
    const result = root.cli(['doctor', '--lang', 'en'], unlisted());
    quiet(result);
    expect(result.exit).toBe(sound.exit);
    expect(result.stdout.replaceAll(/\s+/gu, ' ')).toContain(
      `${notes}, where fngvt notes its changes, can't be read (EIO).`,
    );
    expect(root.cli(['doctor', '--lang', 'zh-CN'], unlisted()).stdout).toContain('读不了（EIO）');
  });
});
