import { describe, expect, test } from 'vitest';
import { allLogLines, identifyLine, matchLog } from '../../src/knowledge/log-lines.ts';

/** Lines as machines print them, and the message that each is. */
const lines: readonly (readonly [line: string, id: string | undefined, upstream?: string])[] = [
  ['i915 0000:00:02.0: MDEV: Registered', 'mdev-registered'],
  ['[drm] Unsupported device. GVT-g is disabled', 'gvt-unsupported-device'],
  ['i915 0000:00:02.0: [drm] Unsupported device. GVT-g is disabled', 'gvt-unsupported-device'],
  ['i915 0000:00:02.0: [drm] GVT-g is disabled for guest', 'gvt-disabled-for-guest'],
  [
    '[drm] *ERROR* i915 GVT-g loading failed due to Graphics virtualization is not yet supported with GuC submission',
    'gvt-guc-submission',
  ],
  [
    '[drm] *ERROR* i915 GVT-g loading failed due to disabled execlists mode',
    'gvt-execlists-disabled',
    '4.15.18',
  ],
  ['assign a handler to a non-tracked mmio 4ab8', 'gvt-non-tracked-mmio'],
  ['dup mmio definition offset 2248', 'gvt-dup-mmio', '5.4.60'],
  ['dup mmio definition offset 2248', 'gvt-dup-mmio-early', '4.13.16'],
  [
    'i915 0000:00:02.0: Direct firmware load for i915/gvt/vid_0x8086_did_0x5916_rid_0x02.golden_hw_state failed with error -2',
    'gvt-golden-hw-state',
  ],
  ['gvt: failed to create intel vgpu: -28', 'gvt-create-no-space'],
  ['gvt: failed to create intel vgpu: -22', 'gvt-create-failed'],
  ['gvt: fail to allocate resource low GM space', 'gvt-quota'],
  ['gvt: request 128MB avail 0MB max 128MB taken 128MB', 'gvt-quota-numbers'],
  ['gvt: fail to alloc low gm space from host', 'gvt-host-holds-aperture'],
  ['gvt: fail to alloc high gm space from host', 'gvt-host-holds-hidden'],
  ['gvt: vgpu 1: KVM is required to use Intel vGPU', 'gvt-kvm-required'],
  ['gvt: guest page write error, gpa 2ae4a0000', 'gvt-guest-page-write'],
  ["gvt: vgpu 1: workload shadow ppgtt isn't ready", 'gvt-guest-page-write'],
  ['gvt: vgpu(1) Invalid FORCE_NONPRIV write 2341 at offset 24d8', 'gvt-command-rejected'],
  ['vfio_pin_page_external: Task qemu-system-x86 (1234) RLIMIT_MEMLOCK (65536) exceeded', 'vfio-memlock'],
  ["i915: unknown parameter 'enable_gvt' ignored", 'i915-enable-gvt-unknown'],
  ["i915: unknown parameter 'max_vfs' ignored", 'i915-max-vfs-unknown'],
  ["i915: `banana' invalid for parameter `enable_gvt'", 'i915-enable-gvt-invalid'],
  ['i915 0000:00:02.0: driver does not support SR-IOV configuration via sysfs', 'sriov-driver-without'],
  ['xe 0000:00:02.0: [drm] Running in SR-IOV PF mode', 'sriov-pf-mode'],
  ['i915 0000:00:02.0: Running in SR-IOV PF mode', 'sriov-pf-mode'],
  ['xe 0000:00:02.0: [drm] Support for SR-IOV is not available', 'xe-sriov-unavailable'],
  ['xe 0000:00:02.0: [drm] PF: Enabled 7 of 7 VFs', 'sriov-vfs-enabled'],
  ['i915 0000:00:02.0: Enabled 7 VFs', 'sriov-vfs-enabled'],
  ['i915 0000:00:02.0: not enough MMIO resources for SR-IOV', 'sriov-no-mmio'],
  ['ixgbe 0000:04:00.0: not enough MMIO resources for SR-IOV', undefined],
  ['ixgbe 0000:04:00.0 enp4s0f0: SR-IOV enabled with 1 VFs', undefined],
  ['i915 0000:00:02.0: I915 probe blocked for Device ID 46d1.', 'i915-probe-blocked'],
  ['xe 0000:00:02.0: Your graphics device 46d1 is not officially supported', 'xe-needs-force-probe'],
  ['pci 0000:00:02.0: Disabling IOMMU for graphics on this chipset', 'iommu-skips-igpu'],
  ['pci 0000:00:02.0: DMAR: Disabling IOMMU for graphics on this chipset', 'iommu-skips-igpu'],
  ['DMAR: IOMMU enabled', 'iommu-enabled'],
  [
    'DMAR: [DMA Read NO_PASID] Request device [00:02.0] fault addr 0x0 [fault reason 0x06]',
    'dmar-fault-igpu',
  ],
  ['DMAR: [DMA Write] Request device [03:00.0] fault addr 0x0', undefined],
  ['kvm: disabled by bios', 'kvm-disabled-by-bios'],
  ["kvm: support for 'kvm_intel' disabled by bios", 'kvm-disabled-by-bios'],
  ['x86/cpu: VMX (outside TXT) disabled by BIOS', 'kvm-disabled-by-bios'],
  ['kvm_intel: VMX not enabled (by BIOS) in MSR_IA32_FEAT_CTL on CPU 0', 'kvm-disabled-by-bios'],
  ['x86/cpu: SGX disabled by BIOS.', undefined],
  ['kvm_intel: VMX not supported by CPU 0', 'kvm-no-vmx'],
  ['kvm: no hardware support', 'kvm-no-vmx'],
  ['i915 0000:00:02.0: [drm] Virtual GPU for Intel GVT-g detected.', 'gvt-detected-in-guest'],
  ['Setting dangerous option enable_guc - tainting kernel', 'dangerous-option'],
  [
    'i915: module verification failed: signature and/or required key missing - tainting kernel',
    'module-verification',
  ],
  ['kvmgt: disagrees about version of symbol intel_gvt_set_ops', 'kvmgt-symbol-mismatch'],
  ['Module kvmgt is blacklisted', 'module-refused'],
  ['Module pcspkr is blacklisted', undefined],
  [
    'i915 0000:00:02.0: [drm] GT0: Incompatible option enable_guc=3 - GuC submission is N/A',
    'i915-guc-not-applicable',
  ],
  [
    'Unknown kernel command line parameters "i915:enable_gvt=1 BOOT_IMAGE=/boot/vmlinuz", will be passed to user space.',
    'unknown-cmdline',
  ],
  ['usb 1-1: new high-speed USB device number 2 using xhci_hcd', undefined],
];

test.for(lines)('%s is %s', ([line, id, upstream]) => {
  expect(identifyLine(line, upstream)?.id).toBe(id);
});

describe('matchLog', () => {
  test('keeps the first line of each message', () => {
    const found = matchLog([
      'quiet',
      'gvt: failed to create intel vgpu: -28',
      'gvt: failed to create intel vgpu: -28 again',
    ]);
    expect([...found]).toEqual([['gvt-create-no-space', 'gvt: failed to create intel vgpu: -28']]);
  });

  test('of two messages with the same words takes the one of the kernel', () => {
    expect([...matchLog(['dup mmio definition offset 2248'], '4.12').keys()]).toEqual(['gvt-dup-mmio-early']);
    expect([...matchLog(['dup mmio definition offset 2248'], '5.8.8').keys()]).toEqual(['gvt-dup-mmio']);
  });
});

test('ids stand once', () => {
  const ids = allLogLines().map(line => line.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no message is slow on a long line', () => {
  const long = `i915 ${'gvt: DMAR: '.repeat(5000)}`;
  const begin = performance.now();
  matchLog([long]);
  expect(performance.now() - begin).toBeLessThan(200);
});
