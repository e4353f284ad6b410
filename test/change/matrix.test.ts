import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import { asGenerated } from '../../src/change/plan/forecast.ts';
import type { EditStep, RunStep, Step } from '../../src/change/plan.ts';
import type { Proposal, PlanFilter } from '../../src/change/plan/propose.ts';
import { isUnseen } from '../../src/change/plan/boot-target.ts';
import { collect } from '../../src/facts/collect.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import type { Host } from '../../src/host/reader.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Finding } from '../../src/judge/finding.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf } from '../planned-hosts.ts';
import { cli, notRedacted } from '../run-cli.ts';
import { furnishGrub, hasGrub, installGrub } from './grub-of-debian.ts';
import { called, forgetCalls, imitateCommands, runInside } from './imitated-commands.ts';
import { laidOutHost, layOut, unlike, wholeTree } from './laid-out-host.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { partOf } from '../part.ts';

/**
 * Every recorded host for which something is planned, with its files in a folder for real: the plan is applied there, what lies there
 * then is judged, a second plan is made of it, and it is taken back. GRUB's configuration is made by Debian's own grub-mkconfig, the other
 * commands are imitations.
 */
const canTry = canChroot && hasGrub;

/** Everything that can be asked for at once. */
const all: PlanFilter = { only: [], include: Object.keys(loadFixes()) };

/** A recorded host with what is planned for it. */
interface Planned {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly recording: Host;
  readonly recorded: Proposal;
}

async function planned(wish: PlanFilter, isWanted: (step: Step) => boolean): Promise<readonly Planned[]> {
  const found: Planned[] = [];
  for (const { name, path } of canTry ? fixtureHosts() : []) {
    const snapshot = await openFixture(path);
    const recording = replayHost(snapshot);
    const recorded = await planOf(recording, (await collect(recording)).facts, wish);
    if (recorded.steps.some(isWanted)) found.push({ name, snapshot, recording, recorded });
  }
  return found;
}

const withSteps = await planned(everything, () => true);
const withEdits = await planned(all, ({ kind }) => kind === 'edit');

let root: OwnRoot;

/** A recorded host whose files lie in the root. */
interface LaidOut {
  readonly recording: Host;
  /** Before the change. */
  readonly first: Tree;
  readonly facts: Facts;
  readonly plan: Proposal;
}

type Tree = Readonly<Record<string, string>>;

/** Lays a host out and makes the plan of what lies there; it must be the plan of the recording. */
async function begin({ snapshot, recording, recorded }: Planned, wish: PlanFilter): Promise<LaidOut> {
  root.reset();
  layOut(snapshot, root.path);
  imitateCommands(root);
  furnishGrub(root, ['00_header', '10_linux', '40_custom']);
  // What an imitation makes is not what the real command made: the first state is the imitation's.
  for (const { argv } of recorded.steps.filter(isRun))
    if (!['update-grub', 'modprobe'].includes(argv[0] ?? '')) runInside(root, argv);
  forgetCalls(root);
  const host = laidOutHost(recording, root.path, new Set());
  const { facts } = await collect(host);
  const plan = await planOf(host, facts, wish);
  expect(plan.steps).toEqual(recorded.steps);
  expect(verdictsOf(plan.report)).toEqual(verdictsOf(recorded.report));
  return { recording, first: wholeTree(root.path), facts, plan };
}

/** Holds what stands in the root after a plan against what was foretold, and looks for anything left to do. */
async function judge(
  { recording, first, facts, plan }: LaidOut,
  wish: PlanFilter,
  isMade: boolean,
): Promise<void> {
  const tree = wholeTree(root.path);
  const changed = new Set(unlike(first, tree));
  for (const step of plan.steps.filter(({ kind }) => kind === 'edit') as readonly EditStep[])
    expect(shapeOf(tree[step.path])).toBe(step.before === null ? '100644 0:0' : shapeOf(first[step.path]));
  const host = laidOutHost(recording, root.path, changed);
  const { facts: read } = await collect(host);
  // What a command makes where nobody sees it, or would make if it could be run here, is taken as `fix` itself takes it.
  const isTaken = plan.steps.some(step => isLoaderStep(step) && (!isMade || isUnseen(step.argv)));
  const now = isTaken ? asGenerated(facts, read, { wanted: plan.words, dropped: plan.dropped }) : read;
  const frame = { version: '0', taken: '', source: 'root' } as const;
  const report = conclude(loadRules(), now, nextBoot(now), frame);
  const gpu = plan.report.verdict?.gpu ?? null;
  const wanting = new Set(plan.steps.map(step => step.rule));
  const failing = report.findings.filter(one => one.verdict === 'fail' && !one.pending);
  const still = failing.filter(({ id, subject }) => wanting.has(id) && (subject === null || subject === gpu));
  expect(still.map(keyOf)).toEqual([]);
  const failed = new Set(
    plan.report.findings.filter(one => one.verdict === 'fail' && !one.pending).map(keyOf),
  );
  expect(failing.map(keyOf).filter(key => !failed.has(key))).toEqual([]);
  // Whoever was not root when the host was recorded could not know it all.
  const foretold = verdictsOf(plan.staged.report);
  const known = Object.keys(foretold).filter(key => foretold[key] !== 'unknown');
  expect(pick(verdictsOf(report), known)).toEqual(pick(foretold, known));
  const second = await planOf(host, now, wish);
  // A module that is loaded at once is there only in reality.
  expect(second.steps.filter(step => step.kind === 'edit' || step.argv[0] !== 'modprobe')).toEqual([]);
}

/** Kind, mode and owners, as they stand before the content. */
const shapeOf = (entry: string | undefined): string | undefined => entry?.split(' ').slice(0, 2).join(' ');

const isRun = (step: Step): step is RunStep => step.kind === 'run';

const isLoaderStep = (step: Step): step is RunStep =>
  isRun(step) && !['modprobe', 'update-initramfs'].includes(step.argv[0] ?? '');

const keyOf = ({ id, subject }: Finding): string => `${id}[${subject ?? ''}]`;

const verdictsOf = ({ findings }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(one => [keyOf(one), `${one.verdict}${one.pending ? ' pending' : ''}`]));

const pick = (
  from: Readonly<Record<string, string>>,
  keys: readonly string[],
): Readonly<Record<string, string | undefined>> => Object.fromEntries(keys.map(key => [key, from[key]]));

describe.runIf(canTry)("a plan, by root, with Debian's grub-mkconfig", () => {
  beforeAll(() => {
    root = new OwnRoot();
    installGrub(root);
  });
  afterAll(() => root.remove());

  test('is there for many hosts', () => {
    expect(withSteps.length).toBeGreaterThan(20);
    expect(withEdits.length).toBeGreaterThan(30);
  });

  test.each(partOf(withSteps, 8))('with its commands, there and back: $name', async one => {
    const start = await begin(one, everything);
    const { plan, first } = start;
    const runs = plan.steps.filter(isRun).filter(({ argv }) => argv[0] !== 'update-grub');
    const commands = runs.map(({ argv }) => argv.join(' '));
    root.put('/plan.json', JSON.stringify({ steps: plan.steps, refused: [] }));
    const told = JSON.parse(root.entry(['apply', '/plan.json']).stdout) as unknown;
    rmSync(root.at('/plan.json'));
    expect(told).toMatchObject({ outcome: 'applied' });
    expect(called(root)).toEqual(commands);
    await judge(start, everything, true);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
    const again = runs.filter(({ undo }) => undo !== null).map(({ argv }) => argv.join(' '));
    expect(called(root)).toEqual([...commands, ...again]);
    expect(unlike(wholeTree(root.path), first)).toEqual([]);
  });

  test.each(partOf(withEdits, 8, 2))(
    'with all that can be asked for, its files there and back: $name',
    async one => {
      const start = await begin(one, all);
      const { plan, first } = start;
      const steps = plan.steps.filter(({ kind }) => kind === 'edit');
      const options = { version: 'test', now: () => new Date().toISOString() };
      const applied = await applyPlan({ steps, refused: [] }, hostWriter(root.path), options);
      expect(applied).toMatchObject({ outcome: 'applied' });
      await judge(start, all, false);
      expect(cli(['undo', '--root', root.path, '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
      expect(unlike(wholeTree(root.path), first)).toEqual([]);
    },
  );
});
