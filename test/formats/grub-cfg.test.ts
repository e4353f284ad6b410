import { describe, expect, it } from 'vitest';
import { chooseGrubEntry, parseGrubCfg } from '../../src/formats/grub-cfg.ts';

const uuid = '2a3a8241-129b-4fd2-bbff-915be052784d';
const root = `root=UUID=${uuid} ro`;

const debian = `
set pager=1
if [ -s $prefix/grubenv ]; then
  set have_grubenv=true
  load_env
fi
if [ "\${next_entry}" ] ; then
   set default="\${next_entry}"
   set next_entry=
   save_env next_entry
   set boot_once=true
else
   set default="0"
fi
if [ x"\${feature_menuentry_id}" = xy ]; then
  menuentry_id_option="--id"
else
  menuentry_id_option=""
fi
function load_video {
  if [ x$feature_all_video_module = xy ]; then
    insmod all_video
  fi
}
menuentry 'Debian GNU/Linux' --class debian $menuentry_id_option 'gnulinux-simple-${uuid}' {
	load_video
	echo	'Loading Linux 6.6.38-trim ...'
	linux	/boot/vmlinuz-6.6.38-trim ${root} modprobe.blacklist=pcspkr quiet intel_iommu=on
	initrd	/boot/initrd.img-6.6.38-trim
}
submenu 'Advanced options for Debian GNU/Linux' $menuentry_id_option 'gnulinux-advanced-${uuid}' {
	menuentry 'Debian GNU/Linux, with Linux 6.6.38-trim' --class debian $menuentry_id_option 'gnulinux-6.6.38-trim-advanced' {
		linux	/boot/vmlinuz-6.6.38-trim ${root} modprobe.blacklist=pcspkr quiet intel_iommu=on
	}
	menuentry 'Debian GNU/Linux, with Linux 6.6.38-trim (recovery mode)' --id 'gnulinux-6.6.38-trim-recovery' {
		linux	/boot/vmlinuz-6.6.38-trim ${root} single modprobe.blacklist=pcspkr
	}
	menuentry 'Debian GNU/Linux, with Linux 6.1.0-56-amd64' --id=old {
		linux	/boot/vmlinuz-6.1.0-56-amd64 ${root} quiet
	}
}
menuentry 'UEFI Firmware Settings' $menuentry_id_option 'uefi-firmware' {
	fwsetup
}
menuentry "memtest \\"86\\"" {
	linux16 /boot/memtest86+.bin
}
`;

describe("Debian's file", () => {
  const cfg = parseGrubCfg(debian);

  it('has its entries in their order', () => {
    expect(
      cfg.entries.map(({ id, release, isRecovery, isSubmenuMember, line }) => [
        id,
        release,
        isRecovery,
        isSubmenuMember,
        line,
      ]),
    ).toEqual([
      [`gnulinux-simple-${uuid}`, '6.6.38-trim', false, false, 28],
      ['gnulinux-6.6.38-trim-advanced', '6.6.38-trim', false, true, 33],
      ['gnulinux-6.6.38-trim-recovery', '6.6.38-trim', true, true, 36],
      ['old', '6.1.0-56-amd64', false, true, 39],
      [null, null, false, false, 46],
    ]);
  });

  it('gives kernel and command line', () => {
    expect(cfg.entries[0]).toMatchObject({
      title: 'Debian GNU/Linux',
      kernel: '/boot/vmlinuz-6.6.38-trim',
      cmdline: `${root} modprobe.blacklist=pcspkr quiet intel_iommu=on`,
    });
    expect(cfg.entries.at(-1)).toMatchObject({ title: 'memtest "86"', cmdline: '' });
  });

  it.each<[string, string, string | undefined]>([
    ['a number', '0', `gnulinux-simple-${uuid}`],
    ['a number counts entries without Linux too: firmware', '2', undefined],
    ['a submenu alone leads to its first entry', '1', 'gnulinux-6.6.38-trim-advanced'],
    ['numbers into a submenu', '1>2', 'old'],
    ['ids into a submenu', `gnulinux-advanced-${uuid}>old`, 'old'],
    [
      'titles into a submenu',
      'Advanced options for Debian GNU/Linux>Debian GNU/Linux, with Linux 6.1.0-56-amd64',
      'old',
    ],
    ['an id', `gnulinux-simple-${uuid}`, `gnulinux-simple-${uuid}`],
    ['what is not there is the first one', 'gone', `gnulinux-simple-${uuid}`],
    ['what is not there in a submenu is its first one', '1>gone', 'gnulinux-6.6.38-trim-advanced'],
    ['a number beyond the end is the first one', '99', `gnulinux-simple-${uuid}`],
    ['nothing is the first one', '', `gnulinux-simple-${uuid}`],
  ])('%s', (_, wanted, id) => {
    expect(chooseGrubEntry(cfg, wanted)?.id).toBe(id);
  });
});

it.each<[string, string, string | null]>([
  ['a number', debian, '0'],
  ['a title', 'set default="Debian GNU/Linux"', 'Debian GNU/Linux'],
  ['a title with quotes inside', `set default="Arch, with 'zen'"`, "Arch, with 'zen'"],
  ['the saved entry', 'set default="${next_entry}"\nset default="${saved_entry}"', null],
  ['nothing', '', null],
  ['another variable', 'set default_x="1"', null],
])('default: %s', (_, text, expected) => {
  expect(parseGrubCfg(text).default).toBe(expected);
});

const only = (line: string) => parseGrubCfg(`menuentry a {\n${line}\n}`).entries[0];

it.each<[string, string, string | undefined]>([
  ['quotes', `linux /vmlinuz-6.1 a='b' "c"`, 'a=b c'],
  [
    'a word with spaces is quoted as the kernel wants it',
    `linux /vmlinuz-6.1 dyndbg="file a +p" b`,
    '"dyndbg=file a +p" b',
  ],
  ['variables stay', 'linux /vmlinuz-6.1 ro $vt_handoff', 'ro $vt_handoff'],
  ['a carriage return is skipped', 'linux /vmlinuz-6.1 a=on\r', 'a=on'],
  ['a continued line', 'linux /vmlinuz-6.1 a \\\n  b', 'a b'],
  ['Chinese quotes stay', 'linux /vmlinuz-6.1 ro “quiet', 'ro “quiet'],
  ['a comment', 'linux /vmlinuz-6.1 a # b', 'a'],
  ['another command behind it', 'linux /vmlinuz-6.1 a; initrd b', 'a'],
  ['linuxefi', 'linuxefi /vmlinuz-6.1 a', 'a'],
  ['no arguments', 'linux', undefined],
  ['another command', 'linux_x /vmlinuz-6.1 a', undefined],
])('a line of linux: %s', (_, line, expected) => {
  expect(only(line)?.cmdline).toBe(expected);
});

it.each<[string, string | null]>([
  ['/boot/vmlinuz-6.17.13-6-pve', '6.17.13-6-pve'],
  ['($root)/vmlinuz-6.12.18-trim', '6.12.18-trim'],
  ['/@/boot/vmlinuz-5.4.0-42-generic.efi.signed', '5.4.0-42-generic'],
  ['/BOOT/ubuntu_1@/vmlinuz-6.8.0-45-generic', '6.8.0-45-generic'],
  ['/boot/vmlinuz-linux', null],
  ['/bzimage', null],
])('the release of %s is %s', (kernel, release) => {
  expect(only(`linux ${kernel} ro`)?.release).toBe(release);
});

it.each(['ro single', 'ro recovery nomodeset'])('%s is recovery', options => {
  expect(only(`linux /vmlinuz-6.1 ${options}`)?.isRecovery).toBe(true);
});

it('a word that only begins like it is no recovery', () => {
  expect(only('linux /vmlinuz-6.1 singleton=1')?.isRecovery).toBe(false);
});

it('a line of linux outside of an entry is none', () => {
  expect(parseGrubCfg('linux /vmlinuz-6.1 ro\nsubmenu a {\nlinux /vmlinuz-6.1 ro\n}').entries).toEqual([]);
});
