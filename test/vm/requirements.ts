import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = [
  { program: 'qemu-system-x86_64', package: 'qemu-system-x86' },
  { program: 'qemu-img', package: 'qemu-utils' },
  { program: 'qemu-storage-daemon', package: 'qemu-system-common' },
  { program: 'debootstrap', package: 'debootstrap' },
  { program: 'mkfs.ext4', package: 'e2fsprogs' },
  { program: 'mkfs.vfat', package: 'dosfstools' },
  { program: 'sfdisk', package: 'fdisk' },
  { program: 'losetup', package: 'mount' },
] as const;
const files = [{ file: '/usr/share/OVMF/OVMF_CODE_4M.fd', package: 'ovmf' }] as const;

/** What this machine lacks for VMs to be built and booted on it, in words; none: nothing. */
export function missing(): readonly string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const absent = [
    ...programs.filter(({ program }) => !folders.some(folder => existsSync(join(folder, program)))),
    ...files.filter(({ file }) => !existsSync(file)),
  ].map(wanted => wanted.package);
  return [
    ...(process.platform === 'linux' && process.arch === 'x64' ? [] : ['Linux on x86-64']),
    ...(process.getuid?.() === 0 ? [] : ['root (a system is built in a chroot)']),
    ...(absent.length === 0 ? [] : [`the Debian packages ${absent.join(', ')}`]),
  ];
}
