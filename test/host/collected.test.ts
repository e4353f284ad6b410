import { describe, expect, test } from 'vitest';
import { parseCollected } from '../../src/host/snapshot/collected.ts';
import { bytesOf, memoryOf, statOf } from '../../src/host/snapshot/collected-values.ts';
import { isCollected } from '../../src/host/snapshot/parse.ts';

const text = `@@ fngvt.collected/1
@@ taken 2026-02-14T13:30:00Z
@@ file /proc/cmdline
|quiet
=1
@@ file /etc/default/grub
<A=1
-
!B=2
=3
@@ file /boot/config-6.1
@@ keep ^CONFIG_KVM
|CONFIG_KVM=m
=1
@@ file /proc/cpuinfo
@@ cut first1
|processor : 0
=1
@@ dir /etc/modules-load.d
|b.conf
|a b.conf
=2
@@ dir /etc/modprobe.d
=0
@@ link /bin/sh
|dash
=1
@@ stat /dev/kvm
|crw-rw---- 1 0 103 10, 232 Feb 14 12:00 /dev/kvm
=1
@@ hex /sys/bus/pci/devices/0000:00:02.0/config
|000000 86 80 16 59 00 00 00 00 00 00 00 00 00 00 00 00
|000010 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
|*
|000040
=4
@@ absent /etc/mdevctl.d
@@ denied /sys/module/i915/parameters/enable_gvt
@@ failed /etc/modules
@@ command 0
>virsh
>dumpxml
>Windows 10
@@ cut domain1
|<domain>
=1
@@ command none
>dmesg
@@ cut log2
=0
@@ command late
>virsh
>list
=0
@@ end
`;

describe('the output of the collector', () => {
  test('becomes a snapshot', () => {
    const config = Buffer.alloc(64);
    config.set([0x86, 0x80, 0x16, 0x59]);
    expect(parseCollected(text, 'x')).toEqual({
      schema: 'fngvt.snapshot/1',
      taken: '2026-02-14T13:30:00Z',
      files: {
        '/proc/cmdline': 'quiet\n',
        '/etc/default/grub': 'A=1\r\n\nB=2',
        '/boot/config-6.1': { keep: '^CONFIG_KVM', text: 'CONFIG_KVM=m\n' },
        '/proc/cpuinfo': 'processor : 0\n',
      },
      dirs: { '/etc/modules-load.d': ['a b.conf', 'b.conf'], '/etc/modprobe.d': [] },
      links: { '/bin/sh': 'dash' },
      stats: { '/dev/kvm': { mode: '0660', owner: 0, group: 103, size: 0, mtime: '', free: -1 } },
      binary: { '/sys/bus/pci/devices/0000:00:02.0/config': config.toString('base64') },
      absent: ['/etc/mdevctl.d'],
      denied: ['/sys/module/i915/parameters/enable_gvt'],
      failed: { '/etc/modules': 'failed', 'virsh list': 'timed out' },
      commands: [
        { argv: ['virsh', 'dumpxml', 'Windows 10'], exit: 0, stdout: '<domain>\n', stderr: '' },
        { argv: ['dmesg'], exit: null, stdout: '', stderr: '' },
      ],
      inventory: {},
    });
  });

  const whole = parseCollected(text, 'x');
  test.each([
    ['a greeting before it, a prompt after it', `Welcome to nas\n\n${text}root@nas:~# \n`],
    ['quoted by a forum', text.replace(/^/gmu, '> ')],
    ['quoted, without blanks at the ends of lines', text.replace(/^/gmu, '> ').replace(/[ \t]+$/gmu, '')],
    ['indented', text.replace(/^(?=.)/gmu, '    ')],
    ['with the ends of lines of Windows', text.replaceAll('\n', '\r\n')],
    ['with blank lines between its parts', text.replaceAll('\n@@ file', '\n\n@@ file')],
  ])('is the same %s', (_name, carried) => {
    expect(isCollected(carried)).toBe(true);
    expect(parseCollected(carried, 'x')).toEqual(whole);
  });

  test('of an edition that we do not know, what was cut is no answer, and a log no longer reaches back to the boot', () => {
    const log =
      '@@ command 0\n>dmesg\n@@ cut log9\n|[0.0] Linux version 6.1\n|[0.0] Command line: -\n|i915 x\n=3\n';
    const newer = text
      .replace('cut first1', 'cut first9')
      .replace('cut domain1', 'cut domain9')
      .replace('@@ end', `${log}@@ end`);
    const snapshot = parseCollected(newer, 'x');
    expect(Object.keys(snapshot.files)).not.toContain('/proc/cpuinfo');
    expect(snapshot.commands.map(({ argv }) => argv[0])).toEqual(['dmesg', 'dmesg']);
    expect(snapshot.commands[1]?.stdout).toBe('i915 x\n');
  });

  test('where /proc or /sys are not mounted, nothing below them is absent', () => {
    const answers =
      '@@ absent /proc/cpuinfo\n@@ absent /dev/kvm\n@@ absent /sys/module/i915\n@@ absent /etc/modules\n';
    const absent = (more: string): readonly string[] =>
      parseCollected(`@@ fngvt.collected/1\n${answers}${more}@@ end\n`, 'x').absent;
    expect(absent('')).toEqual(['/etc/modules']);
    expect(absent('@@ file /proc/cmdline\n=0\n')).toEqual(['/proc/cpuinfo', '/dev/kvm', '/etc/modules']);
    expect(absent('@@ dir /sys/bus/pci/devices\n=0\n')).toEqual(['/sys/module/i915', '/etc/modules']);
  });
});

describe('what is damaged is refused with one line that says where', () => {
  const without = (line: string): string => text.replace(`${line}\n`, '');
  const instead = (line: string, other: string): string => text.replace(line, other);
  test.each([
    [
      'cut off in a text',
      text.slice(0, text.indexOf('!B=2')),
      'expected "@@ end", found a text that was cut off after line 8',
    ],
    [
      'cut off between two',
      text.slice(0, text.indexOf('@@ absent')),
      'expected "@@ end", found a text that was cut',
    ],
    ['without its end', without('@@ end'), 'expected "@@ end", found a text that was cut off'],
    [
      'a line is gone',
      without('|quiet'),
      'x:4: expected the end of "/proc/cmdline" after 0 lines, found "=1"',
    ],
    [
      'a line too many',
      instead('|quiet', '|quiet\n|more'),
      'x:6: expected the end of "/proc/cmdline" after 2 lines',
    ],
    [
      'a line without its mark',
      instead('|quiet', 'quiet'),
      'x:4: expected the end of "/proc/cmdline" after 0 lines',
    ],
    [
      'something between two',
      instead('@@ absent', 'ls: x\n@@ absent'),
      'expected a line that begins with "@@ "',
    ],
    [
      'a path twice',
      instead('/etc/default/grub', '/proc/cmdline'),
      'x:6: expected a path that was not told before',
    ],
    [
      'no path',
      instead('@@ file /proc/cmdline', '@@ file proc'),
      'x:3: expected a path that begins with "/"',
    ],
    [
      'a kind that nobody knows',
      instead('@@ absent', '@@ lost'),
      'expected a section that this version knows',
    ],
    ['another version', instead('collected/1', 'collected/2'), 'that begins with "@@ fngvt.collected/1"'],
    ['no stat', instead('|crw-rw----', '|'), 'expected a line of ls -ldn'],
    ['no dump', instead('000010', '000020'), 'expected a dump of od -Ax -tx1'],
    ['no exit code', instead('@@ command 0', '@@ command x'), 'expected an exit code, none or late'],
    ['no command', instead('>virsh\n>list\n', ''), 'expected the words of a command'],
    ['a margin that changes', `> ${text}`, 'x:2: expected a line that begins with "> "'],
    ['a path that is too long', instead('/etc/mdevctl.d', `/${'x'.repeat(5000)}`), 'expected a snapshot'],
  ])('%s', (_name, damaged, message) => {
    let said = '';
    try {
      parseCollected(damaged, 'x');
    } catch (error) {
      said = `${(error as Error).name}: ${(error as Error).message}`;
    }
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });

  test('a message never carries what a terminal would obey', () => {
    const hostile = '@@ fngvt.collected/1\n@@ file \u001b[31m\u009b2J\u202e\n|x\n=1\n@@ end\n';
    expect(() => parseCollected(hostile, 'x')).toThrow(/^[\x20-\x7e]*$/u);
  });

  test('names of the language are paths like others', () => {
    const odd = parseCollected('@@ fngvt.collected/1\n@@ file /__proto__\n|x\n=1\n@@ end\n', 'x');
    expect(odd.files).toEqual({ '/__proto__': 'x\n' });
  });

  test('ten megabytes take no longer than they must', () => {
    const lines = '|'.padEnd(100, 'x').concat('\n').repeat(100_000);
    const started = performance.now();
    expect(() => parseCollected(`@@ fngvt.collected/1\n@@ file /a\n${lines}`, 'x')).toThrow('cut off');
    expect(() =>
      parseCollected(`@@ fngvt.collected/1\n${'@@ hex /a\n|* \n'.repeat(100_000)}`, 'x'),
    ).toThrow();
    expect(isCollected('@'.repeat(10_000_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('values', () => {
  test.each([
    ['-rw-r--r-- 1 0 0 1234 Jan  1  2020 /a', '0644', 1234],
    ['-rwsr-sr-x. 1 0 0 5 Jan  1 12:00 /a', '6755', 5],
    ['drwxrwxrwt+ 7 0 0 4096 Jan  1 12:00 /a', '1777', 4096],
    ['crw-rw----    1 0        103       10, 232 Jan  1 12:00 /a', '0660', 0],
    ['---S--S--T 1 0 0 0 Jan  1 12:00 /a', '7000', 0],
  ])('%s', (line, mode, size) => {
    expect(statOf(line)).toMatchObject({ mode, size });
  });

  test.each([
    ['od', '000000 01 02\n000002\n', [1, 2]],
    ['od of nothing', '000000\n', []],
    [
      'hexdump -C',
      `00000000  ${'00 '.repeat(8)} ${'00 '.repeat(8)} |${'.'.repeat(16)}|\n*\n00000030\n`,
      Array(48).fill(0),
    ],
    ['a hole', '000000 01\n000010 02\n000011\n', undefined],
    ['a repeat of nothing', '*\n000010\n', undefined],
    ['a repeat without end', '000000 01\n*\n', undefined],
    ['more than a configuration space', '000000 01\n*\nffffff\n', undefined],
    ['prose', 'od: not found', undefined],
  ])('the dump of %s', (_name, dump, bytes) => {
    expect(bytesOf(dump)).toBe(bytes === undefined ? undefined : Buffer.from(bytes).toString('base64'));
  });

  test.each([
    ['MemTotal:       1024 kB\n', { mem: { total: 1024 * 1024 } }],
    ['MemFree:        1024 kB\n', {}],
    ['', {}],
  ])('the memory of %j', (meminfo, inventory) => {
    expect(memoryOf(meminfo)).toEqual(inventory);
  });
});
