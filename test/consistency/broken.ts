/** A host that breaks one law: the law's statement, and the least that has to be recorded to contradict it. */
type Broken = readonly [says: string, snapshot: Record<string, unknown>];

const gpu = '/sys/bus/pci/devices/0000:00:02.0';
const release = { '/proc/sys/kernel/osrelease': '6.1.0-32-amd64\n' };
const index = '/lib/modules/6.1.0-32-amd64';
const bus = { '/sys/bus/pci/devices': ['0000:00:02.0'] };
const config = '/boot/config-6.1.0-32-amd64';

const modules = (...lines: readonly string[]): Record<string, string> => ({
  '/proc/modules': lines.map(line => `${line} Live 0x0000000000000000\n`).join(''),
});
/** Nothing but these lines; the first line of a boot before them. */
const log = (...lines: readonly string[]): readonly unknown[] => [
  { argv: ['dmesg'], exit: 0, stdout: ['Linux version 6.1.0', ...lines, ''].join('\n') },
];
const registers = (words: Readonly<Record<number, number>>): string => {
  const bytes = Buffer.alloc(4096);
  for (const [at, word] of Object.entries(words)) bytes.writeUInt16LE(word, Number(at));
  return bytes.toString('base64');
};
const loaded = (name: string): Record<string, unknown> => ({
  ...release,
  ...modules(`${name} 16384 0 -`),
  [`${index}/modules.builtin`]: '',
});

export const brokenHosts: readonly Broken[] = [
  ['nothing is there and absent at once', { dirs: { '/sys/bus/mdev': [] }, absent: ['/sys/bus/mdev'] }],
  [
    'the drop-in files that a list names were read, or it is known why not',
    { dirs: { '/etc/modprobe.d': ['a.conf'] } },
  ],
  [
    'every place says the same release and build of the kernel',
    { files: { ...release, '/proc/version': 'Linux version 6.1.0-33-amd64 (a@b) (gcc) #1 SMP\n' } },
  ],
  [
    "the running kernel's modules and configuration are among those recorded",
    { files: { ...release, '/boot/config-6.6.1': '' } },
  ],
  [
    'the command line names the image of the running kernel',
    { files: { ...release, '/proc/cmdline': 'BOOT_IMAGE=/boot/vmlinuz-6.6.1 ro\n' } },
  ],
  [
    'the running kernel has an entry in the menu of GRUB that started it',
    {
      files: {
        '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz-6.6.1 ro\n',
        '/boot/grub/grub.cfg': '\tlinux\t/vmlinuz-6.1.0 ro\n',
      },
    },
  ],
  [
    'only Ubuntu has a version signature, and it is that of the kernel',
    {
      files: {
        '/proc/sys/kernel/osrelease': '5.15.0-130-generic\n',
        '/proc/version': 'Linux version 5.15.0-130-generic (a@b) (gcc) #140-Ubuntu SMP\n',
        '/proc/version_signature': 'Ubuntu 5.15.0-130-generic 5.15.173\n',
      },
    },
  ],
  [
    'KVM runs on a processor that has what it takes',
    { files: { ...modules('kvm_intel 16384 0 -'), '/proc/cpuinfo': 'flags : fpu\n' } },
  ],
  [
    '/dev/kvm is there with the module of the processor, and only then',
    { files: modules('kvm_intel 16384 0 -'), absent: ['/dev/kvm'] },
  ],
  [
    'EFI variables are there on a machine that was started by EFI',
    { binary: { '/sys/firmware/efi/efivars/LoaderInfo-4a67': '' }, absent: ['/sys/firmware/efi'] },
  ],
  [
    "the machine's card names the maker and product that sysfs does",
    { files: { '/sys/class/dmi/id/sys_vendor': 'Dell\n' }, inventory: { system: { manufacturer: 'HP' } } },
  ],
  [
    'nomodeset leaves the GPU alone',
    {
      files: { '/proc/cmdline': 'ro nomodeset\n' },
      links: { [`${gpu}/driver`]: '../../../bus/pci/drivers/i915' },
    },
  ],
  ['who uses a loaded module is loaded', { files: modules('kvm 16384 1 kvmgt,') }],
  ['a module has at least as many references as users', { files: modules('kvm 16384 0 kvm_intel,') }],
  [
    'a loaded module uses those whose functions it calls',
    { files: modules('kvmgt 16384 0 -', 'kvm 16384 0 -') },
  ],
  [
    'what a loaded module needs is loaded or built in',
    { files: { ...loaded('kvmgt'), [`${index}/modules.dep`]: 'kernel/kvmgt.ko: kernel/mdev.ko\n' } },
  ],
  [
    'no module is there that the kernel does not have yet, or no longer has',
    { files: { '/proc/sys/kernel/osrelease': '5.4.0\n', ...modules('drm_buddy 16384 0 -') } },
  ],
  [
    'kvmgt lies where this release builds it',
    { files: { ...release, [`${index}/modules.dep`]: 'kernel/drivers/gpu/drm/i915/gvt/kvmgt.ko:\n' } },
  ],
  ['a graphics driver that drives nothing is held by its users only', { files: modules('i915 16384 9 -') }],
  [
    'a loaded module has a file of the running kernel',
    { files: { ...loaded('i915'), [`${index}/modules.dep`]: 'kernel/kvm.ko:\n' } },
  ],
  [
    'a module from outside the tree is marked as such',
    { files: { ...loaded('i915'), [`${index}/modules.dep`]: 'updates/dkms/i915.ko:\n' } },
  ],
  [
    'what is configured as a module is none of the built-in ones, and the reverse',
    { files: { ...release, [config]: 'CONFIG_VFIO=y\n', [`${index}/modules.builtin`]: '' } },
  ],
  [
    'a loaded module has its folder below /sys/module, one that is not there has none',
    { files: loaded('i915'), absent: ['/sys/module/i915'] },
  ],
  [
    'what the command line bars by module_blacklist is not loaded',
    { files: { ...loaded('xe'), '/proc/cmdline': 'module_blacklist=xe\n' } },
  ],
  [
    'a parameter shows what the command line set',
    {
      files: {
        ...release,
        '/proc/cmdline': 'i915.enable_gvt=1\n',
        '/sys/module/i915/parameters/enable_gvt': 'N\n',
      },
    },
  ],
  [
    'a switch that nobody set is off',
    { files: { '/proc/cmdline': 'ro\n', '/sys/module/i915/parameters/enable_gvt': 'Y\n' } },
  ],
  [
    "i915 shows enable_gvt where it is built with GVT-g and it is the kernel's own",
    {
      files: { ...release, [config]: 'CONFIG_DRM_I915=m\n', '/sys/module/i915/parameters/enable_gvt': 'N\n' },
    },
  ],
  [
    'the driver of a device is loaded or built in',
    { files: loaded('i915'), links: { [`${gpu}/driver`]: '../../../bus/pci/drivers/vfio-pci' } },
  ],
  [
    'the configuration space says the same ids and class as the files',
    {
      files: { [`${gpu}/vendor`]: '0x8086\n' },
      dirs: bus,
      binary: { [`${gpu}/config`]: registers({ 0: 0x1002 }) },
    },
  ],
  [
    'a link of a device climbs out of its own place in the tree',
    { links: { '/sys/bus/pci/devices/0000:0a:00.0/driver': '../../../bus/pci/drivers/xe' } },
  ],
  [
    'physical and virtual functions point at each other, as many as sriov_numvfs says',
    {
      files: {
        [`${gpu}/vendor`]: '0x8086\n',
        [`${gpu}/sriov_numvfs`]: '1\n',
        [`${gpu}/sriov_totalvfs`]: '7\n',
      },
      dirs: bus,
    },
  ],
  [
    'a device with the SR-IOV capability has sriov_totalvfs, one without has none',
    {
      files: { ...release, [config]: 'CONFIG_PCI_IOV=y\n', [`${gpu}/vendor`]: '0x8086\n' },
      dirs: bus,
      binary: { [`${gpu}/config`]: registers({ 0x100: 0x10 }) },
      absent: [`${gpu}/sriov_totalvfs`],
    },
  ],
  [
    'virtual functions are made by a driver that can',
    {
      files: { ...modules('i915 1 0 -'), [`${gpu}/vendor`]: '0x8086\n', [`${gpu}/sriov_numvfs`]: '7\n' },
      links: { [`${gpu}/driver`]: '../../../bus/pci/drivers/i915' },
      dirs: bus,
    },
  ],
  ['every device of the bus has its class', { dirs: bus }],
  [
    'what was recorded of a device is of one on the bus',
    { files: { '/sys/bus/pci/devices/0000:01:00.0/class': '0x020000\n' }, dirs: bus },
  ],
  [
    "the units have the name of the CPU's maker",
    { files: { '/proc/cpuinfo': 'vendor_id : AuthenticAMD\n' }, dirs: { '/sys/class/iommu': ['dmar0'] } },
  ],
  [
    'units are described by the firmware',
    { dirs: { '/sys/class/iommu': ['ivhd0'], '/sys/firmware/acpi/tables': ['DMAR'] } },
  ],
  [
    'there are groups of PCI devices where there is a unit, and only there',
    { dirs: { '/sys/class/iommu': [], '/sys/kernel/iommu_groups': ['0'] } },
  ],
  [
    'the group of a device is one of the groups',
    {
      links: { [`${gpu}/iommu_group`]: '../../../kernel/iommu_groups/2' },
      dirs: { '/sys/kernel/iommu_groups': ['0', '1'] },
    },
  ],
  ['groups are numbered without a gap', { dirs: { '/sys/kernel/iommu_groups': ['0', '2'] } }],
  [
    'intel_iommu= of the command line is what runs',
    { files: { '/proc/cmdline': 'intel_iommu=off\n' }, dirs: { '/sys/class/iommu': ['dmar0'] } },
  ],
  [
    'VT-d that is on by default runs where nobody switched it off',
    {
      files: { ...release, [config]: 'CONFIG_INTEL_IOMMU_DEFAULT_ON=y\n' },
      dirs: { '/sys/class/iommu': [], '/sys/firmware/acpi/tables': ['DMAR'] },
    },
  ],
  [
    'the log says of VT-d what the command line asks of it',
    { files: { '/proc/cmdline': 'ro\n' }, commands: log('DMAR: IOMMU enabled') },
  ],
  [
    'the log names the DMAR table where there is one',
    { dirs: { '/sys/firmware/acpi/tables': ['DMAR'] }, commands: log() },
  ],
  [
    'the default domain type in the log is that of the command line',
    { files: { '/proc/cmdline': 'iommu=pt\n' }, commands: log('iommu: Default domain type: Translated') },
  ],
  [
    'the log adds the devices to the groups that they are in',
    {
      files: { [`${gpu}/vendor`]: '0x8086\n' },
      dirs: bus,
      links: { [`${gpu}/iommu_group`]: '../../../kernel/iommu_groups/1' },
      commands: log('pci 0000:00:02.0: Adding to iommu group 0'),
    },
  ],
  [
    'VT-d is active for graphics where the GPU is in a group',
    { commands: log('i915 0000:00:02.0: [drm] VT-d active for gfx access') },
  ],
  [
    'i915 says so of every GPU in a group that it drives',
    {
      links: {
        [`${gpu}/driver`]: '../../../bus/pci/drivers/i915',
        [`${gpu}/iommu_group`]: '../../../kernel/iommu_groups/1',
      },
      commands: log('i915 0000:00:02.0: [drm] Using Transparent Hugepages'),
    },
  ],
  [
    'a GPU for which the IOMMU was disabled is in no group',
    {
      links: { [`${gpu}/iommu_group`]: '../../../kernel/iommu_groups/1' },
      commands: log('pci 0000:00:02.0: Disabling IOMMU for graphics on this chipset'),
    },
  ],
  [
    'there is a bus of mediated devices where mdev runs',
    { files: loaded('mdev'), absent: ['/sys/bus/mdev'] },
  ],
  [
    'a GPU with vGPU types has all that GVT-g wants',
    { files: loaded('i915'), dirs: { [`${gpu}/mdev_supported_types`]: ['i915-GVTg_V5_4'] } },
  ],
  [
    'the log registers the GPU that has vGPU types, and no other',
    { dirs: { ...bus, [`${gpu}/mdev_supported_types`]: [] }, commands: log() },
  ],
  [
    "the types carry the GPU's generation in their name",
    {
      files: { [`${gpu}/device`]: '0x1626\n' },
      dirs: { [`${gpu}/mdev_supported_types`]: ['i915-GVTg_V5_4'] },
    },
  ],
  [
    'a type is described as the kernel does',
    {
      files: { [`${gpu}/mdev_supported_types/i915-GVTg_V5_4/description`]: 'low_gm_size: 64MB\n' },
      dirs: { [`${gpu}/mdev_supported_types`]: ['i915-GVTg_V5_4'] },
    },
  ],
  [
    'the types and what is free of them follow from the registers and the vGPUs that live',
    {
      files: {
        ...release,
        [`${gpu}/resource`]: `${'0x0 0x0 0x0\n'.repeat(2)}0x80000000 0x8fffffff 0x14220c\n`,
        [`${gpu}/mdev_supported_types/i915-GVTg_V5_8/available_instances`]: '3\n',
      },
      dirs: { [`${gpu}/mdev_supported_types`]: ['i915-GVTg_V5_8'] },
      binary: { [`${gpu}/config`]: registers({ 0x50: 0xc0 }) },
    },
  ],
  [
    'a vGPU lies below its GPU, is of one of its types, and in a group of its own',
    {
      dirs: { '/sys/bus/mdev/devices': ['0-1'], '/sys/kernel/iommu_groups': ['0'] },
      links: { '/sys/bus/mdev/devices/0-1/iommu_group': '../../../../kernel/iommu_groups/1' },
    },
  ],
  [
    'libvirt names the devices that have vGPU types',
    {
      dirs: { [`${gpu}/mdev_supported_types`]: ['i915-GVTg_V5_4'] },
      commands: [
        {
          argv: ['virsh', '-c', 'qemu:///system', 'nodedev-list', '--cap', 'mdev_types'],
          exit: 0,
          stdout: '\n',
        },
      ],
    },
  ],
  [
    'libvirt lists the VMs whose definition it gave',
    {
      commands: [
        {
          argv: ['virsh', '-c', 'qemu:///system', 'list', '--all', '--name', '--uuid'],
          exit: 0,
          stdout: '\n',
        },
        {
          argv: ['virsh', '-c', 'qemu:///system', 'dumpxml', '--inactive', '--domain', 'win10'],
          exit: 0,
          stdout: '<domain/>',
        },
      ],
    },
  ],
  [
    'vfio-pci was given the ids that the log says it took',
    { files: { '/proc/cmdline': 'ro\n' }, commands: log('vfio_pci: add [8086:5912[ffffffff:ffffffff]]') },
  ],
  [
    'kvmgt of 5.1 to 5.18 is loaded only where GVT-g runs',
    { files: { '/proc/sys/kernel/osrelease': '5.15.0\n', ...modules('kvmgt 16384 0 -') } },
  ],
  [
    'the log begins with /proc/version',
    { files: { '/proc/version': 'Linux version 6.1.0 (a@b) (gcc 12) #1 SMP\n' }, commands: log() },
  ],
  [
    'the command line in the log is /proc/cmdline',
    { files: { '/proc/cmdline': 'ro quiet\n' }, commands: log('Command line: ro') },
  ],
  [
    'the log names the maker and product of the machine',
    {
      files: { '/sys/class/dmi/id/sys_vendor': 'HP\n', '/sys/class/dmi/id/product_name': 'Z2\n' },
      commands: log('DMI: Dell Inc. OptiPlex 7050, BIOS 1.27.0'),
    },
  ],
  [
    'the log finds the devices with the ids and the class that they have',
    {
      files: { [`${gpu}/device`]: '0x5916\n' },
      dirs: bus,
      commands: log('pci 0000:00:02.0: [8086:5912] type 00 class 0x030000'),
    },
  ],
  [
    'who speaks in the log of a device is running, and the device is on the bus',
    { files: loaded('i915'), dirs: bus, commands: log('e1000e 0000:00:1f.6 eth0: up') },
  ],
  [
    'a GPU with i915 or xe was initialised, where the log reaches so far',
    {
      links: { [`${gpu}/driver`]: '../../../bus/pci/drivers/i915' },
      commands: log('i915 0000:00:02.0: [drm] Using Transparent Hugepages'),
    },
  ],
  [
    'a driver that was initialised for a GPU is running',
    { files: loaded('xe'), commands: log('[drm] Initialized i915 1.6.0 for 0000:00:02.0 on minor 0') },
  ],
  [
    'a driver whose probe failed is not bound',
    {
      links: { [`${gpu}/driver`]: '../../../bus/pci/drivers/i915' },
      commands: log('i915: probe of 0000:00:02.0 failed with error -5'),
    },
  ],
  [
    'a module that was refused is not loaded',
    { files: loaded('kvmgt'), commands: log('kvmgt: Unknown symbol intel_gvt_ops (err -22)') },
  ],
  [
    'a parameter that the log names was given',
    { files: { '/proc/cmdline': 'ro\n' }, commands: log("i915: unknown parameter 'enabled_gvt' ignored") },
  ],
  [
    'nomodeset in the log is nomodeset on the command line',
    {
      files: { '/proc/cmdline': 'ro\n' },
      commands: log('You have booted with nomodeset. This means your GPU drivers are DISABLED'),
    },
  ],
  [
    'the state of the GPU that GVT-g looks for is of this GPU',
    {
      files: { [`${gpu}/device`]: '0x5916\n' },
      commands: log(
        'i915 0000:00:02.0: firmware: failed to load i915/gvt/vid_0x8086_did_0x5912_rid_0x02.golden (-2)',
      ),
    },
  ],
  [
    'a kernel that found a hypervisor has its flag',
    {
      files: { '/proc/cpuinfo': 'flags : fpu\n' },
      commands: log('Booting paravirtualized kernel on KVM'),
    },
  ],
];
