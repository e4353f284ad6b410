import type { Plan } from '../../src/change/plan.ts';
import type { OwnRoot } from './own-root.ts';

/**
 * update-initramfs as Debian 12's works (initramfs-tools 0.142+deb12u3): with `-k all` once for each kernel that has an image, the first that
 * fails ends it; each image is written beside the old one, which it replaces at the end, and goes where that fails. No two images are
 * alike. A file /tmp/full-RELEASE is a disk that has no room for this kernel's; /tmp/hook-RELEASE, a failing hook behind it.
 */
const updateInitramfs = `set -e
if [ "$3" = all ]; then
    for kernel in /boot/vmlinuz-*; do
        release="\${kernel#/boot/vmlinuz-}"
        [ -e "/boot/initrd.img-$release" ] || continue
        "$0" -u -k "$release" -b /boot
    done
    exit 0
fi
image="/boot/initrd.img-$3"
echo "$3" >>/tmp/made
cp -a "$image" "$image.dpkg-bak"
{ cat /etc/modprobe.d/*.conf; cat /tmp/made; } >"$image.new"
[ ! -e "/tmp/hang-$3" ] || { : >/tmp/begun; sleep 600; }
if [ -e "/tmp/full-$3" ]; then
    rm -f "$image.dpkg-bak" "$image.new"
    echo "update-initramfs: failed for $image with 1." >&2
    exit 1
fi
mv -f "$image.new" "$image"
[ ! -e "/tmp/hook-$3" ] || exit 1
rm -f "$image.dpkg-bak"
`;

export const releases = ['6.1.0-30-amd64', '6.1.0-31-amd64'] as const;

export const blacklist = 'blacklist i915\n';

/** A host with two kernels, each with an image of its own, and a blacklist in both. */
export function furnishImages(root: OwnRoot): void {
  root.script('update-initramfs', updateInitramfs);
  root.put('/etc/modprobe.d/gpu.conf', blacklist);
  for (const release of releases) {
    root.put(`/boot/vmlinuz-${release}`, `kernel ${release}\n`);
    root.put(`/boot/initrd.img-${release}`, `image ${release}\n${blacklist}`);
  }
}

/** What such a host needs. */
export const imagesPlan: Plan = {
  steps: [
    {
      kind: 'edit',
      path: '/etc/modprobe.d/gpu.conf',
      before: blacklist,
      after: '# blacklist i915\n',
      reboot: true,
      rule: 'driver-denied',
    },
    {
      kind: 'run',
      argv: ['update-initramfs', '-u', '-k', 'all'],
      undo: ['update-initramfs', '-u', '-k', 'all'],
      reboot: true,
      rule: 'driver-denied',
    },
  ],
  refused: [],
};
