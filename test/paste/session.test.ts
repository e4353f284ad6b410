import { describe, expect, test } from 'vitest';
import { cleanLines, markupOf } from '../../src/paste/lines.ts';
import { exchangesOf } from '../../src/paste/session.ts';
import { commandOf, promptOf } from '../../src/paste/shell.ts';

describe('a prompt, and what was typed behind it', () => {
  test.each([
    ['root@pve:~# uname -a', 'uname -a'],
    ['[root@fedora ~]# lsmod', 'lsmod'],
    ['me@box:/sys/bus/pci/devices/0000:00:02.0$ ls', 'ls'],
    ['trim@飞牛:~$ sudo dmesg', 'sudo dmesg'],
    ['me@box ~> lsmod', 'lsmod'],
    ['➜  ~ lspci -nnk', 'lspci -nnk'],
    ['➜  linux git:(main) ✗ uname -r', 'uname -r'],
    ['╰─$ cat /proc/cmdline', 'cat /proc/cmdline'],
    ['sh-5.1# dmesg', 'dmesg'],
    ['~ # cat /etc/modules', 'cat /etc/modules'],
    ['$ lsmod | grep kvm', 'lsmod | grep kvm'],
    ['root@pve:~#', ''],
    ['lspci -nnk -s 00:02.0:', 'lspci -nnk -s 00:02.0'],
    ['2. cat /proc/cmdline', 'cat /proc/cmdline'],
    ['`uname -r` 的输出：', 'uname -r'],
  ])('%s', (line, typed) => expect(promptOf(line)?.typed).toBe(typed));

  test.each([
    ['# CONFIG_DRM_I915_GVT is not set'],
    ['# /etc/modules: kernel modules to load at boot time.'],
    ['dmesg says nothing of it'],
    ['ls shows no types, and lspci looks right.'],
    ['i915 0000:00:02.0: MDEV: Registered'],
    ['modprobe: FATAL: Module kvmgt not found in directory /lib/modules/6.8.12-1-pve'],
    ['me@example.org wrote:'],
  ])('%s is none', line => expect(promptOf(line)).toBeUndefined());
});

test('quotes keep a bar that the shell would take', () => {
  expect(commandOf(String.raw`sudo lsmod | grep 'kvm\|vfio'`)).toEqual({
    argv: ['lsmod'],
    filters: [['grep', String.raw`kvm\|vfio`]],
    isCompound: false,
  });
  expect(commandOf('uname -r; lsmod').isCompound).toBe(true);
  expect(commandOf('grep GVT /boot/config-$(uname -r)')).toMatchObject({ isCompound: false });
});

describe('what forums and terminals put around a line', () => {
  const texts = (text: string): string[] =>
    cleanLines(text)
      .map(line => line.text)
      .filter(line => line !== '');

  test.each([
    ['a quote', '> > uname -r\r\n> > 6.1.0', ['uname -r', '6.1.0']],
    ['entities, twice', '&amp;gt; &quot;x&quot; a && b', ['"x" a && b']],
    ['colours', '\u001b[01;31m\u001b[Ki915\u001b[m\u001b[K 1', ['i915 1']],
    ['a title of the terminal', '\u001b]0;root@pve: ~\u0007root@pve:~#', ['root@pve:~#']],
    ['a box of BBCode', 'so:[code]lsmod[/code]', ['so:', 'lsmod']],
    ['HTML', '<p>so:</p><pre><code>lsmod</code></pre>', ['so:', 'lsmod']],
    ['a size that is no tag', '[size=4]Region 2[/size] [size=256M]', ['Region 2 [size=256M]']],
    ['a tag that is none', '[drm] [8086:3e92]', ['[drm] [8086:3e92]']],
    ['XML of a domain', "<hostdev mode='subsystem'/>", ["<hostdev mode='subsystem'/>"]],
    ['a space that does not break', 'a\u00a0b\u200b', ['a b']],
  ])('%s', (_, text, wanted) => expect(texts(text)).toEqual(wanted));

  test('the markup of the answer follows the question', () => {
    expect(markupOf('x [CODE]y[/CODE]')).toBe('bbcode');
    expect(markupOf('```\ny\n```')).toBe('markdown');
  });
});

describe('where an output ends', () => {
  const ends = (text: string): readonly (readonly [string, string])[] =>
    exchangesOf(cleanLines(text)).exchanges.map(one => [one.command?.argv.join(' ') ?? '', one.end]);

  test('at the next prompt, at the end of its box, or nowhere', () => {
    expect(ends('```\n$ uname -r\n6.1\n$ lsmod\nx\n```\nuname -v\n#1')).toEqual([
      ['uname -r', 'prompt'],
      ['lsmod', 'box'],
      ['uname -v', 'open'],
    ]);
  });

  test('a heading goes with the box below it', () => {
    expect(ends('uname -r:\n\n```\n6.1\n```')).toEqual([['uname -r', 'box']]);
  });

  test('a script among the output is no command', () => {
    expect(ends('root@a:~# cat /etc/default/grub\nX=`lsb_release -i -s`\nroot@a:~#')).toEqual([
      ['cat /etc/default/grub', 'prompt'],
    ]);
  });

  test('of several machines the first is heard', () => {
    const { exchanges, otherHosts } = exchangesOf(
      cleanLines('root@a:~# uname -r\n6.1\nme@b:~$ uname -r\n6.8'),
    );
    expect(exchanges.map(one => one.lines)).toEqual([['6.1']]);
    expect(otherHosts).toBe(1);
  });
});
