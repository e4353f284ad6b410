import { describe, expect, test } from 'vitest';
import { PlanBuilder } from '../../src/change/plan/builder.ts';
import type { Proposal } from '../../src/change/plan/propose.ts';
import { moduleAtBoot } from '../../src/change/remedies/module-at-boot.ts';
import { bootTargetOf } from '../../src/change/plan/boot-target.ts';
import { StagedHost } from '../../src/change/plan/staged-host.ts';
import { collect } from '../../src/facts/collect.ts';
import type { Host } from '../../src/host/reader.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { planOf } from '../planned-hosts.ts';

const list = '/etc/modules-load.d/fngvt.conf';
const running = '6.8.12-4-pve';
const other = '6.99.0-1-pve';
const withKvmgt = 'kernel/drivers/gpu/drm/i915/kvmgt.ko.zst: kernel/drivers/vfio/mdev.ko.zst\n';
const without = 'kernel/drivers/gpu/drm/i915/i915.ko.zst:\n';

/** Proxmox with systemd-boot, where nothing lists kvmgt, with these folders of kernels; null: what was recorded tells of none. */
async function proxmox(
  kernels: Readonly<Record<string, string>> | null,
  change: Partial<Snapshot> = {},
  isGone = false,
): Promise<Host> {
  const name = 'e2224g-proxmox8-zfs.grub-edited';
  const snapshot = await openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');
  const files = { ...snapshot.files, '/etc/modules': '', '/etc/modules-load.d/modules.conf': '' };
  const dirs = {
    ...snapshot.dirs,
    ...(kernels === null ? {} : { '/lib/modules': [running, ...Object.keys(kernels)] }),
  };
  const absent = [...snapshot.absent, list];
  for (const [release, dep] of Object.entries(kernels ?? {})) {
    const [depAt, builtInAt] = [
      `/lib/modules/${release}/modules.dep`,
      `/lib/modules/${release}/modules.builtin`,
    ];
    if (dep === 'denied') continue;
    if (dep === '') absent.push(depAt, builtInAt);
    else Object.assign(files, { [depAt]: dep, [builtInAt]: '' });
  }
  if (isGone) {
    const index = [`/lib/modules/${running}/modules.dep`, `/lib/modules/${running}/modules.builtin`];
    for (const path of index) Reflect.deleteProperty(files, path);
    absent.push(...index);
  }
  return replayHost({ ...snapshot, files, dirs, absent, ...change });
}

async function planned(...args: Parameters<typeof proxmox>): Promise<Proposal> {
  const host = await proxmox(...args);
  return planOf(host, (await collect(host)).facts);
}

const isPlanned = ({ steps }: Proposal): boolean =>
  steps.some(step => step.kind === 'edit' && step.path === list);
const notes = ({ untouched }: Proposal): readonly object[] =>
  untouched
    .filter(({ reason }) => /^kernels?-/u.test(reason))
    .map(({ reason, details }) => ({ reason, ...details }));

describe('a module at boot, where it is not known which kernel boots', () => {
  test('every installed kernel has it: nothing to say', async () => {
    const plan = await planned({ [other]: withKvmgt });
    expect([isPlanned(plan), notes(plan), plan.refused]).toEqual([true, [], []]);
  });

  test('a kernel that lacks it is named', async () => {
    const plan = await planned({ [other]: without, '6.98.0-1-pve': withKvmgt });
    expect(isPlanned(plan)).toBe(true);
    expect(notes(plan)).toEqual([{ reason: 'kernels-without', word: 'kvmgt', kernels: other }]);
  });

  test('a folder that a removed kernel left behind is none', async () => {
    const plan = await planned({ [other]: '' });
    expect([isPlanned(plan), notes(plan)]).toEqual([true, []]);
  });

  test('where the other kernels were not recorded, that is told', async () => {
    const plan = await planned(null);
    expect(isPlanned(plan)).toBe(true);
    expect(notes(plan)).toEqual([{ reason: 'kernels-unseen', word: 'kvmgt', kernel: running }]);
  });

  test('no kernel has it: a loaded module whose files went with their package', async () => {
    const host = await proxmox({ [other]: without }, {}, true);
    const { facts } = await collect(host);
    const draft = new PlanBuilder(new StagedHost(host), facts, await bootTargetOf(host, facts));
    await moduleAtBoot(draft, 'kvmgt', { rule: 'kvmgt', subject: undefined });
    expect(draft.stage.edits()).toEqual([]);
    expect(draft.refused()).toEqual([
      { reason: 'module-missing', details: { module: 'kvmgt', kernel: other }, rule: 'kvmgt' },
    ]);
  });

  test('nothing is planned where their modules could not be read', async () => {
    const plan = await planned({ [other]: 'denied' }, { denied: [`/lib/modules/${other}/modules.dep`] });
    expect(isPlanned(plan)).toBe(false);
    expect(plan.refused).toMatchObject([
      { reason: 'unread', details: { path: `/lib/modules/${other}/modules.dep` } },
    ]);
  });
});
