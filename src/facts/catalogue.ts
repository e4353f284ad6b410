/**
 * Every address that a rule may name, with the type of its value. An address that ends in `/*` is a family: its collector
 * answers for every member; one that is not there is known and null where the source was read.
 */

/** The kinds of things of which a host may have several. */
export type SubjectKind = 'gpu' | 'type' | 'mdev' | 'vm' | 'parameter' | 'message';

/** The type of a known value; null ("it is not there") is possible where `nullable` says so. */
export type FactType = 'text' | 'version' | 'number' | 'boolean' | 'list';

export interface FactEntry {
  readonly type: FactType;
  readonly nullable: boolean;
  /** What it is, for people who write rules. */
  readonly about: string;
}

const text = (about: string): FactEntry => ({ type: 'text', nullable: false, about });
const textOrNull = (about: string): FactEntry => ({ type: 'text', nullable: true, about });
const version = (about: string): FactEntry => ({ type: 'version', nullable: false, about });
const versionOrNull = (about: string): FactEntry => ({ type: 'version', nullable: true, about });
const number = (about: string): FactEntry => ({ type: 'number', nullable: false, about });
const numberOrNull = (about: string): FactEntry => ({ type: 'number', nullable: true, about });
const yes = (about: string): FactEntry => ({ type: 'boolean', nullable: false, about });
const list = (about: string): FactEntry => ({ type: 'list', nullable: false, about });
const listOrNull = (about: string): FactEntry => ({ type: 'list', nullable: true, about });

export const catalogue = {
  'host/platform': text('which kind of system: fnos, proxmox, unraid, truenas, omv, ubuntu, debian, arch, …'),
  'host/platform-signs': list('what gave the platform away'),
  'host/is-closed': yes('only the maker of this system can give it another kernel'),
  'host/distribution': textOrNull('ID of os-release'),
  'host/distribution-version': textOrNull('VERSION_ID of os-release'),
  'host/container': textOrNull('kind of container that we are inside of; null outside'),
  'host/guest': textOrNull('kind of virtual machine that we are inside of; null on bare metal'),
  'host/is-root': yes('the readings were made with the rights of root'),
  'host/gpu-count': number('Intel display devices, virtual functions not counted'),
  'host/mdev-list-complete': yes('every vGPU that is there, or defined, was listed'),
  'host/gpu-list-complete': yes('of every PCI device it was read whether it is a display'),
  'host/gpu-vendors': list('PCI vendor ids of all display devices'),
  'host/is-efi': yes('booted by UEFI firmware'),

  'card/board': textOrNull('maker and model of the machine or its board'),
  'card/bios': textOrNull('version and date of the firmware'),
  'card/memory-mib': numberOrNull('MiB of memory'),

  'cpu/vendor': textOrNull('vendor_id of /proc/cpuinfo'),
  'cpu/name': textOrNull('model name'),
  'cpu/family': numberOrNull('cpu family'),
  'cpu/model': numberOrNull('model'),
  'cpu/stepping': numberOrNull('stepping'),
  'cpu/platform': textOrNull('GPU platform that belongs to this CPU model, by rules/tables/cpus.yml'),
  'cpu/has-vmx': yes('the flag vmx: VT-x is there and switched on'),
  'cpu/expects-igpu': yes('this Intel CPU is sold with a GPU inside; unknown where its name does not tell'),

  'kernel/release': text('uname -r'),
  'kernel/build': text('uname -v: the number of the build and its date'),
  'kernel/upstream': version(
    'the upstream version; in part (5.19) where the patch level is not told; unknown for RHEL',
  ),
  'kernel/next-release': text('release of the kernel that the boot loader will start next'),
  'kernel/next-differs': yes('the boot loader will start another kernel than the one that runs'),
  'kernel/has-config': yes('the build configuration could be read'),
  'kernel/gvt-built': yes('this kernel was built with GVT-g (its configuration, or kvmgt on disk)'),
  'kernel-config/*': textOrNull('a build option without CONFIG_: y, m or a value; null: not set'),

  'cmdline/*': textOrNull(
    'a parameter of the running kernel, dashes as underscores; empty for one without a value',
  ),
  'cmdline/near-enable-gvt': textOrNull(
    'a token that looks like i915.enable_gvt but is not, on any command line',
  ),
  'configured/*': textOrNull('a parameter as the file of the boot loader in force sets it'),
  'generated/*': textOrNull('a parameter as the next boot will get it'),
  'tokens/running': list('the words of the running command line'),
  'tokens/configured': list('the words that the file of the boot loader in force sets'),
  'bootloader/kind': text('the boot loader, by evidence of this boot'),
  'bootloader/proof': list('the evidence of this boot'),
  'bootloader/file': text('the file in which a person sets parameters'),
  'bootloader/apply': textOrNull(
    'the command that carries that file into the next boot; null: none is needed',
  ),
  'bootloader/faults': list('what would break or lose parameters in that file: path:line kind'),
  'bootloader/not-generated': list('parameters that are configured but will not be there at the next boot'),
  'bootloader/stray': list(
    'files that set i915.enable_gvt although the boot loader in force does not read them',
  ),

  'module-loaded/*': yes('the module is running or built in'),
  'module-file/*': textOrNull('its file for the running kernel, (built-in), or null: this kernel has none'),
  'module-listed/*': textOrNull('the file that lists it for loading at boot'),
  'module-denied/*': textOrNull(
    'what keeps it from loading: a blacklist, module_blacklist=, an install line',
  ),
  'module-denied-by-file/*': textOrNull(
    'what of modprobe.d keeps it from loading, whatever the command line says',
  ),
  'module-parameter/*': textOrNull(
    'a parameter as the running module shows it (module.name); null: it has none',
  ),
  'modprobe/*': textOrNull('an option from modprobe.d (module.name)'),
  'modules/obsolete': list(
    'modules listed for boot that kernels of this version no longer have: path:line name',
  ),
  'modules/missing': list('modules listed for boot that this kernel does not have, obsolete ones apart'),
  'modules/garbled': list('lines of module lists that name no module: path:line kind'),
  'modules/i915-origin': textOrNull(
    'in-tree or out-of-tree: where the i915 that modprobe would load comes from',
  ),
  'gvt/switch': yes('i915.enable_gvt as this boot gave it to i915: the command line, else modprobe.d'),
  'gvt/switch-source': textOrNull('which of the two decides it'),
  'gvt/i915-loads-kvmgt': yes('kernels before 5.1: i915 asks for kvmgt by itself'),
  'gvt/needs-vfio-mdev': yes('kernels before 5.14: mdevs need the module vfio_mdev'),

  'gpu/id': text('vendor:device'),
  'gpu/device-id': text('the last four digits of its id, as parameters of the kernel want them'),
  'gpu/class': text('PCI class, four digits: 0300 VGA, 0380 display'),
  'gpu/is-known': yes('the id stands in rules/tables/pci-ids.yml'),
  'gpu/platform': textOrNull('the name of the generation in the kernel'),
  'gpu/candidates': list('the platforms that its name leaves, where its id was not shown'),
  'gpu/family': textOrNull('the name people know'),
  'gpu/generation': numberOrNull('graphics version'),
  'gpu/is-discrete': yes('a card of its own, not inside the CPU'),
  'gpu/name': textOrNull('a name for reports'),
  'gpu/driver': textOrNull('the driver bound to it'),
  'gpu/driver-override': textOrNull('driver_override, where set'),
  'gpu/claimed-by-vfio': textOrNull('what gives this id to vfio-pci: a file or the command line'),
  'gpu/switched-off-by': textOrNull(
    'the parameter that keeps i915 from driving it: nomodeset, i915.modeset=0, force_probe=!',
  ),
  'gpu/generation-route': text('by its platform alone: the technology, or why there is none'),
  'gpu/route': text('the technology, or why there is none'),
  'gpu/technology': text('how it can be shared: gvt-g, sr-iov or none'),
  'gpu/gvtg-since': versionOrNull('first kernel with GVT-g for this platform'),
  'gpu/gvtg-in-kernel': yes('the running kernel has GVT-g for this platform'),
  'gpu/regression': textOrNull('a known regression of this kernel on this platform'),
  'gpu/guc-blocks-gvt': yes('kernels 4.18 to 5.2: GuC submission asked for together with GVT-g'),
  'gpu/aperture-mib': number('MiB of PCI BAR 2'),
  'gpu/ggtt-mib': number('MiB that the global GTT maps, from config word 0x50'),
  'gpu/iommu-group': textOrNull('its IOMMU group'),
  'gpu/group-strangers': list(
    'other endpoints of its IOMMU group that a driver of the host holds: address, id, driver',
  ),
  'gpu/vf-group-strangers': list('the same of the groups of its virtual functions'),
  'gpu/passed-to': list('VMs that take it whole'),
  'gpu/mdev-registered': yes('mdev_supported_types is there'),
  'gpu/mdev-types': listOrNull('the types it offers; null: mdev_supported_types is not there'),
  'gpu/mdev-free': number('the most instances that any type still has'),
  'gpu/vgpu-count': number('existing vGPUs'),
  'gpu/can-share': yes('types exist, and an instance is free or a vGPU exists; or VFs exist or can be made'),
  'gpu/expected-types': list('the types that the arithmetic foretells for a fresh host'),
  'gpu/expected-instances': list('the same with how many of each would fit: "TYPE N"'),
  'gpu/hidden-memory': yes('the aperture leaves graphics memory for the hidden part of a vGPU'),
  'gpu/largest-aperture': numberOrNull('MiB of the largest aperture that leaves some; null: none does'),
  'gpu/gvt-refusal': textOrNull('the decisive line of the kernel log that says why GVT-g is off'),
  'gpu/sriov-capable-platform': yes(
    'a driver with SR-IOV exists for this platform, in some kernel or out of tree',
  ),
  'gpu/sriov-capability': yes('the device has the PCI SR-IOV capability'),
  'gpu/sriov-totalvfs': numberOrNull('virtual functions it can have'),
  'gpu/iommu-is-on': yes('an IOMMU stands before its virtual functions'),
  'gpu/sriov-numvfs': numberOrNull('virtual functions it has now'),
  'gpu/sriov-driver': textOrNull(
    'the bound driver that offers SR-IOV here: xe or i915-dkms; null: the bound one does not',
  ),
  'gpu/sriov-driver-on-disk': textOrNull(
    'a driver of this kernel that would offer it: xe, i915-dkms, or null',
  ),
  'gpu/sriov-pf-mode': yes('the driver runs it as a physical function'),
  'gpu/sriov-since': versionOrNull('first kernel whose xe offers SR-IOV for this platform'),

  'type/gpu': text('PCI address of the GPU that offers this vGPU type'),
  'type/available': number('instances of it that are left; all types share one pool'),
  'type/low-mib': numberOrNull('MiB of aperture it takes'),
  'type/high-mib': numberOrNull('MiB of hidden graphics memory it takes'),
  'type/fences': numberOrNull('fence registers it takes'),
  'type/resolution': textOrNull('the most its virtual monitor offers'),
  'type/weight': numberOrNull('its share of GPU time, against other vGPUs'),

  'iommu/groups': number('IOMMU groups'),
  'iommu/is-on': yes('an IOMMU is in use'),
  'iommu/has-dmar': yes('the firmware has a DMAR table: VT-d is there and switched on in the firmware'),

  'kvm/has-device': yes('/dev/kvm is there'),
  'kvm/disabled-by-firmware': yes('the kernel log says that the firmware keeps VT-x off'),

  'libvirt/is-running': yes('libvirtd or virtqemud answers'),
  'libvirt/version': version('version of the libvirt daemon'),
  'libvirt/mdev-parents': list('PCI addresses that libvirt takes for mdev parents'),
  'mdevctl/path': textOrNull('where mdevctl is installed'),
  'mdevctl/rule-program': textOrNull('the program that the packaged udev rule runs; null: no rule'),
  'mdevctl/rule-works': yes('that program exists'),

  'mdev/type': text('its type'),
  'mdev/parent': text('PCI address of the GPU it belongs to'),
  'mdev/is-active': yes('it exists now'),
  'mdev/iommu-group': textOrNull('its IOMMU group; null: it has none'),
  'mdev/is-defined': yes('a definition below /etc/mdevctl.d'),
  'mdev/autostart': yes('its definition asks for a start at boot'),
  'mdev/used-by': list('VMs whose definition names it'),
  'mdev/is-shared': yes('more than one VM names it'),

  'vm/title': textOrNull('the name people gave it'),
  'vm/mdevs': list('UUIDs of the mdevs in its definition'),
  'vm/missing-mdevs': list('those of them that neither exist nor are defined'),
  'vm/pci-devices': list('PCI addresses of the devices that it takes whole'),
  'vm/gpu-passthrough': list('those of them that are Intel GPUs, virtual functions not counted'),

  'parameter/kind': text('mistyped, obsolete, wrong-technology or dangerous'),
  'parameter/fits': yes('it is not meant for another technology than this GPU has'),
  'parameter/suggestion': textOrNull('what was probably meant'),
  'parameter/where': text('the command line or file it stands in'),

  'message/text': text('a message that is a finding by itself, as it was printed'),
  'message/cause': text('the key of its cause'),
  'message/is-harmless': yes('it is often blamed, and means nothing'),

  'log/source': textOrNull('the command that gave the kernel log'),
  'log/is-complete': yes('the log reaches back to the boot'),
  'log/*': textOrNull('the first line of a known message, by its id; null only where the log is complete'),
  'heard/*': textOrNull('a message that somebody quoted, by its id; null where none was quoted'),
  'heard/ids': list('the ids of the messages that somebody quoted'),
  'heard-causes/*': list('what may lie behind such a message: keys of causes, by its id'),
  'told/*': textOrNull('the message that settles a cause, by the key of the cause'),
  'told-of/*': textOrNull('the address of the GPU that this line is about'),
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
