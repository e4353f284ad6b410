import { describe, expect, test } from 'vitest';
import { decideLoader } from '../../src/facts/bootloader-kind.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

const loaderInfo = '/sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const utf16 = (text: string): string =>
  Buffer.concat([Buffer.from([6, 0, 0, 0]), Buffer.from(`${text}\0`, 'utf16le')]).toString('base64');

/** Files, with binary ones apart → the loader that started this boot. */
const table: readonly (readonly [
  string,
  Record<string, string>,
  Record<string, string>,
  string | undefined,
])[] = [
  ['GRUB names the image', { '/proc/cmdline': 'BOOT_IMAGE=/boot/vmlinuz-6.1 ro quiet' }, {}, 'grub'],
  [
    'Proxmox with systemd-boot, by the path of the initrd',
    {
      '/proc/cmdline': String.raw`initrd=\EFI\proxmox\6.8.12-4-pve\initrd.img-6.8.12-4-pve root=ZFS=rpool/ROOT/pve-1`,
    },
    {},
    'proxmox-systemd-boot',
  ],
  [
    'Proxmox with GRUB by proxmox-boot-tool',
    {
      '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz-6.8.12-4-pve root=ZFS=x',
      '/etc/kernel/proxmox-boot-uuids': '1234-5678\n',
    },
    {},
    'proxmox-grub',
  ],
  [
    'a kernel of Proxmox at the top of its partition, and nobody read who keeps that',
    { '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz-6.8.12-4-pve root=ZFS=x' },
    {},
    undefined,
  ],
  [
    'a kernel of Proxmox in the /boot of its root',
    { '/proc/cmdline': 'BOOT_IMAGE=/boot/vmlinuz-6.8.12-4-pve root=/dev/mapper/pve-root ro' },
    {},
    'grub',
  ],
  [
    'a left-over /etc/kernel/cmdline proves nothing',
    { '/proc/cmdline': 'BOOT_IMAGE=/boot/vmlinuz-6.1 ro', '/etc/kernel/cmdline': 'root=ZFS=x' },
    {},
    'grub',
  ],
  [
    'systemd-boot by its EFI variable',
    { '/proc/cmdline': 'root=UUID=1 rw' },
    { [loaderInfo]: utf16('systemd-boot 257') },
    'systemd-boot',
  ],
  [
    'systemd-boot by an initrd with backslashes',
    { '/proc/cmdline': String.raw`initrd=\initramfs-linux.img root=x` },
    {},
    'systemd-boot',
  ],
  [
    'Fedora, by its own switch',
    {
      '/proc/cmdline': 'BOOT_IMAGE=(hd0,gpt2)/vmlinuz-6.11.4-301.fc41.x86_64 root=x',
      '/etc/default/grub': 'GRUB_ENABLE_BLSCFG=true\n',
    },
    {},
    'bls',
  ],
  [
    'Unraid, by syslinux',
    {
      '/proc/cmdline': 'BOOT_IMAGE=/bzimage initrd=/bzroot',
      '/etc/unraid-version': 'version="7.1"',
      '/boot/syslinux/syslinux.cfg': 'x',
    },
    {},
    'syslinux',
  ],
  ['a kernel that was started directly', { '/proc/cmdline': 'console=ttyS0 root=/dev/vda' }, {}, undefined],
  ['no command line', {}, {}, undefined],
];

describe('the boot loader in force, by evidence of this boot', () => {
  test.each(table)('%s', async (_name, files, binary, kind) => {
    const dirs =
      files['/proc/cmdline']?.includes('fc41') === true ? { '/boot/loader/entries': ['a.conf'] } : {};
    const host = replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1', files, binary, dirs }, 'test'));
    expect((await decideLoader(host)).kind).toBe(kind);
  });
});
