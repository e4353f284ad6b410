// SPDX-License-Identifier: GPL-2.0
/*
 * A test double of i915: its PCI driver, its parameters, and its part of GVT-g, as in Linux 5.19 to 7.3 (i915_module.c, i915_pci.c,
 * intel_gvt.c): GVT-g is set up when kvmgt registers its operations, and says nothing before.
 */
#include <linux/module.h>
#include <linux/version.h>
#include <drm/drm_drv.h>
#include "standin.h"

struct platform {
	int version;  /* of the graphics: 8 is Broadwell */
	bool has_gvt; /* is_supported_device() of intel_gvt.c */
};

static const struct platform broadwell = { 8, true }, gen9 = { 9, true }, gen9_atom = { 9, false }, ice_lake = { 11, false },
			     alder_lake = { 12, false };

#define GPU(id, platform) { PCI_DEVICE(PCI_VENDOR_ID_INTEL, id), .class = PCI_BASE_CLASS_DISPLAY << 16, \
			    .class_mask = 0xff0000, .driver_data = (kernel_ulong_t)(platform) }
static const struct pci_device_id ids[] = {
	GPU(0x1616, &broadwell), GPU(0x1916, &gen9),	  GPU(0x5916, &gen9),	   GPU(0x3e92, &gen9),
	GPU(0x9bc8, &gen9),	 GPU(0x3185, &gen9_atom), GPU(0x8a52, &ice_lake), GPU(0x46d1, &alder_lake),
	{}
};
MODULE_DEVICE_TABLE(pci, ids);

static int modeset = -1, enable_guc = -1;
static char *force_probe = "";

module_param(modeset, int, 0400);
module_param_unsafe(enable_guc, int, 0400);
module_param_unsafe(force_probe, charp, 0400);

#ifndef WITHOUT_GVT
static bool enable_gvt;
module_param(enable_gvt, bool, 0400);

static DEFINE_MUTEX(gvt_lock);
static const struct intel_vgpu_ops *gvt_ops;
static bool has_gvt_device;
#endif
static struct pci_dev *bound;

#ifndef WITHOUT_GVT
static void init_gvt(void)
{
	const struct platform *platform = pci_get_drvdata(bound);

	if (!enable_gvt)
		return; /* "GVT-g is disabled by kernel params" is a debug message */
	if (!platform->has_gvt) {
		dev_info(&bound->dev, "[drm] Unsupported device. GVT-g is disabled\n");
		return;
	}
	if (!gvt_ops->init_device(bound, platform->version))
		has_gvt_device = true;
}

static void clean_gvt(void)
{
	if (has_gvt_device)
		gvt_ops->clean_device(bound);
	has_gvt_device = false;
}

int intel_gvt_set_ops(const struct intel_vgpu_ops *ops)
{
	int result = -EINVAL;

	mutex_lock(&gvt_lock);
	if (!gvt_ops) {
		gvt_ops = ops;
		result = 0;
		if (bound)
			init_gvt();
	}
	mutex_unlock(&gvt_lock);
	return result;
}
EXPORT_SYMBOL_GPL(intel_gvt_set_ops);

void intel_gvt_clear_ops(const struct intel_vgpu_ops *ops)
{
	mutex_lock(&gvt_lock);
	if (gvt_ops == ops) {
		if (bound)
			clean_gvt();
		gvt_ops = NULL;
	}
	mutex_unlock(&gvt_lock);
}
EXPORT_SYMBOL_GPL(intel_gvt_clear_ops);
#endif

static int probe(struct pci_dev *gpu, const struct pci_device_id *id)
{
	char blocked[8];
	int result;

	snprintf(blocked, sizeof(blocked), "!%04x", gpu->device);
	if (strstr(force_probe, blocked) || !strcmp(force_probe, "!*")) {
		dev_info(&gpu->dev, "I915 probe blocked for Device ID %04x.\n", gpu->device);
		return -ENODEV;
	}
	result = pcim_enable_device(gpu);
	if (result)
		return result;
	pci_set_drvdata(gpu, (void *)id->driver_data);
	if (device_iommu_mapped(&gpu->dev))
		dev_info(&gpu->dev, "[drm] VT-d active for gfx access\n");
	pr_info("[drm] Initialized i915 1.6.0 20201103 for %s on minor 0\n", pci_name(gpu));
#ifndef WITHOUT_GVT
	mutex_lock(&gvt_lock);
	bound = gpu;
	if (gvt_ops)
		init_gvt();
	mutex_unlock(&gvt_lock);
#else
	bound = gpu;
#endif
	return 0;
}

static void gone(struct pci_dev *gpu)
{
#ifndef WITHOUT_GVT
	mutex_lock(&gvt_lock);
	clean_gvt();
	bound = NULL;
	mutex_unlock(&gvt_lock);
#else
	bound = NULL;
#endif
}

static struct pci_driver driver = { .name = "i915", .id_table = ids, .probe = probe, .remove = gone };
static bool is_registered;

static int __init load(void)
{
	/* i915_module.c: up to 6.8 the module stays without a device, from 6.12 on it refuses to load. */
	if (modeset == 0 || (modeset == -1 && drm_firmware_drivers_only()))
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0) ? 0 : -ENODEV;
	is_registered = true;
	return pci_register_driver(&driver);
}

static void __exit unload(void)
{
	if (is_registered)
		pci_unregister_driver(&driver);
}

module_init(load);
module_exit(unload);
MODULE_DESCRIPTION("fngvt test double of i915");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
