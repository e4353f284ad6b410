import { valuesZhCN } from './values.zh-CN.ts';
import { stateNames } from './states.ts';
import type { FixWords } from './plan.en.ts';

export const planZhCN: FixWords = {
  title: '将要做的改动',
  now: state => `现在：${state}`,
  nowStuck: (state, title) => `现在：${state}，先卡在：${title}`,
  then: state => `之后（预计）：${state}`,
  thenReboot: (state, after) => `之后（预计）：${state}；重启后：${after}`,
  states: stateNames['zh-CN'],
  stillLeft: title => `到时候还差：${title}`,
  shownThen: title => `能不能用，重启后才看得出（就看：${title}）；到时再运行一次 fngvt。`,
  newFile: path => `新建 ${path}`,
  changedFile: path => `修改 ${path}`,
  goneFile: path => `删除 ${path}`,
  run: command => `运行 ${command}`,
  because: title => `针对：${title}`,
  live: '立即生效；模块会留到下次重启，这没有坏处',
  verified:
    '先试生成一份，不动现有的启动菜单：除恢复模式外，每个启动项都要有新参数、一个原有的也不少，才正式写入',
  verifiedOff: '先试生成一份，不动现有的启动菜单：哪个启动项都没少别的参数，才正式写入',
  verifiedTry:
    '先试生成一份，不动现有的启动菜单：只在末尾多一个带新参数的启动项，其余都和现在一样，才正式写入',
  try: {
    once: '这只是试用一次：配置不变，再下一次开机就回到平时的参数。',
    reboot: '然后重启一次，什么时候重启由你定；fngvt 从不重启，也不会停虚拟机。',
    panic: '要是内核崩溃，15 秒后会自己重启，回到平时的参数；要是卡死不动，断电再开机就行。',
    keep: command => `试下来没问题，就运行它把参数改成默认，不用再重启：${command}`,
    beside: '参数以外写进去的内容，不管试成没试成都会留着；用 undo 一并撤回。',
    offer: command => `也可以先只试一次，试不成，再开机就是原来的样子：${command}`,
    home: '断电再开机，就按平时的参数启动，不用在菜单里选什么。',
  },
  off: {
    until: '重启之前，共享照旧。',
    notYet: '现在并没有在共享。',
    after: '重启之后，共享就关了，如你所愿。',
    missing: title => `到时候缺的是：${title}`,
    stays: '重启之后，共享还是开着：因为下面这些留着不动。',
    unknown: title => `重启后共享是不是关了，无法判断（${title}）。`,
    nothing: '这里没有能确定是 fngvt 写的东西。',
  },
  reboot: '然后要重启一次，什么时候重启由你定；fngvt 从不重启，也不会停虚拟机。',
  noReboot: '不用重启。',
  untouched: '没有动的',
  before: '动手之前要知道的',
  refused: 'fngvt 做不了的',
  repairFirst: '要先修好这里',
  byYourself: '你可以这样做：',
  holds: '现在不能执行',
  wayHome: '万一重启后起不来',
  takeBack: '想撤回',
  noneUnasked: fault => `卡在：${fault}。fngvt 可以处理，但要你要求了才做，做之前先列出每处改动：`,
  readyForNow: '可以共享，但重启后就不行了',
  readyForGood: '可以共享核显，重启后也可以',
  none: {
    ready: '不用改：这台机器已经可以共享核显。',
    'reboot-needed': '不用改：都配好了，下次开机生效。',
    'action-needed': '这里没有 fngvt 能改的；挡路的要你自己处理：',
    unsupported: '这台机器改什么配置都没用。',
    unknown: '关键的信息读不到，所以不做任何计划。',
  },
  ask: steps => `执行这 ${steps} 步吗？[y/N] `,
  repairShown: command => `fngvt 可以修，运行 ${command}，会改成这样：`,
  repairThen:
    '运行后先列出全部步骤（修好这里、补上还缺的、重新生成启动项），你同意了才动手；之后重启一次就行。',
  notes: {
    'only-asked': d => `${d['fault']}。不影响共享，你要求了才改：`,
    'asked-first': d => `${d['fault']}。你要求了才改：`,
    'left-to-you': d => `${d['fault']}。要你自己处理，做法：`,
    overruled: d => `${d['path']} 里的 ${d['word']}：不动，新加的排在后面，以后面的为准`,
    'xe-young': () =>
      'xe 的 SR-IOV 还很新：xe 自己说这类核显尚未正式支持，内核会给自己打上 tainted 标记，这个标记本身没有影响。万一开不了机，该怎么办见本页末尾',
    'xe-desktop': () =>
      '重启之前一切照旧。重启后，这块核显原来由 i915 干的活都换成 xe 来干，包括本机桌面和容器里的视频转码。这些在 xe 下好不好用，试了才知道',
    'xe-vms': () =>
      '虚拟机可以一直用到重启。重启后 VF 就没了（每次重启都这样），带 VF 的虚拟机要先把 VF 重新建好才能启动',
    misspelt: d => `${d['word']}：不动，内核不认识它，会忽略`,
    unseen: d => `${d['word']} 在这次开机之后改过；有没有生效到启动项，这里看不到，下次开机就知道`,
    'kernels-without': d =>
      `${d['word']}：已安装的内核中，这些没有它：${d['kernels']}。下次用哪个内核启动，这里看不到；用到其中一个，它就不会被加载`,
    'kernels-unseen': d =>
      `${d['word']}：只在正在运行的内核 ${d['kernel']} 里查过；还装了哪些内核、下次用哪个启动，没有记录`,
    'guide-iommu': () => '教程里的 intel_iommu=on 和 iommu=pt：GVT-g 用不着，把整块设备直通给虚拟机才需要',
    'guide-modules': () =>
      '教程里列的 vfio、vfio_iommu_type1、vfio_pci、vfio_virqfd、mdev：kvmgt 会带上它需要的；vfio_pci 是整块直通用的；vfio_virqfd 从 Linux 6.2 起并进了 vfio',
    'guide-modules-old': () =>
      '教程里列的 vfio、vfio_pci、vfio_virqfd、mdev：kvmgt 会带上它需要的；vfio_pci 是整块直通用的',
    'guide-initramfs': () => '教程里的 update-initramfs：这些改动都不在 initramfs 里，不用跑',
    'off-word': d => `${d['path']} 里的 ${d['word']}：不动，不是 fngvt 写的${takeOutZh(d)}`,
    'off-before': d =>
      `${d['path']} 里的 ${d['word']}：不动，fngvt 做改动 ${d['change']} 之前它就在${takeOutZh(d)}`,
    'off-unrecorded': d => `${d['path']} 里的 ${d['word']}：不动，fngvt 的记录里没有写过它${takeOutZh(d)}`,
    'off-unread': d =>
      `${d['path']} 里的 ${d['word']}：不动，是不是 fngvt 写的要看它的记录，这里读不到（只有 root 在那台主机上读得到）${takeOutZh(d)}`,
    'off-taken-out': d => `${d['path']}：fngvt 从里面去掉的挡路设置不会放回去，要放回去用 fngvt undo`,
    'off-vgpu': d => `vGPU ${d['uuid']}（${d['type']}）：有定义；关掉之后它就启动不了`,
  },
  refusals: {
    'not-root': () => '只有 root 才能改这台机器，请以 root 身份再运行一次。',
    'would-not-help': d => `${d['fault']}。改这里的配置解决不了，所以 fngvt 什么都不改。`,
    'cannot-tell': d => `关键的信息读不到（${d['title']}）。请在宿主机上以 root 身份运行。`,
    'given-to-vfio': d =>
      `核显 ${d['gpu']} 留作直通了（${d['claim']}）。这是特意配的，和共享只能二选一。${d['ask'] === undefined ? '' : '你要求了才改回来：'}`,
    'given-to-vm': d => `虚拟机 ${d['vm']} 占着整块核显 ${d['gpu']}。要共享，先把它从那台虚拟机里拿掉。`,
    'upgrade-unfinished': () =>
      'dpkg 有没做完的升级。先等它做完，或者用 dpkg --configure -a 补完，再改启动配置。',
    'read-only': d => `${d['path']} 是只读挂载的。先弄清原因，再往里写。`,
    'no-remedy': d => `${d['title']}：fngvt 没有办法修。`,
    'no-pf-mode': d => `${d['title']}：驱动已经以 PF 模式运行时，fngvt 才会设；在那之前，设了也分不出 VF。`,
    'by-hand': d => `${d['title']}：这个系统上要自己动手（${d['whyText']}）。`,
    'not-on-cmdline': d => `${d['word']}：不在启动参数里，请自己去掉。`,
    'grub-faulty': d => `${d['place']}：GRUB 配置在这里写坏了（${d['kindText']}）。没改好之前不往里加东西。`,
    shape: d => `${d['where']}：这种写法没法放心地改（${d['shapeText']}），请自己改。`,
    'own-file-edited': d => `${d['path']}：我们的文件被人改过。请删掉它，或者自己改。`,
    'other-tool': d => `${d['path']}：属于软件包或别的工具。`,
    'module-missing': d => `内核 ${d['kernel']} 没有 ${d['module']} 模块。`,
    'no-update-initramfs': d =>
      `${d['fault']}。initramfs 里可能有一份 ${d['path']} 的副本，而重做它的 update-initramfs 不在这台机器上。请自己动手：在那一行前面加 #，用本系统的工具重做 initramfs（dracut 是 dracut -f --regenerate-all），然后重启。`,
    unread: d => `${d['path']} 读不到（${d['why']}）。`,
    link: d => `${d['path']} 是指向 ${d['target']} 的链接。`,
    overridden: d => `${d['word']} 会被后读的 ${d['path']} 盖掉。`,
    'proof-not-cured': d =>
      `${d['fault']}。通常的改法在这里不管用，重启之后还是一样，所以什么都不改。详细说明：${d['command']}`,
    'proof-worse': d => `${d['title']}：现在是好的，这样改，重启之后反而会坏，所以什么都不改。`,
    'proof-driver-lost': d => `这样改，重启之后核显 ${d['subject']} 就没有驱动了，所以什么都不改。`,
    'proof-driver-unsure': d => `这样改，重启之后核显 ${d['subject']} 还有没有驱动，说不准，所以什么都不改。`,
    'proof-takes-more': d => `这样改会连 ${d['subject']} 也一起去掉，它本该留着，所以什么都不改。`,
    'proof-second-reboot': d => `${d['title']}：这样改还得再来一轮、再重启一次才行，所以什么都不改。`,
    'proof-circle': () => '这样改，转一圈又回到原样，所以什么都不改。',
    'vgpu-in-use': d => `vGPU ${d['uuid']} 归虚拟机 ${d['vm']} 用着。先把它从那台虚拟机里拿掉。`,
    'vgpu-running': d => `vGPU ${d['uuid']} 现在存在。先去掉它（virsh nodedev-destroy 或 mdevctl stop）。`,
    'try-no-words': () => '没什么可试的：这次改动不涉及启动参数。',
    'try-more': d =>
      `这次改动还要动 ${d['path']}。只有启动参数能在一次开机后自己恢复，这个不能，所以没法试，只能直接改。`,
    'try-not-grub': () =>
      '只有由 Debian 系的 GRUB 启动、用 update-grub 生成菜单的机器才能先试一次，这台不是。',
    'try-boot-tool': () =>
      '这里的 GRUB 菜单和一次性选择由 proxmox-boot-tool 放在各个启动分区里，每个分区一份；在这里选了也读不到。',
    'try-characters': d => `${d['word']}：里面有些字符，放进单独的启动项不保险。`,
    'try-open': d => `${d['path']}：已经有一次试用了。先把它改成默认（fix --keep），或者撤回（undo）。`,
    'try-waiting': d => `已经安排好下次开机试用参数。先重启看看结果，或者先撤回：${d['call']} undo`,
    'try-running': d =>
      `这次开机正在试用参数。先把它改成默认（${d['call']} fix --keep），或者撤回（${d['call']} undo）再重启。`,
    'try-no-kernel': d => `${d['path']}：正在运行的内核不在那里，而试用只用正在运行的内核。`,
    'try-no-script': d => `生成启动项的 ${d['path']} 不在，或者被关掉了。`,
    'try-no-tool': d => `没有 ${d['path']}，没法只为下次开机选启动项。`,
    'try-environment': d => `${d['path']} 不是 GRUB 能写的那种 1024 字节的文件，一次性选择会清不掉。`,
    'try-chosen': d =>
      `${d['path']}：下次开机已经选了别的启动项（${d['entry']}）。先让它启动一次，或者清掉：grub-editenv ${d['path']} unset next_entry`,
    'try-file-system': d =>
      `${d['path']} 在 ${d['kind']} 文件系统上，GRUB 写不了，一次性选择清不掉，会变成每次开机都选它。`,
    'try-journal': d => `${d['path']} 挂载时带了 data=journal：强行断电后，清掉的一次性选择可能又回来。`,
    'try-layered': d =>
      `${d['path']} 在 ${d['device']} 上（LVM、RAID、加密之类），GRUB 写不了，一次性选择清不掉，会变成每次开机都选它。`,
    'try-unseen': () => '能不能先试一次，要在那台机器上才看得出来：这份记录里没有它的磁盘和 GRUB 的情况。',
    'try-password': () => 'GRUB 设了密码，连平时的启动项都要输，所以没有能自己启动的启动项。',
    'keep-none': () => '现在没有在试用。先用 fix --try 试一次，或者直接用 fix 改好。',
    'keep-not-running': d => `这次开机不是试用：${d['stateText']}。所以不改默认。`,
    'off-own-words': d =>
      `${d['path']}：里面的 ${d['word']} 是 fngvt 写的，可文件现在这个样子没法放心地去掉，请自己去掉。`,
    'off-by-hand': d =>
      `${d['path']}：fngvt 写过这里，可去掉之后没法让下次开机生效（${d['whyText']}）。请撤回当初的改动（${d['command']}），或者自己动手${d['apply'] === '' ? '' : `，再运行 ${d['apply']}`}。`,
  },
  tryStates: valuesZhCN.values['try/state'],
  byHand: {
    'other-system': 'fngvt 只写 Debian、Ubuntu、飞牛 fnOS、OMV 和 Proxmox 的启动配置',
    immutable: '系统文件属于只读镜像',
    kernelstub: '这里的启动项由 kernelstub 写',
    'loader-undecided': '不确定这次是哪个引导程序启动的',
    'two-loaders': '可能有两个引导程序在起作用',
    'no-update-grub': '没有 update-grub',
    'unified-image': '启动参数是签名内核镜像的一部分',
    'entries-by-hand': '这里的启动项是手写的',
    'no-kernel-install': '没有 kernel-install',
    'boot-tool-grub': 'GRUB 的菜单由 proxmox-boot-tool 放在平时不挂载的分区里，连试着生成一次都会写进去',
  },
  shapes: {
    faulty: '有错',
    several: '同一个变量写了不止一次',
    composed: '值里有别的变量、命令或转义字符',
    exported: '用 export 写的',
    conditional: '只在某种条件下才设',
    open: '会读别的文件，或提前结束',
    characters: '有特殊字符',
    'no-line': '是空的',
    'several-lines': '不止一行，或者有注释',
    'carriage-return': '是 Windows 换行',
    'full-width': '有全角字符',
  },
  grubFaults: valuesZhCN.values['bootloader/faults'],
  home: {
    grubKeepOut: module =>
      `在平常那项上按 e，在 linux 开头的那行末尾空一格加上 module_blacklist=${module}，按 Ctrl+X 启动。只管这一次。`,
    commentBack: (path, line, made, command) =>
      `不用 fngvt 也行：以 root 身份${made === '' ? '' : `删掉 ${made}，再`}把 ${path} 里的“# ${line}”开头的 # 去掉${command === '' ? '' : `，再运行 ${command}`}。`,
    headless: '没接显示器的 NAS：下次开机前备好显示器和键盘。',
    grubMenu: '打开 GRUB 菜单：开机后马上按住 Shift（BIOS）或连按 Esc（UEFI）。',
    grubRecovery:
      '或者选 “Advanced options”，再选带 “(recovery mode)” 的那项：里面没有新加的参数（要输 root 密码，没设过就进不去）。',
    grubEdit: words => `在平常那项上按 e，从 linux 开头的那行里删掉 ${words}，按 Ctrl+X 启动。只管这一次。`,
    grubAdd: words => `在平常那项上按 e，在 linux 开头的那行末尾写上 ${words}，按 Ctrl+X 启动。只管这一次。`,
    systemdBootAdd: words => `开机时按住空格键，在启动项上按 e，在最后写上 ${words}，按回车。只管这一次。`,
    systemdBoot: words => `开机时按住空格键，在启动项上按 e，删掉 ${words}，按回车。只管这一次。`,
    writeBack: (words, path, command) =>
      `不用 fngvt 也行：以 root 身份把 ${words} 写回 ${path}，再运行 ${command}。`,
    undo: command => `启动之后：${command}`,
    delete: (path, command) => `不用 fngvt 也行：以 root 身份删掉 ${path}，再运行 ${command}。`,
    edit: (words, path, command) =>
      `不用 fngvt 也行：以 root 身份从 ${path} 里去掉 ${words}，再运行 ${command}。`,
    deleteOnly: path => `不用 fngvt 也行：删掉 ${path}。`,
  },
};

/** What the owner does about a word that stays. */
const takeOutZh = ({ word, refresh = '' }: Readonly<Record<string, string>>): string =>
  refresh === '' ? '' : `。要关掉，就自己去掉 ${word}，以 root 身份运行 ${refresh}，再重启`;
