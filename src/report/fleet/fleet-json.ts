import type { Report } from '../../judge/report-types.ts';
import type { Shared } from '../../values/shared.ts';
import { jsonText } from '../../values/json-text.ts';
import type { Text } from '../../values/text.ts';
import { forPrograms } from '../formats.ts';
import type { FleetRow } from './fleet-row.ts';
import type { FleetTotal } from './fleet-total.ts';

/** A file without a readable host. */
export interface Unread {
  readonly file: string;
  readonly why: Text;
}

/** One host as an object in one line, without its end. */
export const hostJson = (
  { file, host, exit }: Pick<FleetRow, 'file' | 'host' | 'exit'>,
  report: Shared<Report>,
): string => jsonText({ file, name: host, exit, ...forPrograms(report) });

/** `fngvt.fleet/1` up to its hosts, which follow a line each as they come. */
export const fleetJsonHead = (version: string, made: string): string =>
  `{"schema":"fngvt.fleet/1","tool":${jsonText({ name: 'fngvt', version })},"made":${jsonText(made)},"hosts":[\n`;

/** What stands between two hosts. */
export const fleetJsonBetween = ',\n';

/** What follows behind the last host. */
export const fleetJsonTail = (unread: readonly Unread[], total: FleetTotal, exit: number): string =>
  `],\n"unread":${jsonText(unread)},\n"total":${jsonText({
    hosts: total.hosts,
    states: total.states,
    unread: total.unread,
    exit,
  })}}\n`;
