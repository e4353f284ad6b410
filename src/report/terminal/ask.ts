import type { Finding } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import { pciDevice, pciDevices } from '../../values/pci-device.ts';

/** What is known of the place where the questions will be answered. */
export interface Asked {
  /** A path that was answered already: what it holds, or that it is missing. */
  readonly isAnswered: (path: string) => boolean;
  /** The shell is root's. */
  readonly isRoot: boolean;
}

/** A person types so many and not more. */
const most = 4;

/** So many files in one of them: a line that can be copied from a phone. */
const mostFiles = 7;

/** Where we are told nothing: a container, a VM. Nobody would be asked to prove that he sits at the machine itself. */
const selfEvident: readonly string[] = ['container', 'guest', 'igpu-visible'];

/** What begins every chain: which GPU, which kernel, its command line and options, what is loaded, and whether types are there. */
const basics: readonly string[] = [
  pciDevices,
  '/proc/sys/kernel/osrelease',
  '/proc/cmdline',
  '/etc/modprobe.d',
  '/sys/module/kvmgt/initstate',
  `${pciDevice('0000:00:02.0')}/mdev_supported_types`,
];

/**
 * The fewest commands that could settle what is undecided; none where the verdict stands. One command answers for many files: `grep`
 * names each, and says which is missing. Where there are too many, those stay that the most checks wait for, in the order of the chain.
 */
export function questionsOf(report: Report, { isAnswered, isRoot }: Asked): readonly string[] {
  if (report.verdict?.state !== 'unknown') return [];
  const gpu = report.verdict.gpu ?? undefined;
  const needs = needsOf(report).map(sources => sources.filter(path => !isAnswered(path)));
  const waiting = new Map<string, number>();
  const files = new Set<string>();
  for (const sources of needs) {
    const questions = sources.flatMap(source => questionOf(source, gpu) ?? []);
    for (const question of questions)
      if ('files' in question) question.files.forEach(path => files.add(path));
    const names = new Set(questions.map(question => ('files' in question ? grep : question.command)));
    for (const name of names) waiting.set(name, (waiting.get(name) ?? 0) + 1);
  }
  const order = [...waiting.keys()];
  const chosen = [...order]
    .sort((one, other) => (waiting.get(other) ?? 0) - (waiting.get(one) ?? 0))
    .slice(0, most);
  const sudo = isRoot || report.host.platform === 'proxmox' ? '' : 'sudo ';
  return order
    .filter(name => chosen.includes(name))
    .map(name => (name === grep ? `${grep} ${[...files].slice(0, mostFiles).join(' ')}` : name))
    .map(name => (name === modules ? modulesFor(report) : name))
    .map(command => (needsRoot.test(command) ? `${sudo}${command}` : command));
}

/** The sources that each open check waits for. Before the GPU's technology is known no check says what it would need. */
function needsOf(report: Report): readonly (readonly string[])[] {
  const own = report.findings.filter(isBlocking).map(sourcesOf);
  if (report.verdict?.technology !== null) return own;
  const gpu = report.gpus.find(card => card.address === report.verdict?.gpu);
  if (gpu?.id === undefined || gpu.id === null) return [basics, ...own];
  // A GPU that is known and has no technology yet is one that may have SR-IOV: the device itself must say.
  const folder = pciDevice(gpu.address);
  const device = ['driver', 'sriov_totalvfs', 'sriov_numvfs'].map(name => `${folder}/${name}`);
  return [[...device, '/proc/sys/kernel/osrelease', '/proc/cmdline', '/sys/module/i915/parameters/max_vfs']];
}

/** Every line of a file with its number, and what is missing, told by name. */
const grep = 'grep -rn .';

/** The kernel log where it is restricted, and parameters of mode 0400 (i915_params.c). */
const needsRoot = /^dmesg|\/sys\/module\//u;

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

/** Where the modules lie. */
const modules = 'modinfo -n i915 kvmgt vfio_mdev xe';

/** The same for the way in which this GPU is shared: nobody is asked for what can't matter on it. */
function modulesFor({ gpus, verdict }: Report): string {
  const way = verdict?.technology ?? gpus.find(({ address }) => address === verdict?.gpu)?.technology;
  if (way === 'gvt-g') return 'modinfo -n i915 kvmgt';
  return way === 'sr-iov' ? 'modinfo -n i915 xe' : modules;
}

const lspciOf = (gpu: string | undefined): string =>
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
    (_, gpu) => ({ command: lspciOf(gpu) }),
  ],
  [
    /^\/sys\/(?:class\/iommu|firmware\/acpi\/tables)/u,
    () => ({ command: 'ls /sys/class/iommu /sys/firmware/acpi/tables' }),
  ],
  [/^\/lib\/modules/u, () => ({ command: modules })],
  [/^\/boot\/config-/u, () => ({ command: 'grep DRM_I915_GVT /boot/config-$(uname -r)' })],
  [/^dmesg$/u, () => ({ command: "dmesg | grep -iE 'i915|gvt|vfio|iommu|dmar'" })],
];
