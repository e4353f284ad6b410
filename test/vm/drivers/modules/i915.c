// SPDX-License-Identifier: GPL-2.0
/*
 * A test double of i915 beside xe: its PCI driver and the parameters that decide whether it takes a GPU, as in Linux 6.12 (i915_module.c,
 * i915_pci.c). It has no GVT-g: the one in test/vm/modules has, and knows no lists of ids.
 */
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/version.h>
#include <drm/drm_drv.h>
#include "force-probe.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(PCI_VENDOR_ID_INTEL, 0x46d1), .class = PCI_BASE_CLASS_DISPLAY << 16, .class_mask = 0xff0000 },
	{}
};
MODULE_DEVICE_TABLE(pci, ids);

static int modeset = -1, enable_guc = -1;
static char *force_probe = "";

module_param(modeset, int, 0400);
module_param_unsafe(enable_guc, int, 0400);
module_param_unsafe(force_probe, charp, 0400);

static int probe(struct pci_dev *gpu, const struct pci_device_id *id)
{
	int result;

	if (is_named(force_probe, gpu->device, true)) {
		dev_info(&gpu->dev, "I915 probe blocked for Device ID %04x.\n", gpu->device);
		return -ENODEV;
	}
	result = pcim_enable_device(gpu);
	if (!result)
		pr_info("[drm] Initialized i915 1.6.0 for %s on minor 0\n", pci_name(gpu));
	return result;
}

static struct pci_driver driver = { .name = "i915", .id_table = ids, .probe = probe };
static bool is_registered;

/* The names of these two are what initcall_blacklist= knows. */
static int __init i915_init(void)
{
	/* i915_module.c: up to 6.11 the module stays without a device, from 6.12 on it refuses to load. */
	if (modeset == 0 || (modeset == -1 && drm_firmware_drivers_only()))
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0) ? 0 : -ENODEV;
	is_registered = true;
	return pci_register_driver(&driver);
}

static void __exit i915_exit(void)
{
	if (is_registered)
		pci_unregister_driver(&driver);
}

module_init(i915_init);
module_exit(i915_exit);
MODULE_DESCRIPTION("fngvt test double of i915, beside xe");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
