import { trimBlanks } from './blanks.ts';

/**
 * The command line that /etc/kernel/cmdline stands for: kernel-install drops lines that begin with `#` and makes spaces
 * of the line ends (systemd 257, src/kernel-install/90-loaderentry.install). proxmox-boot-tool takes the first line as it
 * is; on its hosts the file has but one.
 */
export function readKernelCmdlineFile(text: string): string {
  const lines = text.split(/\r?\n/).filter(line => !line.startsWith('#'));
  return lines
    .map(trimBlanks)
    .filter(line => line !== '')
    .join(' ');
}
