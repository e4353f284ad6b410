import { cpSync, existsSync } from 'node:fs';
import type { OwnRoot } from './own-root.ts';

/** Whether Debian's own grub-mkconfig is on this machine. */
export const hasGrub = existsSync('/usr/sbin/grub-mkconfig') && existsSync('/etc/grub.d/10_linux');

/** What the scripts of grub-common call. */
const programs =
  'grub-mkconfig grub-script-check grub-mkrelpath sed grep sort uname mktemp tr cut head basename dirname id expr awk readlink stat find printf echo test mkdir chmod ls seq tail fgrep dpkg';

/** grub-probe asks for devices, which a folder has not. What it would say of a disk with one ext4. */
const grubProbe = `for argument; do case $argument in
  --target=device) echo /dev/sda1; exit ;;
  --target=fs_uuid) echo 0f6ad7c4-0000-4000-8000-000000000000; exit ;;
  --target=fs) echo ext2; exit ;;
  --target=abstraction|--target=partmap|--target=partuuid) exit ;;
  --target=*) echo hd0; exit ;;
esac; done
`;

/** Puts grub-mkconfig and what it calls into the root; once. */
export function installGrub(root: OwnRoot): void {
  for (const program of programs.split(' ')) root.install(program);
  cpSync('/usr/share/grub', root.at('/usr/share/grub'), { recursive: true });
}

/** The parts that a reset takes away, and these kernels. */
export function furnishGrub(root: OwnRoot, releases: readonly string[]): void {
  root.script('grub-probe', grubProbe);
  root.script('update-grub', 'set -e\nexec grub-mkconfig -o /boot/grub/grub.cfg "$@"\n');
  cpSync('/etc/grub.d/10_linux', root.at('/etc/grub.d/10_linux'));
  cpSync('/etc/grub.d/40_custom', root.at('/etc/grub.d/40_custom'));
  for (const release of releases) {
    root.put(`/boot/vmlinuz-${release}`, '');
    root.put(`/boot/initrd.img-${release}`, '');
  }
}
