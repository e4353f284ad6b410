import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, hostFixture, packageFolder } from '../run-cli.ts';
import { offTopicReply } from '../../src/report/reply/reply.ts';
import { answered, readPart } from '../answer/answered.ts';
import type { Answered } from '../../src/invocation/answer.ts';
import { readPaste } from '../../src/paste/paste.ts';

const folder = join(packageFolder, 'fixtures', 'pastes');
const names = readdirSync(folder).filter(file => file.endsWith('.txt'));
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

const judged = (text: string): Promise<Answered> => answered(text);

/** The commands of a reply. */
function commandsOf(reply: string): readonly string[] {
  const lines = reply.split('\n');
  const begin = lines.findIndex(line => line === '[code]' || line === '```sh');
  return lines.slice(
    begin + 1,
    lines.findIndex((line, i) => i > begin && (line === '[/code]' || line === '```')),
  );
}

describe('the reply', () => {
  test.each(names)('%s: at most four commands where it is open, none where it is not', async name => {
    const { report, reply, ask, isAnswer } = await judged(textOf(name));
    if (report === null) return;
    if (report.verdict?.state !== 'unknown') expect(ask).toEqual([]);
    else if (!isAnswer) {
      const commands = commandsOf(reply);
      expect(commands).toEqual(ask);
      expect(commands.length).toBeGreaterThan(0);
      expect(commands.length).toBeLessThanOrEqual(4);
      expect(new Set(commands).size).toBe(commands.length);
    }
  });

  test('is in the language and the markup of the question', async () => {
    const zh = await judged('[quote]求助[/quote]\nGVT-g 不行，虚拟机里没有显卡，怎么办');
    expect(zh.reply).toMatch(/\[code\]\nlspci [^]*\nuname -a\n[^]*\[\/code\]\n/u);
    expect(zh.reply).toContain('只读取，不会改动');
    const en = await judged('GVT-g does not work here, no vGPU in my VM.');
    expect(en.reply).toMatch(/this is still missing[^]*```sh\nlspci [^]*\nuname -a\n[^]*\n```\n/u);
  });

  test('asks for nothing that was answered', async () => {
    const switchedOn = textOf('fnos-switch-missing.txt').replace('ro quiet', 'ro quiet i915.enable_gvt=1');
    const { reply } = await judged(switchedOn);
    expect(reply).not.toMatch(/^uname|^lspci|modprobe\.d|\/proc\/cmdline/mu);
    expect(reply).toContain('kvmgt');
  });

  test('asks for root only where the shell is not root’s already', async () => {
    const paste = (prompt: string): string =>
      `${prompt}cat /sys/module/i915/parameters/enable_gvt\ncat: /sys/module/i915/parameters/enable_gvt: Permission denied\n` +
      `${prompt}lspci -nn -s 00:02.0\n00:02.0 VGA compatible controller [0300]: Intel Corporation UHD [8086:3e92]\n${prompt}cat /proc/cmdline\nBOOT_IMAGE=/x root=/dev/sda1 ro i915.enable_gvt=1\n${prompt}\n`;
    const [user, root] = [await judged(paste('me@box:~$ ')), await judged(paste('root@box:~# '))];
    expect(user.reply).toContain('\nsudo ');
    expect(root.reply).not.toContain('sudo');
  });
});

describe('what was asked for is understood', () => {
  const gpu = '/sys/bus/pci/devices/0000:00:02.0';
  test.each([
    [
      "lspci -nnk | grep -A3 -E '\\[03[0-9]{2}\\]'",
      '00:02.0 VGA compatible controller [0300]: Intel Corporation UHD [8086:3e92]',
      `${gpu}/device`,
    ],
    [
      'lspci -nnk -s 00:02.0',
      '00:02.0 VGA compatible controller [0300]: Intel Corporation UHD [8086:3e92]',
      `${gpu}/device`,
    ],
    [
      'uname -a',
      'Linux a 6.1.0-32-amd64 #1 SMP Debian 6.1.129-1 (2025-03-06) x86_64 GNU/Linux',
      '/proc/sys/kernel/version',
    ],
    [
      'lsmod',
      [
        'Module                  Size  Used by',
        ...Array.from({ length: 20 }, (_, i) => `mod${i} 16384 0`),
        'kvmgt 425984 0',
      ].join('\n'),
      '/sys/module/kvmgt/initstate',
    ],
    [
      'sudo grep -rn . /proc/cmdline /sys/module/i915/parameters/enable_gvt',
      '/proc/cmdline:1:root=/dev/sda1 ro\n/sys/module/i915/parameters/enable_gvt:1:N',
      '/sys/module/i915/parameters/enable_gvt',
    ],
    ['grep -rn . /proc/cmdline', '/proc/cmdline:1:root=/dev/sda1 ro', '/proc/cmdline'],
    ['grep -rn . /etc/modules /etc/modules-load.d', '/etc/modules:1:kvmgt', '/etc/modules'],
    ['grep DRM_I915_GVT /boot/config-$(uname -r)', 'CONFIG_DRM_I915_GVT=y', '/boot/config-6.1.0'],
    [
      `grep -rn . ${gpu}/mdev_supported_types ${gpu}/resource`,
      `${gpu}/mdev_supported_types/i915-GVTg_V5_8/available_instances:1:2\n${gpu}/resource:1:0x1 0x2 0x3`,
      `${gpu}/resource`,
    ],
  ])('%s', (command, said, path) => {
    const { snapshot } = readPaste(
      `\`\`\`\nroot@a:~# uname -r\n6.1.0\nroot@a:~# ${command}\n${said}\nroot@a:~#\n\`\`\``,
    );
    const wanted = command === 'uname -a' ? '/proc/sys/kernel/version' : path;
    expect(Object.keys(snapshot.files)).toContain(wanted);
  });

  test('the folders of the IOMMU and of ACPI', () => {
    const { snapshot } = readPaste(
      'root@a:~# ls /sys/class/iommu /sys/firmware/acpi/tables\n/sys/class/iommu:\ndmar0  dmar1\n\n/sys/firmware/acpi/tables:\nAPIC  DMAR  DSDT\nroot@a:~#\n',
    );
    expect(snapshot.dirs).toEqual({
      '/sys/class/iommu': ['dmar0', 'dmar1'],
      '/sys/firmware/acpi/tables': ['APIC', 'DMAR', 'DSDT'],
    });
  });

  test('modinfo of several modules', () => {
    const { snapshot } = readPaste(
      'root@a:~# modinfo -n i915 kvmgt vfio_mdev xe\n/lib/modules/6.1.0/kernel/i915.ko\n/lib/modules/6.1.0/kernel/kvmgt.ko.xz\nmodinfo: ERROR: Module vfio_mdev not found.\nmodinfo: ERROR: Module xe not found.\nroot@a:~#\n',
    );
    expect(snapshot.commands.map(said => [said.argv[2], said.exit])).toEqual([
      ['i915', 0],
      ['kvmgt', 0],
      ['vfio_mdev', 1],
      ['xe', 1],
    ]);
  });
});

describe('doctor --paste', () => {
  const file = (name: string): string => join(folder, name);

  test('the report, then what was read and the reply; JSON is the report alone', () => {
    const open = cli(['doctor', '--paste', file('case-gvt-linux-64.txt'), '--lang', 'en']);
    expect(open.exit).toBe(3);
    expect(open.stdout).toMatch(
      /^\[CANNOT TELL\] [^]*Read from the paste: [^]*A reply that is ready to post:\n\n\S/u,
    );
    const json = cli(['doctor', '--paste', file('gemini-lake.txt'), '--format', 'json']);
    expect(json.exit).toBe(4);
    expect(JSON.parse(json.stdout)).toMatchObject({
      source: 'snapshot',
      verdict: { cause: 'gpu-atom-class-unsupported' },
    });
  });

  test('reads standard input, and keeps quiet when asked to', () => {
    const quiet = cli(['--paste', '-', '-q'], { input: textOf('works.txt') });
    expect(quiet).toMatchObject({ exit: 0, stderr: '' });
    expect(quiet.stdout.split('\n')).toHaveLength(2);
  });

  test('what is posted is the reply: BBCode and Markdown are that alone', () => {
    const thread = file('fnos-switch-missing.txt');
    for (const format of ['md', 'bbcode']) {
      const { stdout } = cli(['doctor', '--paste', thread, '--format', format]);
      expect(readPart(stdout)).toBe(readPart(cli(['answer', thread, '--format', format]).stdout));
    }
  });

  test('a block in a thread is read, whoever else speaks there', () => {
    const block = cli(['doctor', '--from', hostFixture('fnos-hd620'), '--capsule', '--lang', 'en']).stdout;
    const { exit, stdout } = cli(['doctor', '--paste', '-', '--lang', 'en'], {
      input: `help\n\n> ${block.replaceAll('\n', '\n> ')}`,
    });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^\[NOT READY\] [^]*A reply that is ready to post:\n\n\S/u);
  });

  test.each([
    ['something else', 'Hello, my VM is slow.\n'],
    ['binary', '\u0000\u0001\ufffd'.repeat(10_000)],
  ])('no text is refused: %s gets one polite line', (_, input) => {
    const { exit, stdout, stderr } = cli(['doctor', '--paste', '-', '--lang', 'en'], { input });
    expect([exit, stderr]).toEqual([3, '']);
    expect(stdout).toBe(`${offTopicReply('en')}\n`);
  });

  test('where nothing came in at all, that is said', () => {
    const { exit, stdout, stderr } = cli(['doctor', '--paste', '-', '--lang', 'en'], { input: '\n' });
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain('expected a post or the output of a terminal, found nothing');
  });

  test.each([
    [
      'no such file',
      ['--paste', '/nowhere/x.txt'],
      '',
      /^fngvt: \/nowhere\/x\.txt: expected a pasted thread, found no such file/u,
    ],
    [
      'beside --from',
      ['--paste', '-', '--from', 'x.json'],
      '',
      /^fngvt: --from and --paste: expected one of them, found both; see: [^\n]*\n$/u,
    ],
    [
      'beside --root',
      ['--paste', '-', '--root', '/'],
      '',
      /^fngvt: --root and --paste: expected one of them, found both; see: [^\n]*\n$/u,
    ],
  ] as const)('%s: one line, exit 2', (_, argv, input, line) => {
    const result = cli(argv, { input });
    expect(result.exit).toBe(2);
    expect(result.stderr).toMatch(line);
  });
});
