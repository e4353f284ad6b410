import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { allLogLines } from '../../src/knowledge/log-lines.ts';
import { allSymptoms } from '../../src/knowledge/symptoms.ts';
import { readPaste } from '../../src/paste/paste.ts';
import { loadRules } from '../../src/rules/load.ts';

const prompt = 'root@pve:~# ';
const rules = loadRules();

/** A report of what a session shows: commands, each with what it printed. */
async function reportOf(session: Readonly<Record<string, string>>): Promise<Report> {
  const text = Object.entries(session).map(([command, said]) => `${prompt}${command}\n${said}\n`);
  const { facts } = await collect(replayHost(readPaste(`${text.join('')}${prompt}\n`).snapshot));
  const frame = { version: '0', taken: '', source: 'snapshot' as const, isPart: true };
  return conclude(rules, facts, nextBoot(facts), frame);
}

const gpu = (id: string, driver = 'i915'): Record<string, string> => ({
  'lspci -nnk -s 00:02.0': `00:02.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:${id}]\n\tKernel driver in use: ${driver}`,
});
const two = {
  'lspci -nnk': [
    '00:02.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:46a6]',
    '\tKernel driver in use: i915',
    '03:00.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:56a5]',
    '\tKernel driver in use: i915',
  ].join('\n'),
};
const memlock = 'vfio_pin_page_external: Task qemu-system-x86 (4711) RLIMIT_MEMLOCK (8388608) exceeded';
const maxVfs = "i915: unknown parameter 'max_vfs' ignored";
const unsupported = 'i915 0000:00:02.0: [drm] Unsupported device. GVT-g is disabled';

describe('a line that settles its cause settles it whatever else was read', () => {
  test.each([
    ['of a GPU that nobody named', { dmesg: maxVfs }, 'unknown', 'stock-i915-loaded-instead-of-dkms'],
    [
      'of one that is known',
      {
        'uname -r': '6.14.8-2-pve',
        ...gpu('46a6'),
        dmesg: `${maxVfs}\npci 0000:00:02.0: VF BAR 0 [mem 0x0]`,
      },
      'action-needed',
      'stock-i915-loaded-instead-of-dkms',
    ],
    [
      'of no room for a vGPU',
      { dmesg: 'gvt: failed to create intel vgpu: -28' },
      'unknown',
      'aperture-exhausted',
    ],
    ['where no rule looks for the cause', { dmesg: memlock }, 'unknown', 'memlock-limit-too-low'],
    [
      'and the GPU decides between two causes: a newer one',
      { ...gpu('a7a1'), dmesg: unsupported },
      'action-needed',
      'gpu-too-new-for-gvtg',
    ],
    ['an older one', { ...gpu('3e92'), dmesg: unsupported }, 'action-needed', 'kernel-too-old-for-gpu'],
    ['and without a GPU neither', { dmesg: unsupported }, 'unknown', null],
    [
      'where two rows have its words, the kernel decides',
      { 'uname -r': '5.4.60-1-pve', ...gpu('5a85'), dmesg: 'gvt: dup mmio definition offset 4ab8' },
      'action-needed',
      'kernel-regression-gvt-mmio-table',
    ],
    [
      'and without a kernel neither is meant',
      { dmesg: 'gvt: dup mmio definition offset 4ab8' },
      'unknown',
      null,
    ],
    [
      'an effect gives way to its cause',
      {
        dmesg: `DMAR: [DMA Write] Request device [00:02.0] fault addr 86c000 [fault reason 07]\ngvt: vgpu 1: workload shadow ppgtt isn't ready`,
      },
      'unknown',
      'iommu-translates-igpu-dmar-faults',
    ],
  ] as const)('%s', async (_what, session, state, cause) => {
    const { verdict } = await reportOf(session);
    expect(verdict).toMatchObject({ state, cause });
  });

  test('a ready host stays ready, and is warned', async () => {
    const types = '/sys/bus/pci/devices/0000:00:02.0/mdev_supported_types';
    const report = await reportOf({
      'uname -r': '6.1.0-32-amd64',
      ...gpu('1916'),
      [`grep . ${types}/*/available_instances`]: `${types}/i915-GVTg_V5_4/available_instances:1\n${types}/i915-GVTg_V5_8/available_instances:2`,
      'ls /sys/kernel/iommu_groups': '0\n1',
      dmesg: memlock,
    });
    expect(report.verdict?.state).not.toBe('action-needed');
    expect(report.findings.find(({ id }) => id === 'known-message')).toMatchObject({
      verdict: 'fail',
      severity: 'warning',
      cause: 'memlock-limit-too-low',
    });
  });

  test('of two GPUs it is the one that it names', async () => {
    const { findings } = await reportOf({
      'uname -r': '6.14.8-2-pve',
      ...two,
      dmesg: 'pci 0000:00:02.0: VF BAR 0 [mem 0x0]\ni915 0000:00:02.0: not enough MMIO resources for SR-IOV',
    });
    const failed = findings.filter(({ id, verdict }) => id === 'sriov-mmio' && verdict === 'fail');
    expect(failed.map(({ subject }) => subject)).toEqual(['0000:00:02.0']);
  });

  test('a line of this boot does not outweigh what is read now', async () => {
    const { findings } = await reportOf({
      'uname -r': '6.14.8-2-pve',
      ...gpu('46a6'),
      'cat /sys/bus/pci/devices/0000:00:02.0/sriov_numvfs': '7',
      dmesg: 'pci 0000:00:02.0: no driver bound to device; cannot configure SR-IOV',
    });
    expect(findings.find(({ id }) => id === 'driver-i915')?.verdict).toBe('pass');
  });
});

describe('a message with several causes', () => {
  const failed = {
    'virsh start win10':
      "error: failed to access '/sys/bus/mdev/devices/00000000-0000-4000-8000-0000000000b1/iommu_group': No such file or directory",
  };

  test('means the one that is left, and only likely', async () => {
    const { findings } = await reportOf({ 'uname -r': '5.4.0-12-generic', ...gpu('3e92'), ...failed });
    expect(findings.find(({ id }) => id === 'vfio-mdev')).toMatchObject({
      verdict: 'fail',
      confidence: 'likely',
    });
  });

  test('means nothing more where a fault of weight is known', async () => {
    const { verdict } = await reportOf({
      'uname -r': '5.4.0-12-generic',
      ...gpu('3e92', 'vfio-pci'),
      ...failed,
    });
    expect(verdict).toMatchObject({ state: 'action-needed', cause: 'igpu-bound-to-vfio-pci' });
  });

  test('means nothing where two are left', async () => {
    const { verdict } = await reportOf({
      'modprobe kvmgt': "modprobe: ERROR: could not insert 'kvmgt': No such device",
    });
    expect(verdict).toMatchObject({ state: 'unknown', cause: null });
  });
});

describe('the tables of messages', () => {
  test('a name stands once', () => {
    const ids = [...allLogLines(), ...allSymptoms()].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('what settles a cause has a rule that says so, or is a finding by itself', () => {
    const ruled = new Set(rules.map(rule => rule.cause));
    const lone = new Set(
      [...allLogLines(), ...allSymptoms()].filter(({ alone }) => alone === true).map(({ id }) => id),
    );
    const lines = allLogLines()
      .filter(({ meaning }) => meaning === 'decisive')
      .flatMap(({ id, cause, causeOn = {} }) =>
        [...(cause === null ? [] : [cause]), ...Object.values(causeOn)].map(key => [id, key] as const),
      );
    const symptoms = allSymptoms()
      .filter(({ decisive }) => decisive === true)
      .flatMap(({ id, causes }) => causes.map(key => [id, key] as const));
    expect([...lines, ...symptoms].filter(([id, cause]) => !lone.has(id) && !ruled.has(cause))).toEqual([]);
  });

  test('a message that settles its cause has one', () => {
    const several = allSymptoms().filter(({ decisive, causes }) => decisive === true && causes.length !== 1);
    expect(several.map(({ id }) => id)).toEqual([]);
  });

  test('a message that is an effect names messages that there are', () => {
    const ids = new Set(allLogLines().map(({ id }) => id));
    expect(allLogLines().flatMap(({ below = [] }) => below.filter(id => !ids.has(id)))).toEqual([]);
  });
});
