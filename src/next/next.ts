import type { Finding } from '../judge/finding.ts';
import type { Next, Report } from '../judge/report-types.ts';
import { isBootWritten } from '../knowledge/hosts.ts';
import { growthOf, keepsItsOwn, makesAtStart } from './growth.ts';
import { asAnybody, asRoot, type Move } from './move.ts';

/** A report before it is said what comes next. */
type Judged = Omit<Report, 'next'>;
type Why = Next['why'];

/** What comes next, and what is to be typed for it. */
export interface Road {
  readonly why: Why;
  /** Id of the finding that it is about; null where it is about none. */
  readonly finding: string | null;
  /** What has to be done before anything can be typed here: a reboot, going to the host. */
  readonly first: 'reboot' | 'host' | null;
  /** The commands, in order. */
  readonly moves: readonly Move[];
}

/** The one thing to do first: the first move of the road. `lostBy`: see `roadOf`. */
export function nextOf(report: Judged, lostBy: string | null = null): Next | null {
  const road = roadOf(report, lostBy);
  if (road === undefined) return null;
  const { why, finding, first, moves } = road;
  const argv = first === null ? (moves[0]?.argv ?? null) : null;
  return { why, argv, finding };
}

/**
 * What comes next: what is in the way now, what the next boot loses, a VM that can't start, a vGPU that won't return, then growth. `lostBy` is
 * the rule that breaks at the next boot, where no finding of today warns of it. undefined: nothing is said of the host.
 */
export function roadOf(report: Judged, lostBy: string | null = null): Road | undefined {
  const { verdict } = report;
  if (verdict === null) return undefined;
  if (verdict.state !== 'ready') return blocked(report, verdict);
  return (
    lostAtBoot(report, lostBy) ??
    withoutVgpu(report) ??
    asleep(report) ??
    lostVgpu(report) ?? { why: 'grow', finding: null, first: null, moves: growthOf(report) }
  );
}

const explain = (id: string | null): readonly Move[] =>
  id === null ? [] : [asAnybody('explain', 'explain', id)];

const again = asRoot('again');
/** What comes of steps that nobody tried on a copy is seen then. */
const lookAgain = asRoot('look-again');

/** What fngvt does about it, where it does, and its steps. */
function remedies(report: Judged, id: string | null): readonly Move[] {
  const finding = report.findings.find(one => one.id === id && one.verdict === 'fail');
  if (finding === undefined || !isBootWritten(report.host.platform)) return explain(id);
  if (finding.acts === 'fngvt') return [asRoot('fix', 'fix'), ...explain(id)];
  return explain(id);
}

function blocked(report: Judged, verdict: NonNullable<Report['verdict']>): Road {
  const { state, rule, cause } = verdict;
  const about = { why: 'blocked', finding: rule, first: null } as const;
  if (state === 'reboot-needed') return { ...about, first: 'reboot', moves: [again] };
  if (cause === 'inside-container' || cause === 'inside-guest')
    return { ...about, first: 'host', moves: [asRoot('on-the-host')] };
  if (state === 'unknown') {
    const { denied = 0, 'not captured': uncaptured = 0 } = report.tally.unknowns;
    const helps = report.host.root !== true && denied > 0;
    const more = helps ? [asRoot('with-root')] : uncaptured > 0 ? [asRoot('at-the-host')] : [];
    return { ...about, why: 'ask', moves: [...more, ...explain(rule)] };
  }
  if (state === 'unsupported') return { ...about, moves: explain(rule) };
  // What else is to be changed waits for the end of a try; and one that leaves the host like this is not kept.
  const isTry = triedIn(report) !== undefined;
  const moves = isTry ? [asRoot('give-up', 'undo'), ...explain(rule)] : remedies(report, rule);
  return { ...about, moves: [...moves, lookAgain] };
}

/** The finding that this boot is a try of kernel parameters. */
const triedIn = ({ findings }: Judged): Finding | undefined =>
  findings.find(({ verdict, cause }) => verdict === 'fail' && cause === 'boot-try-not-kept');

/** Cause keys by what they do to a host that is ready; a key is permanent. */
const hurts: Readonly<Record<string, Exclude<Why, 'blocked' | 'grow' | 'ask'>>> = {
  'enable-gvt-not-persistent': 'lost-at-boot',
  'kvmgt-not-listed-for-boot': 'lost-at-boot',
  'next-kernel-not-examined': 'lost-at-boot',
  'vm-mdev-missing': 'vm-cannot-start',
  'vgpu-in-two-vms': 'vm-cannot-start',
  'gpu-iommu-group-shared': 'vm-cannot-start',
  'mdev-not-persistent': 'vgpu-will-not-return',
  'vgpu-autostart-broken': 'vgpu-will-not-return',
};

const hurting = ({ findings }: Judged, why: Why): readonly Finding[] =>
  findings.filter(({ verdict, cause }) => verdict === 'fail' && cause !== null && hurts[cause] === why);

function lostAtBoot(report: Judged, lostBy: string | null): Road | undefined {
  if (report.verdict?.lasts !== false) return undefined;
  const tried = triedIn(report);
  if (tried !== undefined)
    return { why: 'lost-at-boot', finding: tried.id, first: null, moves: [asRoot('keep', 'fix', '--keep')] };
  const finding = hurting(report, 'lost-at-boot')[0]?.id ?? lostBy;
  return {
    why: 'lost-at-boot',
    finding,
    first: null,
    moves: [...remedies(report, finding), lookAgain],
  };
}

/** A VM that names a vGPU which is not there, or one that another VM names, too. */
function withoutVgpu(report: Judged): Road | undefined {
  const [finding] = hurting(report, 'vm-cannot-start');
  if (finding === undefined) return undefined;
  const vm = finding.cause === 'vm-mdev-missing' ? finding.subject : null;
  const swap =
    vm === null ? [] : [asRoot('detach', 'vm', 'detach', vm), asRoot('reattach', 'vm', 'attach', vm)];
  const moves = [...swap, ...(swap.length === 0 ? explain(finding.id) : [])];
  return { why: 'vm-cannot-start', finding: finding.id, first: null, moves };
}

/** A vGPU that a VM takes, and that is defined only. */
function asleep(report: Judged): Road | undefined {
  if (makesAtStart.includes(report.host.platform)) return undefined;
  const device = report.vgpu.devices.find(
    ({ active, in_use_by }) => active === false && in_use_by.length > 0,
  );
  if (device === undefined) return undefined;
  const about = hurting(report, 'vgpu-will-not-return').find(({ subject }) => subject === device.uuid);
  const moves = [asRoot('start', 'vgpu', 'start', device.uuid), ...explain(about?.id ?? null)];
  return { why: 'vm-cannot-start', finding: about?.id ?? null, first: null, moves };
}

/** A vGPU that exists, and that nothing makes again at the next boot. One that nobody started yet has nothing to lose. */
function lostVgpu(report: Judged): Road | undefined {
  const active = new Set(report.vgpu.devices.filter(one => one.active === true).map(({ uuid }) => uuid));
  const finding = hurting(report, 'vgpu-will-not-return').find(({ subject }) => active.has(subject ?? ''));
  if (finding === undefined) return undefined;
  const moves = [
    ...(finding.subject === null || keepsItsOwn.includes(report.host.platform)
      ? []
      : [asRoot('return', 'vgpu', 'autostart', finding.subject, 'on')]),
    ...explain(finding.because ?? finding.id),
    ...growthOf(report),
  ];
  return { why: 'vgpu-will-not-return', finding: finding.id, first: null, moves };
}
