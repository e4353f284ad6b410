import type { Paste } from '../paste/paste.ts';

/** Words that only our matter has. */
const ours =
  /gvt|sr-?iov|vgpu|\bmdev|kvmgt|i915-sriov|\bi915\b|\bi965\b|\bvgt\b|vfio|\bVFs\b|virtual function|核显虚拟|显卡虚拟化|虚拟(?:核显|显卡)|共享(?:核显|显卡|gpu)|(?:核显|显卡)(?:.{0,6})(?:共享|切分|分给|虚拟)|split.{0,12}(?:igpu|gpu)|shar.{0,20}(?:igpu|integrated)|sriov_numvfs|virtual gpu/iu;

/** An Intel GPU, and a virtual machine that it is wanted in: both together. */
const gpu =
  /核显|集显|\bigpu\b|intel.{0,20}(?:graphics|gpu)|\bUHD\b|iris xe|integrated (?:gpu|graphics)|显卡/iu;
const machine =
  /虚拟机|直通|\bVMs?\b|passthrough|pass-?through|\bqemu\b|\bkvm\b|libvirt|virsh|proxmox|\bpve\b|\bwin(?:dows|10|11)\b|\bguest\b/iu;

/** Other makers: a text of theirs that has no word of Intel's is not ours. */
const theirs =
  /nvidia|geforce|\brtx ?\d|\bgtx ?\d|\bquadro|radeon|\brx ?[567]\d{3}|\btesla [pmtk]\d|amd (?:gpu|显卡|核显)|\bryzen|锐龙|vega/iu;

/** Words of Intel's sharing alone: vGPU and VFIO are other makers' too. */
const intels = /gvt|sr-?iov|kvmgt|\bi915|intel/iu;

/** A guide was followed, and where it lists a folder there is none: that is how GVT-g's ends. It is asked about rather than sent away. */
const missing = /没有那个文件或目录|No such file or directory/iu;
const listed = /(?<!\w)ls(?!\w)|文件夹|folder/iu;
const followed = /教程|视频|照着|跟着|\bguide\b|\btutorial\b|\bhow-?to\b|step by step/iu;

/** A machine of another maker, as lspci shows it: what is said of Intel's beside it is about others. */
const otherGpu = /(?:VGA compatible|3D|Display) controller[^\n]{0,200}\[(?:1002|10de):/iu;
const intelGpu = /\[8086:|Intel Corporation/iu;
const otherCpu = /\bryzen|锐龙|\bepyc|\bathlon/iu;

/** What is named to say that there is none. */
const none = /\b(?:no|without(?: any)?) (?:VMs?|virtual machines?)\b|(?:没有|不用|没装)虚拟机/giu;

/** Somebody sells or buys. */
const market =
  /^[ \t]{0,8}[【[［(（]?[ \t]?(?:出|收|求购|转让|WTS|WTB|FS|for sale)[ \t]?[】\]］)）]|包顺丰|走闲鱼/imu;

/** Is it about sharing an Intel GPU with virtual machines? `isHeard`: a message that we know is in it. */
export function isOnTopic({ lines, seen, claims }: Paste, isHeard: boolean): boolean {
  const text = lines.join('\n').slice(0, 200_000).replaceAll(none, '');
  const isShown = seen.some(
    name => !/^(?:messages|virsh|qm|systemctl|dpkg|find|dmesg|journalctl)/u.test(name),
  );
  if (market.test(text) && !isShown) return false;
  const isIntel =
    claims.some(({ about, platforms }) => about !== 'kernel' && platforms.length > 0) ||
    /intel|核显|i915/iu.test(text);
  if (otherCpu.test(text) && otherGpu.test(text) && !intelGpu.test(text)) return false;
  if (theirs.test(text) && !isIntel && !intels.test(text)) return false;
  if (ours.test(text) || isHeard || [missing, listed, followed].every(sign => sign.test(text))) return true;
  const isChip = claims.some(({ platforms }) => platforms.length > 0);
  if (isChip && machine.test(text)) return true;
  return (gpu.test(text) && machine.test(text)) || (isShown && gpu.test(text));
}
