import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { partOf } from '../part.ts';
import { cli, hostFixture, packageFolder } from '../run-cli.ts';
import { offTopicReply } from '../../src/report/reply/reply.ts';
import { answered, readPart } from './answered.ts';

const pastes = join(packageFolder, 'fixtures', 'pastes');
const textOf = (name: string): string => readFileSync(join(pastes, `${name}.txt`), 'utf8');
const names = readdirSync(pastes)
  .filter(name => name.endsWith('.txt'))
  .map(name => name.replace(/\.txt$/u, ''));

const polite = [offTopicReply('en'), offTopicReply('zh-CN')];

/** What somebody without fngvt would have to install first; its collector and its block are no commands of it. */
const ownCommand = /\bfngvt (?!end|capsule)[a-z]+\b/u;

test.each(partOf(names, 3))('%s: the reply is short, whole and for somebody without fngvt', async name => {
  const { reply, report, isAnswer, ask } = await answered(textOf(name));
  const read = readPart(reply);
  expect(read.split('\n').length).toBeLessThanOrEqual(15);
  expect(read.length).toBeLessThanOrEqual(1500);
  expect(read).not.toMatch(ownCommand);
  expect(read).not.toContain('anon_');
  // It answers, or it asks for something; a post that shows a cause gets no other one.
  expect(isAnswer || ask.length > 0 || polite.includes(read)).toBe(true);
  if (report !== null && report.verdict?.state !== 'unknown') expect(isAnswer).toBe(true);
  expect(read.match(/```|\[\/?code\]/gu)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
});

test.each([
  ["UHD 630, PVE 8. I don't see any mdev_supported_types folder", 'vGPU types'],
  ['核显直通，没有出现 mdev_supported_types 目录', 'vGPU 类型|mdev 目录|mdev_supported_types'],
  ["i7-8700, kvm: I never got past modprobe: ERROR: could not insert 'kvmgt': No such device", 'ENODEV'],
])('what somebody does not see is a complaint: %s', async (text, told) => {
  expect((await answered(text)).reply).toMatch(new RegExp(told, 'u'));
});

test('what is named to say that it is not the matter is not explained', async () => {
  const { reply } = await answered('i7-1260P, code 43 is not a topic for me, where are my GVT-g vGPUs?');
  expect(reply).not.toContain('43');
});

describe('what is shown, said, and usual', () => {
  const session = (cmdline: string): string =>
    `\`\`\`\nroot@box:~# uname -r\n6.1.0-28-amd64\nroot@box:~# lspci -nn -s 02.0\n00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 630 [8086:5912]\nroot@box:~# cat /proc/cmdline\nBOOT_IMAGE=/boot/vmlinuz-6.1.0-28-amd64 root=/dev/sda1 ro ${cmdline}\nroot@box:~#\n\`\`\`\n`;

  test('what is said alone is never certain', async () => {
    const { reply, rests, report } = await answered(
      'My N5105 box, can I split the iGPU for two VMs with SR-IOV?',
    );
    expect(rests).toBe('said');
    expect(report?.verdict).toMatchObject({ state: 'unsupported', cause: 'gpu-without-sharing' });
    expect(reply).toMatch(/^\*\*If it is as you describe, most likely: /u);
    const zh = await answered('我的 J4125 小主机想给虚拟机分核显，GVT-g 行不行？');
    expect(zh.reply).toMatch(/^\*\*如果情况就是帖子里说的这样，很可能是：/u);
  });

  test('where modprobe.d was not shown, the missing switch is likely; where it was, certain', async () => {
    const open = await answered(session('quiet'));
    expect(open.report?.verdict?.cause).toBe('enable-gvt-missing');
    expect(open.reply).toMatch(/^\*\*Most likely: /u);
    const shown = await answered(textOf('fnos-switch-missing'));
    expect(shown.reply).toMatch(/^\[b\](?!很可能)/u);
    expect(shown.reply).toContain('ro quiet');
  });

  test('an issue template’s bullets are read as said', async () => {
    const { report, claims } = await answered(
      '- OS: Proxmox VE 9.0\n- Kernel: 6.14.11-3-pve\n- GPU: Intel Alder Lake-N [UHD Graphics] [8086:46d1]\n- Kernel parameters: `intel_iommu=on xe.max_vfs=7 module_blacklist=i915`\nNo VFs with SR-IOV.',
    );
    expect(report?.host).toMatchObject({ kernel: '6.14.11-3-pve', platform: 'proxmox' });
    expect(claims).toContainEqual(
      expect.objectContaining({
        about: 'cmdline',
        value: 'intel_iommu=on xe.max_vfs=7 module_blacklist=i915',
        by: 'said',
      }),
    );
    expect(report?.gpus[0]?.id).toBe('8086:46d1');
  });

  test('a processor without a GPU is answered by itself', async () => {
    const { reply, isAnswer } = await answered('i5-12400F + GTX1650，飞牛怎么开 GVT-g 核显直通虚拟机？');
    expect([isAnswer, reply]).toEqual([true, expect.stringContaining('i5-12400F 出厂就没有 Intel 核显')]);
  });

  test('DKMS built for another kernel is told with both releases', async () => {
    const status = (release: string): string =>
      `${session('quiet intel_iommu=on').replaceAll('5912', '46d1').replaceAll('HD Graphics 630', 'Alder Lake-N')}\ndkms status\ni915-sriov-dkms/2024.12.30, ${release}, x86_64: installed\n`;
    const other = await answered(status('6.1.0-27-amd64'));
    expect(other.reply).toContain('is built for 6.1.0-27-amd64, and 6.1.0-28-amd64 runs');
    expect((await answered(status('6.1.0-28-amd64'))).reply).not.toContain('is built for');
  });
});

describe('whose machine it is', () => {
  const asker = '00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 630 [8086:5912]';
  const other = '00:02.0 VGA compatible controller [0300]: Intel Corporation Haswell [8086:0412]';

  test('posts of others are left out, and that is said', async () => {
    const thread = `楼主 甲  发表于 2025-3-2 21:17\n求助 GVT-g\n${asker}\n\n沙发 乙  发表于 2025-3-2 21:30\n${other}\n\n3# 甲  发表于 2025-3-3 08:00\nBOOT_IMAGE=/boot/vmlinuz-6.6.38-trim root=/dev/sda1 ro quiet\n`;
    const { report, reply } = await answered(thread);
    expect(report?.gpus[0]?.id).toBe('8086:5912');
    expect(report?.verdict?.cause).toBe('enable-gvt-missing');
    expect(reply).toContain('其他人的输出没有算进来');
    const turned = await answered(thread.replace(asker, other).replace(/(沙发[^\n]*\n).*/u, `$1${asker}`));
    expect(turned.report?.verdict?.cause).toBe('gpu-too-old-for-gvtg');
  });

  test('a text that names one GPU and shows another is told so', async () => {
    const { reply } = await answered(
      `i7-4770 怎么开 GVT-g？\n\`\`\`\nroot@a:~# lspci -nn\n${asker}\n\`\`\``,
      { language: 'zh-CN' },
    );
    expect(reply).toMatch(/文字里说的是 Core i7-4770，输出里却是 Intel Kaby Lake/u);
  });
});

describe('no text is refused', () => {
  test('what is about something else gets one polite line', async () => {
    for (const text of [
      'good morning\nto all of you',
      '',
      'RTX 3060 直通给 Win11 代码 43 怎么办',
      'Docker 网络怎么设置？',
    ]) {
      const { reply, isAnswer, ask } = await answered(text);
      expect([text, reply.split('\n').length, isAnswer, ask.length]).toEqual([text, 1, false, 0]);
    }
  });

  test('a damaged capsule is told, and the rest of the post is read', async () => {
    const block = cli(['doctor', '--from', hostFixture('fnos-hd620'), '--capsule', '--lang', 'zh-CN']).stdout;
    const whole = await answered(`求助\n${block}`);
    expect(whole.report?.verdict?.cause).toBe('enable-gvt-missing');
    const lines = block.split('\n');
    const at = lines.findIndex(line => line.startsWith('fngvt capsule'));
    const broken = await answered(`求助\n${lines.filter((_, i) => i !== at + 2).join('\n')}`);
    expect(broken.reply).toContain('里面的 fngvt 数据块读不出来');
  });

  test('hostile sizes end in time', async () => {
    for (const piece of ['[', '\r', 'root@a:~# ', '> ', 'i5-8500T ', '`', '楼主 a  发表于 2025-3-2\n']) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const begun = performance.now();
      await answered(text);
      expect([piece, performance.now() - begun < 5000]).toEqual([piece, true]);
    }
  }, 60_000);
});

describe('the verb', () => {
  const post = '我的 J4125，UHD 600，想开 GVT-g 分给虚拟机';

  test('answers with 0, asks with 1, and takes language and markup', () => {
    const said = cli(['answer', '-'], { input: post });
    expect([said.exit, said.stdout]).toEqual([0, expect.stringContaining('Gemini Lake')]);
    const asking = cli(['answer', '-', '--lang', 'en', '--format', 'bbcode'], {
      input: '求助，GVT-g 不行，没有 mdev 目录',
    });
    expect([asking.exit, asking.stdout]).toEqual([
      1,
      expect.stringMatching(/\[code\]\n[^]*uname -a[^]*\[\/code\]/u),
    ]);
    expect(asking.stdout).not.toMatch(/\p{Script=Han}{4}.*please/iu);
    expect(cli(['answer']).exit).toBe(2);
    expect(cli(['answer', '-', '--format', 'rtf'], { input: post }).exit).toBe(2);
  });

  test('reads GBK as what it says', () => {
    // 核显 in GBK, between plain words.
    const bytes = Buffer.concat([
      Buffer.from('J4125 '),
      Buffer.from([0xba, 0xcb, 0xcf, 0xd4]),
      Buffer.from(' GVT-g\n'),
    ]);
    expect(cli(['answer', '-', '--lang', 'zh-CN'], { input: bytes }).stdout).toContain('Gemini Lake');
  });

  test('gives programs an object', () => {
    const { stdout } = cli(['answer', '-', '--format', 'json'], { input: post });
    const object = JSON.parse(stdout) as Record<string, unknown>;
    expect(object).toMatchObject({ schema: 'fngvt.answer/1', language: 'zh-CN', state: 'unsupported' });
    expect(object['cause']).toBe('gpu-atom-class-unsupported');
    expect(JSON.stringify(object['said'])).toMatch(/"fact":"cpu","value":"[^"]*J4125[^"]*","by":"said"/u);
  });

  test('a snapshot, a page and a collector’s output are answered as the host they came from', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    const { report, reply, language, markup } = await answered(JSON.stringify(snapshot));
    expect(report?.verdict?.cause).toBe('enable-gvt-missing');
    expect([language, markup]).toEqual(['zh-CN', 'bbcode']);
    expect(reply).toContain('fngvt capsule 1');
  });
});
