import type { VerifyWords } from './verify.en.ts';

/** `vm verify` 的用语。 */
export const verify: VerifyWords = {
  verdicts: {
    proved: '这台虚拟机确实占用着 vGPU。',
    not: '这台虚拟机现在没有用上 vGPU。',
    unknown: '看不到这台虚拟机有没有用上 vGPU。',
  },
  marks: { yes: '是', no: '否', unknown: '?' },
  rungs: {
    defined: { yes: d => `定义里写着 ${d['device']}`, no: () => '定义里没有 vGPU', unknown: () => '' },
    exists: {
      yes: d => `它存在 ${d['type']}`.trim(),
      no: d => `${d['device']} 现在不存在，虚拟机带着它开不了机`,
      unknown: () => '读不到它存不存在',
    },
    running: {
      yes: () => '虚拟机在运行',
      no: () => '虚拟机没在运行',
      unknown: () => '读不到虚拟机有没有在运行',
    },
    opened: {
      yes: d => `它的 QEMU（进程 ${d['pid']}）打开着设备节点`,
      no: d =>
        d['other'] === undefined
          ? '没有 QEMU 打开设备节点；之前就在运行的虚拟机要关机再开机'
          : `打开设备节点的是 ${d['other']}`,
      unknown: () => '是哪个进程打开的，只有 root 看得到',
    },
    'kernel-log': {
      yes: d =>
        `内核日志（还保留着的部分）里，${d['since'] === 'start' ? '这次启动' : '开机'}以来没有显卡的错误`,
      no: d =>
        `${d['since'] === 'start' ? '这次启动' : '开机'}以来内核日志里有 ${d['count']} 条错误，最后一条：${d['line']}`,
      unknown: () => '内核日志只有 root 能读',
    },
    'qemu-log': {
      yes: () => 'QEMU 日志里这次启动没有已知的错误',
      no: d => `QEMU 日志里这次启动有 ${d['count']} 条已知的错误`,
      unknown: () => 'QEMU 日志只有 root 能读',
    },
  },
  engines: parts => `最近几秒显卡的负载（含主机自己的）：${parts}`,
  engine: (name, busy) => `${name} ${Math.round(busy)}%`,
  awake: percent => `3 秒里显卡有 ${percent}% 的时间醒着（含主机自己的活儿）。`,
  noActivity: '这里量不出显卡忙不忙：intel_gpu_top 和休眠计数都没有给出答案。',
  functionActivity: 'VF 忙不忙，只有在虚拟机里看得到。',
  loadHint: '想更确定：在虚拟机里放个视频再运行一次，数字应当上升。',
  qemu: {
    'display-without-opengl': '它的 display 要 OpenGL，控制台没有：先 detach，再不带 --display 地 attach',
    'no-render-node': 'QEMU 打不开 /dev/dri/renderD*：运行它的用户要在 render 组里',
    'plane-format': 'QEMU 显示不了这种画面格式，请用 RDP 看',
    'no-opregion': '内核没有 x-igd-opregion，去掉这个参数',
    'no-edid': '这个 vGPU 没有 EDID，去掉 xres、yres',
    'in-use': '设备被别人占着：另一台虚拟机用了同一个 vGPU，或者旧的 QEMU 没退干净',
    'not-found': '开机时 vGPU 还不存在',
    'memory-lock': '不允许 QEMU 锁住全部内存：调大虚拟机的内存上限',
    'group-not-viable': '同一个 IOMMU 组里还有设备归主机用',
  },
  guestHeading: '虚拟机里面',
  windows: [
    '设备管理器 → 显示适配器，应当有 Intel 设备；显示为未知设备时，看“详细信息 → 硬件 ID”，VEN_8086 就是它。',
    'Windows 更新会装驱动；等半小时，然后关机再开机。',
    '控制台黑屏？画面可能在第二个显示器上：按 Win+P 再回车，多试几次；或者用远程桌面登录。',
    '任务管理器 → 性能 → GPU：用浏览器放视频，Video Decode 应当上升。',
  ],
  linux: [
    '运行 lspci -nnk -d 8086: ，显示设备那一条应当有“Kernel driver in use: i915”。',
    '内核日志里的“GVT-g is disabled for guest”是正常的。',
    'vainfo 能列出 profile；放视频时，虚拟机里的 intel_gpu_top 会动。',
  ],
  code43Heading: 'Windows 里出现代码 43',
  code43: [
    '先关机再开机，点重启不行。',
    '换一种固件有时有用：UEFI 换 BIOS 或反过来，重建虚拟机，机型用最新的 q35。',
    '虚拟机里不要开 Hyper-V、WSL、“内核隔离”，它们会把驱动挡在外面。',
    '先用 Windows 更新给的驱动；Intel 的新版驱动不一定认这个 vGPU。',
    '不要对系统隐瞒它是虚拟机（kvm hidden、hypervisor off），否则 VF 的驱动会拒绝工作。',
  ],
};
