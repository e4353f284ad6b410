import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/paste/paste.ts';

const session = (...pieces: readonly (readonly [string, string])[]): string =>
  `\`\`\`\n${pieces.map(([command, said]) => `root@a:~# ${command}\n${said === '' ? '' : `${said}\n`}`).join('')}root@a:~#\n\`\`\`\n`;

const file = (text: string, path: string): unknown => readPaste(text).snapshot.files[path];

describe('a command line', () => {
  const head = 'BOOT_IMAGE=/vmlinuz-6.1 root=/dev/sda1 ro quiet';

  test.each([
    ['whole', `${head} i915.enable_gvt=1`, `${head} i915.enable_gvt=1`],
    ['cut within a word', `${head} i915.ena\nble_gvt=1`, `${head} i915.enable_gvt=1`],
    [
      'cut between words',
      `${head} intel_iommu=on\ni915.enable_gvt=1`,
      `${head} intel_iommu=on i915.enable_gvt=1`,
    ],
    ['cut where it could be either', `${head} i915.enable_gvt=\n1`, undefined],
    ['with a part left out', `BOOT_IMAGE=... root=/dev/sda1 ro`, undefined],
    ['refused', 'cat: /proc/cmdline: Permission denied', undefined],
  ])('%s', (_, said, wanted) => {
    const found = file(session(['cat /proc/cmdline', said]), '/proc/cmdline');
    expect(found).toBe(wanted === undefined ? undefined : `${wanted}\n`);
  });

  test('without a command it is known by its beginning, and a sentence behind it is none of it', () => {
    expect(file(`Here it is:\n${head} i915.enable_gvt=1\nIs that right?\n`, '/proc/cmdline')).toBe(
      `${head} i915.enable_gvt=1\n`,
    );
  });
});

describe('modules', () => {
  const state = '/sys/module/kvmgt/initstate';
  const absent = (text: string): boolean => readPaste(text).snapshot.absent.includes(state);
  const kvm = 'kvm                  1146880  1 kvm_intel';

  test.each([
    ['lsmod | grep kvmgt', '', true],
    ['lsmod | grep -i kvm', kvm, true],
    ["lsmod | grep -E 'kvm|vfio'", kvm, true],
    [String.raw`lsmod | grep 'kvm\|vfio'`, kvm, true],
    ["lsmod | grep 'kvm|vfio'", '', false],
    ['lsmod | grep vfio', '', false],
    ['lsmod | grep -v kvmgt', kvm, false],
    ['lsmod | grep -w kvm', kvm, false],
    ['lsmod | grep kvm | head -1', kvm, false],
    ['lsmod | grep kvm', `${kvm}\n...`, false],
    ['lsmod', `Module                  Size  Used by\n${kvm}`, false],
  ])('%s', (command, said, wanted) => expect(absent(session([command, said]))).toBe(wanted));

  test('a grep that no prompt follows proves nothing', () => {
    expect(absent('root@a:~# lsmod | grep kvmgt\n\nNothing. What now?')).toBe(false);
  });

  test('a module is loaded where another row names it', () => {
    expect(file(session(['lsmod | grep mdev', 'mdev  24576  1 kvmgt']), state)).toBe('live\n');
  });
});

describe('paths that are missing or closed', () => {
  const gpu = '/sys/bus/pci/devices/0000:00:02.0';
  test.each([
    [`ls: cannot access '${gpu}/mdev_supported_types': No such file or directory`, 'absent'],
    [`ls: 无法访问 '${gpu}/mdev_supported_types': 没有那个文件或目录`, 'absent'],
    [
      `ls: 无法访问'/sys/devices/pci0000:00/0000:00:02.0/mdev_supported_types/': 没有那个文件或目录`,
      'absent',
    ],
    [`bash: cd: ${gpu}/mdev_supported_types: No such file or directory`, 'absent'],
    [`ls: 无法打开目录 '${gpu}/mdev_supported_types': 权限不够`, 'denied'],
  ] as const)('%s', (said, kind) => {
    const { snapshot } = readPaste(session(['ls x', said]));
    expect(snapshot[kind]).toContain(`${gpu}/mdev_supported_types`);
  });

  test('a write that fails says nothing of the file', () => {
    const said = `tee: '${gpu}/sriov_numvfs': No such file or directory`;
    expect(readPaste(session(['tee x', said])).snapshot.absent).toEqual([]);
  });

  test('a path below a folder that was entered', () => {
    const text = session(
      [`cd ${gpu}/mdev_supported_types/i915-GVTg_V5_4`, ''],
      ['cat available_instances', '1'],
    );
    expect(file(text, `${gpu}/mdev_supported_types/i915-GVTg_V5_4/available_instances`)).toBe('1\n');
  });
});

describe('two answers for one question', () => {
  test('neither is used, and it is told', () => {
    const paste = readPaste(session(['uname -r', '6.1.0-32-amd64'], ['uname -r', '6.8.12-1-pve']));
    expect(paste.snapshot.files).toEqual({});
    expect(paste.contradictions).toEqual(['/proc/sys/kernel/osrelease']);
  });

  test('types that are there are not missing', () => {
    const types = '/sys/bus/pci/devices/0000:00:02.0/mdev_supported_types';
    const paste = readPaste(
      session(
        [`ls ${types}`, `ls: cannot access '${types}': No such file or directory`],
        [`cat ${types}/i915-GVTg_V5_4/available_instances`, '1'],
      ),
    );
    expect(paste.snapshot.absent).toEqual([]);
  });
});

test('an excerpt of the log does not look as if it began with the boot', () => {
  const said = '[    0.000000] Linux version 6.1.0 (x@y) (gcc) #1 SMP\n[    2.000000] i915: x';
  const { snapshot } = readPaste(session(['dmesg | grep -e Linux -e i915', said]));
  expect(snapshot.commands.find(one => one.argv[0] === 'dmesg')?.stdout).toBe('[    2.000000] i915: x\n');
  expect(snapshot.files['/proc/sys/kernel/osrelease']).toBe('6.1.0\n');
});

test('whole files by grep -rn get their empty lines back; a wrapped one is not used', () => {
  const command = 'grep -rn . /etc/modprobe.d';
  expect(
    file(
      session([command, '/etc/modprobe.d/a.conf:1:# a\n/etc/modprobe.d/a.conf:3:options i915 x=1']),
      '/etc/modprobe.d/a.conf',
    ),
  ).toBe('# a\n\noptions i915 x=1\n');
  expect(
    file(session([command, '/etc/modprobe.d/a.conf:1:options i915\nenable_gvt=1']), '/etc/modprobe.d/a.conf'),
  ).toBeUndefined();
});

test('only outside of a box a curly quote may be the forum’s', () => {
  const said = 'GRUB_CMDLINE_LINUX=“quiet”';
  const path = '/etc/default/grub';
  expect(file(session([`cat ${path}`, said]), path)).toBe(`${said}\n`);
  expect(file(`root@a:~# cat ${path}\n${said}\nroot@a:~#\n`, path)).toBeUndefined();
});

describe('hostile pastes end soon', () => {
  const large = 10 * 1024 * 1024;
  const fill = (piece: string): string => piece.repeat(Math.ceil(large / piece.length));
  const lines = (line: (at: number) => string): string =>
    Array.from({ length: 150_000 }, (_, at) => line(at)).join('\n');
  test.each([
    ['one endless line', 'a'.repeat(large)],
    ['binary junk', fill('\u0000\u001b[\u0007\ufffd\u0080')],
    ['open tags', fill('[url=<p <pre &#')],
    ['quotes of quotes', fill('> > > > > ')],
    ['prompts', fill('root@a:~# lspci -nnk\n')],
    ['fences', fill('```\n')],
    ['rows of lsmod', fill('kvm 123456 1 a,b,c\n')],
    ['lines of long words', fill(`${'a/'.repeat(4000)}\n`)],
    ['errors', fill(`ls: ${"'/a:".repeat(1500)} No such file or directory\n`)],
    ['headlines of lspci', fill('00:02.0 VGA compatible controller [0300]: Intel [8086:\n')],
    ['listings', fill(`drwxr-xr-x ${' a'.repeat(3000)}\n`)],
    ['command lines', fill('BOOT_IMAGE=/x root=/y i915.en\n')],
    [
      'other paths on every line',
      lines(at => `ls: cannot access '/sys/a${at}/b': No such file or directory`),
    ],
    ['other machines on every line', lines(at => `root@host${at}:~# uname -r`)],
    [
      'other devices on every line',
      lines(at => `00:${(at % 256).toString(16).padStart(2, '0')}.0 VGA: Intel [8086:3e92]`),
    ],
    ['a log without an end', `root@a:~# dmesg\n${fill('[    1.000000] i915 0000:00:02.0: x\n')}`],
    ['a folder without an end', `root@a:~# ls /sys/class/iommu\n${lines(at => `dmar${at}`)}\nroot@a:~#`],
    ['labels', `root@a:~# grep -rn . /etc/modprobe.d\n${fill(`${'/a:'.repeat(2000)}\n`)}`],
  ])('%s', (_, text) => {
    const start = performance.now();
    readPaste(text);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
