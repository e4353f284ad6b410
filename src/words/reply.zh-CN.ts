import type { ReplyWords } from './reply.en.ts';

/** 回帖用语；看的人不一定装了 fngvt。 */
export const reply: ReplyWords = {
  likely: fault => `很可能是：${fault}`,
  likelyReady: headline => `很可能：${headline}`,
  ifSo: fault => `如果情况就是帖子里说的这样，很可能是：${fault}`,
  colon: '：',
  seen: '从帖子里看到',
  proof: '依据',
  todo: '怎么办',
  more: address => `这一项的说明：${address}`,
  rest: address => `后面的步骤：${address}`,
  means: (message, says) => `${message}：${says}`,
  open: '光看这些，还判断不了卡在哪里。',
  mayBe: causes => `可能的原因：${causes.join('；')}`,
  ask: '还差下面这几样，命令只读取，不会改动任何东西：',
  paste: '把完整输出连同命令行一起贴上来，放在代码框里。',
  collector: '也可以一次收齐：运行 `sh short.sh`（fngvt 的 collector/short.sh，四十来行 shell，只读）。',
  collectThere: '到那台机器上运行 short.sh（fngvt 的 collector/short.sh，只读），把输出贴上来。',
  ready: '这台主机上已经没有什么拦路的了。',
  readyAsShown: '从贴出来的内容看，没有什么拦路的。',
  makeOne: {
    'gvt-g':
      '下一步（用 root）：用 `uuidgen` 生成一个 UUID，写进核显 `mdev_supported_types/类型` 下面的 `create`，再把这个 UUID 交给虚拟机。重启后它会消失，要由 libvirt、mdevctl 或开机服务重新建。',
    'sr-iov':
      '下一步（用 root）：把想要的数量写进核显的 `sriov_numvfs`，再把 00:02.1 起的设备直通给虚拟机，00:02.0 千万别直通。重启后数量会清零，要有开机服务再写一次。',
  },
  handOut:
    '下一步：把 00:02.1 起的设备直通给虚拟机，一台一个，00:02.0 千万别直通。重启后 VF 会消失，要有开机服务再写一次数量。',
  none: '怎么设置都改变不了这一点。',
  instead:
    '还能这样用：容器（Jellyfin、Emby）通过 /dev/dri 一起用核显；或者把整块核显直通给一台虚拟机，宿主机就没有画面了。',
  offTopic: '这个帖子好像不是在问把 Intel 核显分给虚拟机用，这方面就不多说了，祝顺利！',
  whoseIsIt: (said, shown) => `文字里说的是 ${said}，输出里却是 ${shown}：这里以输出为准。是同一台机器吗？`,
  others: '帖子里其他人的输出没有算进来。',
  two: paths => `${paths} 贴了两种不同的结果，都没有采用。`,
  damaged: what => `里面的 fngvt 数据块读不出来（${what}），请整段再贴一次。`,
  soFar: (name, technology) => `${name} 共享要走 ${technology}；卡在哪里，光看这些还判断不了。`,
  cannot: name => `${name} 没法共享：GVT-g 和 SR-IOV 都没有。`,
  onlyOutOfTree: (name, caution) =>
    `${name}：任何内核自带的 i915 和 xe 都建不出它的 VF，改参数也没用；只有树外的 i915-sriov-dkms 可以一试。${caution}`,
  noGpu: name =>
    `${name} 出厂就没有 Intel 核显，这台机器上没有能用 GVT-g 或 SR-IOV 共享的东西。插着的独立显卡仍可以整块直通给一台虚拟机。`,
  dkms: {
    otherKernel: (built, running) =>
      `SR-IOV 模块是给 ${built} 编译的，现在跑的是 ${running}：用上的其实是内核自带的 i915，所以建不出 VF。`,
    onlyAdded: 'DKMS 里有 SR-IOV 模块，但一个内核都没编译成：用上的其实是内核自带的 i915。',
    look: running =>
      `装好 ${running} 的头文件（Proxmox：\`proxmox-headers-${running}\`），运行 \`dkms autoinstall -k ${running}\`，要能不报错地结束；再运行 \`update-initramfs -u -k ${running}\`，重启。编译失败的话，换一个支持这个内核的模块版本。`,
  },
  capsule: '给帮忙的人：同样的内容，fngvt 能直接读取：',
};
