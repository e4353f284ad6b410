// SPDX-License-Identifier: GPL-2.0
/*
 * A test double of xe: its PCI driver and the parameters that decide whether it takes a GPU, as in Linux 6.12 (xe_module.c, xe_pci.c). It has no
 * SR-IOV, as that kernel's has none for these GPUs.
 */
#include <linux/module.h>
#include <linux/pci.h>
#include <drm/drm_drv.h>
#include "force-probe.h"

#define REFUSED 1 /* require_force_probe of xe_pci.c */
#define GPU(id, how) { PCI_DEVICE(PCI_VENDOR_ID_INTEL, id), .class = PCI_BASE_CLASS_DISPLAY << 16, .class_mask = 0xff0000, \
		       .driver_data = (how) }

static const struct pci_device_id ids[] = { GPU(0x46d1, REFUSED), GPU(0x6420, 0), {} };
MODULE_DEVICE_TABLE(pci, ids);

static char *force_probe = "";
static unsigned int max_vfs;

module_param_unsafe(force_probe, charp, 0400);
module_param(max_vfs, uint, 0400);

static int probe(struct pci_dev *gpu, const struct pci_device_id *id)
{
	int result;

	if (id->driver_data == REFUSED && !is_named(force_probe, gpu->device, false)) {
		dev_info(&gpu->dev,
			 "Your graphics device %04x is not officially supported\n"
			 "by xe driver in this kernel version. To force Xe probe,\n"
			 "use xe.force_probe='%04x' and i915.force_probe='!%04x'\n"
			 "module parameters or CONFIG_DRM_XE_FORCE_PROBE='%04x' and\n"
			 "CONFIG_DRM_I915_FORCE_PROBE='!%04x' configuration options.\n",
			 gpu->device, gpu->device, gpu->device, gpu->device, gpu->device);
		return -ENODEV;
	}
	if (is_named(force_probe, gpu->device, true)) {
		dev_info(&gpu->dev, "Probe blocked for device [%04x:%04x].\n", gpu->vendor, gpu->device);
		return -ENODEV;
	}
	result = pcim_enable_device(gpu);
	if (!result)
		pr_info("[drm] Initialized xe 1.1.0 for %s on minor 0\n", pci_name(gpu));
	return result;
}

static struct pci_driver driver = { .name = "xe", .id_table = ids, .probe = probe };

/* The names of these two are what initcall_blacklist= knows. */
static int __init xe_init(void)
{
	return drm_firmware_drivers_only() ? -ENODEV : pci_register_driver(&driver);
}

static void __exit xe_exit(void)
{
	pci_unregister_driver(&driver);
}

module_init(xe_init);
module_exit(xe_exit);
MODULE_DESCRIPTION("fngvt test double of xe");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
