/** Settings that each command makes its files of. Of others nothing is known, so all count. */
const settings: Readonly<Record<string, RegExp>> = {
  'update-grub': /^\/etc\/default\/grub(?:$|\.d\/)/u,
  'update-initramfs': /^\/etc\/(?:modprobe\.d|initramfs-tools)\//u,
  'kernel-install': /^\/etc\/kernel\//u,
  'proxmox-boot-tool': /^\/etc\/kernel\//u,
};

/** Whether a command makes its files of this one. */
export const isMadeOf = ([program = '']: readonly string[], path: string): boolean =>
  settings[program]?.test(path) ?? true;
