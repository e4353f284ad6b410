import { expect, test } from 'vitest';
import type { EditStep, Step } from '../../src/change/plan.ts';
import { proveOff } from '../../src/change/plan/off/prove-off.ts';
import type { Proof } from '../../src/change/plan/prove.ts';
import { StagedHost } from '../../src/change/plan/staged-host.ts';
import { collect } from '../../src/facts/collect.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { defaults, fixture, guided, list, off, offOf, reasons, textIn, withFiles } from './off-hosts.ts';

const frame = { version: '0', taken: '', source: 'snapshot' } as const;

/** Another plan made of a good one. */
type Sabotage = (steps: readonly Step[], text: (path: string) => string) => readonly Step[];

/** The proof of turning sharing off on the guide's host, as it is planned or spoilt. */
async function proofOf(sabotage: Sabotage = steps => steps): Promise<Proof> {
  const snapshot = withFiles(await fixture('fnos-hd620.rebooted'), await guided());
  const host = replayHost(snapshot);
  const { facts } = await collect(host);
  const proposal = await offOf(snapshot, []);
  expect(proposal.steps).not.toEqual([]);
  const stage = new StagedHost(host);
  const steps = sabotage(proposal.steps, path => textIn(snapshot, path));
  for (const step of steps) {
    if (step.kind !== 'edit') continue;
    await stage.text(step.path);
    await stage.write(step.path, step.after, step);
  }
  const { facts: read } = await collect(stage.host);
  const words = { wanted: [], dropped: proposal.dropped };
  return proveOff(
    { steps, words, host: stage.host, read, route: proposal.route },
    { facts, findings: proposal.report.findings },
    { rules: loadRules(), fixes: loadFixes(), frame },
  );
}

const told = ({ faults }: Proof): readonly string[] =>
  faults.map(({ kind, rule, subject }) => `${kind} ${rule ?? subject ?? ''}`);

const edit = (path: string, before: string | null, after: string | null): EditStep => ({
  kind: 'edit',
  path,
  before,
  after,
  reboot: true,
  rule: null,
});

test('what goes with sharing goes by intention, and nothing else does', async () => {
  const proof = await proofOf();
  expect([told(proof), proof.proved, proof.end]).toEqual([[], 'staged', 'action-needed']);
});

test.each<[string, Sabotage, string]>([
  [
    'the next boot is not made anew',
    steps => steps.filter(step => step.kind === 'edit'),
    'not-cured enable-gvt',
  ],
  [
    'a word of the owner goes too',
    (steps, text) => [edit(defaults, text(defaults), text(defaults).replace('quiet', '')), ...steps],
    'takes-more quiet',
  ],
  [
    'a word takes the driver away',
    (steps, text) => [
      edit(defaults, text(defaults), text(defaults).replace('quiet', 'quiet nomodeset')),
      ...steps,
    ],
    'driver-lost 0000:00:02.0',
  ],
  [
    'a list names what no kernel has',
    steps => [
      edit('/etc/modules-load.d/a.conf', null, 'vfio_foo\n'),
      ...steps.filter(step => step.kind === 'run' || step.path !== list),
    ],
    'worse missing-modules',
  ],
])('%s: refused', async (_, sabotage, fault) => {
  const proof = await proofOf(sabotage);
  expect(told(proof)).toContain(fault);
  expect(proof.proved).toBeNull();
});

test('a plan that holds says so', async () => {
  const proposal = await off('fnos-hd620.rebooted', await guided());
  expect([proposal.proof?.proved, reasons(proposal)]).toEqual(['staged', []]);
});
