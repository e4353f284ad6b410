#!/bin/sh
# Prints what fngvt needs to know of this host. It only reads: it changes, loads, installs and sends nothing.
# 打印 fngvt 诊断所需的信息。只读：不改动、不加载、不安装、不外传任何东西。
#
#   sh collect.sh >nas.fngvt                   here, best as root · 在本机运行，最好用 root
#   ssh root@nas sh -s <collect.sh >nas.fngvt  on another host · 在另一台机器上运行
#   fngvt --from nas.fngvt                     what it means · 看诊断结果
#
# It reads with cat and ls; asks dmesg (else journalctl) and, where libvirt runs, virsh; takes od, zcat, timeout and
# date where they are. From the kernel log and from VMs only the lines that matter are printed: no serial numbers, MAC
# addresses, VM titles, disks. Look through the output before you post it (less nas.fngvt). What may still be yours:
# names of VMs, UUIDs on the kernel command line and in boot menus, and whatever you wrote into /etc/modprobe.d,
# /etc/modules or /etc/default/grub.
# 用 cat 和 ls 读取；运行 dmesg（或 journalctl），libvirt 在运行时还有 virsh；有 od、zcat、timeout、date 就用。内核日志
# 和虚拟机配置只取有关的行，不含序列号、MAC 地址、虚拟机标题、磁盘。发到论坛前请先看一遍输出（less nas.fngvt）。
# 可能还留有：虚拟机名，内核命令行和启动菜单里的 UUID，以及您自己写进 /etc/modprobe.d、/etc/modules、
# /etc/default/grub 的内容。

LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:$PATH
export LC_ALL PATH
unset QUOTING_STYLE BLOCK_SIZE LS_BLOCK_SIZE
R=${FNGVT_ROOT:-} # a recorded tree instead of / ; its programs lie in .fngvt
cr=$(printf '\r') nl='
'

# -- How it is printed: "@@ what path", then the text with a mark before each line, then "=" and the number of lines.
# "|" a line, "<" one that ended in CR LF, "!" a last one without newline, "-" one that is left out.
say() { printf '@@ %s\n' "$*"; }
body() { # FILTER: it may change $line; 1 drops the line, 2 shows that one is left out
  count=0 mark='|' inside=''
  while IFS= read -r line || { mark='!' && [ -n "$line" ]; }; do
    "${1:-:}"
    case $? in
      0) case $mark$line in
        "|"*"$cr") printf '<%s\n' "${line%"$cr"}" ;;
        *) printf '%s%s\n' "$mark" "$line" ;;
      esac ;;
      2) echo - ;;
      *) continue ;;
    esac
    count=$((count + 1))
  done
  printf '=%s\n' "$count"
}
refused() { # PATH ERROR: not there, not allowed and broken are three answers
  case $2 in
    *': No such file or directory' | *': Not a directory') say "absent $1" ;;
    *': Permission denied' | *': Operation not permitted') say "denied $1" ;;
    *) say "failed $1" ;;
  esac
}

# -- The questions.
file() { # PATH [FILTER [the same filter as fngvt writes it]]
  case $1 in *.gz) open='zcat' ;; *) open='cat' ;; esac
  if [ -e "$R$1" ] && [ ! -f "$R$1" ]; then
    say "failed $1"
  elif why=$("$open" "$R$1" 2>&1 >/dev/null); then
    say "file $1"
    if [ $# -eq 3 ]; then say "keep $3"; elif [ $# -eq 2 ]; then say "cut $2"; fi
    "$open" "$R$1" 2>/dev/null | body "${2:-}"
  else
    refused "$1" "$why"
  fi
}
bytes() { # PATH
  if ! why=$(cat "$R$1" 2>&1 >/dev/null); then
    refused "$1" "$why"
  elif dump=$(od -Ax -tx1 "$R$1" 2>/dev/null) || dump=$(hexdump -C "$R$1" 2>/dev/null); then
    say "hex $1"
    printf '%s\n' "$dump" | body
  fi
}
list() { # FOLDER
  if why=$(ls -A "$R$1/." 2>&1 >/dev/null); then
    say "dir $1"
    for at in "$R$1"/* "$R$1"/.[!.]* "$R$1"/..?*; do
      case ${at##*/} in '*' | '.[!.]*' | '..?*') [ -e "$at" ] || continue ;; esac
      printf '%s\n' "${at##*/}"
    done | body
  else
    refused "$1" "$why"
  fi
}
link() { # PATH
  if ! why=$(ls -ld "$R$1" 2>&1); then
    refused "$1" "$why"
  else
    case $why in
      *"$R$1 -> "*) say "link $1" && printf '%s\n' "${why#*"$R$1 -> "}" | body ;;
      *) say "failed $1" ;;
    esac
  fi
}
stat() { # PATH
  if why=$(ls -ldnL "$R$1" 2>&1); then say "stat $1" && printf '%s\n' "$why" | body; else refused "$1" "$why"; fi
}
run() { # FILTER PROGRAM ARGUMENT…
  filter=$1 out='' program=$2
  [ -z "$R" ] || program=$R/.fngvt/$2
  shift
  if command -v "$program" >/dev/null 2>&1; then
    first=$1 && shift
    out=$(${patience:+timeout 20} "$program" "$@" 2>/dev/null </dev/null)
    code=$? && set -- "$first" "$@"
    case ${patience:+$code} in 124 | 143) code=late ;; esac
  else
    code=none
  fi
  say "command $code"
  for word; do printf '>%s\n' "$word"; done
  [ "$filter" = : ] || say "cut $filter"
  { [ -z "$out" ] || printf '%s\n' "$out"; } | body "$filter"
}
each() { # QUESTION PATH…
  question=$1 && shift
  for asked; do "$question" "$asked"; done
}
there() { { [ -e "$1" ] || [ -L "$1" ]; } && case $1 in *"$nl"*) false ;; esac; }
end() { at_end=$(ls -ld "$1" 2>/dev/null) && printf '%s\n' "${at_end##*/}"; } # LINK: the last name of its target
group() { # DEVICE: the others of its IOMMU group
  [ -L "$R$1/iommu_group" ] || return 0
  members=/sys/kernel/iommu_groups/$(end "$R$1/iommu_group")/devices
  list "$members"
  for member in "$R$members"/*; do
    ! there "$member" || member=/sys/bus/pci/devices/${member##*/}
    case $member in "$1" | "$R$members"/*) continue ;; esac
    each file "$member/vendor" "$member/device"
    link "$member/driver"
  done
}
drop_ins() { # FOLDER…: a name in an earlier folder hides the same name in a later one
  seen=/
  for folder; do
    list "$folder"
    for at in "$R$folder"/*.conf; do
      case $seen in */"${at##*/}"/*) continue ;; esac
      ! there "$at" || file "${at#"$R"}"
      seen=$seen${at##*/}/
    done
  done
}

# -- Filters. The number in a name is its edition: what is left out is told by it, so a change needs a new name.
uid() { case $line in Uid:*) ;; *) return 1 ;; esac }
memory() { case $line in MemTotal:*) ;; *) return 1 ;; esac }
grub_d() { case $line in *default/grub.d*) ;; *) return 1 ;; esac }
config() {
  case ${line#'# '} in
    CONFIG_DRM_I915* | CONFIG_DRM_XE* | CONFIG_KVM* | CONFIG_VFIO* | CONFIG_MDEV* | CONFIG_IOMMUFD*) ;;
    CONFIG_INTEL_IOMMU* | CONFIG_PCI_IOV* | CONFIG_XE_VFIO* | CONFIG_MODULE_SIG* | CONFIG_CMDLINE*) ;;
    *) return 1 ;;
  esac
}
modules() {
  case $line in
    */i915.ko* | */kvmgt.ko* | */mdev.ko* | */intel_sriov_compat.ko* | */gma500_gfx.ko*) ;;
    */xe.ko* | */vfio.ko* | */kvm.ko* | */xe[-_]*.ko* | */vfio[-_]*.ko* | */kvm[-_]*.ko*) ;;
    *) return 1 ;;
  esac
}
first1() { # the first processor; the others repeat it
  [ -n "$line" ] || inside=no
  [ -z "$inside" ]
}
version1() { # without who built it where
  case $line in *'Linux version '*' ('*@*') '*) line="${line%% (*} (-) ${line#*) }" ;; esac
}
menu1() { # boot menus without passwords
  case ${line#"${line%%[! 	]*}"} in
    password* | [Mm][Ee][Nn][Uu]\ *[Pp][Aa][Ss][Ss][Ww][Dd]*) return 2 ;;
  esac
}
go1() { case $line in *modprobe*) ;; *) return 2 ;; esac }
qm1() { # a VM of Proxmox
  case $line in
    name:*) line='name: -' ;;
    hostpci*) ;;
    '['*) line='[-]' ;;
    *) return 1 ;;
  esac
}
domain1() { # a VM of libvirt; its metadata belongs to other programs
  case $inside$line in
    'skip  </metadata>') inside='' && return 1 ;;
    skip* | *'  <metadata>') inside=skip && return 1 ;;
  esac
  case $line in
    '  <title>'*) line='  <title>-</title>' ;;
    '<domain'* | '</domain>' | '  <name>'* | '  <devices>' | '  </devices>') ;;
    '    <hostdev '*type=?mdev?* | '    <hostdev '*type=?pci?*) inside=yes ;;
    '    <hostdev '*) inside='' && return 1 ;;
    '    </hostdev>') [ -n "$inside" ] && inside='' ;;
    *'<source>' | *'</source>' | *'<address '*) [ -n "$inside" ] ;;
    *) return 1 ;;
  esac
}
log2() {
  case $line in [!\[\<]*' kernel: '*) line=${line#*' kernel: '} ;; esac # journalctl writes the host's name before it
  case $line in
    *'Linux version '*) version1 ;;
    *'ommand line: '*) line="${line%%ommand line: *}ommand line: -" ;; # it stands in /proc/cmdline
    *'kernel command line parameters'*) ;;
    *[Ii]915* | *[Gg][Vv][Tt]* | *[Kk][Vv][Mm]* | *VMX* | *[Mm][Dd][Ee][Vv]* | *vfio* | *VFIO* | *drm* | *GPU*) ;;
    *' xe '* | *'xe: '* | *xe.* | *DMAR* | *IOMMU* | *VT-d* | *SR-IOV* | *VFs* | *GuC* | *raphics* | *mmio*) ;;
    *vgpu* | *guest* | *FORCE_NONPRIV* | *srm\ access* | *golden_hw* | *dangerous\ option* | *undocumented\ flag*) ;;
    *'Hypervisor detected'* | *'DMI: '* | *i965_dri* | *'VF BAR'* | *'VF(n) BAR'*) ;;
    *'Module '*blacklisted* | *'module taints'* | *'module verification'* | *'MPT modules'* | *RLIMIT_MEMLOCK*) ;;
    *'tiling mode'* | *'initial HW state'* | *wedged* | *'Device initialization failed'* | *'GM space'* | *'allocate resource'*) ;;
    *) return 1 ;;
  esac
}

main() {
  say fngvt.collected/1
  say "taken $(date -u +%Y-%m-%dT%H:%M:%SZ 2>/dev/null)"
  patience=''
  ! timeout 5 true 2>/dev/null || patience=yes

  # The system and its kernel.
  each file /etc/os-release /etc/unraid-version /run/systemd/container /proc/cmdline /proc/modules \
    /proc/sys/kernel/osrelease /proc/sys/kernel/version /proc/version_signature /proc/xen/capabilities
  for name in sys_vendor product_name board_vendor board_name bios_vendor bios_version bios_date; do
    file "/sys/class/dmi/id/$name"
  done
  file /proc/version version1
  file /proc/cpuinfo first1
  file /proc/meminfo memory '^MemTotal:'
  file /proc/self/status uid '^Uid:'
  each stat /usr/trim/bin /var/apps /usr/local/apps /usr/bin/pveversion /etc/pve /etc/unraid-version /usr/bin/midclt \
    /data/manifest.json /etc/openmediavault/config.xml /usr/sbin/omv-confdbadm /etc/NIXOS /.dockerenv /run/.containerenv /dev/kvm \
    /usr/sbin/update-grub /usr/sbin/mdevctl /usr/bin/mdevctl
  release=$(cat "$R/proc/sys/kernel/osrelease" 2>/dev/null)
  [ -z "$release" ] || for path in "/boot/config-$release" /proc/config.gz "/lib/modules/$release/config" \
    "/usr/lib/modules/$release/config"; do
    file "$path" config '^(# )?CONFIG_(DRM_I915|DRM_XE|KVM|VFIO|MDEV|IOMMUFD|INTEL_IOMMU|PCI_IOV|XE_VFIO|MODULE_SIG|CMDLINE)'
  done
  [ -z "$release" ] || for path in "/lib/modules/$release/modules.dep" "/lib/modules/$release/modules.builtin"; do
    file "$path" modules '/(i915|kvmgt|mdev|intel_sriov_compat|gma500_gfx|(xe|vfio|kvm)([-_][-_a-z0-9]+)?)\.ko'
  done

  # What is configured about modules, and what they run with.
  for name in modprobe.d modules-load.d; do
    drop_ins "/etc/$name" "/run/$name" "/usr/local/lib/$name" "/usr/lib/$name" "/lib/$name"
  done
  each file /etc/modules /etc/initramfs-tools/modules /etc/mkinitcpio.conf
  file /boot/config/go go1
  each list /sys/module/i915 /sys/module/xe /sys/module/kvm /var/lib/dkms/i915-sriov-dkms
  for name in i915/parameters/enable_gvt i915/parameters/enable_guc i915/parameters/force_probe \
    i915/parameters/max_vfs xe/parameters/force_probe xe/parameters/max_vfs kvm/parameters/ignore_msrs; do
    file "/sys/module/$name"
  done

  # The boot loader.
  list /sys/firmware/efi
  bytes /sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f
  link /bin/sh
  file /usr/sbin/grub-mkconfig grub_d 'default/grub\.d'
  each file /etc/default/grub /boot/grub/grubenv /etc/kernel/cmdline /etc/kernel/proxmox-boot-uuids
  for path in /boot/grub/grub.cfg /boot/grub2/grub.cfg /boot/syslinux/syslinux.cfg; do file "$path" menu1; done
  ! there "$R/etc/grub.d/99_fngvt_try" || each file /etc/grub.d/99_fngvt_try /proc/sys/kernel/random/boot_id
  each list /etc/default/grub.d /boot/loader/entries /boot/efi/loader/entries /efi/loader/entries
  for at in "$R"/etc/default/grub.d/*.cfg "$R"/boot/loader/entries/*.conf "$R"/boot/efi/loader/entries/*.conf \
    "$R"/efi/loader/entries/*.conf; do
    ! there "$at" || file "${at#"$R"}"
  done

  # Graphics: every display device; of Intel's that are no virtual function, all that counts.
  each list /sys/kernel/iommu_groups /sys/class/iommu /sys/firmware/acpi/tables /sys/bus/pci/devices
  for device in "$R"/sys/bus/pci/devices/*; do
    there "$device" || continue
    path=${device#"$R"}
    file "$path/class"
    case $(cat "$device/class" 2>/dev/null) in 0x03* | 03*) ;; *) continue ;; esac
    each file "$path/vendor" "$path/device"
    link "$path/physfn"
    case $(cat "$device/vendor" 2>/dev/null) in 0x8086) ;; *) continue ;; esac
    [ ! -L "$device/physfn" ] || continue
    bytes "$path/config"
    each link "$path/driver" "$path/iommu_group"
    group "$path"
    for at in "$device"/virtfn*; do
      [ -L "$at" ] || continue
      link "${at#"$R"}"
      at=/sys/bus/pci/devices/$(end "$at")
      each link "$at/driver" "$at/iommu_group"
      group "$at"
    done
    each file "$path/driver_override" "$path/resource" "$path/sriov_totalvfs" "$path/sriov_numvfs"
    each list "$path" "$path/sriov_admin" "$path/mdev_supported_types"
    for at in "$device"/mdev_supported_types/*; do
      ! there "$at" || each file "${at#"$R"}/available_instances" "${at#"$R"}/description"
    done
  done

  # vGPUs: those that exist, those that mdevctl or a unit of fngvt's would bring back.
  each list /sys/bus/mdev/devices /etc/mdevctl.d
  for at in "$R"/sys/bus/mdev/devices/*; do
    ! there "$at" || each link "${at#"$R"}" "${at#"$R"}/mdev_type" "${at#"$R"}/iommu_group"
  done
  for at in "$R"/etc/mdevctl.d/*:*; do ! there "$at" || list "${at#"$R"}"; done
  for at in "$R"/etc/mdevctl.d/*:*/*-*-*-*-*; do ! there "$at" || file "${at#"$R"}"; done
  for at in "$R"/sys/bus/mdev/devices/* "$R"/etc/mdevctl.d/*:*/*-*-*-*-*; do
    there "$at" || continue
    unit=fngvt-vgpu-${at##*/}.service
    link "/etc/systemd/system/multi-user.target.wants/$unit"
    stat "/etc/systemd/system/$unit"
  done
  for path in /etc/udev/rules.d /usr/lib/udev/rules.d /lib/udev/rules.d; do file "$path/60-mdevctl.rules"; done

  # VMs. A daemon of libvirt's that sleeps is not woken.
  list /etc/pve/qemu-server
  for at in "$R"/etc/pve/qemu-server/[0-9]*.conf; do ! there "$at" || file "${at#"$R"}" qm1; done
  awake=''
  for path in /run/libvirtd.pid /run/virtqemud.pid /run/libvirt/libvirtd.pid /run/libvirt/virtqemud.pid; do
    stat "$path"
    [ ! -e "$R$path" ] || awake=yes
  done
  if [ -n "$awake" ]; then
    run : virsh -c qemu:///system version --daemon
    run : virsh -c qemu:///system nodedev-list --cap mdev_types
    run : virsh -c qemu:///system list --all --name --uuid
    printf '%s\n' "$out" | while read -r uuid name; do
      [ -z "$uuid" ] || run domain1 virsh -c qemu:///system dumpxml --inactive --domain "$name"
    done
  fi

  # The kernel log; the journal only where dmesg is refused or no longer reaches back to the boot.
  run log2 dmesg
  case $code$out in 0*'Linux version '* | 0*'ommand line: '*) ;; *) run log2 journalctl -k -b --no-pager ;; esac
  say end
}

main
