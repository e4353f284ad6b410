import { expect, test } from 'vitest';
import type { Report } from '../../src/judge/report-types.ts';
import { encodeCapsule, decodeCapsule } from '../../src/capsule/capsule.ts';
import { measures } from '../../src/capsule/measure.ts';
import { nextOf } from '../../src/next/next.ts';
import { standInWord } from '../../src/values/stand-in.ts';
import { fixtureHosts, judgeFixture } from '../fixture-hosts.ts';
import { renderingOf, written } from '../rendering.ts';
import { hostFixture } from '../run-cli.ts';

const judged = (name: string): Promise<Report> => judgeFixture(hostFixture(name));

test.each([
  ['fnos-hd620', 'blocked', 'sudo fngvt fix', 'enable-gvt'],
  ['n100-proxmox9', 'blocked', 'fngvt explain sriov-kernel-driver', 'sriov-kernel-driver'],
  ['j4125-fnos', 'blocked', 'fngvt explain gpu-atom', 'gpu-atom'],
  ['docker-fnos', 'blocked', null, 'container'],
  ['fnos-hd620.update-grub', 'blocked', null, 'enable-gvt'],
  ['m720q-debian12.lost-at-next-boot', 'lost-at-boot', 'sudo fngvt fix', 'enable-gvt-at-boot'],
  ['m720q-debian12.kvmgt-not-listed', 'lost-at-boot', 'sudo fngvt fix', 'kvmgt-at-boot'],
  ['fnos-hd620.vm-without-vgpu', 'vm-cannot-start', 'sudo fngvt vm detach rvb8l0pj', 'vm-mdevs'],
  [
    'm720q-debian12.autostart-broken',
    'vm-cannot-start',
    'sudo fngvt vgpu start 3f0c6a0e-8d55-4f0e-9a0c-5b1f9ad00092',
    'mdev-autostart',
  ],
  [
    'fnos-hd620.vm-attached',
    'vgpu-will-not-return',
    'sudo fngvt vgpu autostart 00000000-0000-0000-0000-000000000011 on',
    'mdev-persistence',
  ],
  ['fnos-hd620.vgpu-defined', 'grow', 'sudo fngvt vgpu start 00000000-0000-0000-0000-000000000011', null],
  ['fnos-hd620.rebooted', 'grow', 'sudo fngvt vgpu create --type i915-GVTg_V5_4 --autostart', null],
  ['optiplex7040-proxmox8', 'grow', 'fngvt vm', null],
  ['fnos-hd620.before-no-root', 'blocked', 'sudo fngvt fix', 'enable-gvt'],
  ['everything-denied', 'ask', 'sudo fngvt', 'container'],
])('%s: %s first', async (name, why, command, finding) => {
  const { next } = await judged(name);
  expect([next?.why, next?.argv?.join(' ') ?? null, next?.finding]).toEqual([why, command, finding]);
});

test('what hurts sooner stands before what hurts later', async () => {
  const report = await judged('fnos-hd620.vm-without-vgpu');
  const { findings: warnings, vgpu } = await judged('fnos-hd620.vm-attached');
  const { findings: lost } = await judged('m720q-debian12.lost-at-next-boot');
  const { verdict } = report;
  if (verdict === null) throw new Error('no verdict');
  const all = { ...report, vgpu, findings: [...warnings, ...report.findings, ...lost] };
  const without = (cause: string): Report => ({
    ...all,
    findings: all.findings.filter(one => one.cause !== cause),
  });
  const fading = { ...verdict, lasts: false };
  expect(nextOf({ ...all, verdict: { ...fading, state: 'action-needed' } })?.why).toBe('blocked');
  expect(nextOf({ ...all, verdict: fading })?.why).toBe('lost-at-boot');
  expect(nextOf(all)?.why).toBe('vm-cannot-start');
  expect(nextOf(without('vm-mdev-missing'))?.why).toBe('vgpu-will-not-return');
  expect(nextOf({ ...all, findings: [] })?.why).toBe('grow');
  expect(nextOf({ ...all, verdict: null })).toBeNull();
});

test('what no warning of today speaks of is named by the rule that will break', async () => {
  const report = await judged('fnos-hd620.rebooted');
  const { verdict } = report;
  if (verdict === null) throw new Error('no verdict');
  expect(nextOf({ ...report, verdict: { ...verdict, lasts: false } }, 'driver-switched-off')).toEqual({
    why: 'lost-at-boot',
    argv: ['fngvt', 'explain', 'driver-switched-off'],
    finding: 'driver-switched-off',
  });
});

test('a capsule leads to the same, and each host has a next step or nothing to make', async () => {
  const [measure] = measures;
  if (measure === undefined) throw new Error('no measure');
  for (const host of fixtureHosts()) {
    const report = await host.report;
    const again = decodeCapsule(encodeCapsule(report, measure), 'post');
    expect([host.name, again.next]).toEqual([host.name, report.next]);
    const isDone = report.next?.argv === null && report.next.why === 'grow';
    expect([host.name, isDone && report.vgpu.types.some(type => (type.available ?? 0) > 0)]).toEqual([
      host.name,
      false,
    ]);
  }
});

test('no command that is to be typed holds a stand-in: JSON has none, the screen says whose it is', async () => {
  const report = await judged('fnos-hd620.vm-without-vgpu');
  const hidden = {
    ...report,
    findings: report.findings.map(one =>
      one.subject === 'rvb8l0pj' ? { ...one, subject: standInWord('aaaaaa') } : one,
    ),
  };
  const told = { ...hidden, next: nextOf(hidden) };
  const json = JSON.parse(await written('json', renderingOf(told, 'en'))) as Report;
  expect(json.next).toEqual({ why: 'vm-cannot-start', argv: null, finding: 'vm-mdevs' });
  const open = JSON.parse(await written('json', renderingOf(report, 'en'))) as Report;
  expect(open.next?.argv).toEqual(['sudo', 'fngvt', 'vm', 'detach', 'rvb8l0pj']);
  for (const format of ['text', 'md', 'bbcode', 'html'] as const) {
    const text = await written(format, renderingOf(told, 'en'));
    expect(text).not.toMatch(/vm (?:detach|attach) '?anon_/u);
    expect(text).toMatch(/vm detach (?:'|&#x27;|&#39;)your VM/u);
  }
});
