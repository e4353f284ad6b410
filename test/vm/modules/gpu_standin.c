// SPDX-License-Identifier: GPL-2.0
/*
 * A test double: turns QEMU's shared-memory device at 00:02.0 into an Intel GPU, as far as PCI can tell.
 *
 * It lays ids, class, revision and the graphics control word over the device's config space, takes the device away and lets the
 * kernel scan the bus again. From there on everything is the kernel's own doing: sysfs, lspci, the uevent by which udev loads
 * i915, vfio-pci's ids=, IOMMU groups. BAR 2 of that device is real memory of the size that the aperture is to have.
 */
#include <linux/module.h>
#include "standin.h"

#define GPU_DEVFN PCI_DEVFN(2, 0)
#define GMCH_CTRL 0x50 /* SNB_GMCH_CTRL, include/drm/intel/i915_drm.h: GGMS in bits 7:6 */
#define EXPRESS 0x70   /* where the PCI Express capability is laid, for SR-IOV */
#define SRIOV 0x100

static struct pci_ops *real;
static u8 laid[PCI_CFG_SPACE_EXP_SIZE];
static DECLARE_BITMAP(is_laid, PCI_CFG_SPACE_EXP_SIZE);

static void lay(int at, int size, u32 value)
{
	for (; size > 0; size--, at++, value >>= 8) {
		laid[at] = value;
		set_bit(at, is_laid);
	}
}

static int read_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	int result = real->read(bus, devfn, where, size, value), i;

	if (bus->number || devfn != GPU_DEVFN)
		return result;
	for (i = 0; i < size; i++)
		if (test_bit(where + i, is_laid)) {
			*value &= ~(0xffu << (8 * i));
			*value |= (u32)laid[where + i] << (8 * i);
			result = PCIBIOS_SUCCESSFUL;
		}
	return result;
}

static int write_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	/* The number of VFs and its like can be written; an id can't. VF BARs have no size: they stay 0. */
	if (!bus->number && devfn == GPU_DEVFN && test_bit(where, is_laid)) {
		if (where >= SRIOV + PCI_SRIOV_CTRL && where < SRIOV + PCI_SRIOV_BAR && where != SRIOV + PCI_SRIOV_TOTAL_VF)
			lay(where, size, value);
		return PCIBIOS_SUCCESSFUL;
	}
	return real->write(bus, devfn, where, size, value);
}

static struct pci_ops laid_over = { .read = read_config, .write = write_config };

static void lay_sriov(u16 device, u16 total)
{
	int at;

	lay(PCI_STATUS, 2, PCI_STATUS_CAP_LIST);
	lay(PCI_CAPABILITY_LIST, 1, EXPRESS);
	for (at = EXPRESS; at < EXPRESS + 0x3c; at += 4)
		lay(at, 4, 0);
	lay(EXPRESS, 4, PCI_CAP_ID_EXP | (PCI_EXP_TYPE_RC_END << 4 | 2) << 16);
	for (at = SRIOV; at < PCI_CFG_SPACE_EXP_SIZE; at += 4)
		lay(at, 4, 0);
	lay(SRIOV, 4, PCI_EXT_CAP_ID_SRIOV | 1 << 16);
	lay(SRIOV + PCI_SRIOV_INITIAL_VF, 2, total);
	lay(SRIOV + PCI_SRIOV_TOTAL_VF, 2, total);
	lay(SRIOV + PCI_SRIOV_VF_OFFSET, 2, 1);
	lay(SRIOV + PCI_SRIOV_VF_STRIDE, 2, 1);
	lay(SRIOV + PCI_SRIOV_VF_DID, 2, device);
	lay(SRIOV + PCI_SRIOV_SUP_PGSIZE, 4, 0x553);
	lay(SRIOV + PCI_SRIOV_SYS_PGSIZE, 4, 1);
}

static int __init appear(void)
{
	struct pci_dev *gpu = pci_get_domain_bus_and_slot(0, 0, GPU_DEVFN);
	struct pci_bus *bus;
	long device, totalvfs;

	if (!gpu)
		return -ENODEV;
	device = standin_setting(gpu, "device", 0x5916);
	if (device < 0) {
		pci_dev_put(gpu);
		return device;
	}
	totalvfs = standin_setting(gpu, "totalvfs", 0);
	bus = gpu->bus;
	lay(PCI_VENDOR_ID, 4, PCI_VENDOR_ID_INTEL | device << 16);
	lay(PCI_CLASS_REVISION, 4, PCI_CLASS_DISPLAY_VGA << 16 | standin_setting(gpu, "revision", 2));
	lay(PCI_SUBSYSTEM_VENDOR_ID, 4, 0x20688086);
	lay(GMCH_CTRL, 2, standin_setting(gpu, "ggms", 3) << 6);
	if (totalvfs > 0)
		lay_sriov(device, totalvfs);
	pci_lock_rescan_remove();
	real = bus->ops;
	pci_bus_set_ops(bus, &laid_over);
	pci_stop_and_remove_bus_device(gpu);
	pci_dev_put(gpu);
	pci_rescan_bus(bus);
	pci_unlock_rescan_remove();
	return 0;
}

module_init(appear);
MODULE_DESCRIPTION("fngvt test double: an Intel GPU for a virtual machine");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
