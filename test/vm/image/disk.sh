#!/bin/sh
# From a base to a disk that boots by a kernel from outside: the stand-ins put in, the agent, the variant's own touch.
#   disk.sh BASE VARIANT-SCRIPT DISK        (DISK.kernel and DISK.initrd lie beside it then)
set -eu
base=$1 variant=$2 disk=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d "${disk%/*}/root.XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 1' INT TERM
tar -C "$root" -xpf "$base"

release=$(basename "$root"/lib/modules/*)
cp -r "$here/../modules" "$root/standin"
chroot "$root" sh -eu -s "$release" <<'IN'
for folder in /standin /standin/without-gvt; do
    make -s -C "/usr/src/linux-headers-$1" "M=$folder" modules
done
# Each lies where the real one lay: what fngvt reads of modules is what it reads on a real host.
place() {
    rm -f "/lib/modules/$1/$3.ko"*
    mkdir -p "$(dirname "/lib/modules/$1/$3")"
    cp "$2" "/lib/modules/$1/$3.ko"
}
place "$1" /standin/i915.ko kernel/drivers/gpu/drm/i915/i915
place "$1" /standin/kvmgt.ko kernel/drivers/gpu/drm/i915/kvmgt
place "$1" /standin/kvm-intel.ko kernel/arch/x86/kvm/kvm-intel
place "$1" /standin/gpu_standin.ko kernel/drivers/pci/gpu_standin
mkdir -p /usr/local/lib/fngvt-vm
cp /standin/kernel_name.ko /usr/local/lib/fngvt-vm/kernel_name.ko
cp /standin/without-gvt/i915.ko /usr/local/lib/fngvt-vm/i915-without-gvt.ko
rm -rf /standin
depmod "$1"

# A small initramfs, for the sake of time; the GPU appears in it, before udev looks for drivers.
cat >/etc/initramfs-tools/conf.d/vm <<'CONF'
MODULES=list
COMPRESS=zstd
CONF
cat >/etc/initramfs-tools/hooks/vm <<'HOOK'
#!/bin/sh
[ "${1:-}" != prereqs ] || exit 0
. /usr/share/initramfs-tools/hook-functions
manual_add_modules virtio_pci virtio_blk ext4 gpu_standin
printf '%s\n' virtio_pci virtio_blk gpu_standin >>"$DESTDIR/conf/modules"
HOOK
chmod +x /etc/initramfs-tools/hooks/vm

id libvirt-qemu >/dev/null
useradd --create-home --uid 1000 --shell /bin/sh person
echo nas >/etc/hostname
printf '127.0.0.1 localhost nas\n' >/etc/hosts
cat >/etc/fstab <<'FSTAB'
UUID=6b1d2f0e-5c3a-4e7d-9a41-0f2b3c4d5e6f / ext4 errors=remount-ro 0 1
UUID=F46E-C715 /boot/efi vfat umask=0077,nofail 0 2
FSTAB
mkdir -p /boot/efi
systemctl mask -q apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer dpkg-db-backup.timer \
    getty@tty1.service serial-getty@ttyS0.service systemd-timesyncd.service libvirt-guests.service systemd-pcrphase.service \
    systemd-pcrphase-sysinit.service systemd-boot-update.service systemd-networkd-wait-online.service
systemctl enable -q libvirtd.service
# There is no screen: the console is the serial port, GRUB's too (its gfxterm would hang). Emulated on a busy machine, a timer may
# come so late that the kernel takes it for broken (no_timer_check); a panic ends QEMU.
sed -i 's/^GRUB_TIMEOUT=.*/GRUB_TIMEOUT=0/; s/^GRUB_CMDLINE_LINUX=.*/GRUB_CMDLINE_LINUX="console=ttyS0 mitigations=off no_timer_check panic=5 systemd.show_status=true"/' \
    /etc/default/grub
printf 'GRUB_TERMINAL=serial\nGRUB_SERIAL_COMMAND=serial\n' >>/etc/default/grub
ln -s /opt/fngvt/dist/fngvt.js /usr/local/bin/fngvt
mkdir -p /opt/fngvt
IN
cp "$here/agent" "$root/usr/local/lib/fngvt-vm/agent"
chmod +x "$root/usr/local/lib/fngvt-vm/agent"
cp "$here/fngvt-vm.service" "$root/etc/systemd/system/fngvt-vm.service"
chroot "$root" sh -eu -c 'systemctl enable -q fngvt-vm.service'
chroot "$root" sh -eu -s "$release" <"$variant"
release=$(basename "$root"/lib/modules/*)
# shellcheck disable=SC2016 # $1 is the inner shell's
chroot "$root" sh -eu -c 'update-initramfs -c -k "$1"' sh "$release"
cp "$root/boot/vmlinuz-$release" "$disk.kernel"
cp "$root/boot/initrd.img-$release" "$disk.initrd"

# GPT with a place for GRUB's core (BIOS), an ESP (UEFI) and the root: one layout for every variant.
rm -f "$disk.part"
truncate -s 8G "$disk.part"
sfdisk -q "$disk.part" <<'TABLE'
label: gpt
start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649
start=4096, size=524288, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B
start=528384, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
TABLE
mkfs.vfat -F 32 -s 1 -i F46EC715 --offset 4096 "$disk.part" 262144 >/dev/null
# The table's copy at the end of the disk stays free.
mkfs.ext4 -q -O ^metadata_csum_seed -U 6b1d2f0e-5c3a-4e7d-9a41-0f2b3c4d5e6f -E "offset=$((528384 * 512)),root_owner=0:0" -d "$root" \
    "$disk.part" "$(((8 * 1024 * 1024 * 1024 - 528384 * 512) / 1024 - 1024))k"
mv "$disk.part" "$disk"
