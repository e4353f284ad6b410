#!/bin/sh
# A distribution with what a host of VMs has: kernel, headers, GRUB, libvirt, QEMU, mdevctl, Node; as one tar file.
#   base.sh SUITE MIRROR FILE
set -eu
suite=$1 mirror=$2 file=$3
root=$(mktemp -d "${file%/*}/root.XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 1' INT TERM

debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" || {
    tail -n 20 "$root/debootstrap/debootstrap.log" >&2 || true
    exit 1
}
cat >"$root/etc/apt/sources.list" <<LIST
deb $mirror $suite main
deb $mirror $suite-updates main
LIST
# The way to the mirror is the builder's: its resolver, and its apt's proxy if it has one. Neither stays in the image.
cp /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep -E '^Acquire::(http|https|Check)' >"$root/etc/apt/apt.conf.d/builder" || true
# Nobody reads the manual in there, and no service starts while packages are installed.
cat >"$root/etc/dpkg/dpkg.cfg.d/small" <<'SMALL'
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/locale/*
force-unsafe-io
SMALL
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"

chroot "$root" sh -eu <<'IN'
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
apt-get update -qq
# The initramfs is made once, when the modules are in place.
dpkg-divert --quiet --local --rename --add /usr/sbin/update-initramfs
ln -s /bin/true /usr/sbin/update-initramfs
apt-get install -y -qq --no-install-recommends \
    linux-image-amd64 linux-headers-amd64 gcc make initramfs-tools zstd systemd-sysv udev kmod dbus procps pciutils iproute2 dmidecode \
    grub-pc-bin grub-efi-amd64-bin grub2-common grub-pc efibootmgr systemd-boot e2fsprogs dosfstools \
    libvirt-daemon-system libvirt-clients qemu-system-x86 qemu-utils seabios ipxe-qemu mdevctl nodejs >/dev/null
rm /usr/sbin/update-initramfs
dpkg-divert --quiet --rename --remove /usr/sbin/update-initramfs
apt-get clean
rm -rf /var/lib/apt/lists/* /usr/sbin/policy-rc.d /etc/apt/apt.conf.d/builder
IN
tar -C "$root" -cf "$file.part" .
mv "$file.part" "$file"
