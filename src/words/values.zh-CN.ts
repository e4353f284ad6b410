import type { FactValues } from './values.en.ts';

const routes = {
  'gvt-g': 'GVT-g',
  'sr-iov': 'SR-IOV',
  'too-old': '太老，都不支持',
  atom: 'Atom 系，GVT-g 不支持',
  gap: 'GVT-g、SR-IOV 都没有',
};

const sriovDrivers = { xe: 'xe', 'i915-dkms': 'i915（SR-IOV 版）' };

/** 事实取值里我们自己起的名字，写成中文。 */
export const valuesZhCN: FactValues = {
  values: {
    'gpu/generation-route': routes,
    'gpu/route': { ...routes, 'no-capability': '设备没有 SR-IOV 能力' },
    'gpu/technology': { 'gvt-g': 'GVT-g', 'sr-iov': 'SR-IOV', none: '不能共享' },
    'gpu/regression': { 'kernel-regression-gvt-mmio-table': 'GVT-g 建不出寄存器表' },
    'gpu/sriov-driver': sriovDrivers,
    'gpu/sriov-driver-on-disk': sriovDrivers,
    'bootloader/kind': {
      grub: 'GRUB',
      'proxmox-grub': 'GRUB（由 Proxmox 维护）',
      'proxmox-systemd-boot': 'systemd-boot（由 Proxmox 维护）',
      'systemd-boot': 'systemd-boot',
      bls: 'GRUB（BLS 启动项）',
      syslinux: 'Syslinux',
    },
    'bootloader/faults': {
      'unterminated-quote': '引号没有配对',
      syntax: 'shell 读不懂',
      append: '它的 shell 不认识 +=',
      spaces: '等号两边有空格',
      'not-found': '引号外面有词',
      unquoted: '引号外面有词',
      separator: '值里有 ; 或 &',
      'carriage-return': 'Windows 换行',
      newline: '值里有换行',
      'full-width': '中文引号或全角字符',
    },
    'try/state': {
      waiting: '下次开机试',
      running: '这次开机就是',
      over: '这次开机又是平时的参数了。要么试的那次没起来（内核崩溃或卡死），要么没来得及改成默认就又重启了',
      'not-cleared': '这块盘上 GRUB 清不掉一次性选择，所以仍按平时的参数启动',
      'not-read': '启动本机的 GRUB 不读这个选择（可能是别的盘或别的系统在引导）',
      'kernel-gone': '要试的内核已经不在启动菜单里，可能被删了',
      dropped: '下次开机不再试它',
      'left-over': '启动项已经没了，一次性选择还留在 /boot/grub/grubenv 里',
    },
    'setup/kind': { file: 'fngvt 写的内容', vm: '虚拟机里的设备', vgpu: 'vGPU 的开机自启' },
    'modules/garbled': {
      'carriage-return': 'Windows 换行',
      'several-words': '一行写了几个词',
      'literal-escape': 'echo -e 留下的字',
      'full-width': '有全角字符',
      option: '列表里写了参数',
      'no-name': '有模块名里不会出现的字符',
    },
    'modules/i915-origin': { 'in-tree': '内核自带', 'out-of-tree': '另外编译的' },
    'module-file': { '(built-in)': '编进内核' },
    'module-denied': { blacklist: '黑名单（blacklist 一行）' },
    'parameter/kind': {
      mistyped: '拼写错误',
      obsolete: '旧内核的参数',
      'wrong-technology': '另一种共享方式的参数',
      dangerous: '有风险',
    },
  },
};
