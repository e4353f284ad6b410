/** The files that are ours alone; nothing else ever writes them, and undo may take them away whole. */

/** Words for the kernel. Sorts behind the drop-ins of distributions; kdump-tools.cfg and its like come later and only add. */
export const grubDropIn = '/etc/default/grub.d/99-fngvt.cfg';
/** Modules to load at each boot; modules-load.d(5). */
export const ownModuleList = '/etc/modules-load.d/fngvt.conf';
/** One entry more in the menu of GRUB, for one boot (formats/try-script.ts). */
export { tryScript } from '../formats/try-script.ts';
/** The files of the owner that take words for the kernel. */
export const grubDefaults = '/etc/default/grub';
export const ownersModuleList = '/etc/modules';
export const kernelCmdline = '/etc/kernel/cmdline';
