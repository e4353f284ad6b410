import type { Report } from '../../judge/report-types.ts';
import type { Language } from '../../values/text.ts';
import { agentWords } from '../../words/agent-words.ts';

/** What guides advise for GVT-g, and for SR-IOV. */
const forGvtg = ['i915.enable_gvt=1', 'modprobe kvmgt', 'mdevctl define', 'echo UUID > create'];
const forSriov = [
  'i915.enable_guc=3',
  'i915.max_vfs=7',
  'xe.force_probe=',
  'echo N > sriov_numvfs',
  'dkms install i915-sriov-dkms',
];

/** Systems that are their makers': packages and kernels come from them alone. */
const closed: readonly string[] = ['fnos', 'unraid', 'truenas'];

/** What is often advised, and would be wrong on this host. */
export function notToAdvise(
  { verdict, host, gpus }: Report,
  language: Language,
): readonly { readonly commands: string[]; readonly because: string }[] {
  const { wrong } = agentWords[language];
  const gpu = gpus.find(({ address }) => address === verdict?.gpu) ?? gpus[0];
  const technology = verdict?.technology ?? gpu?.technology ?? null;
  const all: readonly (readonly [isSo: boolean, commands: readonly string[], because: string])[] = [
    [
      verdict?.rule === 'guest' || verdict?.rule === 'container',
      ['update-grub', 'modprobe i915', 'modprobe kvmgt'],
      wrong.inside,
    ],
    [technology === 'sr-iov', forGvtg, wrong.gvtgHere],
    [technology === 'gvt-g', forSriov, wrong.sriovHere],
    [technology === 'none', [...forGvtg, ...forSriov], wrong.neither],
    [technology === null, [...forGvtg, ...forSriov], wrong.notKnown],
    [
      closed.includes(host.platform ?? ''),
      ['apt install', 'apt full-upgrade', 'dpkg -i', 'dkms install'],
      wrong.packages,
    ],
    [
      ['systemd-boot', 'proxmox-systemd-boot', 'syslinux'].includes(host.bootloader ?? ''),
      ['update-grub', 'grub-mkconfig -o', 'nano /etc/default/grub'],
      wrong.notGrub,
    ],
    [
      technology === 'gvt-g' && host.platform !== 'proxmox' && host.platform !== null,
      ['intel_iommu=on'],
      wrong.iommu,
    ],
    [
      technology === 'gvt-g' || technology === 'sr-iov',
      ['vfio-pci.ids=', 'hostpci0: 0000:00:02.0'],
      wrong.whole,
    ],
    [technology !== null, ['modprobe -r i915', 'rmmod -f i915', 'modprobe -r xe'], wrong.unload],
    [
      verdict?.state === 'ready' && verdict.lasts !== false,
      ['nano /etc/default/grub', 'update-initramfs -u'],
      wrong.ready,
    ],
  ];
  return all.filter(([isSo]) => isSo).map(([, commands, because]) => ({ commands: [...commands], because }));
}
