import type { Finding } from '../judge/finding.ts';
import type { GpuCard, Report } from '../judge/report-types.ts';
import { isBootWritten } from '../knowledge/hosts.ts';
import { typeByName } from '../knowledge/vgpu-types.ts';
import { sanitize, shown } from './sanitize.ts';
import { typedName } from './terminal/typed.ts';
import type { Words } from '../words/report.en.ts';

/** A command with what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly note: string;
}

/** What comes next, and what has to be done before. */
interface Next {
  /** Empty where there is nothing. */
  readonly before: string;
  readonly next: readonly NextStep[];
}

interface Reader {
  readonly words: Words;
  /** How this person must call fngvt. */
  readonly call: string;
}

/** What is to be done next; `first` is the first broken link. */
export function nextSteps(
  report: Report,
  first: Finding | null,
  gpu: GpuCard | undefined,
  reader: Reader,
): Next {
  const { words, call } = reader;
  const verdict = report.verdict;
  if (verdict === null) return { before: '', next: [] };
  const sudo = `sudo ${call}`;
  if (verdict.state === 'ready') return { before: '', next: nextWhenReady(report, gpu, reader) };
  if (verdict.state === 'reboot-needed') {
    return { before: words.nextReboot, next: [{ command: sudo, note: words.nextAgain(words.tags.ready) }] };
  }
  if (verdict.cause === 'inside-container' || verdict.cause === 'inside-guest') {
    return { before: '', next: [{ command: sudo, note: words.nextHost }] };
  }
  const explain =
    first === null ? [] : [{ command: `${call} explain ${sanitize(first.id)}`, note: words.nextExplain }];
  if (verdict.state === 'unknown') {
    const helps = report.host.root !== true && (report.tally.unknowns['denied'] ?? 0) > 0;
    return { before: '', next: [...(helps ? [{ command: sudo, note: words.nextRoot }] : []), ...explain] };
  }
  const again = { command: sudo, note: words.nextAgain(words.tags.ready) };
  if (verdict.state !== 'action-needed') return { before: '', next: explain };
  const isOurs = first?.acts === 'fngvt' && isBootWritten(report.host.platform);
  const fix = isOurs ? [{ command: `${sudo} fix`, note: words.nextFix }] : [];
  return { before: '', next: [...fix, ...explain, again] };
}

/** Systems that keep vGPUs by means of their own; ours would not outlive a reboot there, or a visit of the web interface. */
const keepsItsOwn: readonly string[] = ['unraid', 'truenas'];

/** From a ready host to a VM: what is made next, by the names of this host. */
function nextWhenReady(
  report: Report,
  gpu: GpuCard | undefined,
  { words, call }: Reader,
): readonly NextStep[] {
  const sudo = `sudo ${call}`;
  const list = { command: `${call} vm`, note: words.nextVms };
  const own = report.vgpu.devices.filter(device => device.parent === gpu?.address && device.active === true);
  const user = own.flatMap(device => device.in_use_by)[0];
  if (user !== undefined) {
    const name = isPlainName(user) ? typedName(user, words.yours) : 'VM';
    return [{ command: `${sudo} vm verify ${name}`, note: words.nextVerify }];
  }
  const attach = { command: `${sudo} vm attach VM`, note: words.nextAttach };
  if (report.verdict?.technology === 'sr-iov') {
    if ((gpu?.sriov_numvfs ?? 0) > 0) return [list, attach];
    const total = gpu?.sriov_totalvfs ?? 0;
    const create = `${sudo} vgpu create --count ${Math.min(3, total)}`;
    return total > 0 ? [{ command: create, note: words.nextFunctions }] : [];
  }
  if (own.length > 0) return [list, attach];
  const type = usefulType(report, gpu);
  if (type === undefined) return [];
  const { platform } = report.host;
  if (platform !== null && keepsItsOwn.includes(platform))
    return [{ command: `${call} explain ${shown(type, words, 40)}`, note: words.nextTypes }];
  return platform === 'proxmox'
    ? [list, { command: `${sudo} vm attach VM --type ${shown(type, words, 40)}`, note: words.nextAttach }]
    : [
        {
          command: `${sudo} vgpu create --type ${shown(type, words, 40)} --autostart`,
          note: words.nextCreate,
        },
        list,
      ];
}

/**
 * The type that most people want: full resolution for as many VMs as fit, else the small one, else a larger. It becomes part of a
 * command that people copy, so only a name that we know will do.
 */
function usefulType(report: Report, gpu: GpuCard | undefined): string | undefined {
  const free = report.vgpu.types.filter(
    type => type.gpu === gpu?.address && (type.available ?? 0) > 0 && typeByName(type.name) !== undefined,
  );
  return ['4', '8', '2', '1'].flatMap(suffix => free.filter(type => type.name.endsWith(`_${suffix}`)))[0]
    ?.name;
}

/** Fit to stand in a command that people copy; a stranger's report may name anything. */
const isPlainName = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.-]{0,63}$/u.test(name);
