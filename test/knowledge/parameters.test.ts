import { describe, expect, test } from 'vitest';
import { judgeToken, nearMiss, parameterByName, type TokenContext } from '../../src/knowledge/parameters.ts';

test('names take dashes', () => {
  expect(parameterByName('i915.enable-gvt')?.name).toBe('i915.enable_gvt');
  expect(parameterByName('vfio-pci.ids')?.name).toBe('vfio_pci.ids');
  expect(parameterByName('quiet')).toBeUndefined();
});

describe('mistyped', () => {
  test.each([
    ['i915:enable_gvt=1', 'i915.enable_gvt=1'],
    ['i915.enable=gvt=1', 'i915.enable_gvt=1'],
    ['i915_enable_gvt=1', 'i915.enable_gvt=1'],
    ['i915.enable_gtv=1', 'i915.enable_gvt=1'],
    ['i915.enabled_gvt=1', 'i915.enable_gvt=1'],
    ['i915.enable.gvt=1', 'i915.enable_gvt=1'],
    ['i915.enable_gvt1', 'i915.enable_gvt=1'],
    ['I915.enable_gvt=1', 'i915.enable_gvt=1'],
    ['915.enable_gvt=1', 'i915.enable_gvt=1'],
    ['enable_gvt=1', 'i915.enable_gvt=1'],
    ['i915．enable_gvt＝1', 'i915.enable_gvt=1'],
    ['“i915.enable_gvt=1”', 'i915.enable_gvt=1'],
    ['i915.enable_gvt==1', 'i915.enable_gvt=1'],
    ['i915.enable_gvt=banana', 'i915.enable_gvt=1'],
    ['i915:enable_guc=3', 'i915.enable_guc=3'],
    ['i915.enable=guc=3', 'i915.enable_guc=3'],
    ['i915.max_vf=7', 'i915.max_vfs=7'],
    ['intel_immu=on', 'intel_iommu=on'],
    ['intel.iommu=on', 'intel_iommu=on'],
    ['vfio-pci.id=8086:5916', 'vfio_pci.ids=8086:5916'],
    ['modprobe_blacklist=i915', 'modprobe.blacklist=i915'],
  ])('%s was meant to be %s', (token, suggestion) => {
    expect(judgeToken(token, {})).toEqual({ kind: 'mistyped', suggestion, fits: null });
  });
});

describe('nothing wrong', () => {
  test.each([
    ...[
      'i915.enable_gvt=1',
      'i915.enable-gvt=1',
      'i915.enable_gvt',
      'i915.enable_gvt=Y',
      'i915.enable_gvt=0',
    ],
    ...[
      'i915.enable_guc=3',
      'i915.enable_fbc=1',
      'i915.enable_psr=0',
      'i915.enable_dpt=0',
      'i915.force_probe=7d55',
    ],
    ...['xe.max_vfs=7', 'xe.force_probe=46d1', 'intel_iommu=on', 'intel_iommu=on,igfx_off', 'iommu=pt'],
    ...[
      'iommu.passthrough=1',
      'iommu.strict=0',
      'amd_iommu=on',
      'kvm.ignore_msrs=1',
      'kvm.report_ignored_msrs=0',
    ],
    ...['kvm_intel.nested=1', 'kvm-intel.nested=1', 'vfio_iommu_type1.allow_unsafe_interrupts=0', 'nested=1'],
    ...[
      'vfio-pci.ids=10de:1b80',
      'vfio-pci.disable_vga=1',
      'nomodeset',
      'module_blacklist=xe',
      'modprobe.blacklist=pcspkr',
    ],
    ...[
      'i915.enable_gvt_foo=1',
      'i915.some_new_thing=1',
      'quiet',
      'ro',
      'root=UUID=1234',
      'console=ttyS0,115200',
      'i8042.nomux=1',
    ],
    ...['BOOT_IMAGE=/boot/vmlinuz-6.6.38-trim', 'video=efifb:off', 'iomem=relaxed', 'splash', ''],
  ])('%s', token => {
    expect(judgeToken(token, { upstream: '6.6.38' })).toBeNull();
    expect(nearMiss(token)).toBeUndefined();
  });
});

describe('by kernel and technology', () => {
  const gvtg: TokenContext = { technology: 'gvt-g' };
  const sriov: TokenContext = { technology: 'sr-iov' };
  test.each<[string, TokenContext, object | null]>([
    ['i915.enable_execlists=1', { upstream: '6.1' }, { kind: 'obsolete', suggestion: null }],
    ['i915.enable_execlists=1', { upstream: '4.15.18' }, null],
    ['i915.enable_execlists=1', { upstream: '4.17' }, null],
    ['i915.enable_execlists=1', {}, null],
    [
      'i915.preliminary_hw_support=1',
      { upstream: '6.1' },
      { kind: 'obsolete', suggestion: 'i915.force_probe' },
    ],
    ['i915.enable_guc_loading=1', { upstream: '5.4' }, { kind: 'obsolete', suggestion: 'i915.enable_guc' }],
    ['i915.fastboot=1', { upstream: '6.1.176' }, null],
    ['i915.fastboot=1', { upstream: '6.12' }, { kind: 'obsolete', suggestion: null }],
    ['i915.enable_gvt=1', sriov, { kind: 'wrong-technology', suggestion: null }],
    ['i915.enable_gvt=0', sriov, null],
    ['i915.enable_gvt=1', gvtg, null],
    ['i915.max_vfs=7', gvtg, { kind: 'wrong-technology', suggestion: null }],
    ['i915.max_vfs=0', gvtg, null],
    ['i915.max_vfs=7', sriov, null],
    ['i915.force_probe=7d55', gvtg, null],
    ['pcie_acs_override=downstream,multifunction', {}, { kind: 'dangerous', suggestion: null }],
    ['vfio_iommu_type1.allow_unsafe_interrupts=1', {}, { kind: 'dangerous', suggestion: null }],
  ])('%s, %j: %j', (token, context, expected) => {
    const judgement = judgeToken(token, context);
    expect(judgement === null ? null : { kind: judgement.kind, suggestion: judgement.suggestion }).toEqual(
      expected,
    );
  });
});

test.each([
  ['i915:enable_gvt=1', 'i915.enable_gvt'],
  ['i915.enable_gvt=1', undefined],
  ['quiet', undefined],
])('nearMiss of %s: %s', (token, expected) => {
  expect(nearMiss(token)).toBe(expected);
});
