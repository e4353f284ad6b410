import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { layOut } from './recorded-tree.ts';
import { cli, hostFixture } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-fix-'));
afterAll(() => rmSync(folder, { recursive: true }));

const guide = hostFixture('fnos-hd620');
const en = ['--lang', 'en'];

interface PlanJson {
  readonly schema: string;
  readonly steps: readonly {
    readonly kind: string;
    readonly path?: string;
    readonly argv?: readonly string[];
    readonly before?: string | null;
  }[];
  readonly refused: readonly { readonly reason: string }[];
  readonly applied: boolean;
  readonly journal: string | null;
}
const json = (argv: readonly string[]): PlanJson =>
  JSON.parse(cli(['fix', '--format', 'json', ...argv]).stdout) as PlanJson;

describe('exit codes', () => {
  test.each<[string, readonly string[], number]>([
    ['a plan that can not be applied here', ['--from', guide], 1],
    ['the plan alone, as asked', ['--from', guide, '--dry-run'], 0],
    ['nothing to do', ['--from', hostFixture('fnos-hd620.rebooted')], 0],
    ['waiting for a reboot', ['--from', hostFixture('fnos-hd620.update-grub')], 0],
    ['nothing that we may do', ['--from', hostFixture('fnos-hd620.vmx-off')], 1],
    ['refused', ['--from', hostFixture('optiplex7050-ubuntu2204.vfio-pci')], 1],
    ['what decides was not read', ['--from', hostFixture('nothing-captured')], 3],
    ['nothing of ours to take back', ['--off', '--from', hostFixture('fnos-hd620.rebooted')], 0],
    ['an unknown rule', ['no-such-rule', '--from', guide], 2],
    ['an unknown rule to include', ['--include', 'iommu-advise', '--from', guide], 2],
    ['ids with --off', ['--off', 'kvmgt', '--from', guide], 2],
    ['an unknown flag', ['--force'], 2],
    ['a format that plans do not have', ['--format', 'html', '--from', guide], 2],
  ])('%s', (_, argv, exit) => {
    const result = cli(['fix', ...argv]);
    expect([result.exit, result.stderr.split('\n').length <= 2]).toEqual([exit, true]);
  });
});

test('doctor --fix is the same verb', () => {
  const wanted = cli(['fix', '--from', guide, ...en]);
  expect(cli(['doctor', '--fix', '--from', guide, ...en])).toEqual(wanted);
  expect(cli(['--fix', '--from', guide, ...en])).toEqual(wanted);
});

test('a recorded host says that the plan can not be applied here', () => {
  expect(cli(['fix', '--from', guide, ...en]).stdout).toContain('cannot be applied here');
  expect(cli(['fix', '--from', guide, '--lang', 'zh-CN']).stdout).toContain('不能在这里执行');
});

test('the nearest rule is named', () => {
  expect(cli(['fix', '--include', 'iommu-advise', '--from', guide]).stderr).toContain('iommu-advice');
});

describe('as JSON', () => {
  test('one object, alone, and of no language', () => {
    const plan = json(['--from', guide, '--lang', 'zh-CN']);
    expect(plan.schema).toBe('fngvt.plan/1');
    expect(plan.steps.map(({ kind, path, argv }) => [kind, path ?? argv?.join(' ')])).toEqual([
      ['edit', '/etc/default/grub.d/99-fngvt.cfg'],
      ['edit', '/etc/modules-load.d/fngvt.conf'],
      ['run', 'update-grub'],
    ]);
    expect([plan.applied, plan.journal]).toEqual([false, null]);
    expect(plan).toEqual(json(['--from', guide, '--lang', 'en']));
  });

  test('refusals are keys', () => {
    const plan = json(['--from', hostFixture('optiplex7050-ubuntu2204.vfio-pci')]);
    expect(plan.refused.map(({ reason }) => reason)).toEqual(['given-to-vfio']);
  });

  test('its schema can be had', () => {
    const schema = JSON.parse(cli(['schema', 'plan']).stdout) as { properties: object };
    expect(Object.keys(schema.properties)).toContain('steps');
  });
});

describe('a mounted disk', () => {
  const root = join(folder, 'root');
  const contents = new Map<string, string>();

  test('is read as it is, and never changed', async () => {
    const snapshot = await openFixture(guide);
    mkdirSync(root);
    layOut(snapshot, root, { lists: new Set(), stats: new Set() });
    for (const [path, file] of Object.entries(snapshot.files))
      if (typeof file === 'string') contents.set(path, readFileSync(join(root, path), 'utf8'));
    const plan = json(['--yes', '--root', root]);
    expect(plan.applied).toBe(false);
    const edits = plan.steps.filter(({ kind }) => kind === 'edit');
    expect(edits.length).toBeGreaterThan(0);
    for (const step of edits) expect(step.before).toBe(contents.get(step.path ?? '') ?? null);
    for (const [path, text] of contents) expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    expect(existsSync(join(root, 'etc/modules-load.d/fngvt.conf'))).toBe(false);
  });
});

test('rules that have a fix say so', () => {
  const { rules } = JSON.parse(cli(['rules', '--format', 'json']).stdout) as {
    rules: readonly { readonly id: string; readonly fixable: boolean }[];
  };
  const fixable = rules.filter(rule => rule.fixable).map(rule => rule.id);
  expect(fixable).toEqual(expect.arrayContaining(['enable-gvt', 'kvmgt', 'obsolete-modules']));
  expect(fixable).not.toContain('vmx');
});
