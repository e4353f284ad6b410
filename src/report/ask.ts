import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report.ts';

/** What is known of the place where the questions will be answered. */
export interface Asked {
  /** A path that was answered already: what it holds, or that it is missing. */
  readonly isAnswered: (path: string) => boolean;
  /** The shell is root's. */
  readonly isRoot: boolean;
}

/** A person types so many and not more. */
const most = 4;

/** Where we are told nothing: a container, a VM. Nobody would be asked to prove that he sits at the machine itself. */
const selfEvident: readonly string[] = ['container', 'guest', 'igpu-visible'];

/** What begins every chain: which GPU, which kernel, its command line and options, what is loaded, and whether types are there. */
const basics: readonly string[] = [
  '/sys/bus/pci/devices',
  '/proc/sys/kernel/osrelease',
  '/proc/cmdline',
  '/etc/modprobe.d',
  '/sys/module/kvmgt/initstate',
  '/sys/bus/pci/devices/0000:00:02.0/mdev_supported_types',
];

/**
 * The fewest commands that could settle what is undecided, in the order of the chain; none where the verdict stands. One command
 * answers for many files: `grep` names each, and says which is missing.
 */
export function questionsOf(report: Report, { isAnswered, isRoot }: Asked): readonly string[] {
  if (report.verdict?.state !== 'unknown' || report.verdict.cause !== null) return [];
  const gpu = report.verdict.gpu ?? undefined;
  const isOpen = report.verdict.technology === null;
  const own = report.findings.filter(isBlocking).flatMap(sourcesOf);
  const sources = [...new Set(isOpen ? [...basics, ...own] : own)].filter(path => !isAnswered(path));
  const order: string[] = [];
  const files: string[] = [];
  for (const source of sources) {
    const question = questionOf(source, gpu);
    if (question === undefined) continue;
    const name = 'files' in question ? 'files' : question.command;
    if ('files' in question) files.push(...question.files);
    if (!order.includes(name)) order.push(name);
  }
  // A switch that only root may read (mode 0400) is worth a question of its own only together with others.
  const isPrivate = files.some(path => path.startsWith('/sys/module/'));
  const sudo = isRoot || report.host.platform === 'proxmox' ? '' : 'sudo ';
  return order
    .slice(0, most)
    .map(name =>
      name === 'files' ? `${isPrivate ? sudo : ''}grep -rn . ${[...new Set(files)].join(' ')}` : name,
    )
    .map(command =>
      command.startsWith('dmesg') || command.startsWith('lspci -vv') ? `${sudo}${command}` : command,
    );
}

const isBlocking = (finding: Finding): boolean =>
  finding.verdict === 'unknown' && finding.severity === 'error' && !selfEvident.includes(finding.id);

function sourcesOf(finding: Finding): readonly string[] {
  return finding.evidence
    .filter(
      item => item.predicate !== 'shown' && (item.unknown === 'not captured' || item.unknown === 'denied'),
    )
    .flatMap(item => item.source?.split(', ') ?? []);
}

type Question = { readonly command: string } | { readonly files: readonly string[] };

/** The command that shows a source; several sources share one. undefined: nobody can be asked for it in a line. */
function questionOf(source: string, gpu: string | undefined): Question | undefined {
  return questions.find(([shape]) => shape.test(source))?.[1](source, gpu);
}

const chosen = (gpu: string | undefined): string =>
  gpu === undefined
    ? "lspci -nnk | grep -A3 -E '\\[03[0-9]{2}\\]'"
    : `lspci -nnk -s ${gpu.replace(/^0000:/u, '')}`;

const questions: readonly (readonly [RegExp, (source: string, gpu: string | undefined) => Question])[] = [
  [/^\/proc\/(?:sys\/kernel|version)/u, () => ({ command: 'uname -a' })],
  [/^\/proc\/modules$|\/initstate$/u, () => ({ command: 'lsmod' })],
  [/^\/etc\/default\/grub/u, () => ({ files: ['/etc/default/grub', '/etc/default/grub.d'] })],
  [/^\/proc\/cmdline$|^\/etc\/(?:kernel\/cmdline|os-release)$/u, source => ({ files: [source] })],
  [/^\/etc\/modprobe\.d/u, () => ({ files: ['/etc/modprobe.d', '/lib/modprobe.d'] })],
  [/^\/etc\/modules/u, () => ({ files: ['/etc/modules', '/etc/modules-load.d'] })],
  [/^\/sys\/module\/\w+\/parameters\//u, source => ({ files: [source] })],
  [/\/mdev_supported_types/u, source => ({ files: [source.replace(/(\/mdev_supported_types).*$/u, '$1')] })],
  [/\/(?:sriov_totalvfs|sriov_numvfs|resource|driver_override)$/u, source => ({ files: [source] })],
  [
    /^\/sys\/bus\/pci\/devices(?:$|\/[^/]+(?:$|\/(?:device|driver|class|vendor)$))/u,
    (_, gpu) => ({ command: chosen(gpu) }),
  ],
  [
    /^\/sys\/(?:class\/iommu|firmware\/acpi\/tables)/u,
    () => ({ command: 'ls /sys/class/iommu /sys/firmware/acpi/tables' }),
  ],
  [/^\/lib\/modules/u, () => ({ command: 'modinfo -n i915 kvmgt vfio_mdev xe' })],
  [/^\/boot\/config-/u, () => ({ command: 'grep DRM_I915_GVT /boot/config-$(uname -r)' })],
  [/^dmesg$/u, () => ({ command: "dmesg | grep -iE 'i915|gvt|vfio|iommu|dmar'" })],
];
