import type { Text } from '../../src/values/text.ts';

/** Paths of one kind that a look asks for, and why. `*` stands for a part of a name; what a person reads is the path as it is written here. */
export interface ReadReason {
  readonly at: readonly string[];
  readonly why: Text;
}

const why = (at: readonly string[], en: string, zhCN: string): ReadReason => ({
  at,
  why: { en, 'zh-CN': zhCN },
});

const gpu = '/sys/bus/pci/devices/*';

/**
 * Every path that the doctor asks for. The page of them does not come about where a recorded host is asked for another one, or where one of these
 * is asked of none.
 */
export const readReasons: readonly ReadReason[] = [
  why(['/proc/cmdline'], 'what this boot was told', '这次启动用的参数'),
  why(
    ['/proc/sys/kernel/osrelease', '/proc/sys/kernel/version', '/proc/version', '/proc/version_signature'],
    'which kernel runs, and where its build comes from',
    '正在用哪个内核，出自哪里',
  ),
  why(
    ['/boot/config-*', '/proc/config.gz', '/lib/modules/*/config', '/usr/lib/modules/*/config'],
    'was it built with GVT-g, the IOMMU, VFIO? A few lines of it',
    '编译时有没有带 GVT-g、IOMMU、VFIO；只取其中几行',
  ),
  why(
    ['/proc/modules', '/sys/module/*', '/sys/module/*/initstate'],
    'which modules are loaded or built in',
    '哪些模块已加载或编进了内核',
  ),
  why(
    ['/sys/module/*/parameters/*'],
    'what the drivers took: enable_gvt, max_vfs, force_probe, enable_guc, ignore_msrs',
    '驱动实际采用的参数：enable_gvt、max_vfs、force_probe、enable_guc、ignore_msrs',
  ),
  why(
    ['/lib/modules/*/modules.dep', '/lib/modules/*/modules.builtin', '/var/lib/dkms/i915-sriov-dkms'],
    'which modules are on disk for a kernel, and from which package',
    '磁盘上有哪些模块，出自哪个包',
  ),
  why(
    [
      '/etc/modules',
      '/etc/modules-load.d',
      '/etc/modules-load.d/*',
      '/lib/modules-load.d',
      '/run/modules-load.d',
      '/usr/lib/modules-load.d',
      '/usr/local/lib/modules-load.d',
    ],
    'which modules the next boot loads',
    '下次启动会加载哪些模块',
  ),
  why(
    [
      '/etc/modprobe.d',
      '/etc/modprobe.d/*',
      '/lib/modprobe.d',
      '/lib/modprobe.d/*',
      '/run/modprobe.d',
      '/usr/lib/modprobe.d',
      '/usr/lib/modprobe.d/*',
      '/usr/local/lib/modprobe.d',
      '/boot/config/go',
    ],
    'what is denied, and with which options modules come',
    '哪些模块被禁，带什么选项加载',
  ),
  why(
    ['/etc/initramfs-tools/modules', '/etc/mkinitcpio.conf', '/boot/initrd.img-*'],
    'what comes before the root file system; of the image only when it was made',
    '根文件系统挂上之前先加载什么；镜像只看生成时间',
  ),
  why(
    [
      '/etc/default/grub',
      '/etc/default/grub.d',
      '/etc/default/grub.d/*',
      '/usr/sbin/grub-mkconfig',
      '/usr/sbin/update-grub',
    ],
    'where parameters are set on a host with GRUB, and how they get into its menu',
    '用 GRUB 时参数写在哪里、怎样进入启动菜单',
  ),
  why(
    ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg', '/boot/grub/grubenv', '/boot/syslinux/syslinux.cfg'],
    'what the next boot will be told',
    '下次启动会用的参数',
  ),
  why(
    [
      '/boot/efi/loader/entries',
      '/boot/efi/loader/entries/*',
      '/boot/loader/entries',
      '/boot/loader/entries/*',
      '/efi/loader/entries',
      '/etc/kernel/cmdline',
      '/etc/kernel/proxmox-boot-uuids',
      '/sys/firmware/efi',
      '/sys/firmware/efi/efivars/LoaderInfo-*',
    ],
    'the same with systemd-boot and proxmox-boot-tool',
    '用 systemd-boot、proxmox-boot-tool 时同上',
  ),
  why(['/bin/sh'], 'which shell reads /etc/default/grub', '由哪个 shell 读 /etc/default/grub'),
  why(
    [
      '/sys/bus/pci/devices',
      gpu,
      `${gpu}/class`,
      `${gpu}/vendor`,
      `${gpu}/device`,
      `${gpu}/driver`,
      `${gpu}/driver_override`,
      `${gpu}/resource`,
      `${gpu}/physfn`,
      `${gpu}/virtfn*`,
    ],
    'which GPUs there are, who drives them, how large the aperture is',
    '有哪些显卡、由谁驱动、aperture 多大',
  ),
  why(
    [`${gpu}/config`],
    'has the board SR-IOV? What stands beyond 64 bytes is for root',
    '板子有没有 SR-IOV；64 字节以后只有 root 能读',
  ),
  why(
    [`${gpu}/sriov_totalvfs`, `${gpu}/sriov_numvfs`, `${gpu}/sriov_admin`],
    'virtual functions: possible, made',
    'VF：最多几个，开了几个',
  ),
  why(
    [
      `${gpu}/mdev_supported_types`,
      `${gpu}/mdev_supported_types/*/available_instances`,
      `${gpu}/mdev_supported_types/*/description`,
    ],
    'vGPU types, and how many more of each',
    'vGPU 类型，各还能分几个',
  ),
  why(
    [
      '/sys/bus/mdev/devices',
      '/sys/bus/mdev/devices/*',
      '/sys/bus/mdev/devices/*/mdev_type',
      '/etc/mdevctl.d',
      '/etc/mdevctl.d/*',
      '/etc/mdevctl.d/*/*',
      '/etc/systemd/system/multi-user.target.wants/fngvt-vgpu-*',
    ],
    'vGPUs that are there, and that start by themselves',
    '已有的 vGPU，哪些会自启',
  ),
  why(
    [
      '/usr/bin/mdevctl',
      '/usr/sbin/mdevctl',
      '/etc/udev/rules.d/60-mdevctl.rules',
      '/lib/udev/rules.d/60-mdevctl.rules',
      '/usr/lib/udev/rules.d/60-mdevctl.rules',
    ],
    'does the rule that starts them call a program that is there?',
    '让它们自启的规则调用的程序在不在',
  ),
  why(
    [
      '/sys/class/iommu',
      '/sys/firmware/acpi/tables',
      '/sys/kernel/iommu_groups',
      '/sys/kernel/iommu_groups/*/devices',
      `${gpu}/iommu_group`,
      '/sys/bus/mdev/devices/*/iommu_group',
    ],
    'is an IOMMU on, and what shares a group; of the tables only their names',
    'IOMMU 开没开、谁和谁同组；ACPI 表只看名字',
  ),
  why(['/proc/cpuinfo', '/dev/kvm'], 'which processor, VT-x, KVM', '什么 CPU、VT-x、KVM'),
  why(
    ['/run/libvirtd.pid', '/run/virtqemud.pid', '/run/libvirt/libvirtd.pid', '/run/libvirt/virtqemud.pid'],
    'does libvirt run? Otherwise virsh is not asked',
    'libvirt 在不在跑；没跑就不去问 virsh',
  ),
  why(
    ['/etc/pve/qemu-server', '/etc/pve/qemu-server/*'],
    'VMs of Proxmox: which GPU each has',
    'Proxmox 的虚拟机各自挂了什么显卡',
  ),
  why(
    [
      '/.dockerenv',
      '/run/.containerenv',
      '/run/systemd/container',
      '/proc/xen/capabilities',
      '/sys/class/dmi/id/product_name',
      '/sys/class/dmi/id/sys_vendor',
    ],
    'are we inside a container or a VM?',
    '是不是在容器或虚拟机里',
  ),
  why(
    [
      '/etc/os-release',
      '/data/manifest.json',
      '/etc/NIXOS',
      '/etc/openmediavault/config.xml',
      '/etc/pve',
      '/etc/unraid-version',
      '/usr/bin/midclt',
      '/usr/bin/pveversion',
      '/usr/local/apps',
      '/usr/sbin/omv-confdbadm',
      '/usr/trim/bin',
      '/var/apps',
    ],
    'which system it is; of most only whether they are there',
    '什么系统；多数只看在不在',
  ),
  why(
    [
      '/sys/class/dmi/id/bios_date',
      '/sys/class/dmi/id/bios_version',
      '/sys/class/dmi/id/board_name',
      '/sys/class/dmi/id/board_vendor',
    ],
    'the machine card; no serial number, no UUID',
    '机器卡片；不读序列号和 UUID',
  ),
  why(['/proc/self/status'], 'are we root?', '是不是 root'),
  why(
    [
      '/boot',
      '/etc/kernel/install.conf',
      '/etc/kernelstub/configuration',
      '/lib/modules',
      '/proc/self/mounts',
      '/proc/stat',
      '/run/ostree-booted',
      '/usr/bin/kernel-install',
      '/usr/sbin/update-initramfs',
      '/var/lib/dpkg/status',
      '/var/lib/dpkg/updates',
    ],
    'what a repair would need: other kernels, who writes the boot menu, is apt at work?',
    '修复要用到的：别的内核、谁写启动菜单、apt 是否正在干活',
  ),
];

/** What a look at the running machine reads besides: no recording is asked for it. */
export const ownReasons: readonly ReadReason[] = [
  why(
    ['/etc/machine-id'],
    'the key by which names get stand-ins; it is never told',
    '给名字换代号用的密钥，从不外传',
  ),
  why(['/proc/meminfo'], 'how much memory there is', '内存大小'),
  why(
    ['/var/lib/fngvt', '/var/lib/fngvt/*', '/var/lib/fngvt/*/*'],
    'our own journals, where fngvt changed something; they are for root',
    'fngvt 改过东西时，自己的日志；只有 root 能读',
  ),
];

/** The programs that are asked, by their first words. */
export const askReasons: readonly ReadReason[] = [
  why(
    ['dmesg'],
    'the kernel messages about the GPU, GVT-g, VFIO, IOMMU',
    '内核关于显卡、GVT-g、VFIO、IOMMU 的消息',
  ),
  why(
    ['journalctl -k -b --no-pager'],
    'the same, where the kernel has dropped the beginning of this boot',
    '内核丢掉了开头那段时，改从这里看',
  ),
  why(['virsh -c qemu:///system version --daemon'], 'which libvirt', 'libvirt 版本'),
  why(
    ['virsh -c qemu:///system nodedev-list --cap mdev_types'],
    'does libvirt see the types?',
    'libvirt 认不认这些类型',
  ),
  why(
    [
      'virsh -c qemu:///system list --all --name --uuid',
      'virsh -c qemu:///system dumpxml --inactive --domain *',
    ],
    'which VMs there are, and what each has of the GPU; without `--security-info`, so without passwords',
    '有哪些虚拟机、各自挂了什么显卡；不带 `--security-info`，所以没有密码',
  ),
];

/** Why a program is started that changes a host; each only by a plan that was shown, and after a yes. */
export const changeReasons: Readonly<Record<string, Text>> = {
  virsh: {
    en: 'a vGPU is made, started or removed; a VM gets or loses it',
    'zh-CN': '建、启、删 vGPU；给虚拟机挂上或取下',
  },
  'update-grub': { en: 'parameters get into the boot menu', 'zh-CN': '把参数写进启动菜单' },
  'grub-mkconfig': { en: 'the same, where there is no update-grub', 'zh-CN': '没有 update-grub 时同上' },
  'grub-reboot': { en: '`fix --try`: one boot with the parameters', 'zh-CN': '`fix --try`：只试一次启动' },
  'grub-editenv': { en: '`fix --try`: the choice is taken back', 'zh-CN': '`fix --try`：取消那次选择' },
  'update-initramfs': {
    en: 'denied modules are forgotten by the initramfs too',
    'zh-CN': '让 initramfs 也同步模块设置',
  },
  'proxmox-boot-tool': { en: 'parameters get onto the boot partitions', 'zh-CN': '把参数写到启动分区' },
  'kernel-install': { en: 'the same with systemd-boot', 'zh-CN': '用 systemd-boot 时同上' },
  modprobe: { en: 'a module is loaded now', 'zh-CN': '立即加载模块' },
  mdevctl: { en: 'vGPUs, where libvirt does not make them', 'zh-CN': 'libvirt 不管时，用它管理 vGPU' },
  qm: { en: 'a VM of Proxmox gets or loses a vGPU', 'zh-CN': '给 Proxmox 的虚拟机挂上或取下 vGPU' },
  udevadm: { en: 'a rule of ours is read', 'zh-CN': '让自启规则生效' },
  systemctl: { en: 'a unit of ours is turned on or off', 'zh-CN': '开关 fngvt 的 systemd 单元' },
};
