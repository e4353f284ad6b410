import { describe, expect, test } from 'vitest';
import { allLogLines } from '../../src/knowledge/log-lines.ts';
import { allSymptoms, identifySymptom } from '../../src/knowledge/symptoms.ts';
import { loadRules } from '../../src/rules/load.ts';

/** What commands print and people write, and the symptom that each is; undefined: none of ours. */
const heard: readonly (readonly [text: string, id: string | undefined])[] = [
  ["modprobe: ERROR: could not insert 'kvmgt': No such device", 'kvmgt-no-such-device'],
  ['modprobe: ERROR: could not insert ‘kvmgt’: 没有那个设备', 'kvmgt-no-such-device'],
  ['No such device', 'kvmgt-no-such-device'],
  ['“没有那个设备”', 'kvmgt-no-such-device'],
  ["modprobe: ERROR: could not insert 'nvidia': No such device", undefined],
  ['modprobe: FATAL: Module kvmgt not found in directory /lib/modules/6.1.0-50-amd64', 'kvmgt-not-found'],
  ["Failed to find module 'kvmgt'", 'kvmgt-not-found'],
  ['kvmgt 417792 0', undefined],
  ["Failed to find module '-e vfio'", 'module-garbled'],
  ["systemd-modules-load[220]: Failed to find module 'vfio_virqfd'", 'virqfd-not-found'],
  [
    "modprobe: ERROR: could not insert 'kvmgt': Unknown symbol in module, or unknown parameter",
    'kvmgt-symbols',
  ],
  ["modprobe: ERROR: could not insert 'i915': Key was rejected by service", 'key-rejected'],
  ['/bin/echo: write error: No space left on device', 'create-no-space'],
  ['-bash: echo: 写错误: 设备上没有空间', 'create-no-space'],
  [
    "ls: cannot access '/sys/bus/pci/devices/0000:00:02.0/mdev_supported_types': No such file or directory",
    'types-missing',
  ],
  [
    'error: internal error: Unable to create mediated device: Error: No such file or directory (os error 2)',
    'types-missing',
  ],
  ['没有 mdev_supported_types 目录', 'types-missing'],
  ['ls -l /sys/devices/pci0000:00/0000:00:02.0/mdev_supported_types', undefined],
  ['Parent 0000:00:02.0 is not currently registered for mdev support', 'types-missing'],
  ["pci device '0000:00:02.0' does not support mediated devices", 'types-missing'],
  ["pci device '0000:00:02.0' has no available instances of 'i915-GVTg_V5_4'", 'type-used-up'],
  ["pci device '0000:00:02.0' has no type 'i915-GVTg_V5_2'", 'type-not-there'],
  ["Failed to find module 'mdev kvmgt'", 'modules-on-one-line'],
  ["Failed to find module 'mdev-kvmgt'", undefined],
  ['nodedev-info of a vGPU: Autostart: no', 'vgpu-not-autostarted'],
  ['Autostart:      no', undefined],
  ['hostpci0: 0000:00:02,pcie=1', 'whole-gpu-to-vm'],
  ['hostpci1: 00:02.0', 'whole-gpu-to-vm'],
  ['hostpci0: 0000:00:02.1,pcie=1', undefined],
  ['hostpci0: 0000:00:02.0,mdev=i915-GVTg_V5_4,pcie=1', undefined],
  ['-bash: /sys/devices/pci0000:00/0000:00:02.0/sriov_numvfs: Permission denied', 'create-denied'],
  [
    '-bash: /sys/bus/pci/devices/0000:00:02.0/mdev_supported_types/i915-GVTg_V5_4/create: Permission denied',
    'create-denied',
  ],
  [
    'error: internal error: Unable to define mediated device: Error: Cowardly refusing to overwrite existing config for 0000:00:02.0/00000000-0000-0000-0000-000000000011',
    'define-overwrite',
  ],
  ['Did not expect element parent there', 'define-validate'],
  ["Cannot find 'mdevctl' in path", 'mdevctl-missing'],
  ['bash: mdevctl: command not found', 'mdevctl-missing'],
  ['mdevctl[238]: /bin/sh: 1: /usr/sbin/mdevctl: not found', 'mdevctl-rule'],
  [
    "error: device not found: mediated device '3f1c8a52-6e0b-4d27-9b65-c0ffee20d00f' not found",
    'mdev-not-found',
  ],
  ['error: unsupported configuration: Mediated host device assignment requires VFIO support', 'vfio-support'],
  ['vfio 3f1c8a52: failed to open /dev/vfio/12: Device or resource busy', 'vgpu-busy'],
  [
    'qemu-system-x86_64: -device vfio-pci: vfio 3f1c8a52: error getting device from group 12: File exists',
    'second-vgpu',
  ],
  ['Error! Bad return status for module build on kernel: 6.1.0-1-pve (x86_64)', 'dkms-build-failed'],
  ["error: 'struct ttm_resource' has no member named 'num_pages'", 'dkms-build-failed'],
  ['error: implicit declaration of function ‘INTEL_MTL_M_IDS’', 'dkms-build-failed'],
  ['error: implicit declaration of function ‘strlcpy’', undefined],
  [
    'Module version for i915.ko.zst exactly matches what is already found in kernel 6.2.2-arch2-1.',
    'dkms-same-version',
  ],
  ['Warning: Failed to sign module', 'dkms-not-signed'],
  ['gtk: GtkGLArea Console lacks DMABUF support', 'qemu-gtk-dmabuf'],
  [
    'vfio error: 3f1c8a52: does not support requested IGD OpRegion feature: No such device',
    'opregion-refused',
  ],
  ['vfio_migration_probe: no region of type VFIO_REGION_TYPE_MIGRATION', 'no-migration'],
  ["ls: cannot access '/sys/bus/pci/drivers/vfio-pci': No such file or directory", 'vfio-pci-missing'],
  ['vfio 0000:00:02.0: no iommu_group found: No such file or directory', 'no-iommu-group'],
  [
    "failed to access '/sys/bus/mdev/devices/3f1c8a52-6e0b-4d27-9b65-c0ffee20d00f/iommu_group': No such file",
    'mdev-without-group',
  ],
  ['Extra element devices in interleave', 'schema-fails'],
  ['error: XML document failed to validate against schema', 'schema-fails'],
  ['error: Requested operation is not valid: device is already in the domain configuration', 'already-there'],
  [
    "error: unsupported configuration: graphics device is needed for attribute value 'display=on' in <hostdev>",
    'display-needs-graphics',
  ],
  ['booting from assigned devices is not supported by mediated devices of model vfio-pci', 'boot-from-mdev'],
  ["error: XML error: Missing required attribute 'model' in element 'hostdev'", 'hostdev-model'],
  ['cannot prepare PCI pass-through, IOMMU not present', 'iommu-not-present'],
  ['vfio 0000:00:02.0: group 1 is not viable', 'group-not-viable'],
  ['vfio_dma_map(0x55, 0x0, 0x80000000, 0x7f) = -12 (Cannot allocate memory)', 'memory-lock'],
  [
    '/bin/echo: /sys/bus/pci/devices/0000:00:02.0/sriov_numvfs: No such file or directory',
    'sriov-no-such-file',
  ],
  [
    'tee: /sys/bus/pci/devices/0000:00:02.0/sriov_numvfs: Numerical result out of range',
    'sriov-out-of-range',
  ],
  ['tee: /sys/bus/pci/devices/0000:00:02.0/sriov_numvfs: Device or resource busy', 'sriov-busy'],
  ['/usr/sbin/grub-mkconfig: 9: /etc/default/grub: Syntax error: Unterminated quoted string', 'grub-broken'],
  ['/usr/sbin/grub-mkconfig: 8: /etc/default/grub: i915.enable_gvt=1: not found', 'grub-broken'],
  ['Code 43', 'code-43'],
  ['代码 43', 'code-43'],
  ['该设备有问题，Windows 已将其停止。 (代码 43)', 'code-43'],
  ['错误代码43', 'code-43'],
  ['exit code 430', undefined],
  ['Microsoft Basic Display Adapter', 'basic-display'],
  ['虚拟机黑屏了怎么办', 'black-screen'],
  ['the VNC window stays black', 'black-screen'],
  ['something else entirely', undefined],
];

test.each(heard)('%s', (text, id) => {
  expect(identifySymptom(text)?.id).toBe(id);
});

describe('the table', () => {
  test('every symptom is heard by one of the texts above', () => {
    expect(
      allSymptoms()
        .map(({ id }) => id)
        .filter(id => !heard.some(([, other]) => other === id)),
    ).toEqual([]);
  });

  test('names causes that rules report, but where the message is the finding, and ids that stand once', () => {
    const alone = allLogLines().filter(line => line.alone === true);
    const causes = new Set([...loadRules(), ...alone].map(({ cause }) => cause));
    expect(
      allSymptoms()
        .filter(({ alone }) => alone !== true)
        .flatMap(one => one.causes)
        .filter(cause => !causes.has(cause)),
    ).toEqual([]);
    const ids = allSymptoms().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('no symptom is slow on a long text', () => {
    const begin = performance.now();
    identifySymptom(`module vfio ${'kvmgt create: 43 '.repeat(5000)}`);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
