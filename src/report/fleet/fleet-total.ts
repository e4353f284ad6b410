import type { FleetPhrases } from '../../words/fleet.en.ts';
import type { FleetRow, FleetStanding } from './fleet-row.ts';

/** How many hosts stand how. */
export interface FleetTotal {
  readonly hosts: number;
  /** Only those that there are. */
  readonly states: Readonly<Partial<Record<FleetStanding, number>>>;
  /** Hosts that are ready and count as failed all the same, by `--fail-on`. */
  readonly warned: number;
  /** Findings that were waived. */
  readonly waived: number;
  /** Files without a readable host. */
  readonly unread: number;
}

/** Nothing counted yet. */
export const nothingCounted: FleetTotal = { hosts: 0, states: {}, warned: 0, waived: 0, unread: 0 };

/** One host more. */
export function counted(total: FleetTotal, { standing, exit, failures }: FleetRow): FleetTotal {
  const isWarned = standing === 'ready' && exit !== 0;
  return {
    ...total,
    hosts: total.hosts + 1,
    states: { ...total.states, [standing]: (total.states[standing] ?? 0) + 1 },
    warned: total.warned + (isWarned ? 1 : 0),
    waived: total.waived + failures.waived,
  };
}

/** The order in which they are told: from good to bad. */
export const standings: readonly FleetStanding[] = [
  'ready',
  'ready-for-now',
  'reboot-needed',
  'action-needed',
  'unknown',
  'unsupported',
  'passed',
  'failed',
  'undecided',
];

/** The total in one line. */
export function totalText(total: FleetTotal, say: FleetPhrases, comma: string, colon: string): string {
  const parts = [
    ...standings.flatMap(one => {
      const count = total.states[one] ?? 0;
      return count === 0 ? [] : [say.states[one](count)];
    }),
    ...(total.warned === 0 ? [] : [say.warned(total.warned)]),
    ...(total.waived === 0 ? [] : [say.waived(total.waived)]),
    ...(total.unread === 0 ? [] : [say.unread(total.unread)]),
  ];
  return parts.length === 0 ? say.total(0) : `${say.total(total.hosts)}${colon}${parts.join(comma)}`;
}
