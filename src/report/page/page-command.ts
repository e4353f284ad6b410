import { inOneLine } from '../../values/trimmed.ts';

/** Programs that our prose tells people to run. A code span that begins with one of them is a command; the rest are names. */
const programs = new Set(
  `apt cat command cp depmod dkms dmesg dnf dracut driverctl echo fngvt grep grub-mkconfig grub2-mkconfig grubby journalctl kernel-install ls lsmod lspci mdevctl
  midclt mkinitcpio modinfo modprobe mokutil nano nixos-rebuild npx proxmox-boot-tool qm rpm-ostree sudo udevadm uname update-grub
  update-initramfs uuidgen virsh`.split(/\s+/u),
);

/** Commands that are complete as one word; `mdevctl` alone names the program. */
const alone = new Set(['update-grub', 'uuidgen', 'lsmod', 'dmesg']);

/**
 * The command in a code span of our prose, on one line as it is to be typed; undefined where the span is a name, a file or a
 * setting. A setting is not offered for copying: as often as not the prose says to leave it out.
 */
export function commandIn(code: string): string | undefined {
  const line = inOneLine(code).trim();
  const [program = '', ...rest] = line.split(' ');
  // `virsh nodedev-define` names a command whose file the prose speaks of; it is still what one types.
  return programs.has(program) && (rest.length > 0 || alone.has(program)) ? line : undefined;
}
