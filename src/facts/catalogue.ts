import { follows, goes, open, stays, type FactEntry } from './entry.ts';

export type { FactType } from './entry.ts';

/**
 * Every address that a rule may name, with the type of its value and what a boot does to it (entry.ts). An address that ends in `/*` is a family: its collector
 * answers for every member; one that is not there is known and null where the source was read.
 */

/** The kinds of things of which a host may have several. */
export type SubjectKind = 'gpu' | 'type' | 'mdev' | 'vm' | 'parameter' | 'message' | 'setup' | 'try';

export const catalogue = {
  'host/platform': stays.text(
    'which kind of system: fnos, proxmox, unraid, truenas, omv, ubuntu, debian, arch, …',
  ),
  'host/platform-signs': stays.list('what gave the platform away'),
  'host/is-closed': stays.yes('only the maker of this system can give it another kernel'),
  'host/distribution': stays.textOrNull('ID of os-release'),
  'host/distribution-version': stays.textOrNull('VERSION_ID of os-release'),
  'host/container': stays.textOrNull('kind of container that we are inside of; null outside'),
  'host/guest': stays.textOrNull('kind of virtual machine that we are inside of; null on bare metal'),
  'host/is-root': stays.yes('the readings were made with the rights of root'),
  'host/gpu-count': stays.number('Intel display devices, virtual functions not counted'),
  'host/mdev-list-complete': stays.yes('every vGPU that is there, or defined, was listed'),
  'host/gpu-list-complete': stays.yes('of every PCI device it was read whether it is a display'),
  'host/gpu-vendors': stays.list('PCI vendor ids of all display devices'),
  'host/is-efi': stays.yes('booted by UEFI firmware'),

  'card/board': stays.textOrNull('maker and model of the machine or its board'),
  'card/bios': stays.textOrNull('version and date of the firmware'),
  'card/memory-mib': stays.numberOrNull('MiB of memory'),

  'cpu/vendor': stays.textOrNull('vendor_id of /proc/cpuinfo'),
  'cpu/name': stays.textOrNull('model name'),
  'cpu/family': stays.numberOrNull('cpu family'),
  'cpu/model': stays.numberOrNull('model'),
  'cpu/stepping': stays.numberOrNull('stepping'),
  'cpu/platform': stays.textOrNull('GPU platform that belongs to this CPU model, by rules/tables/cpus.yml'),
  'cpu/has-vmx': stays.yes('the flag vmx: VT-x is there and switched on'),
  'cpu/expects-igpu': stays.yes(
    'this Intel CPU is sold with a GPU inside; unknown where its name does not tell',
  ),

  'kernel/release': follows('nextKernel').text('uname -r'),
  'kernel/build': follows('nextKernel').text('uname -v: the number of the build and its date'),
  'kernel/upstream': follows('nextKernel').version(
    'the upstream version; in part (5.19) where the patch level is not told; unknown for RHEL',
  ),
  'kernel/next-release': stays.text('release of the kernel that the boot loader will start next'),
  'kernel/next-differs': follows('deriveBoot').yes(
    'the boot loader will start another kernel than the one that runs',
  ),
  'kernel/has-config': follows('nextKernel').yes('the build configuration could be read'),
  'kernel/gvt-built': follows('deriveBoot').yes(
    'this kernel was built with GVT-g (its configuration, or kvmgt on disk)',
  ),
  'kernel-config/*': follows('nextKernel').textOrNull(
    'a build option without CONFIG_: y, m or a value; null: not set',
  ),

  'cmdline/*': follows('nextCmdline').textOrNull(
    'a parameter of the running kernel, dashes as underscores; empty for one without a value',
  ),
  'cmdline/near-enable-gvt': follows('deriveParameters').textOrNull(
    'a token that looks like i915.enable_gvt but is not, on any command line',
  ),
  'configured/*': stays.textOrNull('a parameter as the file of the boot loader in force sets it'),
  'generated/*': stays.textOrNull('a parameter as the next boot will get it'),
  'tokens/running': follows('nextCmdline').list('the words of the running command line'),
  'tokens/configured': stays.list('the words that the file of the boot loader in force sets'),
  'bootloader/kind': stays.text('the boot loader, by evidence of this boot'),
  'bootloader/proof': stays.list('the evidence of this boot'),
  'bootloader/file': stays.text('the file in which a person sets parameters'),
  'bootloader/apply': stays.textOrNull(
    'the command that carries that file into the next boot; null: none is needed',
  ),
  'bootloader/faults': stays.list('what would break or lose parameters in that file: path:line kind'),
  'bootloader/faulty-lines': stays.list('those lines with the places in them: path:line start+length,… text'),
  'bootloader/mistyped-lines': stays.list('the same of lines that hold a mistyped parameter'),
  'bootloader/not-generated': stays.list(
    'parameters that are configured but will not be there at the next boot',
  ),
  'bootloader/stray': stays.list(
    'files that set i915.enable_gvt although the boot loader in force does not read them',
  ),

  'module-loaded/*': follows('nextModules').yes('the module is running or built in'),
  'module-file/*': follows('nextKernel').textOrNull(
    'its file for the running kernel, (built-in), or null: this kernel has none',
  ),
  'module-listed/*': stays.textOrNull('the file that lists it for loading at boot'),
  'module-denied/*': follows('nextModules').textOrNull(
    'what keeps it from loading: a blacklist, module_blacklist=, an install line',
  ),
  'module-denied-by-file/*': stays.textOrNull(
    'what of modprobe.d keeps it from loading, whatever the command line says',
  ),
  'module-before/*': stays.list('modules that modprobe.d has loaded before it: softdep'),
  'initramfs/is-current': stays.yes(
    'what modprobe.d says of the graphics drivers is older than the initramfs, which has a copy of it',
  ),
  'module-parameter/*': follows('nextParameters').textOrNull(
    'a parameter as the running module shows it (module.name); null: it has none',
  ),
  'modprobe/*': stays.textOrNull('an option from modprobe.d (module.name)'),
  'modules/obsolete': follows('deriveModules').list(
    'modules listed for boot that kernels of this version no longer have: path:line name',
  ),
  'modules/missing': follows('deriveModules').list(
    'modules listed for boot that this kernel does not have, obsolete ones apart',
  ),
  'modules/garbled': stays.list('lines of module lists that name no module: path:line kind'),
  'modules/faulty-lines': stays.list('those lines with the places in them that are wrong'),
  'modules/i915-origin': follows('nextKernel').textOrNull(
    'in-tree or out-of-tree: where the i915 that modprobe would load comes from',
  ),
  'modules/dkms-version': stays.textOrNull(
    'version of i915-sriov-dkms; null: it is not there; unknown where there are several',
  ),
  'gvt/switch': follows('deriveBoot').yes(
    'i915.enable_gvt as this boot gave it to i915: the command line, else modprobe.d',
  ),
  'gvt/switch-source': follows('deriveBoot').textOrNull('which of the two decides it'),
  'gvt/i915-loads-kvmgt': follows('deriveBoot').yes('kernels before 5.1: i915 asks for kvmgt by itself'),
  'gvt/needs-vfio-mdev': follows('deriveBoot').yes('kernels before 5.14: mdevs need the module vfio_mdev'),

  'gpu/id': stays.text('vendor:device'),
  'gpu/device-id': stays.text('the last four digits of its id, as parameters of the kernel want them'),
  'gpu/class': stays.text('PCI class, four digits: 0300 VGA, 0380 display'),
  'gpu/is-known': stays.yes('the id stands in rules/tables/pci-ids.yml'),
  'gpu/platform': stays.textOrNull('the name of the generation in the kernel'),
  'gpu/candidates': stays.list('the platforms that its name leaves, where its id was not shown'),
  'gpu/family': stays.textOrNull('the name people know'),
  'gpu/generation': stays.numberOrNull('graphics version'),
  'gpu/is-discrete': stays.yes('a card of its own, not inside the CPU'),
  'gpu/name': stays.textOrNull('a name for reports'),
  'gpu/driver': follows('nextDriver').textOrNull('the driver bound to it'),
  'gpu/driver-override': follows('nextDriver').textOrNull('driver_override, where set'),
  'gpu/claimed-by-vfio': follows('deriveGpu').textOrNull(
    'what gives this id to vfio-pci: a file or the command line',
  ),
  'gpu/switched-off-by': follows('deriveGpu').textOrNull(
    'the parameter that keeps i915 from driving it: nomodeset, i915.modeset=0, force_probe=!',
  ),
  'gpu/handed-to-xe': follows('deriveGpu').yes(
    'the words that were read turn i915 away, and tell xe to take it',
  ),
  'gpu/generation-route': follows('deriveGpu').text(
    'by its platform alone: the technology, or why there is none',
  ),
  'gpu/route': follows('deriveGpu').text('the technology, or why there is none'),
  'gpu/technology': follows('deriveGpu').text('how it can be shared: gvt-g, sr-iov or none'),
  'gpu/gvtg-since': follows('deriveGpu').versionOrNull('first kernel with GVT-g for this platform'),
  'gpu/gvtg-in-kernel': follows('deriveGpu').yes('the running kernel has GVT-g for this platform'),
  'gpu/regression': follows('deriveGpu').textOrNull('a known regression of this kernel on this platform'),
  'gpu/guc-blocks-gvt': follows('deriveGpu').yes(
    'kernels 4.18 to 5.2: GuC submission asked for together with GVT-g',
  ),
  'gpu/aperture-mib': stays.number('MiB of PCI BAR 2'),
  'gpu/ggtt-mib': stays.number('MiB that the global GTT maps, from config word 0x50'),
  'gpu/iommu-group': follows('nextIommu').textOrNull('its IOMMU group'),
  'gpu/group-strangers': follows('nextIommu').list(
    'other endpoints of its IOMMU group that a driver of the host holds: address, id, driver',
  ),
  'gpu/vf-group-strangers': follows('nextFunctions').list('the same of the groups of its virtual functions'),
  'gpu/passed-to': follows('deriveVgpu').list('VMs that take it whole'),
  'gpu/mdev-registered': follows('nextShare').yes('mdev_supported_types is there'),
  'gpu/mdev-types': follows('nextShare').listOrNull(
    'the types it offers; null: mdev_supported_types is not there',
  ),
  'gpu/mdev-free': follows('nextShare', 'nextVgpus').number('the most instances that any type still has'),
  'gpu/vgpu-count': follows('deriveVgpu', 'nextVgpus').number('existing vGPUs'),
  'gpu/can-share': follows('deriveSharing').yes(
    'types exist, and an instance is free or a vGPU exists; or VFs exist or can be made',
  ),
  'gpu/expected-types': follows('deriveVgpu').list(
    'the types that the arithmetic foretells for a fresh host',
  ),
  'gpu/expected-instances': follows('deriveVgpu').list('the same with how many of each would fit: "TYPE N"'),
  'gpu/hidden-memory': follows('deriveVgpu').yes(
    'the aperture leaves graphics memory for the hidden part of a vGPU',
  ),
  'gpu/largest-aperture': follows('deriveVgpu').numberOrNull(
    'MiB of the largest aperture that leaves some; null: none does',
  ),
  'gpu/gvt-refusal': follows('deriveVgpu').textOrNull(
    'the decisive line of the kernel log that says why GVT-g is off',
  ),
  'gpu/sriov-capable-platform': follows('deriveGpu').yes(
    'a driver with SR-IOV exists for this platform, in some kernel or out of tree',
  ),
  'gpu/sriov-capability': stays.yes('the device has the PCI SR-IOV capability'),
  'gpu/sriov-totalvfs': stays.numberOrNull('virtual functions it can have'),
  'gpu/iommu-is-on': follows('deriveSharing').yes('an IOMMU stands before its virtual functions'),
  'gpu/sriov-numvfs': follows('nextDriver', 'nextFunctions').numberOrNull('virtual functions it has now'),
  'gpu/sriov-driver': follows('deriveSharing').textOrNull(
    'the bound driver that offers SR-IOV here: xe or i915-dkms; null: the bound one does not',
  ),
  'gpu/sriov-driver-on-disk': follows('deriveSharing').textOrNull(
    'a driver of this kernel that would offer it: xe, i915-dkms, or null',
  ),
  'gpu/xe-offers-sriov': follows('deriveSharing').yes(
    'xe is there, and kernels of this version offer SR-IOV for it in theirs',
  ),
  'gpu/sriov-pf-mode': follows('nextDriver', 'nextFunctions', 'deriveSharing').yes(
    'the driver runs it as a physical function',
  ),
  'gpu/sriov-since': follows('deriveGpu').versionOrNull(
    'first kernel whose xe offers SR-IOV for this platform',
  ),

  'type/gpu': stays.text('PCI address of the GPU that offers this vGPU type'),
  'type/available': follows('nextVgpus').number('instances of it that are left; all types share one pool'),
  'type/low-mib': stays.numberOrNull('MiB of aperture it takes'),
  'type/high-mib': stays.numberOrNull('MiB of hidden graphics memory it takes'),
  'type/fences': stays.numberOrNull('fence registers it takes'),
  'type/resolution': stays.textOrNull('the most its virtual monitor offers'),
  'type/weight': stays.numberOrNull('its share of GPU time, against other vGPUs'),

  'iommu/groups': follows('nextIommu').number('IOMMU groups'),
  'iommu/is-on': follows('nextIommu').yes('an IOMMU is in use'),
  'iommu/has-dmar': stays.yes('the firmware has a DMAR table: VT-d is there and switched on in the firmware'),

  // Its module comes by itself on a CPU that can (arch/x86/kvm/vmx/vmx.c, x86_match_cpu).
  'kvm/has-device': stays.yes('/dev/kvm is there'),
  'kvm/disabled-by-firmware': follows('deriveBoot').yes(
    'the kernel log says that the firmware keeps VT-x off',
  ),

  // A service that runs is taken for one that is started at boot.
  'libvirt/is-running': stays.yes('libvirtd or virtqemud answers'),
  'libvirt/version': stays.version('version of the libvirt daemon'),
  'libvirt/mdev-parents': open.list('PCI addresses that libvirt takes for mdev parents'),
  'mdevctl/path': stays.textOrNull('where mdevctl is installed'),
  'mdevctl/rule-program': stays.textOrNull('the program that the packaged udev rule runs; null: no rule'),
  'mdevctl/rule-works': stays.yes('that program exists'),

  'mdev/type': stays.text('its type'),
  'mdev/parent': stays.text('PCI address of the GPU it belongs to'),
  'mdev/is-active': follows('nextVgpus').yes('it exists now'),
  'mdev/iommu-group': follows('nextVgpus').textOrNull('its IOMMU group; null: it has none'),
  'mdev/is-defined': stays.yes('a definition below /etc/mdevctl.d'),
  'mdev/autostart': stays.yes('its definition asks for a start at boot'),
  'mdev/boot-unit': stays.textOrNull('the enabled unit of fngvt that makes it at boot; null: none does'),
  'mdev/used-by': follows('deriveVgpu').list('VMs whose definition names it'),
  'mdev/is-shared': follows('deriveVgpu').yes('more than one VM names it'),

  'vm/title': stays.textOrNull('the name people gave it'),
  'vm/mdevs': stays.list('UUIDs of the mdevs in its definition'),
  'vm/missing-mdevs': follows('deriveVgpu').list('those of them that neither exist nor are defined'),
  'vm/pci-devices': stays.list('PCI addresses of the devices that it takes whole'),
  'vm/gpu-passthrough': follows('deriveVgpu').list(
    'those of them that are Intel GPUs, virtual functions not counted',
  ),

  'parameter/kind': follows('deriveParameters').text('mistyped, obsolete, wrong-technology or dangerous'),
  'parameter/fits': follows('deriveParameters').yes(
    'it is not meant for another technology than this GPU has',
  ),
  'parameter/suggestion': follows('deriveParameters').textOrNull('what was probably meant'),
  'parameter/where': follows('deriveParameters').text('the command line or file it stands in'),

  'message/text': follows('deriveMessages').text('a message that is a finding by itself, as it was printed'),
  'message/cause': follows('deriveMessages').text('the key of its cause'),
  'message/is-harmless': follows('deriveMessages').yes('it is often blamed, and means nothing'),

  // From fngvt's own journal (invocation/set-up-facts.ts), so never of a snapshot.
  'setup/kind': stays.text(
    'what fngvt set up: words of a file (file), a device of a VM (vm), a start at boot (vgpu)',
  ),
  'setup/since': stays.text('the day on which fngvt set it up last'),
  'setup/change': stays.text('the change of fngvt that did, as undo knows it'),
  'setup/missing': stays.list('what of it is gone'),
  'setup/stands': stays.yes('all of it is still there'),

  // A try of kernel parameters for one boot: no host has it but one on which somebody asked for it.
  'try/state': open.text(
    'how a try of kernel parameters for one boot stands: waiting, running, over, not-cleared, not-read, kernel-gone, dropped, left-over',
  ),
  'try/words': stays.list('the words that are tried; -WORD: one that is left out'),
  'try/kernel': stays.text('the release of the kernel that is tried'),

  'log/source': goes.textOrNull('the command that gave the kernel log'),
  'log/is-complete': open.yes('the log reaches back to the boot'),
  'log/*': follows('nextLog').textOrNull(
    'the first line of a known message, by its id; null only where the log is complete',
  ),
  'heard/*': stays.textOrNull('a message that somebody quoted, by its id; null where none was quoted'),
  'heard/ids': stays.list('the ids of the messages that somebody quoted'),
  'heard-causes/*': stays.list('what may lie behind such a message: keys of causes, by its id'),
  'told/*': follows('deriveMessages').textOrNull('the message that settles a cause, by the key of the cause'),
  'told-of/*': follows('deriveMessages').textOrNull('the address of the GPU that this line is about'),
} as const satisfies Record<string, FactEntry>;

/** A catalogue key; a family stands with its star. */
export type CatalogueKey = keyof typeof catalogue;

/** An address of a fact: a key, or a member of a family. */
export type FactAddress = CatalogueKey extends infer K
  ? K extends `${infer Family}/*`
    ? `${Family}/${string}`
    : K
  : never;

const subjectKinds: ReadonlySet<string> = new Set<SubjectKind>([
  'gpu',
  'type',
  'mdev',
  'vm',
  'parameter',
  'message',
  'setup',
  'try',
]);

const entries: Readonly<Record<string, FactEntry | undefined>> = catalogue;

/** The entry of an address, also for a member of a family; undefined where no collector gives it. */
export function entryOf(address: string): FactEntry | undefined {
  return entries[address] ?? entries[`${address.slice(0, address.indexOf('/'))}/*`];
}

/** The kind of thing that an address is about; undefined: the host itself. */
export function subjectKindOf(address: string): SubjectKind | undefined {
  const before = kinds.get(address);
  if (before !== undefined) return before === null ? undefined : before;
  const topic = address.slice(0, address.indexOf('/'));
  const kind = subjectKinds.has(topic) ? (topic as SubjectKind) : undefined;
  kinds.set(address, kind ?? null);
  return kind;
}

/** What was found before: a run asks for the same addresses by the thousand. null: the host itself. */
const kinds = new Map<string, SubjectKind | null>();
