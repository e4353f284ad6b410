/* SPDX-License-Identifier: GPL-2.0 */
/*
 * force_probe, as i915 reads it from Linux 6.1 on and xe from 6.8 on (i915/i915_pci.c, xe/xe_pci.c; both alike up to 7.3). Written for the test
 * doubles from what those do; so a VM shows who hears which words and when, not how the real drivers read a list.
 */
#ifndef FNGVT_FORCE_PROBE_H
#define FNGVT_FORCE_PROBE_H

#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Does the list name the device, or, with `!`, exclude it? `*` and `!*` count only where they are the whole list. */
static bool is_named(const char *list, u16 device, bool excluded)
{
	char *copy, *rest, *entry;
	bool found = false;
	u16 id;

	if (!strcmp(list, excluded ? "!*" : "*"))
		return true;
	copy = rest = kstrdup(list, GFP_KERNEL);
	while (copy && !found && (entry = strsep(&rest, ","))) {
		if ((*entry == '!') != excluded)
			continue;
		found = !kstrtou16(entry + excluded, 16, &id) && id == device;
	}
	kfree(copy);
	return found;
}

#endif
