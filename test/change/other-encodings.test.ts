import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import type { EditStep, Step } from '../../src/change/plan.ts';
import type { Proposal, PlanFilter } from '../../src/change/plan/propose.ts';
import { collect } from '../../src/facts/collect.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { rootHost } from '../../src/host/root.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { loadFixes } from '../../src/rules/load.ts';
import { foreignComments, foreignLines } from '../encodings.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { planOf } from '../planned-hosts.ts';
import { cli, notRedacted } from '../run-cli.ts';
import { furnish, plan as grubPlan, touched } from './grub-imitation.ts';
import { laidOutHost, layOut, unlike, wholeTree } from './laid-out-host.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { partOf } from '../part.ts';

/**
 * Files of settings with comments in GBK, Big5, Latin-1 and in no encoding at all: they are edited as any other, what is not meant stays
 * byte for byte, and undo gives back the very file.
 */
const now = (): string => new Date().toISOString();
const all: PlanFilter = { only: [], include: Object.keys(loadFixes()) };

const isEdit = (step: Step): step is EditStep => step.kind === 'edit';

/** Only one line counts there, so a comment can't be planted. */
const isLine = (path: string): boolean => path === '/etc/kernel/cmdline';

interface Planned {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly recorded: Proposal;
  /** The files of the owner that are edited. */
  readonly edited: readonly EditStep[];
}

async function planned(): Promise<readonly Planned[]> {
  const found: Planned[] = [];
  for (const { name, path } of fixtureHosts()) {
    const snapshot = await openFixture(path);
    const host = replayHost(snapshot);
    const recorded = await planOf(host, (await collect(host)).facts, all);
    const edited = recorded.steps.filter(isEdit).filter(step => step.before !== null && !isLine(step.path));
    if (edited.length > 0) found.push({ name, snapshot, recorded, edited });
  }
  return found;
}

const hosts = await planned();

/** At the head, behind the last whole line, and behind every comment that is there. */
function plant(file: string): void {
  const text = readFileSync(file, 'utf8');
  const lines = text
    .split(/(?<=\n)/u)
    .map(line =>
      /^#.*\n$/u.test(line) ? Buffer.concat([Buffer.from(line), foreignLines]) : Buffer.from(line),
    );
  const tail = text.endsWith('\n') ? [foreignLines] : [];
  writeFileSync(file, Buffer.concat([foreignLines, ...lines, ...tail]));
}

/** A file without what was planted, as text; all that was planted must be in it. */
function withoutPlanted(file: string, before: Buffer): string {
  const count = (whole: Buffer): number => whole.toString('latin1').split(planted).length - 1;
  const whole = readFileSync(file);
  expect(count(whole), file).toBe(count(before));
  return Buffer.from(whole.toString('latin1').replaceAll(planted, ''), 'latin1').toString('utf8');
}
const planted = foreignLines.toString('latin1');

describe.runIf(canChroot)('on recorded hosts, by root', () => {
  test('there are many, with files of every kind', () => {
    expect(hosts.length).toBeGreaterThan(15);
    const paths = new Set(hosts.flatMap(({ edited }) => edited.map(({ path }) => path)));
    for (const kind of [/^\/etc\/default\/grub$/u, /^\/etc\/modules$/u, /modprobe\.d/u])
      expect([...paths].some(path => kind.test(path))).toBe(true);
  });

  test.each(partOf(hosts, 6))('only what is meant differs, there and back: $name', async one => {
    const root = mkdtempSync(join(tmpdir(), 'fngvt-encodings-'));
    try {
      mkdirSync(join(root, 'var/lib'), { recursive: true });
      layOut(one.snapshot, root);
      const paths = new Set(one.edited.map(({ path }) => path));
      for (const path of paths) plant(join(root, path));
      const before = new Map([...paths].map(path => [path, readFileSync(join(root, path))]));
      const first = wholeTree(root);
      const host = laidOutHost(replayHost(one.snapshot), root, paths);
      const { steps } = await planOf(host, (await collect(host)).facts, all);
      const edits = steps.filter(isEdit);
      expect(edits.map(({ path }) => path)).toEqual(
        one.recorded.steps.filter(isEdit).map(({ path }) => path),
      );
      const applied = await applyPlan({ steps: edits, refused: [] }, hostWriter(root), { version: 't', now });
      expect(applied).toMatchObject({ outcome: 'applied' });
      const last = new Map(one.recorded.steps.filter(isEdit).map(({ path, after }) => [path, after]));
      for (const [path, was] of before)
        if (last.get(path) !== null) expect(withoutPlanted(join(root, path), was)).toBe(last.get(path));
      expect(cli(['undo', '--root', root, '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
      expect(unlike(wholeTree(root), first)).toEqual([]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('a file of any kind that a plan may edit', () => {
  const kinds: readonly string[] = [
    '/etc/default/grub',
    '/etc/default/grub.d/99-fngvt.cfg',
    '/etc/modules',
    '/etc/modules-load.d/own.conf',
    '/etc/modprobe.d/own.conf',
    '/etc/initramfs-tools/modules',
    '/etc/kernel/cmdline',
    '/etc/udev/rules.d/60-mdevctl.rules',
    '/etc/systemd/system/fngvt-functions.service',
  ];
  const endings = [...foreignComments, ['UTF-8 with its mark', Buffer.from('\ufeff# mine')] as const];

  test.each(kinds.flatMap(path => endings.map(([encoding, line]) => ({ path, encoding, line }))))(
    '$path in $encoding',
    async ({ path, line }) => {
      const root = mkdtempSync(join(tmpdir(), 'fngvt-encodings-'));
      try {
        const whole = Buffer.concat([line, Buffer.from('\nold\n'), line, Buffer.from('\n')]);
        for (const folder of ['var/lib', dirname(path)]) mkdirSync(join(root, folder), { recursive: true });
        writeFileSync(join(root, path), whole);
        const read = await rootHost(root).read(path);
        const before = read.state === 'present' ? read.value : expect.fail('the file is there');
        const step: EditStep = {
          ...{ kind: 'edit', path, before, after: before.replace('\nold\n', '\nnew\n') },
          ...{ reboot: false, rule: null },
        };
        // A plan may lie in a file as JSON in between.
        const steps = JSON.parse(JSON.stringify([step])) as readonly EditStep[];
        const writer = hostWriter(root);
        const applied = await applyPlan({ steps, refused: [] }, writer, { version: 't', now });
        expect(applied).toMatchObject({ outcome: 'applied' });
        const wanted = Buffer.concat([line, Buffer.from('\nnew\n'), line, Buffer.from('\n')]);
        expect(readFileSync(join(root, path)).equals(wanted)).toBe(true);
        const shown = cli(['undo', '--root', root, '--dry-run', '--lang', 'en']);
        expect(shown.stdout).toContain('+old');
        expect(shown.stdout).not.toContain('\ufffd');
        expect(cli(['undo', '--root', root, '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
        expect(readFileSync(join(root, path)).equals(whole)).toBe(true);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    },
  );
});

describe.runIf(canChroot)("GRUB's own files", () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
  });
  afterAll(() => root.remove());

  test('an entry with a title in GBK stays in the configuration, there and back', () => {
    root.reset();
    furnish(root);
    const script = root.read('/usr/sbin/grub-mkconfig');
    const entry = String.raw`printf "### BEGIN /etc/grub.d/40_custom ###\nmenuentry '\315\370\260\311' --id c {\n  linux /boot/vmlinuz-6.1.0-30-amd64 ro\n}\n"`;
    root.script('grub-mkconfig', script.replace('} >"$2.new"', `    ${entry}\n} >"$2.new"`));
    root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
    root.put('/plan.json', JSON.stringify(grubPlan));
    const first = root.tree(...touched);
    const config = readFileSync(root.at('/boot/grub/grub.cfg'));
    expect(config.includes(Buffer.from('cdf8b0c9', 'hex'))).toBe(true);
    const told = JSON.parse(root.entry(['apply', '/plan.json']).stdout) as unknown;
    expect(told).toMatchObject({ outcome: 'applied' });
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(root.tree(...touched)).toEqual(first);
  });
});
