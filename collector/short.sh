#!/bin/sh
# fngvt, the short way: only reads. Paste all that it prints into fngvt.html, or into your thread.
# 只读，不改动任何东西。把打印出来的全部内容贴进 fngvt.html，或贴到帖子里。
export LC_ALL=C
p='nas@nas:~$'
[ "$(id -u)" != 0 ] || p='root@nas:~#'
r() {
  echo "$p $1"
  sh -c "$1" 2>&1
}
g=/sys/bus/pci/devices/0000:00:02.0
m=/sys/module
{
  r 'uname -r'
  r 'uname -v'
  r 'cat /proc/cmdline'
  r "grep -E '^(ID|VERSION_ID|PRETTY_NAME)=' /etc/os-release"
  r "grep -m1 'model name' /proc/cpuinfo"
  r "lspci -nnk | grep -A3 -E '\[03[0-9]{2}\]'"
  r "ls -l $g/driver"
  r "ls $g/mdev_supported_types"
  r 'ls /sys/bus/mdev/devices'
  r 'ls /sys/class/iommu'
  s="$g/vendor $g/device $g/class $g/sriov_totalvfs $g/sriov_numvfs $g/resource $g/driver_override"
  for i in i915 xe kvmgt mdev vfio vfio_mdev kvm kvm_intel; do s="$s $m/$i/initstate"; done
  r "grep -rn . $s $m/i915/parameters/enable_gvt $m/i915/parameters/enable_guc $g/mdev_supported_types"
  r 'grep -rn . /etc/modprobe.d /lib/modprobe.d /etc/modules /etc/modules-load.d /etc/default/grub /etc/default/grub.d /etc/kernel/cmdline'
  r 'modinfo -n i915 kvmgt xe'
  r "grep DRM_I915_GVT /boot/config-$(uname -r)"
  r 'dkms status'
  r 'virsh --version'
  r "dmesg | grep -iE 'i915|\\[drm|gvt|dmar|iommu|vfio|sr-iov' | head -n 200"
  echo "$p"
} | sed -E 's/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/UUID/g; /^\/etc\/[^:]*:[0-9]+: *#/d'
