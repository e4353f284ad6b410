// SPDX-License-Identifier: GPL-2.0
/*
 * A test double of kvm_intel: a /dev/kvm to be seen, where emulation has no VT-x. It runs no VM: QEMU, refused by it, emulates.
 */
#include <linux/kvm_host.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static long refuse(struct file *file, unsigned int command, unsigned long argument)
{
	return -ENODEV;
}

static const struct file_operations operations = { .owner = THIS_MODULE, .unlocked_ioctl = refuse };
static struct miscdevice device = { KVM_MINOR, "kvm", &operations };

/* Never called: by it this module needs kvm, as the real one does. */
static void (*const needed)(struct kvm *) __used = kvm_put_kvm;

static int __init load(void)
{
	return misc_register(&device);
}

static void __exit unload(void)
{
	misc_deregister(&device);
}

module_init(load);
module_exit(unload);
/* The real one is loaded for its CPU feature; this one for any Intel CPU. */
MODULE_ALIAS("cpu:type:x86,ven0000fam*mod*:feature:*");
MODULE_DESCRIPTION("fngvt test double of kvm_intel");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
