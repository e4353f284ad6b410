// SPDX-License-Identifier: GPL-2.0
/*
 * For a system whose own kernel is not to be had: from now on this kernel bears that one's name. Only its release changes;
 * modules still fit by the version that was compiled in.
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/utsname.h>

static char *release;
module_param(release, charp, 0);

static int __init load(void)
{
	if (!release)
		return -EINVAL;
	strscpy(init_uts_ns.name.release, release, sizeof(init_uts_ns.name.release));
	return 0;
}

module_init(load);
MODULE_DESCRIPTION("fngvt test double of a kernel's name");
MODULE_LICENSE("GPL");
