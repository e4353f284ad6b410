import { describe, expect, test } from 'vitest';
import { allComplaints, identifyComplaint } from '../../src/knowledge/complaints.ts';
import { allErrorTexts } from '../../src/knowledge/error-texts.ts';
import { allLogLines } from '../../src/knowledge/log-lines.ts';
import { explainPage } from '../../src/report/explain/explain-page.ts';
import { explanationsOf, nearNames, type Explanation } from '../../src/report/explain/explanations.ts';
import { explainJson } from '../../src/report/json/explain-json.ts';
import { loadRules, loadTopics } from '../../src/rules/load.ts';

const catalogue = { rules: loadRules(), topics: loadTopics() };
const explained = (text: string): readonly Explanation[] => explanationsOf(text, catalogue);
const idOf = (text: string): string | undefined => explained(text)[0]?.id;

/** What people type, and what it is taken for; undefined: nothing is known of it. */
const asked: readonly (readonly [text: string, id: string | undefined])[] = [
  ['没有mdev目录', 'types-gone'],
  ['mdev_supported_types 文件夹有，但是是空的', 'types-empty'],
  ['the mdev_supported_types folder is empty', 'types-empty'],
  ['mdev 目录不存在', 'types-gone'],
  ['no mdev folder', 'types-gone'],
  ['重启后 vGPU 没了', 'gone-after-reboot'],
  ['vGPU gone after reboot', 'gone-after-reboot'],
  ['vnc 没画面', 'vnc-nothing'],
  ['VNC shows nothing', 'vnc-nothing'],
  ['win+p', 'vnc-nothing'],
  ['黑屏', 'black-screen'],
  ['black screen', 'black-screen'],
  ['代码 43', 'code-43'],
  ['code 43', 'code-43'],
  ['虚拟机起不来', 'vm-wont-start'],
  ["my VM won't start", 'vm-wont-start'],
  ['怎么恢复', 'go-back'],
  ['how to go back', 'go-back'],
  ['V5_4 和 V5_8 有什么区别', 'which-type'],
  ['V5_4 or V5_8', 'which-type'],
  ['装哪个驱动', 'guest-driver'],
  ['which Windows driver', 'guest-driver'],
  ['secure boot', 'secure-boot'],
  ['安全启动要关吗', 'secure-boot'],
  ['suspend', 'suspend'],
  ['宿主机休眠', 'suspend'],
  ['live migration', 'migration'],
  ['热迁移', 'migration'],
  ['vfio_virqfd', 'guide-modules'],
  ['intel_iommu=on', 'intel_iommu'],
  ['enable_gvt=1', 'i915.enable_gvt'],
  ['SR-IOV', 'which-technology'],
  ['VF', 'which-technology'],
  ['GVT-g 还是 SR-IOV', 'which-technology'],
  ['飞牛', 'fnos'],
  ['更新后不能用了', 'gone-after-update'],
  ['参数没生效', 'kernel-parameters-how'],
  ['error getting device from group 22: Permission denied', 'vfio-get-device'],
  ['update-grub: command not found', 'grub-not-found'],
  ['-bash: update-grub: command not found', 'grub-not-found'],
  ['modprobe: ERROR: could not insert ‘kvmgt’: No such device', 'kvmgt-no-such-device'],
  ["modprobe: ERROR: could not insert 'xe': Exec format error", 'module-other-kernel'],
  ['Windows has stopped this device because it has reported problems. (Code 43)', 'code-43'],
  [
    'echo 7 > /sys/bus/pci/devices/0000:00:02.0/sriov_numvfs\n-bash: echo: write error: No such file or directory',
    'sriov-no-such-file',
  ],
  ['error: Failed to start domain\nerror: device not found: mediated device ‘x’ not found', 'mdev-not-found'],
  ['你好', undefined],
  ['怎么烤面包', undefined],
  ['best pizza in town', undefined],
  ['my nas is slow', undefined],
];

describe('what people ask', () => {
  test.each(asked)('%s', (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  test('every complaint has a question of its own here or below', () => {
    const heard = new Set([...asked.map(([, id]) => id), ...more.map(([, id]) => id)]);
    expect(allComplaints().flatMap(({ id }) => (heard.has(id) ? [] : [id]))).toEqual([]);
  });

  test.each(more)('%s, as a complaint', (text, id) => {
    expect(identifyComplaint(text)?.id).toBe(id);
  });
});

const more: readonly (readonly [text: string, id: string])[] = [
  ['只能开两个虚拟机', 'more-vgpus'],
  ['no VFs', 'vfs-gone'],
  ['kvmgt', 'kvmgt-what'],
  ['要不要开 VT-d 需要吗', 'iommu'],
  ['intel_gpu_top shows zero', 'is-it-used'],
  ['分辨率太低', 'resolution'],
  ['显示器没信号 接 hdmi 显示', 'no-monitor'],
  ['jellyfin 转码', 'host-transcoding'],
];

describe('what programs print', () => {
  const rows = allErrorTexts().flatMap(({ id, texts }) => texts.map(({ text }) => [text, id] as const));

  test('are 150 texts at least, each known as its own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    const others = rows.filter(([text, id]) => idOf(text.replaceAll('…', ' x ')) !== id);
    expect(others.map(([text, id]) => `${text} ${id} ${String(idOf(text.replaceAll('…', ' x ')))}`)).toEqual(
      [],
    );
  });

  test('name causes that are known, and ids that stand once', () => {
    const causes = new Set([...catalogue.rules, ...allLogLines()].map(({ cause }) => cause));
    const told = [...allErrorTexts(), ...allComplaints()];
    expect(told.flatMap(one => one.causes ?? []).filter(cause => !causes.has(cause))).toEqual([]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  });
});

describe('a page', () => {
  const queries = [
    ...asked.map(([text]) => text),
    ...allErrorTexts().map(({ texts }) => texts[0]?.text ?? ''),
    ...catalogue.rules.map(({ id }) => id),
    ...catalogue.topics.map(({ id }) => id),
    'V5_4',
    'gvt: dup mmio definition offset 4ab8',
  ];

  test.each(['en', 'zh-CN'] as const)('has no holes and no heading without words, %s', language => {
    const context = { rules: catalogue.rules, language, call: 'fngvt', platform: null };
    for (const query of queries) {
      const page = explained(query).flatMap(one => explainPage(one, context));
      for (const { heading, body } of page) {
        expect(`${heading}\n${body}`, query).not.toMatch(/\{[a-z/-]+\}|undefined|https\n|\bTYPE\b|VMID/u);
        expect(heading, query).not.toBe('');
      }
    }
  });

  test('of a line with two meanings gives both, with their kernels', () => {
    expect(explained('gvt: dup mmio definition offset 4ab8').length).toBe(2);
  });

  test('as JSON says the same in both languages', () => {
    const { matches } = explainJson('x', explained('重启后 vGPU 没了'));
    expect(matches[0]).toMatchObject({ kind: 'complaint', id: 'gone-after-reboot' });
    expect(matches[0]?.causes).toContain('mdev-not-persistent');
    expect(matches[0]?.look[0]?.['zh-CN']).toContain('vgpu autostart');
  });
});

test('names are suggested only where they are near', () => {
  expect(nearNames('enable-gvtt', catalogue)).toContain('enable-gvt');
  for (const text of ['飞牛', 'i5-8500T', '怎么烤面包', 'pizza'])
    expect(nearNames(text, catalogue)).toEqual([]);
});
