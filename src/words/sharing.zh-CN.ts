import type { SharingWords } from './sharing.en.ts';

const kinds: Readonly<Record<string, string>> = {
  word: '名称或词',
  uuid: 'UUID',
  mac: '网卡地址',
  ip: 'IP 地址',
  number: '长数字',
  place: '地理坐标',
  pin: 'PIN 码或数字密码',
};

export const sharing: SharingWords = {
  askOpen: '里面会原样带上本机的名称、地址和序列号，谁都看得到。确定吗？[y/N] ',
  realNames: '输出未隐去隐私，里面可能有这台主机的真实名称（加 --redact 就换成代号）',
  openRefused: '没有写出任何文件',
  openMark: '未隐去隐私：里面可能有本机的名称、地址和序列号。',
  written: (path, size) => `已写好：${path}（${size}）`,
  replaced: parts => `已替换：${parts.join('、')}。同一个值处处用同一个代号。`,
  nothingReplaced: '里面没有需要替换的内容。',
  // A Latin name stands apart from the measure word: 2 个 UUID.
  secrets: (kind, count) =>
    `${count} 个${/^[A-Z]/u.test(kinds[kind] ?? kind) ? ' ' : ''}${kinds[kind] ?? kind}`,
  replay: command => `别人这样就能查看：${command}`,
  preview: '下面是会离开本机的全部内容。什么都没有写出。',
  previewList: '替换对照（左：本机，右：文件里）',
  previewElsewhere: '替换对照只在终端上显示。',
  sections: {
    files: '文件',
    dirs: '目录',
    links: '链接',
    stats: '文件属性',
    binary: '二进制文件',
    commands: '命令',
    inventory: '机器信息',
    absent: '不存在',
    denied: '读不了',
    failed: '失败',
  },
  attach: post => `发帖时把 .html 作为附件，或把 ${post} 的内容贴进去。`,
  asRoot: '有些信息只有 root 读得到；用 sudo 做的报告更完整。',
  noChange: '没有变化。',
  changedVerdict: '结论',
  changedFindings: '检查项',
  changedFacts: '读到的事实',
  noVerdict: '无',
  notAsked: '未判断',
  onlyConclusion: '其中一份只有结论，没有比较事实。',
  andMore: count => `还有 ${count} 项（加 -v）`,
};
