import type { FactAddress } from '../../src/facts/catalogue.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import type { Value } from '../../src/facts/fact.ts';
import { kernelBoolean } from '../../src/values/kernel-boolean.ts';
import type { Language } from '../../src/values/text.ts';
import { isAtLeast } from '../../src/values/version.ts';

/** The facts of the host and of the subject that a sentence is about. */
export interface Witness {
  /** The value where it is known; undefined is unknown, null is known to be absent. */
  readonly value: (address: string) => Value | undefined;
  readonly subject: string | null;
}

/** Words of a passing row, and what must be so of the host for them to be true. It knows no rule: it goes by the words alone. */
export interface Claim {
  readonly says: Readonly<Record<Language, RegExp>>;
  /** `words` are what the groups of the expression caught. */
  readonly holds: (witness: Witness, ...words: string[]) => boolean;
}

export const witnessOf = (facts: Facts, subject: string | null): Witness => ({
  subject,
  value: address => facts.value(address as FactAddress, subject ?? undefined),
});

const claim = (en: RegExp, zh: RegExp, holds: Claim['holds']): Claim => ({
  says: { en, 'zh-CN': zh },
  holds,
});
const isOn = (value: Value | undefined): boolean =>
  value === true || (typeof value === 'string' && kernelBoolean(value) === true);
const isNone = (value: Value | undefined): boolean => Array.isArray(value) && value.length === 0;
const isSome = (value: Value | undefined): boolean => Array.isArray(value) && value.length > 0;
const isThere = (value: Value | undefined): boolean => value !== undefined && value !== null;
const size = (value: Value | undefined): number => (typeof value === 'number' ? value : Number.NaN);
const gvtSources = ['cmdline', 'configured', 'modprobe'].map(place => `${place}/i915.enable_gvt`);

/** What is said of the boot loader, the command line and the next boot. */
const boot: readonly Claim[] = [
  claim(
    /gets i915\.enable_gvt as the settings ask/u,
    /配置里的 i915\.enable_gvt，下次开机会带上/u,
    ({ value }) => isOn(value('configured/i915.enable_gvt')) && isOn(value('generated/i915.enable_gvt')),
  ),
  claim(/gets every parameter that the settings name/u, /写的启动参数，下次开机都会带上/u, ({ value }) =>
    isNone(value('bootloader/not-generated')),
  ),
  claim(
    /next boot asks for GVT-g/u,
    /下次开机还会打开 GVT-g/u,
    ({ value }) =>
      isOn(value('generated/i915.enable_gvt')) ||
      (value('generated/i915.enable_gvt') === null && isOn(value('modprobe/i915.enable_gvt'))),
  ),
  claim(
    /reports enable_gvt=(\S+)$/u,
    /显示 enable_gvt=(\S+)$/u,
    ({ value }, shown = '') => isOn(shown) && value('module-parameter/i915.enable_gvt') === shown,
  ),
  claim(
    /No boot parameter is a mistyped i915\.enable_gvt/u,
    /没有拼错的 i915\.enable_gvt/u,
    ({ value }) => value('cmdline/near-enable-gvt') === null,
  ),
  claim(
    /i915\.enable_gvt (?:is|has|.*, and) .*\bon\b/u,
    /i915\.enable_gvt.*打开的?$/u,
    ({ value }) => value('gvt/switch') === true,
  ),
  claim(/is configured, and/u, /已经写好/u, ({ value }) => isOn(value('configured/i915.enable_gvt'))),
  claim(
    /No mistake was found in the GRUB settings/u,
    /GRUB 配置文件的写法没有发现问题/u,
    ({ value }) => isNone(value('bootloader/faults')) && /grub/u.test(String(value('bootloader/kind'))),
  ),
  claim(/No file that .* ignores/u, /没有写进/u, ({ value }) => isNone(value('bootloader/stray'))),
  claim(/systemd-boot/u, /systemd-boot/u, ({ value }) =>
    /systemd-boot/u.test(String(value('bootloader/kind'))),
  ),
];

/** What is said of the GPU, its driver and its generation. */
const graphics: readonly Claim[] = [
  claim(
    /^Nothing keeps (\w+) from loading$/u,
    /^(\w+) 没有被禁止加载$/u,
    ({ value }, module = '') => value(`module-denied/${module}`) === null,
  ),
  claim(
    /^(\S+) drives the GPU$/u,
    /^核显由 (\S+) 驱动$/u,
    ({ value }, driver = '') => ['i915', 'xe'].includes(driver) && value('gpu/driver') === driver,
  ),
  claim(/keeps the driver off/u, /把显卡驱动关掉/u, ({ value }) => value('gpu/switched-off-by') === null),
  claim(/vfio-pci does not hold/u, /没有被 vfio-pci 占着/u, ({ value }) => {
    const driver = value('gpu/driver');
    return driver !== undefined && driver !== 'vfio-pci';
  }),
  claim(
    /GuC and GVT-g do not exclude/u,
    /GuC 和 GVT-g 不冲突/u,
    ({ value }) => value('gpu/guc-blocks-gvt') === false,
  ),
  claim(
    /^(.+) is new enough: Broadwell or later$/u,
    /^(.+) 够新，不早于 Broadwell/u,
    ({ value }, family = '') => value('gpu/family') === family && size(value('gpu/generation')) >= 8,
  ),
  claim(
    /^(.+) is none of the Atom-class GPUs/u,
    /^(.+) 不是 .*Atom 系核显$/u,
    ({ value }, family = '') => value('gpu/family') === family && isThere(value('gpu/gvtg-since')),
  ),
  claim(
    /^There is a way to share (.+): (GVT-g|SR-IOV)$/u,
    /^(.+) 有共享方式：(GVT-g|SR-IOV)$/u,
    ({ value }, family = '', way = '') =>
      value('gpu/family') === family &&
      (way === 'GVT-g' ? isThere(value('gpu/gvtg-since')) : hasCapability(value)),
  ),
  claim(
    /^GPU (\S+) is in fngvt's table$/u,
    /^显卡 (\S+) 在 fngvt 的型号表里$/u,
    ({ value }, id = '') => value('gpu/id') === id && isThere(value('gpu/platform')),
  ),
  claim(/has the PCI capability SR-IOV/u, /有 SR-IOV 的 PCI 能力/u, ({ value }) => hasCapability(value)),
  claim(
    /^(.+) has no GVT-g/u,
    /^(.+) 没有 GVT-g/u,
    ({ value }, family = '') => value('gpu/family') === family && value('gpu/gvtg-since') === null,
  ),
  claim(/nothing asks for/u, /也没有去开/u, ({ value }) =>
    gvtSources.every(address => value(address) !== undefined && !isOn(value(address))),
  ),
  claim(
    /^(.+) is shared by SR-IOV/u,
    /^(.+) 走 SR-IOV/u,
    ({ value }, family = '') =>
      value('gpu/family') === family && value('gpu/sriov-capable-platform') === true,
  ),
  claim(
    /^Intel GPUs on this host: (\d+)$/u,
    /^系统看得到 (\d+) 块 Intel 显卡$/u,
    ({ value }, count = '') => Number(count) > 0 && value('host/gpu-count') === Number(count),
  ),
  claim(
    /an Intel GPU is visible/u,
    /系统也看得到 Intel 显卡/u,
    ({ value }) => size(value('host/gpu-count')) > 0,
  ),
  claim(
    /^This CPU has an integrated GPU/u,
    /^这颗 CPU 带核显/u,
    ({ value }) => value('cpu/expects-igpu') === true,
  ),
];

function hasCapability(value: Witness['value']): boolean {
  const read = value('gpu/sriov-capability');
  return (
    value('gpu/sriov-capable-platform') === true && (read === true || size(value('gpu/sriov-numvfs')) > 0)
  );
}

/** What is said of the host, its firmware, its kernel and its modules. */
const host: readonly Claim[] = [
  claim(/not inside a container/u, /不在容器里/u, ({ value }) => value('host/container') === null),
  claim(/No hypervisor runs this system/u, /不是跑在虚拟机里/u, ({ value }) => value('host/guest') === null),
  claim(/^The GPU shares its IOMMU group with no device/u, /^核显的 IOMMU 组里没有/u, ({ value }) =>
    isNone(value('gpu/group-strangers')),
  ),
  claim(/^The functions share their IOMMU groups with no device/u, /^VF 的 IOMMU 组里没有/u, ({ value }) =>
    isNone(value('gpu/vf-group-strangers')),
  ),
  claim(/IOMMU.* is on$/u, /IOMMU 已打开$/u, ({ value }) => value('iommu/is-on') === true),
  claim(
    /VT-d is on in the firmware/u,
    /BIOS 里的 VT-d 是打开的/u,
    ({ value }) =>
      value('iommu/has-dmar') === true || (value('iommu/is-on') === true && size(value('iommu/groups')) > 0),
  ),
  claim(
    /^VT-x, .* is on$/u,
    /^VT-x.*已打开$/u,
    ({ value }) =>
      value('cpu/has-vmx') === true &&
      value('cpu/vendor') === 'GenuineIntel' &&
      value('kvm/disabled-by-firmware') !== true,
  ),
  claim(/\/dev\/kvm/u, /\/dev\/kvm/u, ({ value }) => value('kvm/has-device') === true),
  claim(
    /i915 is the kernel's own/u,
    /i915 是内核自带的/u,
    ({ value }) =>
      value('modules/i915-origin') === 'in-tree' &&
      !/^(?:updates|extra)\//u.test(String(value('module-file/i915'))),
  ),
  claim(
    /^Kernel (\S+) (?:was|is|has)\b/u,
    /内核 (\S+) (?:编译|够新$|没有|有)/u,
    ({ value }, release = '') => value('kernel/release') === release,
  ),
  claim(/was built with GVT-g/u, /编译时带上了 GVT-g/u, ({ value }) => {
    const option = value('kernel-config/DRM_I915_GVT_KVMGT');
    if (option !== undefined) return option === 'm' || option === 'y';
    return isThere(value('module-file/kvmgt')) || isThere(value('module-parameter/i915.enable_gvt'));
  }),
  claim(
    /new enough for GVT-g on (.+)$/u,
    /^就 (.+) 的 GVT-g 来说/u,
    ({ value }, family = '') =>
      value('gpu/family') === family &&
      isAtLeast(String(value('kernel/upstream')), String(value('gpu/gvtg-since'))) === true,
  ),
  claim(
    /has no known fault that stops GVT-g/u,
    /没有会让 GVT-g 起不来的已知缺陷/u,
    ({ value }) => value('gpu/regression') === null,
  ),
  claim(/^Kernel \S+ has kvmgt$/u, /^内核 \S+ 有 kvmgt 可用$/u, ({ value }) =>
    isThere(value('module-file/kvmgt')),
  ),
  claim(
    /^The next boot starts the same kernel, (\S+)$/u,
    /^下次启动的还是这个内核 (\S+)$/u,
    ({ value }, release = '') =>
      value('kernel/release') === release && value('kernel/next-release') === release,
  ),
  claim(
    /^(kvmgt|vfio_mdev)\b.* is loaded$/u,
    /(kvmgt|vfio_mdev) 已加载$/u,
    ({ value }, module = '') => value(`module-loaded/${module}`) === true,
  ),
  claim(/which i915 asks for/u, /^i915 要用的/u, ({ value }) => value('gvt/i915-loads-kvmgt') === true),
  claim(
    /^The next boot has kvmgt again$/u,
    /^下次开机 kvmgt 还会在$/u,
    ({ value }) => isThere(value('module-listed/kvmgt')) || value('module-file/kvmgt') === '(built-in)',
  ),
  claim(
    /^No module that is listed for boot is missing$/u,
    /^开机加载列表里的模块都不缺$/u,
    ({ value }) => isNone(value('modules/missing')) && isNone(value('modules/obsolete')),
  ),
  claim(
    /^i915\.enable_gvt is not set to off$/u,
    /^i915\.enable_gvt 没有设成关闭$/u,
    ({ value }) => value('gvt/switch') === true,
  ),
  claim(
    /^No garbled line keeps kvmgt from loading$/u,
    /^没有写乱的行妨碍加载 kvmgt$/u,
    ({ value }) =>
      value('module-loaded/kvmgt') === true ||
      isThere(value('module-listed/kvmgt')) ||
      isNone(value('modules/garbled')),
  ),
  claim(/lists is garbled$/u, /没有写乱的行$/u, ({ value }) => isNone(value('modules/garbled'))),
  claim(/no module of the past$/u, /没有过时的模块$/u, ({ value }) => isNone(value('modules/obsolete'))),
];

/** What is said of libvirt, of vGPUs and VMs, and of parameters. */
const guests: readonly Claim[] = [
  claim(
    /^No file of modprobe\.d keeps i915 from loading$/u,
    /^modprobe\.d 里没有禁止 i915 的行$/u,
    ({ value }) => value('module-denied-by-file/i915') === null,
  ),
  claim(
    /^libvirt knows what offers vGPUs: (.+)$/u,
    /^libvirt 认得能分 vGPU 的设备：(.+)$/u,
    ({ subject }, parents = '') => parents.split(', ').includes(subject ?? ''),
  ),
  claim(
    /set to start at boot/u,
    /设了开机自启/u,
    ({ value }) => value('mdev/autostart') === true || isThere(value('mdev/boot-unit')),
  ),
  claim(/udev rule works$/u, /mdevctl 规则也正常$/u, ({ value }) => value('mdevctl/rule-works') === true),
  claim(
    /udev rule calls (\S+), which is there$/u,
    /的规则调用 (\S+)，这个程序在$/u,
    ({ value }, program = '') =>
      value('mdevctl/rule-program') === program && value('mdevctl/rule-works') === true,
  ),
  claim(
    /^libvirt has mdevctl: (\S+)$/u,
    /^libvirt 要用的 mdevctl 在：(\S+)$/u,
    ({ value }, path = '') => value('mdevctl/path') === path && value('libvirt/is-running') === true,
  ),
  claim(/^No two VMs name this vGPU$/u, /^这个 vGPU 没有被两台虚拟机同时用到$/u, ({ value }) => {
    const users = value('mdev/used-by');
    return Array.isArray(users) && users.length < 2;
  }),
  claim(
    /^Every vGPU that this VM names/u,
    /^这台虚拟机用到的 vGPU 都/u,
    ({ value }) => isSome(value('vm/mdevs')) && isNone(value('vm/missing-mdevs')),
  ),
  claim(/not take the whole GPU$/u, /^这台虚拟机没有整块直通核显$/u, ({ value }) =>
    isNone(value('vm/gpu-passthrough')),
  ),
  claim(
    /^This vGPU has IOMMU group (\S+)$/u,
    /^这个 vGPU 在 IOMMU 组 (\S+) 里$/u,
    ({ value }, group = '') => value('mdev/iommu-group') === group,
  ),
  claim(/^No risk of this parameter is known$/u, /^这个参数没有已知的风险$/u, ({ value }) =>
    ['obsolete', 'wrong-technology'].includes(String(value('parameter/kind'))),
  ),
  claim(
    /^The running kernel still has this parameter$/u,
    /^现在的内核还认这个参数$/u,
    ({ value }) => value('parameter/kind') === 'wrong-technology' && isThere(value('kernel/upstream')),
  ),
  claim(/^This parameter is spelt right$/u, /^这个参数的拼写没有错$/u, ({ value }) =>
    ['dangerous', 'obsolete', 'wrong-technology'].includes(String(value('parameter/kind'))),
  ),
  claim(/not belong to the other technology$/u, /^这个参数不属于另一种共享方式$/u, ({ value }) =>
    ['dangerous', 'obsolete'].includes(String(value('parameter/kind'))),
  ),
];

/** What is said of the room for vGPUs, of virtual functions and of sharing. */
const shares: readonly Claim[] = [
  claim(/running driver offers SR-IOV: \S/u, /正在用的驱动支持 SR-IOV：\S/u, ({ value }) =>
    isThere(value('gpu/sriov-driver')),
  ),
  claim(
    /^A driver with SR-IOV for (.+) is on this host$/u,
    /^本机有支持 (.+) SR-IOV 的驱动$/u,
    ({ value }, family = '') =>
      value('gpu/family') === family &&
      (isThere(value('gpu/sriov-driver')) || isThere(value('gpu/sriov-driver-on-disk'))),
  ),
  claim(
    /^The running xe offers SR-IOV/u,
    /^正在用的 xe 支持/u,
    ({ value }) => value('gpu/driver') === 'xe' && value('gpu/sriov-driver') === 'xe',
  ),
  claim(
    /log has no complaint about address space/u,
    /日志里没有 VF 地址空间不足的报错/u,
    ({ value }) => value('log/sriov-no-mmio') === null,
  ),
  claim(
    /as physical function$/u,
    /PF 模式$/u,
    ({ value }) => value('gpu/sriov-pf-mode') === true || size(value('gpu/sriov-numvfs')) > 0,
  ),
  claim(
    /^Virtual functions on offer: (\d+)$/u,
    /^核显最多能分 (\d+) 个 VF$/u,
    ({ value }, total = '') => Number(total) > 0 && value('gpu/sriov-totalvfs') === Number(total),
  ),
  claim(
    /^Virtual functions made: (\d+) of (\d+)$/u,
    /^已建 (\d+) 个 VF，最多 (\d+) 个$/u,
    ({ value }, made = '', total = '') =>
      Number(made) > 0 &&
      Number(made) <= Number(total) &&
      value('gpu/sriov-numvfs') === Number(made) &&
      value('gpu/sriov-totalvfs') === Number(total),
  ),
  claim(
    /^Of (\d+) MiB of graphics addresses, the aperture takes (\d+)$/u,
    /^显存地址共 (\d+) MiB，窗口只占 (\d+) MiB$/u,
    ({ value }, all = '', aperture = '') =>
      value('gpu/ggtt-mib') === Number(all) &&
      value('gpu/aperture-mib') === Number(aperture) &&
      Number(all) > Number(aperture),
  ),
  claim(
    /^An aperture of (\d+) MiB/u,
    /^显存窗口 (\d+) MiB/u,
    ({ value }, aperture = '') => value('gpu/aperture-mib') === Number(aperture),
  ),
  claim(/allows several vGPUs$/u, /够分几个 vGPU$/u, ({ value }) => {
    const fresh = value('gpu/expected-instances');
    return Array.isArray(fresh) && fresh.some((line: string) => Number(line.split(' ')[1]) > 1);
  }),
  claim(/not too small for a vGPU$/u, /不算太小$/u, ({ value }) => isSome(value('gpu/mdev-types'))),
  claim(
    /^vGPUs made: (\d+); up to (\d+) more are possible$/u,
    /^已有 (\d+) 个 vGPU，最多还能再建 (\d+) 个$/u,
    ({ value }, there = '', more = '') =>
      Number(there) + Number(more) > 0 &&
      value('gpu/vgpu-count') === Number(there) &&
      value('gpu/mdev-free') === Number(more),
  ),
  claim(/^GVT-g has started/u, /的 GVT-g 已经起来$/u, ({ value }) => value('gpu/mdev-registered') === true),
  claim(
    /^This GPU can be shared by (GVT-g|SR-IOV)$/u,
    /^这块核显可以用 (GVT-g|SR-IOV) 共享$/u,
    ({ value }, way = '') =>
      value('gpu/technology') === way.toLowerCase() &&
      (way === 'GVT-g' ? value('gpu/mdev-registered') === true : size(value('gpu/sriov-totalvfs')) > 0),
  ),
];

/** Whatever a passing row may say. A new sentence of a rule needs its row here: which facts make it true? */
/** What is said of messages: the sentence is the table's own, so it is held against what the message is. */
const messages: readonly Claim[] = [
  claim(
    /^(?:A note that a module is not signed|An optional file is not there)/u,
    /^(?:只是提示模块没有签名|缺少的是可选文件)/u,
    ({ value }) => value('message/is-harmless') === true,
  ),
];

const wordsOf = (value: Value | undefined): string => (Array.isArray(value) ? value.join(', ') : '');

/** What is said of a try of kernel parameters. */
const tries: readonly Claim[] = [
  claim(
    /^The next boot tries (.+), once$/u,
    /^下次开机试用 (.+)，只试一次$/u,
    ({ value }, words = '') => value('try/state') === 'waiting' && wordsOf(value('try/words')) === words,
  ),
  claim(
    /^The try of (.+): set up for the next boot$/u,
    /^试用 (.+)：下次开机试$/u,
    ({ value }) => value('try/state') === 'waiting',
  ),
  claim(
    /^The try of (.+): this boot is it$/u,
    /^试用 (.+)：这次开机就是$/u,
    ({ value }) => value('try/state') === 'running',
  ),
];

/** What is said of what fngvt set up once. */
const setUps: readonly Claim[] = [
  claim(
    /^What fngvt wrote into it on (\S+) still counts$/u,
    /^fngvt 在 (\S+) 写进去的内容还有效$/u,
    ({ value }, day = '') =>
      value('setup/kind') === 'file' && value('setup/since') === day && isNone(value('setup/missing')),
  ),
  claim(
    /^What fngvt gave this VM on (\S+) is in its definition$/u,
    /^fngvt 在 (\S+) 分给它的设备还在$/u,
    ({ value }, day = '') =>
      value('setup/kind') === 'vm' && value('setup/since') === day && isNone(value('setup/missing')),
  ),
  claim(
    /^The start at boot that fngvt set on (\S+) still stands$/u,
    /^fngvt 在 (\S+) 设的开机自启还在$/u,
    ({ value }, day = '') =>
      value('setup/kind') === 'vgpu' && value('setup/since') === day && isNone(value('setup/missing')),
  ),
];

export const claims: readonly Claim[] = [
  ...messages,
  ...boot,
  ...graphics,
  ...host,
  ...guests,
  ...shares,
  ...tries,
  ...tries,
  ...setUps,
];
