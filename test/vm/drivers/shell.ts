import type { DriverRow } from './rows.ts';
import { gpu } from './foretold.ts';

/** A word of the shell that stands for this text, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const wordsFile = '/etc/default/grub.d/99-words.cfg';

/** Takes away what the rows before have left. */
const clear = `
set -eu
umount /proc/cmdline 2>/dev/null || true
rm -f ${wordsFile} /etc/modprobe.d/*graphics.conf /etc/initramfs-tools/hooks/row
: >/etc/initramfs-tools/modules
`;

/** Puts stand-ins where DKMS puts what it builds (dkms(8)), and takes away those that are there. */
function dkms(row: DriverRow): string {
  const copies = row.dkms.map(
    name => `cp "/lib/modules/$release/kernel/drivers/gpu/drm/${name}/${name}.ko" "$updates/"`,
  );
  return `
release=$(uname -r) updates=/lib/modules/$(uname -r)/updates/dkms
if [ -d "$updates" ] || [ ${row.dkms.length} -gt 0 ]; then
rm -rf "$updates"
${row.dkms.length === 0 ? '' : 'mkdir -p "$updates"'}
${copies.join('\n')}
depmod
fi
`;
}

const inside: Readonly<Record<DriverRow['inside'], string>> = {
  none: '',
  listed: 'echo i915 >/etc/initramfs-tools/modules',
  // As MODULES=most or a plymouth hook would put it in.
  held: `
cat >/etc/initramfs-tools/hooks/row <<'HOOK'
#!/bin/sh
[ "\${1:-}" != prereqs ] || exit 0
. /usr/share/initramfs-tools/hook-functions
manual_add_modules i915
HOOK
chmod +x /etc/initramfs-tools/hooks/row`,
};

const files = (row: DriverRow): string =>
  Object.entries(row.files)
    .map(([path, text]) => `printf '%s\\n' ${quoted(text)} >/etc/${path}`)
    .join('\n');

/** Makes the host ready for a boot as the row has it. */
export function prepareBoot(row: DriverRow): string {
  const isPlain = row.inside === 'none' && Object.keys(row.files).length === 0;
  // One that holds nothing of a row need not be made again for the next.
  const image = isPlain
    ? 'if [ -e /var/lib/row-image ]; then update-initramfs -u 2>&1; rm /var/lib/row-image; fi'
    : 'touch /var/lib/row-image; sleep 1; update-initramfs -u 2>&1; sleep 1';
  const written = row.image === 'stale' ? [image, files(row)] : [files(row), image];
  return `${clear}${dkms(row)}
${inside[row.inside]}
mkdir -p /etc/default/grub.d
printf '%s\\n' ${quoted(`GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${row.words}"`)} >${wordsFile}
${written.join('\n')}
update-grub 2>&1
`;
}

/**
 * Makes the running kernel ready to meet the GPU anew: no driver loaded, the words where kmod looks for them. The initramfs has neither driver and
 * no copy of modprobe.d that could matter, so it is in step.
 */
export function prepareReload(row: DriverRow): string {
  return `${clear}${dkms(row)}
for driver in i915 xe; do [ ! -d "/sys/module/$driver" ] || rmmod "$driver"; done
${files(row)}
touch -d '+2 seconds' /boot/initrd.img-*
printf '%s %s\\n' "$(cat /proc/cmdline)" ${quoted(row.words)} >/run/words
mount --bind /run/words /proc/cmdline
`;
}

/** Lets udev find the GPU as it does at boot, with what kmod reads now. */
export const meetGpu = `
set -eu
systemctl restart systemd-udevd
udevadm trigger --action=add --settle /sys/bus/pci/devices/${gpu}
`;

/** The driver that the GPU has: the link that the kernel makes. */
export const boundDriver = `
udevadm settle
basename "$(readlink /sys/bus/pci/devices/${gpu}/driver || echo none)"
`;

/** A snapshot, on stdout. */
export const takeSnapshot = 'fngvt snapshot /run/row.json >&2 && cat /run/row.json && rm /run/row.json';

/** What a reload can change of what fngvt reads: a line each for the command line, the files of modprobe.d and the initramfs. */
export const readAgain = `
set -eu
for file in /proc/cmdline /etc/modprobe.d/* /boot/initrd.img-*; do
    [ -e "$file" ] || continue
    case $file in /boot/*) text= ;; *) text=$(base64 -w0 <"$file") ;; esac
    echo "$file $(stat -L -c %Y "$file") $text"
done
`;
