import { fromReading, presence, type Collector } from './collector.ts';

const groups = '/sys/kernel/iommu_groups';
const units = '/sys/class/iommu';
const tables = '/sys/firmware/acpi/tables';

/** The IOMMU as the kernel runs it, and whether the firmware describes one. */
export const iommuCollector: Collector = {
  subject: 'iommu',
  gives: ['iommu/groups', 'iommu/is-on', 'iommu/has-dmar'],
  collect: async host => {
    const [grouped, running, acpi] = await Promise.all([
      host.list(groups),
      host.list(units),
      host.list(tables),
    ]);
    return {
      facts: [
        fromReading('iommu/groups', grouped, { source: groups }, names => names.length, 0),
        // Proxmox' own test is the same: /sys/class/iommu is not empty (qemu-server, PCI.pm).
        fromReading('iommu/is-on', running, { source: units }, names => names.length > 0, false),
        acpi.state === 'absent'
          ? presence('iommu/has-dmar', { state: 'withheld', why: 'not captured' }, { source: tables })
          : fromReading('iommu/has-dmar', acpi, { source: `${tables}/DMAR` }, names =>
              names.includes('DMAR'),
            ),
      ],
    };
  },
};
