/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Test doubles for fngvt. They stand in for hardware and drivers that the machine under test does not have; nothing here is
 * Intel's code, and none of it belongs on a real host.
 *
 * What the stand-in GPU is to be like is written by the runner into the first page of its aperture, as lines "name=value" after
 * the line "fngvt stand-in". So nothing of it shows where fngvt looks: no parameter, no file, no module option.
 */
#ifndef FNGVT_STANDIN_H
#define FNGVT_STANDIN_H

#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>

#define STANDIN_MAGIC "fngvt stand-in\n"

/* intel_gvt.c: what kvmgt hands to i915 (there as intel_vgpu_ops). */
struct intel_vgpu_ops {
	int (*init_device)(struct pci_dev *gpu, int version);
	void (*clean_device)(struct pci_dev *gpu);
};

int intel_gvt_set_ops(const struct intel_vgpu_ops *ops);
void intel_gvt_clear_ops(const struct intel_vgpu_ops *ops);

/* One setting of the stand-in; `otherwise` where the page does not name it, -ENODEV where this is no stand-in. */
static inline long standin_setting(struct pci_dev *gpu, const char *name, long otherwise)
{
	void __iomem *page = ioremap_wc(pci_resource_start(gpu, 2), 512);
	char *text = kzalloc(513, GFP_KERNEL), *line, *rest = text;
	long found = -ENODEV;

	if (page && text) {
		memcpy_fromio(text, page, 512);
		if (!strncmp(text, STANDIN_MAGIC, strlen(STANDIN_MAGIC))) {
			found = otherwise;
			while ((line = strsep(&rest, "\n")))
				if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == '=' &&
				    kstrtol(line + strlen(name) + 1, 0, &found))
					found = -EINVAL;
		}
	}
	kfree(text);
	if (page)
		iounmap(page);
	return found;
}

#endif
