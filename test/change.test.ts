import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/judge/finding.ts';
import type { Proposal } from '../src/change/plan/propose.ts';
import { planJson } from '../src/report/json/plan-json.ts';
import { planSchema } from '../src/report/json/plan-schema.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { everything, planOf, recorded } from './planned-hosts.ts';

const fixes = loadFixes();
/** Everything that can be asked for at once. */
const all = { only: [], include: Object.keys(fixes) };

const keyOf = ({ id, subject }: Finding): string => `${id}[${subject ?? ''}]`;

/** From good to bad; what can't be foretold is no fault. */
function rank({ verdict, pending }: Finding): number {
  if (verdict === 'fail') return pending ? 1 : 3;
  return verdict === 'unknown' ? 1 : 0;
}

/** Findings of the staged host that are worse than those of the host as it is. */
function worse(plan: Proposal): readonly string[] {
  const before = new Map(plan.report.findings.map(finding => [keyOf(finding), finding]));
  return plan.staged.report.findings
    .filter(finding => {
      const was = before.get(keyOf(finding));
      return was !== undefined && rank(finding) === 3 && rank(was) < 3;
    })
    .map(keyOf);
}

describe.each(fixtureHosts())('$name', ({ path }) => {
  test.each([
    ['what sharing needs', everything],
    ['everything that can be asked for', all],
  ])('%s: planned, it helps, harms nothing, and a second plan is empty', async (_, wish) => {
    const { host, facts } = await recorded(path);
    const plan = await planOf(host, facts, wish);
    const gpu = plan.report.verdict?.gpu ?? null;

    // Who wanted a step is content, now or after the reboot.
    const wanting = new Set(plan.steps.map(step => step.rule));
    const still = plan.staged.report.findings.filter(
      finding =>
        wanting.has(finding.id) &&
        (finding.subject === null || finding.subject === gpu) &&
        finding.verdict === 'fail' &&
        !finding.pending,
    );
    expect(still.map(keyOf)).toEqual([]);
    expect(worse(plan)).toEqual([]);

    if (plan.steps.length > 0) {
      const second = await planOf(plan.staged.host, plan.staged.facts, wish);
      // A module that is loaded at once is there only in reality.
      const again = second.steps.filter(step => step.kind === 'edit' || step.argv[0] !== 'modprobe');
      expect(again).toEqual([]);
    }

    // What is edited is what was read, and every step is one of the few that we know.
    const left = new Map<string, string | null>();
    for (const step of plan.steps) {
      if (step.kind === 'run') {
        expect([
          'update-grub',
          'update-initramfs',
          'modprobe',
          'proxmox-boot-tool',
          'kernel-install',
        ]).toContain(step.argv[0]);
        continue;
      }
      const reading = await host.read(step.path);
      const real = reading.state === 'present' ? reading.value : null;
      expect(step.before).toBe(left.has(step.path) ? left.get(step.path) : real);
      left.set(step.path, step.after);
      expect(step.path).toMatch(
        /^\/etc\/(?:default\/grub|modules|modprobe\.d\/|kernel\/cmdline$|initramfs-tools\/modules$)/u,
      );
    }
    expect(plan.refused.length > 0 && plan.steps.length > 0 && !isHeld(plan)).toBe(false);
    const frame = { version: '0', taken: '', source: 'snapshot', applied: null, journal: null } as const;
    const document: unknown = JSON.parse(planJson(plan, frame));
    expect(planSchema.parse(document)).toEqual(document);
  });
});

/** Refusals that stand beside a plan: it is sound, but not now. */
const isHeld = ({ refused }: Proposal): boolean =>
  refused.every(({ reason }) => ['not-root', 'upgrade-unfinished', 'read-only'].includes(reason));

test('every rule that fngvt acts on about the boot and its modules has a fix', () => {
  const topics = ['boot', 'modules', 'driver', 'iommu'];
  const ours = loadRules().filter(rule => rule.acts === 'fngvt' && topics.includes(rule.topic));
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter(rule => !(rule.id in fixes)).map(rule => rule.id)).toEqual([]);
});

test("on the guide's host the plan is the guide, less what its kernel does not need", async () => {
  const [guide] = fixtureHosts().filter(({ name }) => name === 'fnos-hd620');
  const { host, facts } = await recorded(guide?.path ?? '');
  const { steps, untouched } = await planOf(host, facts);
  const says = steps.map(step =>
    step.kind === 'run'
      ? step.argv.join(' ')
      : `${step.path}: ${(step.after ?? '').split('\n').at(-2) ?? ''}`,
  );
  expect(says).toEqual([
    '/etc/default/grub.d/99-fngvt.cfg: GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT i915.enable_gvt=1"',
    '/etc/modules-load.d/fngvt.conf: kvmgt',
    'update-grub',
  ]);
  expect(untouched.map(({ reason }) => reason)).toEqual([
    'only-asked',
    'guide-iommu',
    'guide-modules',
    'guide-initramfs',
  ]);
});
