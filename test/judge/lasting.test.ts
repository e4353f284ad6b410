import { expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { hostFixture } from '../run-cli.ts';

/** Recorded hosts that are ready; all others of them last. */
const lost = ['m720q-debian12.kvmgt-not-listed', 'm720q-debian12.lost-at-next-boot', 'vm-debian12-no-iommu'];
/** Which kernel or command line comes next could not be read there. */
const untold = ['e2224g-proxmox8-zfs', 'fnos-hd620.no-root', 'vm-proxmox-ready'];

/** A recorded host whose file reads otherwise. */
async function judged(name: string, path: string, change: (text: string) => string): Promise<Report> {
  const snapshot = await openFixture(hostFixture(name));
  const file = snapshot.files[path];
  const text = typeof file === 'string' ? file : (file?.text ?? '');
  const changed = change(text);
  expect(changed).not.toBe(text);
  const { facts } = await collect(replayHost({ ...snapshot, files: { ...snapshot.files, [path]: changed } }));
  return conclude(loadRules(), facts, nextBoot(facts), { version: '0', taken: '', source: 'snapshot' });
}

test('a host that is ready says whether the next boot leaves it so', async () => {
  const said: Record<string, boolean | null | undefined> = {};
  for (const host of fixtureHosts()) {
    const { verdict } = await host.report;
    if (verdict?.state === 'ready') said[host.name] = verdict.lasts;
    else expect([host.name, verdict?.lasts]).toEqual([host.name, null]);
  }
  const names = (lasts: boolean | null): readonly string[] =>
    Object.keys(said).filter(name => said[name] === lasts);
  expect(names(false)).toEqual(lost);
  expect(names(null)).toEqual(untold);
  expect(names(true).length).toBe(Object.keys(said).length - lost.length - untold.length);
});

test.each([
  ['functions that a parameter brings are not promised without it', / i915\.max_vfs=7/gu, '', null],
  ['nor where another driver may come', / module_blacklist=xe/gu, '', null],
  ['an IOMMU that is switched off takes them away', /intel_iommu=on/gu, 'intel_iommu=off', false],
  ['a word that has nothing to do with it changes nothing', / quiet /gu, ' quiet splash ', true],
])('%s', async (_name, pattern, by, lasts) => {
  const report = await judged('n100-proxmox9.dkms-working', '/boot/grub/grub.cfg', text =>
    text.replace(pattern, by),
  );
  expect(report.verdict).toMatchObject({ state: 'ready', lasts });
});

test('another kernel is not taken for this one', async () => {
  const report = await judged('i7-13700-proxmox8.dkms-working', '/boot/grub/grub.cfg', text =>
    text.replaceAll(/(vmlinuz|initrd\.img)-[\w.-]+/gu, '$1-6.8.12-99-pve'),
  );
  expect(report.verdict).toMatchObject({ state: 'ready', lasts: null });
});
