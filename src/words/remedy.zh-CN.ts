import type { RemedyWords } from './remedy.en.ts';

/** Names with the Chinese comma of enumerations. */
const list = (words: readonly string[]): string => words.map(word => `\`${word}\``).join('、');

const grubAdd = (words: string): readonly string[] => [
  `用 \`nano /etc/default/grub\` 打开文件，在 \`GRUB_CMDLINE_LINUX_DEFAULT\` 的引号里空一格，加上 \`${words}\`；原有的参数不用动。`,
];
const grubOut = (word: string): readonly string[] => [
  `用 \`nano /etc/default/grub\` 打开文件，去掉 \`${word}\`；其他参数不用动。`,
];
const lineAdd = (words: string): string[] => [
  `用 \`nano /etc/kernel/cmdline\` 打开文件，在唯一的那一行末尾加上 \`${words}\`；\`root=\` 等原有内容保留。`,
];
const lineOut = (word: string): string[] => [
  `用 \`nano /etc/kernel/cmdline\` 打开文件，去掉 \`${word}\`；\`root=\` 等原有内容保留。`,
];
const grub = {
  add: (words: string) => [...grubAdd(words)],
  out: (word: string) => [...grubOut(word)],
  place: '`/etc/default/grub`',
};
const updateInUnraid = '在“工具、更新操作系统”里升级；内核是跟着 Unraid 走的。';
const oldKernel = '如果那时 GVT-g 没了，在启动菜单里选回现在这个内核。';

const kernelWithXe =
  '换一个自带 xe 已支持这块核显 SR-IOV 的内核启动；这条路还很新，试过的人不多。换完核显若还归 i915 管，fngvt 会告诉你怎么交给 xe。';

export const remedyZhCN: RemedyWords = {
  asRoot: step => `以 root 身份${step}`,
  loginFirst: '用 SSH 登录，`sudo -i` 切到 root。',
  reboot: '关好虚拟机，重启。',
  rebootOnPage: '关好虚拟机，在飞牛网页里重启。',
  noReboot: '不用为此重启。',
  leave: '不需要的话，保持现状。',
  setUpAgain: {
    files: '运行 `fngvt fix`：它会先列出缺了什么，你同意后再重新写好。',
    enough: '如果它说没什么可做，那就是现在不靠这些也能共享，不用管。',
    vm: vm => `先把虚拟机关机，再重新分给它：\`fngvt vm attach ${vm}\`。`,
    vgpu: '用 `fngvt vgpu` 看看现在有哪些；要是这个 vGPU 不在了或者不会自启，用 `fngvt vgpu create --autostart` 重新建一个会自启的。',
  },
  bootTry: {
    keep: '用着没问题，就把参数改成默认：`fngvt fix --keep`。',
    end: '有不对劲的地方，重启一次就回到原来的样子，再用 `fngvt undo` 收走试用的启动项。',
    undo: '用 `fngvt undo` 收走试用留下的启动项；GRUB 没能清掉的一次性选择也会一起清掉。',
    again: '要是那次开机走得够远，`journalctl -b -1` 里能看到哪里出了问题。',
  },
  oneOf: '下面几种做法选一种，一般用第一种：',
  remains: '还可以换用这些办法：',
  joined: steps => steps.join(''),
  or: texts =>
    texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join('、')} 或 ${texts.at(-1) ?? ''}`,

  unknown: {
    address: '地址',
    uuid: 'UUID',
    parameter: '参数',
    vm: '虚拟机',
    digits: '型号后四位',
    release: '`uname -r`',
    driver: '`i915` 或 `xe`',
  },

  boot: {
    grub: { ...grub, apply: '运行 `update-grub`，要能正常结束、不报错。' },
    'grub-mkconfig': { ...grub, apply: '运行 `grub-mkconfig -o /boot/grub/grub.cfg`。' },
    'grub2-mkconfig': { ...grub, apply: '运行 `grub2-mkconfig -o /boot/grub2/grub.cfg`。' },
    proxmox: {
      add: words => [
        `\`proxmox-boot-tool status\` 显示 \`configured with: uefi\` 或 \`systemd-boot\` 的，在 \`/etc/kernel/cmdline\` 唯一的那一行末尾加上 \`${words}\`；否则加在 \`/etc/default/grub\` 里 \`GRUB_CMDLINE_LINUX_DEFAULT\` 的引号里。`,
      ],
      out: word => [
        `\`proxmox-boot-tool status\` 显示 \`configured with: uefi\` 或 \`systemd-boot\` 的改 \`/etc/kernel/cmdline\`，否则改 \`/etc/default/grub\`，去掉 \`${word}\`。`,
      ],
      place: '`/etc/kernel/cmdline`，用 GRUB 的是 `/etc/default/grub`',
      apply:
        '`proxmox-boot-tool status` 里有 `configured with` 的，运行 `proxmox-boot-tool refresh`；没有的运行 `update-grub`。',
    },
    'proxmox-grub': { ...grub, apply: '运行 `proxmox-boot-tool refresh`。' },
    'proxmox-line': {
      add: lineAdd,
      out: lineOut,
      place: '`/etc/kernel/cmdline`',
      apply: '不管有没有改，都要运行 `proxmox-boot-tool refresh`。',
    },
    'kernel-line': {
      add: lineAdd,
      out: lineOut,
      place: '`/etc/kernel/cmdline`',
      apply: '重新生成启动项：`kernel-install add $(uname -r) /boot/vmlinuz-$(uname -r)`。',
    },
    entries: {
      add: words => [
        `在 \`/boot/loader/entries\` 下你的启动项里，给 \`options\` 那一行末尾加上 \`${words}\`。`,
      ],
      out: word => [`在 \`/boot/loader/entries\` 下你的启动项里，从 \`options\` 那一行去掉 \`${word}\`。`],
      place: '`/boot/loader/entries` 下你的启动项里 `options` 那一行',
      apply: '',
    },
    arch: {
      add: words => [
        `用 GRUB 的，在 \`/etc/default/grub\` 的 \`GRUB_CMDLINE_LINUX_DEFAULT\` 引号里加上 \`${words}\`；用 systemd-boot 的，加在 \`/boot/loader/entries\` 下你的启动项里 \`options\` 那一行的末尾。`,
      ],
      out: word => [
        `用 GRUB 的在 \`/etc/default/grub\` 里，用 systemd-boot 的在 \`/boot/loader/entries\` 下你的启动项的 \`options\` 那一行里，去掉 \`${word}\`。`,
      ],
      place: '`/etc/default/grub`，或 `/boot/loader/entries` 下你的启动项',
      apply: '用 GRUB 的，运行 `grub-mkconfig -o /boot/grub/grub.cfg`。',
    },
    grubby: {
      add: words => [
        `运行 \`grubby --update-kernel=ALL --args="${words}"\`；原子化版本用 \`rpm-ostree kargs ${words
          .split(' ')
          .map(word => `--append-if-missing=${word}`)
          .join(' ')}\`。`,
      ],
      out: word => [`运行 \`grubby --update-kernel=ALL --remove-args="${word}"\`。`],
      place: '启动参数，用 `grubby --update-kernel=ALL` 加 `--args` 和 `--remove-args` 来改',
      apply: '',
    },
    syslinux: {
      add: words => [
        `在 \`/boot/syslinux/syslinux.cfg\` 常用启动项的 \`append\` 行里，\`initrd=/bzroot\` 之前加上 \`${words}\`；GVT-g 插件自己会设的，交给插件处理。`,
      ],
      out: word => [`从 \`/boot/syslinux/syslinux.cfg\` 常用启动项的 \`append\` 行里去掉 \`${word}\`。`],
      place: '`/boot/syslinux/syslinux.cfg`',
      apply: '',
    },
    midclt: {
      add: words => [
        '先看现有的：`midclt call system.advanced.config`，找 `kernel_extra_options`；写进 `/etc` 下的文件留不住。',
        `再设置，原有内容要一并写上：\`midclt call system.advanced.update '{"kernel_extra_options": "${words}"}'\`。`,
      ],
      out: word => [
        `用 \`midclt call system.advanced.config\` 看 \`kernel_extra_options\` 现在的内容，去掉 \`${word}\` 后，用 \`midclt call system.advanced.update\` 设回去。`,
      ],
      place: '`midclt call system.advanced.config` 里的 `kernel_extra_options`',
      apply: '',
    },
    nixos: {
      add: words => [
        `在配置的 \`boot.kernelParams\` 列表里加上 ${words
          .split(' ')
          .map(word => `\`"${word}"\``)
          .join('、')}。`,
      ],
      out: word => [`从配置的 \`boot.kernelParams\` 列表里去掉 \`"${word}"\`。`],
      place: '`boot.kernelParams` 列表',
      apply: '运行 `nixos-rebuild boot`。',
    },
  },
  oneValue: names => `如果已经写了 ${names} 但值不一样，把那个改对，不要再写一个。`,
  oneList: '`force_probe` 已经有值的，用逗号接在后面，不要另写一个：写两个的话只有后面的算数。',
  otherLoader: '本机如果不是用 GRUB 启动，要写进它自己的文件，见证据。',
  inModprobe: (name, path) => `\`${path}\` 里的 \`${name}\` 也要改对。`,
  outOfModprobe: (name, path) =>
    path === undefined
      ? `如果 \`grep -rs ${name} /etc/modprobe.d\` 里也有，一并去掉。`
      : `\`${path}\` 里也写了这个选项，一并去掉；那一行没有别的选项的话，整行删掉。`,
  checkThere: word => `检查：\`cat /proc/cmdline\` 里有 \`${word}\`。`,
  checkGone: word => `检查：\`cat /proc/cmdline\` 里不再有 \`${word}\`。`,

  initramfs: {
    'update-initramfs': '运行 `update-initramfs -u -k all`，让 initramfs 也跟上。',
    dracut: '运行 `dracut -f --regenerate-all`，让 initramfs 也跟上。',
    mkinitcpio: '运行 `mkinitcpio -P`，让 initramfs 也跟上。',
    none: '',
  },
  initramfsModules: {
    'update-initramfs': names => [`在 \`/etc/initramfs-tools/modules\` 里各加一行：${list(names)}。`],
    dracut: names => [
      `新建 \`/etc/dracut.conf.d/kvmgt.conf\`，写 \`add_drivers+=" ${names.join(' ')} "\`，引号内侧的空格不能少。`,
    ],
    mkinitcpio: names => [`在 \`/etc/mkinitcpio.conf\` 的 \`MODULES\` 列表里加上 \`${names.join(' ')}\`。`],
    none: () => ['这些模块要放进系统自带的 initramfs，只能请系统的维护者加上。'],
  },
  depmod: '运行 `depmod -a`。',

  moduleAtBoot: {
    list: module => [
      `新建 \`/etc/modules-load.d/${module.replaceAll('_', '-')}.conf\`，里面只写一行 \`${module}\`；它需要的模块会自动跟着加载。`,
    ],
    go: module => [
      `在 \`/boot/config/go\` 里启动 \`emhttp\` 的那行之前加一行 \`modprobe ${module}\`；GVT-g 插件自己会加载的，交给插件处理。`,
    ],
    'init-script': module => [
      `在网页里添加一条开机初始化命令 \`modprobe ${module}\`；\`/etc\` 下的文件留不住。`,
    ],
    nixos: module => [
      `在配置的 \`boot.kernelModules\` 列表里加上 \`"${module}"\`，再运行 \`nixos-rebuild boot\`。`,
    ],
  },
  moduleNow: module => `运行 \`modprobe ${module}\`：其他都没问题的话马上生效，不急着重启。`,
  checkLoaded: module => `检查：\`lsmod | grep '^${module} '\` 里有它。`,
  moduleTried: module =>
    `试一下 \`modprobe ${module}\`，报错会说明哪里不对；能行的话，再找是什么让它开机没加载。`,
  moduleAllowedIn: (module, path) =>
    `用 \`nano ${path}\` 打开文件，在禁止 \`${module}\` 的那一行前面加上 \`#\`（插件自己写的不要动）。`,
  moduleAllowed: (module, folders, place) => [
    `找出是哪里禁止了 \`${module}\`：\`grep -rsw ${module} ${folders}\`，以及 \`/proc/cmdline\` 里的 \`module_blacklist\`、\`modprobe.blacklist\`。`,
    `删掉文件里的那一行（插件自己写的不要动）。启动参数的列表里只去掉 \`${module}\`，改的地方是 ${place}。`,
  ],
  listedOut: {
    'modules/obsolete': {
      plain: '删掉那一行也行，看着不碍眼就留着：没有东西需要它。文件和行号见证据。',
      at: ({ path, line, reason }) =>
        `想清理的话，删掉 \`${path}\` 第 ${line} 行的 \`${reason}\`：没有东西需要它，留着也无害。`,
      then: [],
    },
    'modules/garbled': {
      plain: '打开证据里说的文件和行：`nano /etc/modules`，或 `/etc/modules-load.d` 下的文件。',
      at: ({ path, line }) => `打开有问题的那一行：\`nano +${line} ${path}\`。`,
      then: [
        '一行只写一个名字，不要带 `-e`、引号和参数。在 Windows 上编辑过的，存成 Unix 换行（nano：Ctrl+O，Alt+D，回车）。',
      ],
    },
  },
  moduleUnlisted: (module, place) =>
    place === undefined
      ? `用 \`grep -rsw ${module} /etc/modules /etc/modules-load.d\` 找出列着它的文件，删掉 \`${module}\` 那一行。`
      : `删掉 \`${place.path}\` 第 ${place.line} 行的 \`${module}\`。`,
  modulesCorrected: ['逐个查列表里的名字：`modinfo 模块名`。', '写错的改对，用不着的把那一行删掉。'],
  grubFile: [
    '打开文件，找到证据里的那一行：`nano /etc/default/grub`。',
    '只留一行 `GRUB_CMDLINE_LINUX_DEFAULT="…"`：等号两边没有空格，两头用英文双引号 `"`，所有参数写在引号里的这一行，不要写 `+=`、`;` 和 `&`；系统原有的参数保持不动。',
    '用 WinSCP 或 Windows 编辑器改过的，存成 Unix 换行（nano：Ctrl+O，Alt+D，回车）。',
  ],
  parameter: {
    'out-if-unneeded': (word, place) => `想想当初为什么加 \`${word}\`；想不起来，就从 ${place} 里去掉它。`,
    'out-some-day': (word, place) => `下次改 ${place} 时顺手删掉 \`${word}\` 就行，不用专门处理。`,
    corrected: (word, place) => `在 ${place} 里把 \`${word}\` 改对。`,
  },

  filesStay: '飞牛自带的文件不用动。',

  passthroughBack: {
    outOfVm: {
      plain: gpu => `如果有虚拟机整块直通了核显（\`${gpu}\`），先从那台虚拟机里拿掉。`,
      hidden: gpu =>
        `关掉整块直通了核显的那台虚拟机，打开它的定义（\`virsh -c qemu:///system edit 虚拟机\`，名字用 \`virsh -c qemu:///system list --all\` 看），删掉地址是 \`${gpu}\` 的那段 \`<hostdev>\`。`,
      onPage: gpu => `关掉那台虚拟机，在“虚拟机”应用的硬件直通里把核显（\`${gpu}\`）去掉。`,
      proxmox: (vm, gpu) => `关掉虚拟机 ${vm}，在它的“硬件”页面里删掉 PCI 设备 \`${gpu}\`。`,
      libvirt: (vm, gpu) =>
        `关掉虚拟机，打开它的定义（\`virsh -c qemu:///system edit ${vm}\`），删掉地址是 \`${gpu}\` 的那段 \`<hostdev>\`。`,
    },
    fromLine: (digits, place) =>
      `在 ${place} 里，从 \`vfio-pci.ids=\` 去掉 \`8086:${digits}\`；只有它一个的话，整个参数都去掉。`,
    fromFile: (digits, path) =>
      `打开 \`${path}\`，从 \`options vfio-pci ids=\` 去掉 \`8086:${digits}\`；只有它一个的话，删掉那一行。`,
    denial: path =>
      path === undefined
        ? "如果 `grep -rs 'blacklist i915' /etc/modprobe.d` 有输出，把那一行也删掉。"
        : `\`${path}\` 里禁止加载 \`i915\` 的那一行也删掉。`,
    find: '找出是哪里把它交给了 `vfio-pci`：`grep -rs -e vfio -e i915 /etc/modprobe.d /etc/default/grub /etc/kernel/cmdline`。从 `vfio-pci.ids=` 和 `options vfio-pci ids=` 里去掉核显的 id，删掉 `blacklist i915`；系统自带的 `force_probe` 不用动。',
    override: gpu => `用过 \`driverctl\` 的：\`driverctl unset-override ${gpu}\`。`,
  },

  firmware: {
    enter: (names, to) => `进 BIOS，找 ${names}，设为 ${to}。`,
    lookFor: (names, to) => `进 BIOS，看有没有 ${names} 这一项：有就设为 ${to}；没有的话，这台机器就做不到。`,
    enabled: 'Enabled',
    notAuto: 'Enabled（不要用 Auto）',
    sizes: sizes =>
      sizes.length === 1
        ? `${sizes[0] ?? 0} MB`
        : `${sizes[0] ?? 0} MB，有 ${sizes[1] ?? 0} MB 就选 ${sizes[1] ?? 0} MB`,
    oneOf: sizes =>
      `${sizes[0] ?? 0} MB${sizes.length > 1 ? `（没有这一档，就选比它小的里面最大的，最小 ${sizes.at(-1) ?? 0} MB）` : ''}`,
    sizeUnread: '用 root 运行一次 fngvt，它会算出窗口最大能设多少：整个显存地址空间里至少要留出 768 MiB。',
    ifThere: names => `进 BIOS，找 ${names}，有哪个就打开哪个。`,
    notThis: name => `\`${name}\` 是另一回事，改它没用。`,
    hidden: 'BIOS 里没有这一项，就问主板厂商，或者算了：隐藏的 UEFI 变量改错了，可能开不了机。',
    save: '保存后重启。',
    saveAndOff: '保存，关机断电一次再开机。',
    updated: '主板厂商有新 BIOS 就更新。',
  },

  kernel: {
    'with-gvt-g-for-gpu': {
      closed: '在系统设置里升级系统；内核是跟着系统走的，不要自己动内核。',
      unraid: updateInUnraid,
      open: '换成发行版自己维护的新内核。',
    },
    'without-that-fault': {
      closed: '在系统设置里升级系统；6.6 及以后的内核早已过了这个问题。',
      unraid: updateInUnraid,
      open: '换发行版的另一个没有这个问题的内核启动。',
    },
    'with-sriov-in-xe': {
      closed: '在系统设置里保持更新，xe 能做什么由系统内核决定。',
      unraid: '在“工具、更新操作系统”里保持更新，xe 能做什么由系统内核决定。',
      open: kernelWithXe,
    },
    'built-with-gvt-g': {
      closed: '',
      unraid: '在“工具、更新操作系统”里升级后再看；还是没有，就到 Unraid 论坛问。',
      open: '换回发行版的标准内核启动；自编译的、云主机用的、精简过的内核往往没带 GVT-g。',
    },
    'as-before': {
      closed: oldKernel,
      unraid: '如果那时 GVT-g 没了，退回现在这个版本的 Unraid。',
      open: oldKernel,
    },
  },
  newerKernel: {
    debian:
      '升级 Debian，一次升一个大版本，照官方发行说明做：11（5.10）、12（6.1）、13（6.12）自带的内核都够新。',
    ubuntu: '装上 Ubuntu 更新的内核：`apt install linux-generic-hwe-$(lsb_release -rs)`。',
    proxmox: '升级到带新内核的 Proxmox VE，先看升级说明：`apt update`，再 `apt full-upgrade`。',
  },
  ownKernel: {
    debian: '装上 Debian 自己的内核（已经装了的话什么也不会变）：`apt install linux-image-amd64`。',
    ubuntu:
      '装上 Ubuntu 自己的内核（已经装了的话什么也不会变）：`apt install linux-generic-hwe-$(lsb_release -rs)`。',
    proxmox:
      '装上 Proxmox 自己的内核（已经装了的话什么也不会变）：`apt install proxmox-default-kernel`；Proxmox VE 8 以前：`apt install proxmox-ve`。',
  },
  fromMenu:
    '启动时打开启动菜单（按住 Shift，或连按 Esc），在 “Advanced options” 里选刚装好的那个内核。GRUB 每次默认启动版本号最大的；如果那个不对，等一切正常后把它的包卸掉。',
  pinned:
    '让它来启动：`proxmox-boot-tool kernel list` 看装了哪些，用 `proxmox-boot-tool kernel pin 版本` 选定。',
  since: version => `内核版本不能低于 ${version}。`,
  fits: ranges => `有问题的是 ${ranges.join('，以及 ')}。`,
  range: (from, before) => `${from} 起、${before} 之前`,
  checkKernel: '检查：`uname -r` 显示现在运行的内核版本。',
  keepKernel: system => `${system} 的内核是官方自己的，数据可能依赖它，不要换掉。`,
  askMaker: system =>
    `以后每次系统更新后运行 \`grep I915_GVT_KVMGT /boot/config-$(uname -r)\`：结尾是 \`=m\` 或 \`=y\` 就是带上了，显示 is not set 或没有输出就是还没有。想请官方加上，到 ${system} 的论坛提，附上 \`uname -r\` 和 \`uname -v\`。`,

  kvmgtFile: {
    ubuntu: [
      '装上带它的包：`apt install linux-modules-extra-$(uname -r)`。',
      '以后更新内核也要有它：`apt install linux-generic`。',
    ],
    debian: ['它就在内核包里，补回来：`apt install --reinstall linux-image-$(uname -r)`。'],
    rolling: [],
    maker: [
      '还是没有，就在系统更新里升到最新。',
      '仍然没有，就带上 `uname -r`、`uname -v` 和这份报告到论坛问官方。',
    ],
    other: ['用系统自己的办法补回来：它在内核包里，或者在旁边放更多模块的包里。'],
  },
  kvmgtReboot: '先关好虚拟机重启一次：更新之后，正在跑的可能还是旧内核，和硬盘上的模块对不上。',
  checkKvmgt: '用 `modinfo kvmgt` 检查。',
  mdevctl: {
    apt: ['安装：`apt install mdevctl`。'],
    dnf: ['安装：`dnf install mdevctl`。'],
    other: ['用系统自己的办法安装 `mdevctl` 包。'],
  },
  checkMdevctl: '用 `mdevctl types` 检查。',
  keepPackages: system => `${system} 自带的软件环境不要动。没有它也能建 vGPU，只是重启就没了。`,

  dkms: {
    removed: {
      plain: [
        '运行 `dkms status`，它会列出名字和版本，卸掉它：`dkms remove 名字/版本 --all`。是用系统的包装上的，就卸掉那个包。',
      ],
      known: version => [
        `卸掉它：\`dkms remove i915-sriov-dkms/${version} --all\`；如果 \`dpkg -s i915-sriov-dkms\` 显示它是装的软件包，就改用 \`apt remove i915-sriov-dkms\`。`,
      ],
      app: ['在飞牛应用中心里卸载 i915 SR-IOV 驱动应用（从哪来的就从哪卸）。'],
    },
    checkRemoved: '检查：`modinfo -n i915` 显示的路径应当在 `kernel/` 下面，而不是 `updates/`。',
    built: {
      plain: ['看 `dkms status`：`uname -r` 对应的内核应当是 `installed`。'],
      app: [
        '拿 `uname -r` 和 `uname -v` 与驱动应用标明的版本对一下；系统更新有时会把它的模块删掉。',
        '在应用中心重新启动该应用。',
      ],
    },
    checkBuilt: '检查：`dmesg | grep -i sr-iov` 里应当有 `Running in SR-IOV PF mode`。',
    signed:
      '用 `mokutil --sb-state` 看 Secure Boot 开没开；开着的话，模块必须用已登记的密钥签名，不然重启后加载不了。',
  },
  sriovDriver: {
    tools: headers => `装上编译要用的：\`apt install dkms build-essential ${headers}\`。`,
    plain: release => [
      `装社区驱动 \`i915-sriov-dkms\`，它会替换 i915，Linux 虚拟机里也要装：在 \`github.com/strongtz/i915-sriov-dkms/releases\` 选写明支持内核 ${release} 的那一版，Debian 系下载它的 .deb，用 \`apt install ./文件名.deb\` 安装。以后换内核时头文件也要装，DKMS 会自动重新编译；那一版不支持新内核的话，要换版本。`,
    ],
    app: () => [
      '用应用中心里的 i915 SR-IOV 驱动应用。它只带了部分内核的模块：先拿 `uname -r` 和 `uname -v` 对一下，以后每次系统更新后再对一次；用它时要让 xe 让开（`module_blacklist=xe`）。',
    ],
    plugin: () => ['装支持 SR-IOV 的驱动插件，要与 Unraid 版本对得上。'],
    maker: () => ['等系统自带的驱动支持 SR-IOV；驱动跟着系统走，不能自己加。'],
  },

  elsewhere: {
    host: ['退出容器，登录到宿主机本身（SSH 或接显示器）。', '在宿主机上以 root 身份运行 fngvt。'],
    fnos: [
      '用 SSH 登录飞牛本身，`sudo -i` 切到 root：Docker 里的 PVE 也算容器，内核和 GRUB 都归飞牛管。',
      '在那里运行 fngvt。',
    ],
    proxmox: gpu => [
      '容器里的 PVE 也能用 GVT-g，但要分两处做。先到宿主机本身（飞牛：SSH 登录，`sudo -i`）运行 fngvt：它负责 GVT-g 的开关和模块，并告诉你宿主机好了没有。',
      '回到容器里，`ls /sys/bus/pci/devices/*/mdev_supported_types` 要能列出类型。',
      `在 PVE 网页上给虚拟机添加 PCI 设备，选核显，再选 MDev 类型；用命令也行：\`qm set VMID -hostpci0 ${gpu},mdev=类型\`（VMID 用 \`qm list\` 看，类型是上一步列出的名字）。把虚拟机关机再开，在那之前改动不会生效。`,
      '这个 vGPU 归容器里的 PVE 管，虚拟机启动时由它建好。不要再在宿主机上给这台虚拟机另建；飞牛自己的虚拟机页面也看不到它。',
      '虚拟机开着的时候检查：`ls /sys/bus/mdev/devices` 里有一个 UUID，末尾就是虚拟机的编号。Windows 的设备管理器里会出现 Intel 的显示设备。',
    ],
    guest: [
      '到运行这台虚拟机的宿主机上运行 fngvt。',
      '在虚拟机里，用 `lspci -nnk -d 8086:` 只能看分到的那份有没有装好驱动。',
    ],
  },
  toolUpdated: [
    '换最新版的 fngvt 再试，型号表会随新硬件更新。',
    '还是不认识的话，把这个 id 和 `lspci -nn -d 8086:` 的输出发给我们。',
  ],
  examined: {
    'next-kernel': '再运行一次 fngvt：它检查的是正在运行的内核。',
    'next-technology': '再运行 fngvt，它会指出 SR-IOV 的第一步该做什么。',
    'as-root':
      '先解决报告里排在前面的问题。前面没有问题的话，用 root 身份再运行一次 fngvt：不是 root，有些关键信息读不到。',
  },
  groupCleared: {
    gpu: '宿主机用不着的设备，也绑到 `vfio-pci`，交给同一台虚拟机。',
    vf: '宿主机用不着的设备，也绑到 `vfio-pci`；它只能和 VF 给同一台虚拟机。',
    look: '按上面列出的地址看它们是什么：`lspci -nns 地址`。',
    slot: '如果是插卡，换个插槽试试，分组是跟着主板布线走的；有的 BIOS 里有 `ACS` 选项。',
    check: '检查：`ls /sys/bus/pci/devices/地址/iommu_group/devices`，地址写要交给虚拟机的那个。',
  },

  vgpu: {
    autostart: {
      mdevctl: uuid => [
        `定义它并设为自启：\`mdevctl define --auto --uuid ${uuid}\`；已经定义过的用 \`mdevctl modify --auto --uuid ${uuid}\`。`,
      ],
      libvirt: [
        '查它的名字（`mdev_…`）：`virsh nodedev-list --cap mdev --all`。',
        '设为开机自启：`virsh nodedev-autostart 名字`。提示没有定义的话，先把 `virsh nodedev-dumpxml 名字` 的输出存成文件，再运行 `virsh nodedev-define 文件`（不要加 `--validate`）。',
      ],
      checkMdevctl: '用 `mdevctl list -d` 检查，那一行应当有 `auto`。',
      checkLibvirt: '用 `virsh nodedev-info 名字` 检查：`Persistent: yes`，`Autostart: yes`。',
      own: '如果是自己写的脚本或服务在开机时建它，就不用管。',
    },
    started: uuid => `眼下先手动启动：\`mdevctl start --uuid ${uuid}\`。`,
    restarted: uuid => [
      `停掉这个 vGPU：\`mdevctl stop --uuid ${uuid}\`，或 \`virsh nodedev-destroy 名字\`。`,
      '5.14 以前的内核，运行 `modprobe vfio_mdev`。',
      `再启动它：\`mdevctl start --uuid ${uuid}\`，或 \`virsh nodedev-start 名字\`。`,
    ],
    vmOff: '关掉虚拟机。',
    remade: '已经建好的 vGPU 要删掉重建。',
    another: vm =>
      `给第二台虚拟机另建一个：\`fngvt vgpu create --autostart\`，再 \`fngvt vm detach ${vm}\`、\`fngvt vm attach ${vm}\`。`,
    sameUuid: uuid =>
      `把虚拟机里写的那个 vGPU 重新建出来：\`fngvt vgpu create --uuid ${uuid} --autostart\`。`,
    inSysfs: gpu => [
      `看类型：\`ls /sys/bus/pci/devices/${gpu}/mdev_supported_types\`；\`uuidgen\` 生成一个新的 UUID。`,
      `把 UUID 写进该类型的 \`create\` 文件：\`echo UUID > /sys/bus/pci/devices/${gpu}/mdev_supported_types/类型/create\`。`,
    ],
  },
  functionsMade: gpu => [
    `先建几个，比如 3 个：\`echo 3 > /sys/bus/pci/devices/${gpu}/sriov_numvfs\`，不能超过 \`sriov_totalvfs\`；要改数量，先写 0。`,
    `要每次开机都有：新建 \`/etc/tmpfiles.d/gpu-vfs.conf\`，写一行 \`w /sys/bus/pci/devices/${gpu}/sriov_numvfs - - - - 3\`。`,
    `直通给虚拟机的是 \`${gpu}\` 后面的 VF（\`.1\` 起），千万别选 \`${gpu}\` 本身（PF）。`,
  ],
  udevRule: (wrong, right) => [
    '把自带的规则复制一份：`cp /usr/lib/udev/rules.d/60-mdevctl.rules /etc/udev/rules.d/60-mdevctl.rules`。',
    `打开复制出来的文件，把 ${wrong} 改成 ${right}。`,
    '运行 `udevadm control --reload`，下次开机起作用。以后官方修好了，把这份删掉即可。',
  ],
  udevWrong: '那个不存在的路径',
  udevRight: '`command -v mdevctl` 显示的路径',

  vm: {
    'gpu-out': () => '在分到共享的核显之前，这台虚拟机没有核显可用。',
    'gpu-kept': () => '就是要整块给它的话，保持现状，不能再共享。',
    'one-vgpu-out': vm => `从其中一台虚拟机里拿掉它：\`fngvt vm detach ${vm}\`。`,
    'missing-vgpu-out': vm =>
      `从虚拟机里拿掉那个不存在的，换成真正存在的：\`fngvt vm detach ${vm}\`，再 \`fngvt vm attach ${vm}\`。`,
  },

  ways: {
    containers: {
      plain:
        '给容器用（Jellyfin、Emby、Frigate）：把 `/dev/dri` 映射进去（Docker 加 `--device /dev/dri`），几个容器可以一起用，不需要虚拟化，也不用重启。',
      proxmox:
        '给容器用（Jellyfin、Emby、Frigate）：在容器的“资源”页面选“添加”“设备直通”，路径填 `/dev/dri/renderD128`（Proxmox 8.2 起）；几个容器可以一起用，不需要虚拟化，也不用重启。',
      onPage:
        '容器之间、容器和飞牛之间可以共用核显（Jellyfin、Emby、Immich）：映射 `/dev/dri` 就行（compose 文件的 `devices:` 下面写 `- /dev/dri:/dev/dri`），不需要虚拟化，也不用重启。',
    },
    'whole-gpu': {
      plain:
        '给一台虚拟机：整块直通（`vfio-pci`，要开 VT-d 和 `intel_iommu=on`）；如果只有这一块显卡，这期间宿主机没有画面，SSH 和网页照常能用。',
      onPage:
        '给一台虚拟机：在“虚拟机”应用的「硬件直通」页面把核显整块给它（要开 VT-d 和 `intel_iommu=on`），之后飞牛和容器就用不了它了。',
    },
    'other-system': {
      plain:
        '用带 GVT-g 的系统（Proxmox、Debian）当底层，现在这个系统作为其中一台虚拟机来跑；这等于重装，先把数据备份到别处。',
      onPage:
        '用带 GVT-g 的系统（Proxmox、Debian）当底层，飞牛作为其中一台虚拟机来跑；这等于重装，先把数据备份到别处。',
    },
  },

  looks: {
    'gvt-log': "看内核日志：`dmesg | grep -iE 'gvt|i915|mdev'`，带 `gvt` 的报错或 `WARNING` 会说明原因。",
    'gvt-parameter': '检查：`cat /sys/module/i915/parameters/enable_gvt` 应当是 `Y`。',
    'driver-log': "看驱动为什么没上：`dmesg | grep -E 'i915|xe '`。内核比核显还老的话，根本不认识它。",
    'kvm-log': '看内核日志：`dmesg | grep -i kvm`；再用 `grep -rs kvm /etc/modprobe.d` 看有没有被屏蔽。',
    'sriov-log': "看内核日志：`dmesg | grep -iE 'sr-iov|guc'`。",
    'pf-mode': '检查：`dmesg | grep -i sr-iov` 里应当有 `Running in SR-IOV PF mode`。',
    'every-enable-gvt':
      '找出所有写了它的地方：`grep -rs enable_gvt /proc/cmdline /etc/default/grub /etc/default/grub.d /etc/kernel/cmdline /etc/modprobe.d`。只留一个 `=1` 的，其余删掉。',
    'libvirt-parents':
      '问 libvirt：`virsh -c qemu:///system nodedev-list --cap mdev_types`。里面没有核显，就是 `kvmgt` 比 libvirt 晚；开机就加载，它会先就位。',
    'mdevctl-rule':
      '看规则：`grep mdevctl /etc/udev/rules.d/60-mdevctl.rules /usr/lib/udev/rules.d/60-mdevctl.rules`。里面的程序要真的存在。',
    'iommu-there': '检查：`ls /sys/class/iommu` 不应为空。',
    'dmar-there': '检查：`ls /sys/firmware/acpi/tables/DMAR` 能看到这个文件。',
    'vmx-there': '检查：`grep -c vmx /proc/cpuinfo` 的结果应当大于 0。',
    'gpu-listed': "检查：`lspci -nn | grep -iE 'vga|display'` 应当出现带 `8086:` 的一行。",
    message: '用 `fngvt explain` 查这条信息。',
  },
  looksAtGpu: {
    'driver-there': (gpu, driver) =>
      `检查：\`lspci -nnk -s ${gpu}\` 里的 Kernel driver in use 应当是 ${driver}。`,
    'gpu-driver': gpu => `看现在是谁在驱动：\`lspci -nnk -s ${gpu}\`。`,
    'sriov-capability': gpu =>
      `检查：\`lspci -vv -s ${gpu} | grep -i 'single root'\`；还是没有输出，就是这块设备不行。`,
    'total-functions': gpu => `看驱动愿意给多少：\`cat /sys/bus/pci/devices/${gpu}/sriov_totalvfs\`。`,
    'aperture-there': gpu => `检查：\`lspci -v -s ${gpu}\` 里 \`prefetchable\` 那一行写着大小。`,
    'instances-there': gpu =>
      `检查：\`grep . /sys/bus/pci/devices/${gpu}/mdev_supported_types/*/available_instances\`。`,
    forum: gpu =>
      `去论坛问，带上这段输出、\`uname -a\`、\`cat /proc/cmdline\`、\`lspci -nnk -s ${gpu}\` 和这份报告。`,
  },
};
