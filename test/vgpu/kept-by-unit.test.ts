import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { vgpuUnitText } from '../../src/vgpu/systemd-units.ts';
import { cli, hostFixture } from '../run-cli.ts';

/** A host without libvirt and mdevctl: there a vGPU is kept by a unit of systemd's that fngvt writes. */

const uuid = '00000000-0000-0000-0000-000000000011';
const unit = `fngvt-vgpu-${uuid}.service`;
const path = `/etc/systemd/system/${unit}`;
const wanted = `/etc/systemd/system/multi-user.target.wants/${unit}`;
const folder = mkdtempSync(join(tmpdir(), 'fngvt-unit-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const isOfOthers = (name: string): boolean => /mdevctl|libvirt|virtqemu/u.test(name);

const without = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).filter(([name]) => !isOfOthers(name)));

/** The vGPU runs; its unit is there as `state` says. */
async function host(state: 'enabled' | 'disabled' | 'dead link' | 'none'): Promise<Snapshot> {
  const base = await openFixture(hostFixture('fnos-hd620.vgpu-started'));
  const text = vgpuUnitText({ uuid, parent: '0000:00:02.0', type: 'i915-GVTg_V5_8' });
  const hasUnit = state === 'enabled' || state === 'disabled';
  const isLinked = state === 'enabled' || state === 'dead link';
  const stat = { mode: '0644', owner: 0, group: 0, size: text.length, mtime: base.taken, free: 1e10 };
  return {
    ...base,
    files: { ...without(base.files), ...(hasUnit ? { [path]: text } : {}) },
    dirs: without(base.dirs),
    links: { ...without(base.links), ...(isLinked ? { [wanted]: path } : {}) },
    stats: {
      ...without(base.stats),
      '/run/systemd/system': { ...stat, mode: '0755' },
      ...(hasUnit ? { [path]: stat } : {}),
    },
    absent: [
      ...base.absent,
      ...['/usr/bin/mdevctl', '/usr/sbin/mdevctl', '/etc/mdevctl.d', '/etc/libvirt', '/etc/libvirt/qemu'],
      ...['/etc', '/usr/lib', '/lib'].map(at => `${at}/udev/rules.d/60-mdevctl.rules`),
      ...(hasUnit ? [] : [path]),
      ...(isLinked ? [] : [wanted]),
    ],
    commands: base.commands.filter(({ argv }) => !['virsh', 'mdevctl'].includes(argv[0] ?? '')),
  };
}

/** What a verb says of it, in JSON. */
async function said(state: Parameters<typeof host>[0], ...argv: readonly string[]): Promise<Said> {
  const file = join(folder, `${state.replace(' ', '-')}.json`);
  writeFileSync(file, JSON.stringify(await host(state)));
  const { stdout, stderr } = cli([...argv, '--from', file, '--no-redact', '--yes', '--format', 'json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Said;
}

interface Said {
  readonly next?: { readonly argv?: readonly string[] };
  readonly findings?: readonly { readonly id: string; readonly verdict: string }[];
  readonly vgpus?: readonly { readonly uuid: string; readonly autostart: boolean | null }[];
  readonly steps?: readonly { readonly argv?: readonly string[] }[];
}

const persistence = ({ findings = [] }: Said): readonly string[] =>
  findings.filter(({ id }) => id === 'mdev-persistence').map(({ verdict }) => verdict);

describe('a vGPU that a unit keeps', () => {
  test.each([
    ['enabled', 'pass'],
    ['disabled', 'fail'],
    ['dead link', 'fail'],
    ['none', 'fail'],
  ] as const)('%s: its return after a reboot is a %s', async (state, status) => {
    expect(persistence(await said(state, 'doctor'))).toEqual([status]);
  });

  test('while it is disabled, what is next switches it on, and then there is nothing more to do about it', async () => {
    const { next } = await said('disabled', 'doctor');
    expect(next?.argv?.join(' ')).toBe(`sudo fngvt vgpu autostart ${uuid} on`);
    const { steps = [] } = await said('disabled', 'vgpu', 'autostart', uuid, 'on');
    expect(steps.map(({ argv }) => argv)).toEqual([['systemctl', 'enable', unit]]);
    expect((await said('enabled', 'doctor')).next?.argv?.join(' ') ?? '').not.toContain('autostart');
  });
});
