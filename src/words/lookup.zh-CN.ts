import type { LookupWords } from './lookup.en.ts';

/** `fngvt lookup` 的文字。 */
export const lookup: LookupWords = {
  technologies: { 'gvt-g': 'GVT-g', 'sr-iov': 'SR-IOV', none: '不能共享', depends: '视情况而定' },
  candidates: text => `“${text}”可能是下面任何一种，看完整型号或 PCI id（lspci -nn）才能分清：`,
  alike: text => `“${text}”有几种，共享的方式都一样：`,
  notes: {
    'too-old': '比 Broadwell 更早，GVT-g 和 SR-IOV 都没有。',
    atom: '低功耗小核平台：GVT-g 不支持它，也没有 SR-IOV。',
    gap: '对 GVT-g 来说太新，又没有驱动在它上面实现 SR-IOV。',
    'no-gpu': '出厂就不带 Intel 核显，没有可以共享的东西。',
    'gpu-varies': '同名的型号有的带核显，有的不带。如果带：',
    'single-device': '同一平台里有的显卡可以，有的不行，要看显卡自己（sriov_totalvfs）。',
  },
  gvtg: since => `用内核自带的 i915 加 kvmgt，Linux ${since} 起支持。`,
  gvtgBetween: (absent, since) =>
    `用内核自带的 i915 加 kvmgt：Linux ${absent} 还没有，${since} 已经有，两者之间的版本没有查过。`,
  xe: since => `用内核自带的 xe，Linux ${since} 起支持。`,
  xeBetween: (absent, since) =>
    `用内核自带的 xe：Linux ${absent} 还没有，${since} 已经有，两者之间的版本没有查过。`,
  forceProbe: 'xe 不会自动接管，要在内核命令行里写上 xe.force_probe 和 i915.force_probe。',
  outOfTree: drivers => `也可以用树外驱动（i915-sriov-dkms）：${drivers}。`,
  onlyOutOfTree: drivers => `内核自带的驱动都不行，只能用树外驱动（i915-sriov-dkms）：${drivers}。`,
  and: '、',
  byAperture: '能分几个 vGPU，取决于 BIOS 里设置的 aperture（显存窗口）大小：',
  aperture: mib => `${mib} MiB`,
  types: (count, resolution) => `${count} 个 ${resolution}`,
  or: '，或 ',
  apertureNote:
    '每个数字都是只建这一种时的个数，按常见的 4 GiB 显存地址空间计算。这个选项常被隐藏；超过 512 MiB 有些主板会开不了机。',
  functions: usual => `能分几个虚拟功能（VF）要看显卡自己报的数（sriov_totalvfs），通常是 ${usual} 个。`,
  functionsUnknown: '能分几个虚拟功能（VF）要看显卡自己报的数（sriov_totalvfs）。',
  upkeep: (seen, cared, odd, archived) =>
    `前景：至少到 Linux ${seen}，GVT-g 还在内核里。到 ${cared} 为止有人正式维护，${odd} 里已标为 “Odd Fixes”；Intel 自己的仓库已于 ${archived} 归档。`,
  hint: call => `以上只看名字。在机器上运行：${call} doctor`,
  missing: text =>
    `没有“${text}”的资料。可以查 PCI id（8086:3e92）、Intel 处理器（i5-8500T）、显卡（UHD 630）、平台（Kaby Lake）或代数（八代）。`,
};
