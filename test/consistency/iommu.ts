import { allValues, lastValue } from '../../src/formats/kernel-cmdline.ts';
import { unless, type Law } from './law.ts';
import { deviceFolder, type Recorded } from './recorded.ts';

const units = (host: Recorded): readonly string[] | undefined => host.snapshot.dirs['/sys/class/iommu'];
const groups = (host: Recorded): readonly string[] | undefined =>
  host.snapshot.dirs['/sys/kernel/iommu_groups'];
const tables = (host: Recorded): readonly string[] | undefined =>
  host.snapshot.dirs['/sys/firmware/acpi/tables'];

/** The group of each PCI device. */
function grouped(host: Recorded): ReadonlyMap<string, string> {
  const found = Object.entries(host.snapshot.links).flatMap(([path, target]) => {
    const address = /^\/sys\/bus\/pci\/devices\/([^/]+)\/iommu_group$/u.exec(path)?.[1];
    return address === undefined ? [] : [[address, target.slice(target.lastIndexOf('/') + 1)] as const];
  });
  return new Map(found);
}

/** A mediated device has a group of its own, IOMMU or not (drivers/vfio/group.c, vfio_noiommu_group_alloc()). */
const mediated = (host: Recorded): number => host.snapshot.dirs['/sys/bus/mdev/devices']?.length ?? 0;

/** The parts of all `intel_iommu=`, in their order. */
const words = (host: Recorded): readonly string[] =>
  allValues(host.cmdline ?? [], 'intel_iommu').flatMap(value => value.split(','));

const says = (host: Recorded, pattern: RegExp): boolean =>
  host.log?.lines.some(line => pattern.test(line)) === true;

export const iommuLaws: readonly Law[] = [
  {
    // drivers/iommu/intel/dmar.c names its units `dmar%d`, drivers/iommu/amd/init.c `ivhd%d`.
    says: "the units have the name of the CPU's maker",
    broken: host =>
      (units(host) ?? []).flatMap(unit =>
        unless(
          host.cpu === undefined || unit.startsWith(host.cpu.vendor === 'AuthenticAMD' ? 'ivhd' : 'dmar'),
          `${unit} with a CPU of ${host.cpu?.vendor ?? 'nobody'}`,
        ),
      ),
  },
  {
    // ACPI's DMAR (dmar_table_detect()) and IVRS (iommu_go_to_state()) tables tell the kernel of them.
    says: 'units are described by the firmware',
    broken: host =>
      tables(host) === undefined
        ? []
        : (units(host) ?? []).flatMap(unit => {
            const table = unit.startsWith('dmar') ? 'DMAR' : 'IVRS';
            return unless(tables(host)?.includes(table) === true, `${unit} without ${table}`);
          }),
  },
  {
    // drivers/iommu/iommu.c, iommu_init_device(): PCI devices get groups by an IOMMU, and then all get one.
    says: 'there are groups of PCI devices where there is a unit, and only there',
    broken: host => {
      const [unit, group] = [units(host), groups(host)];
      if (unit === undefined || group === undefined) return [];
      const ofDevices = group.length - mediated(host);
      return unless(
        ofDevices > 0 === unit.length > 0,
        `${unit.length} units, ${ofDevices} groups of devices`,
      );
    },
  },
  {
    says: 'the group of a device is one of the groups',
    broken: host =>
      [...grouped(host)].flatMap(([address, group]) =>
        unless(groups(host)?.includes(group) !== false, `${address} is in group ${group}, which is none`),
      ),
  },
  {
    // drivers/iommu/iommu.c, iommu_group_alloc(): numbers come from an ida, the lowest free one first.
    says: 'groups are numbered without a gap',
    broken: host =>
      (groups(host) ?? []).flatMap(group =>
        unless(Number(group) < (groups(host)?.length ?? 0), `group ${group} of ${groups(host)?.length ?? 0}`),
      ),
  },
  {
    // drivers/iommu/intel/iommu.c, intel_iommu_setup() and intel_iommu_init(): off is off, and on wants no more than a
    // DMAR table.
    says: 'intel_iommu= of the command line is what runs',
    broken: host => {
      const word = words(host).findLast(one => one === 'on' || one === 'off');
      if (units(host) === undefined || host.isContainer || word === undefined) return [];
      const isOn = word === 'on' && tables(host)?.includes('DMAR') === true;
      return unless(
        (units(host)?.length ?? 0) > 0 === isOn,
        `intel_iommu=${word}, ${units(host)?.length ?? 0} units`,
      );
    },
  },
  {
    // The same, and DMAR_PLATFORM_OPT_IN: where nobody asks for it, the configuration decides. Debian's kernels have an
    // option of their own,
    // which leaves out the integrated GPU only.
    says: 'VT-d that is on by default runs where nobody switched it off',
    broken: host => {
      const isDefault = ['INTEL_IOMMU_DEFAULT_ON', 'INTEL_IOMMU_DEFAULT_ON_INTGPU_OFF'].some(
        option => host.config.get(option) === 'y',
      );
      if (!isDefault || words(host).includes('off') || lastValue(host.cmdline ?? [], 'iommu') === 'off')
        return [];
      if (tables(host)?.includes('DMAR') !== true || units(host) === undefined || host.isContainer) return [];
      return unless((units(host)?.length ?? 0) > 0, 'on by default, no unit');
    },
  },
  {
    // drivers/iommu/intel/iommu.c, intel_iommu_setup(): printed while the word is read, whatever comes of it.
    says: 'the log says of VT-d what the command line asks of it',
    broken: host =>
      host.log === undefined || host.cmdline === undefined
        ? []
        : [
            ...unless(says(host, /^DMAR: IOMMU enabled$/u) === words(host).includes('on'), 'enabled'),
            ...unless(says(host, /^DMAR: IOMMU disabled$/u) === words(host).includes('off'), 'disabled'),
          ],
  },
  {
    // drivers/acpi/tables.c prints each table that it finds.
    says: 'the log names the DMAR table where there is one',
    broken: host =>
      host.log === undefined || tables(host) === undefined
        ? []
        : unless(says(host, /^ACPI: DMAR 0x/u) === tables(host)?.includes('DMAR'), 'the other way round'),
  },
  {
    // drivers/iommu/iommu.c, iommu_subsys_init(); arch/x86/kernel/pci-dma.c, iommu_setup() reads `pt`.
    says: 'the default domain type in the log is that of the command line',
    broken: host => {
      const line = host.log?.lines.find(one => one.startsWith('iommu: Default domain type: '));
      if (line === undefined) return [];
      const isPassed =
        lastValue(host.cmdline ?? [], 'iommu') === 'pt' ||
        lastValue(host.cmdline ?? [], 'iommu.passthrough') === '1';
      return unless(line.includes('Passthrough (set via kernel command line)') === isPassed, line);
    },
  },
  {
    // drivers/iommu/iommu.c, iommu_group_add_device().
    says: 'the log adds the devices to the groups that they are in',
    broken: host => {
      if (host.log === undefined) return [];
      const added = new Map(
        host.log.lines.flatMap(line => {
          const [, address, group] = /^\w+ (\S+): Adding to iommu group (\S+)$/u.exec(line) ?? [];
          return address === undefined || group === undefined ? [] : [[address, group] as const];
        }),
      );
      return [...new Set([...added.keys(), ...grouped(host).keys()])]
        .filter(
          address => host.devices.includes(address) && host.has(`${deviceFolder(address)}/vendor`) === true,
        )
        .flatMap(address =>
          unless(
            added.get(address) === grouped(host).get(address),
            `${address}: ${added.get(address) ?? 'none'} in the log, ${grouped(host).get(address) ?? 'none'} in sysfs`,
          ),
        );
    },
  },
  {
    // drivers/gpu/drm/i915/i915_utils.c, i915_vtd_active(): the device is translated, or we are a guest.
    says: 'VT-d is active for graphics where the GPU is in a group',
    broken: host =>
      (host.log?.lines ?? []).flatMap(line => {
        const [, address = '0000:00:02.0'] =
          /^(?:i915 (\S+): )?\[drm\] VT-d active for gfx access$/u.exec(line) ?? [];
        if (!line.endsWith('VT-d active for gfx access')) return [];
        const isGuest = host.cpu?.flags.has('hypervisor') === true;
        return unless(grouped(host).has(address) || isGuest, `${address} is in no group`);
      }),
  },
  {
    says: 'i915 says so of every GPU in a group that it drives',
    broken: host =>
      host.log === undefined || !says(host, /\[drm\] (?:Using Transparent Hugepages|Initialized i915)/u)
        ? []
        : [...host.drivers]
            .filter(([address, driver]) => driver === 'i915' && grouped(host).has(address))
            .filter(([address]) => host.snapshot.links[`${deviceFolder(address)}/physfn`] === undefined)
            .flatMap(([address]) =>
              unless(says(host, /VT-d active for gfx access$/u), `${address} is in a group`),
            ),
  },
  {
    // drivers/iommu/intel/iommu.c, quirk_iommu_igfx() of Broadwell: the unit of the GPU is left out.
    says: 'a GPU for which the IOMMU was disabled is in no group',
    broken: host =>
      (host.log?.lines ?? []).flatMap(line => {
        const address = /^pci (\S+): (?:DMAR: )?Disabling IOMMU for graphics on this chipset/u.exec(
          line,
        )?.[1];
        return address === undefined ? [] : unless(!grouped(host).has(address), `${address} is in a group`);
      }),
  },
];
