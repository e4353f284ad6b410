// SPDX-License-Identifier: GPL-2.0
/*
 * A test double of kvmgt: the types, the arithmetic and the errors of GVT-g as in Linux 5.19 to 7.3 (i915/gvt/vgpu.c, kvmgt.c,
 * aperture_gm.c, firmware.c), on the kernel's own mdev and VFIO cores. Its vGPUs can be given to a VM; they draw nothing.
 */
#include <linux/firmware.h>
#include <linux/kvm_host.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/vfio.h>
#include <linux/version.h>
#include "standin.h"
#if IS_ENABLED(CONFIG_IOMMUFD)
#include <linux/iommufd.h>
#endif

#define MIB (1ul << 20)
#define HOST_LOW 128   /* HOST_LOW_GM_SIZE and its like, gvt.h; all in MiB */
#define HOST_HIGH 384
#define VGPU_FENCES 4
#define FENCES (32 - VGPU_FENCES)
#define MAX_VGPUS 7
#define CONFIG_SIZE 256
#define REGISTERS (16 * MIB) /* BAR 0: GTTMMADR, as of gen 8 and 9 */
#define REGION_SHIFT 40

static const struct {
	unsigned int low, high, weight;
	const char *resolution;
	const char *suffix;
} table[] = { { 64, 384, 2, "1024x768", "8" },
	      { 128, 512, 4, "1920x1200", "4" },
	      { 256, 1024, 8, "1920x1200", "2" },
	      { 512, 2048, 16, "1920x1200", "1" } };

struct vgpu_type {
	struct mdev_type type;
	char name[16];
	unsigned int row;
};

struct vgpu {
	struct vfio_device vfio;
	unsigned int row, id;
	pid_t holder; /* of the VM; one vGPU a VM, as __kvmgt_vgpu_exist wants it */
	u8 config[CONFIG_SIZE];
};

static struct pci_dev *gpu;
static struct mdev_parent parent;
static struct vgpu_type types[ARRAY_SIZE(table)];
static struct mdev_type *type_list[ARRAY_SIZE(table)];
static unsigned int low, high; /* what vGPUs may take in all, in MiB; they wrap as the kernel's do */
static struct vgpu *vgpus[MAX_VGPUS];
static DEFINE_MUTEX(lock);

static void taken(unsigned int *taken_low, unsigned int *taken_high, unsigned int *count)
{
	int i;

	*taken_low = *taken_high = *count = 0;
	for (i = 0; i < MAX_VGPUS; i++)
		if (vgpus[i]) {
			*taken_low += table[vgpus[i]->row].low;
			*taken_high += table[vgpus[i]->row].high;
			++*count;
		}
}

static unsigned int available(struct mdev_type *type)
{
	unsigned int row = container_of(type, struct vgpu_type, type)->row, used_low, used_high, count;

	mutex_lock(&lock);
	taken(&used_low, &used_high, &count);
	mutex_unlock(&lock);
	return min3((low - used_low) / table[row].low, (high - used_high) / table[row].high,
		    (FENCES - VGPU_FENCES * count) / VGPU_FENCES);
}

static ssize_t describe(struct mdev_type *type, char *text)
{
	unsigned int row = container_of(type, struct vgpu_type, type)->row;

	return sprintf(text, "low_gm_size: %dMB\nhigh_gm_size: %dMB\nfence: %d\nresolution: %s\nweight: %d\n", table[row].low,
		       table[row].high, VGPU_FENCES, table[row].resolution, table[row].weight);
}

static int refuse(const char *what, unsigned int wanted, unsigned int max, unsigned int used)
{
	pr_err("gvt: fail to allocate resource %s\n", what);
	pr_err("gvt: request %luMB avail %luMB max %luMB taken %luMB\n", (unsigned long)wanted, (unsigned long)(max - used),
	       (unsigned long)max, (unsigned long)used);
	return -ENOSPC;
}

static int reserve(struct vgpu *vgpu)
{
	unsigned int used_low, used_high, count, i;
	/* Of the aperture, what a desktop of the host's own lies on: the quota does not know of it. */
	long held = standin_setting(gpu, "held", 0);

	taken(&used_low, &used_high, &count);
	if (table[vgpu->row].low > low - used_low)
		return refuse("low GM space", table[vgpu->row].low, low, used_low);
	if (table[vgpu->row].high > high - used_high)
		return refuse("high GM space", table[vgpu->row].high, high, used_high);
	if (VGPU_FENCES > FENCES - VGPU_FENCES * count)
		return refuse("fence", VGPU_FENCES, FENCES, VGPU_FENCES * count);
	if (held > 0 && table[vgpu->row].low + used_low + held > low + HOST_LOW) {
		pr_err("gvt: fail to alloc low gm space from host\n");
		return -ENOSPC;
	}
	for (i = 0; i < MAX_VGPUS; i++)
		if (!vgpus[i]) {
			vgpus[i] = vgpu;
			vgpu->id = i + 1;
			return 0;
		}
	return -ENOSPC;
}

static int vgpu_init(struct vfio_device *vfio)
{
	struct vgpu *vgpu = container_of(vfio, struct vgpu, vfio);
	struct mdev_device *mdev = to_mdev_device(vfio->dev);
	int result;

	vgpu->row = container_of(mdev->type, struct vgpu_type, type)->row;
	*(__le16 *)(vgpu->config + PCI_VENDOR_ID) = cpu_to_le16(gpu->vendor);
	*(__le16 *)(vgpu->config + PCI_DEVICE_ID) = cpu_to_le16(gpu->device);
	*(__le16 *)(vgpu->config + PCI_CLASS_DEVICE) = cpu_to_le16(PCI_CLASS_DISPLAY_VGA);
	vgpu->config[PCI_BASE_ADDRESS_0] = PCI_BASE_ADDRESS_MEM_TYPE_64;
	mutex_lock(&lock);
	result = reserve(vgpu);
	mutex_unlock(&lock);
	if (result)
		pr_err("gvt: failed to create intel vgpu: %d\n", result);
	return result;
}

static void vgpu_release(struct vfio_device *vfio)
{
	struct vgpu *vgpu = container_of(vfio, struct vgpu, vfio);
	int i;

	mutex_lock(&lock);
	for (i = 0; i < MAX_VGPUS; i++)
		if (vgpus[i] == vgpu)
			vgpus[i] = NULL;
	mutex_unlock(&lock);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
	vfio_free_device(vfio);
#endif
}

static int vgpu_open(struct vfio_device *vfio)
{
	struct vgpu *vgpu = container_of(vfio, struct vgpu, vfio);
	int i, result = 0;

	mutex_lock(&lock);
	for (i = 0; i < MAX_VGPUS; i++)
		if (vgpus[i] && vgpus[i] != vgpu && vgpus[i]->holder == current->tgid)
			result = -EEXIST;
	if (!result)
		vgpu->holder = current->tgid;
	mutex_unlock(&lock);
	return result;
}

static void vgpu_close(struct vfio_device *vfio)
{
	container_of(vfio, struct vgpu, vfio)->holder = 0;
}

/* QEMU takes for granted that a GPU of Intel's has its registers in BAR 0 (hw/vfio/igd.c). */
static u64 region_size(unsigned int region)
{
	if (region == VFIO_PCI_CONFIG_REGION_INDEX)
		return CONFIG_SIZE;
	return region == VFIO_PCI_BAR0_REGION_INDEX ? REGISTERS : 0;
}

static ssize_t vgpu_read(struct vfio_device *vfio, char __user *to, size_t count, loff_t *at)
{
	struct vgpu *vgpu = container_of(vfio, struct vgpu, vfio);
	loff_t offset = *at & (BIT_ULL(REGION_SHIFT) - 1);
	unsigned int region = *at >> REGION_SHIFT;

	if (offset + count > region_size(region))
		return -EINVAL;
	/* Its registers read as zero. */
	if (region == VFIO_PCI_CONFIG_REGION_INDEX ? copy_to_user(to, vgpu->config + offset, count) : clear_user(to, count))
		return -EFAULT;
	*at += count;
	return count;
}

static ssize_t vgpu_write(struct vfio_device *vfio, const char __user *from, size_t count, loff_t *at)
{
	*at += count; /* its registers are not there: what is written is lost */
	return count;
}

static long vgpu_ioctl(struct vfio_device *vfio, unsigned int command, unsigned long argument)
{
	void __user *user = (void __user *)argument;
	struct vfio_device_info device;
	struct vfio_region_info region;
	struct vfio_irq_info irq;

	switch (command) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&device, user, offsetofend(struct vfio_device_info, num_irqs)))
			return -EFAULT;
		device.flags = VFIO_DEVICE_FLAGS_PCI | VFIO_DEVICE_FLAGS_RESET;
		device.num_regions = VFIO_PCI_NUM_REGIONS;
		device.num_irqs = VFIO_PCI_NUM_IRQS;
		return copy_to_user(user, &device, offsetofend(struct vfio_device_info, num_irqs)) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_REGION_INFO:
		if (copy_from_user(&region, user, sizeof(region)))
			return -EFAULT;
		if (region.index >= VFIO_PCI_NUM_REGIONS)
			return -EINVAL;
		region.offset = (u64)region.index << REGION_SHIFT;
		region.size = region_size(region.index);
		region.flags = region.size ? VFIO_REGION_INFO_FLAG_READ | VFIO_REGION_INFO_FLAG_WRITE : 0;
		region.cap_offset = 0;
		return copy_to_user(user, &region, sizeof(region)) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_IRQ_INFO:
		if (copy_from_user(&irq, user, sizeof(irq)))
			return -EFAULT;
		irq.flags = VFIO_IRQ_INFO_EVENTFD;
		irq.count = 0;
		return copy_to_user(user, &irq, sizeof(irq)) ? -EFAULT : 0;
	case VFIO_DEVICE_SET_IRQS:
	case VFIO_DEVICE_RESET:
		return 0;
	}
	return -ENOTTY;
}

static const struct vfio_device_ops vgpu_ops = {
	.name = "intel-vgpu",
	.init = vgpu_init,
	.release = vgpu_release,
	.open_device = vgpu_open,
	.close_device = vgpu_close,
	.read = vgpu_read,
	.write = vgpu_write,
	.ioctl = vgpu_ioctl,
#if IS_ENABLED(CONFIG_IOMMUFD)
	.bind_iommufd = vfio_iommufd_emulated_bind,
	.unbind_iommufd = vfio_iommufd_emulated_unbind,
	.attach_ioas = vfio_iommufd_emulated_attach_ioas,
#endif
};

static int vgpu_probe(struct mdev_device *mdev)
{
	struct vgpu *vgpu = vfio_alloc_device(vgpu, vfio, &mdev->dev, &vgpu_ops);
	int result;

	if (IS_ERR(vgpu))
		return PTR_ERR(vgpu);
	dev_set_drvdata(&mdev->dev, vgpu);
	result = vfio_register_emulated_iommu_dev(&vgpu->vfio);
	if (result)
		vfio_put_device(&vgpu->vfio);
	return result;
}

static void vgpu_remove(struct mdev_device *mdev)
{
	struct vgpu *vgpu = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&vgpu->vfio);
	vfio_put_device(&vgpu->vfio);
}

static ssize_t vgpu_id_show(struct device *device, struct device_attribute *attribute, char *text)
{
	return sprintf(text, "%d\n", ((struct vgpu *)dev_get_drvdata(device))->id);
}
static DEVICE_ATTR_RO(vgpu_id);

static struct attribute *vgpu_attributes[] = { &dev_attr_vgpu_id.attr, NULL };
static const struct attribute_group vgpu_group = { .name = "intel_vgpu", .attrs = vgpu_attributes };
static const struct attribute_group *vgpu_groups[] = { &vgpu_group, NULL };

static struct mdev_driver mdev_driver = {
	.device_api = VFIO_DEVICE_API_PCI_STRING,
	.driver = { .name = "intel_vgpu_mdev", .owner = THIS_MODULE, .dev_groups = vgpu_groups },
	.probe = vgpu_probe,
	.remove = vgpu_remove,
	.get_available = available,
	.show_description = describe,
};

static ssize_t gvt_firmware_read(struct file *file, struct kobject *kobject, struct bin_attribute *attribute, char *text, loff_t at,
				 size_t count)
{
	return 0;
}
static BIN_ATTR(gvt_firmware, 0400, gvt_firmware_read, NULL, 0);

static int init_device(struct pci_dev *device, int version)
{
	const struct firmware *firmware;
	unsigned int aperture = pci_resource_len(device, 2) / MIB, total, i;
	char path[80];
	u16 control;
	int result;

	gpu = device;
	pci_read_config_word(gpu, 0x50, &control);
	control = control >> 6 & 3; /* i915/gt/intel_ggtt.c: 1 << GGMS MiB of table, 8 bytes for each page of 4096 */
	total = control ? (1u << control) * 512 : 0;
	low = aperture - HOST_LOW;
	high = total - aperture - HOST_HIGH;

	snprintf(path, sizeof(path), "i915/gvt/vid_0x%04x_did_0x%04x_rid_0x%02x.golden_hw_state", gpu->vendor, gpu->device,
		 gpu->revision);
	if (!request_firmware(&firmware, path, &gpu->dev))
		release_firmware(firmware);
	if (sysfs_create_bin_file(&gpu->dev.kobj, &bin_attr_gvt_firmware))
		return -ENOMEM;

	for (i = 0; i < ARRAY_SIZE(table) && low / table[i].low; i++) {
		snprintf(types[i].name, sizeof(types[i].name), "GVTg_V%d_%s", version == 8 ? 4 : 5, table[i].suffix);
		types[i].row = i;
		types[i].type.sysfs_name = types[i].name;
		types[i].type.pretty_name = types[i].name;
		type_list[i] = &types[i].type;
	}
	result = mdev_register_parent(&parent, &gpu->dev, &mdev_driver, type_list, i);
	if (result)
		sysfs_remove_bin_file(&gpu->dev.kobj, &bin_attr_gvt_firmware);
	return result;
}

static void clean_device(struct pci_dev *device)
{
	mdev_unregister_parent(&parent);
	sysfs_remove_bin_file(&device->dev.kobj, &bin_attr_gvt_firmware);
}

/* Never called: by it this module needs kvm, as the real one does. */
static void (*const needed)(struct kvm *) __used = kvm_put_kvm;

static const struct intel_vgpu_ops gvt_ops = { .init_device = init_device, .clean_device = clean_device };

static int __init load(void)
{
	int result = mdev_register_driver(&mdev_driver);

	if (result)
		return result;
	result = intel_gvt_set_ops(&gvt_ops);
	if (result)
		mdev_unregister_driver(&mdev_driver);
	return result;
}

static void __exit unload(void)
{
	intel_gvt_clear_ops(&gvt_ops);
	mdev_unregister_driver(&mdev_driver);
}

module_init(load);
module_exit(unload);
MODULE_DESCRIPTION("fngvt test double of kvmgt");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
