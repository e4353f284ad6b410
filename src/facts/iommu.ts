import { fromReading, presence, type Collector } from './collector.ts';
import { known } from './fact.ts';

const groups = '/sys/kernel/iommu_groups';
const units = '/sys/class/iommu';
const tables = '/sys/firmware/acpi/tables';

/** The IOMMU as the kernel runs it, and whether the firmware describes one. */
export const iommuCollector: Collector = {
  subject: 'iommu',
  gives: ['iommu/groups', 'iommu/is-on', 'iommu/has-dmar'],
  collect: async host => {
    const [grouped, running, acpi, line] = await Promise.all([
      host.list(groups),
      host.list(units),
      host.list(tables),
      host.read('/proc/cmdline'),
    ]);
    // The kernel was told to switch it on, and none runs: most likely the firmware describes none (drivers/iommu/intel/dmar.c).
    const isVain =
      running.state === 'present' &&
      running.value.length === 0 &&
      line.state === 'present' &&
      /(?:^|\s)intel_iommu=(?:[\w,]*,)?on(?:[\s,]|$)/u.test(line.value);
    const unseen = acpi.state === 'withheld' && acpi.why === 'not captured';
    return {
      facts: [
        fromReading('iommu/groups', grouped, { source: groups }, names => names.length, 0),
        // Proxmox' own test is the same: /sys/class/iommu is not empty (qemu-server, PCI.pm).
        fromReading('iommu/is-on', running, { source: units }, names => names.length > 0, false),
        unseen && isVain
          ? known('iommu/has-dmar', false, { source: units, isLikely: true })
          : acpi.state === 'absent'
            ? presence('iommu/has-dmar', { state: 'withheld', why: 'not captured' }, { source: tables })
            : fromReading('iommu/has-dmar', acpi, { source: `${tables}/DMAR` }, names =>
                names.includes('DMAR'),
              ),
      ],
    };
  },
};
