import { visibleLine } from '../../values/visible.ts';
import { fleetRow, hostOf, type FleetReading, type FleetRow } from './fleet-row.ts';
import { standings, type FleetTotal } from './fleet-total.ts';

/**
 * For Prometheus, in its text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/), as the textfile collector of
 * node_exporter reads it: no time stamps, HELP and TYPE once for each name, all samples of a name beside one another. Without `total` it is
 * one host.
 */
export function prometheusText(rows: readonly FleetRow[], total?: FleetTotal): string {
  // Of its own host node_exporter knows the name.
  const name = ({ host }: FleetRow): Labels => (host === '' ? {} : { host });
  const states = standings.filter(
    one => !['passed', 'failed', 'undecided'].includes(one) || rows.some(row => row.standing === one),
  );
  return [
    family(
      'fngvt_state',
      'Whether the host is in this state (1) or not (0); ready-for-now: ready, and not after the next boot.',
      rows.flatMap(row =>
        states.map(state => [{ ...name(row), state }, row.standing === state ? 1 : 0] as const),
      ),
    ),
    family(
      'fngvt_exit_code',
      'Exit code of fngvt doctor for this host.',
      rows.map(row => [name(row), row.exit] as const),
    ),
    family(
      'fngvt_info',
      'What the host is, and the first thing in the way; always 1.',
      rows.map(row => [
        {
          ...name(row),
          cause: row.cause ?? '',
          gpu: row.gpu.id ?? '',
          kernel: row.kernel ?? '',
          platform: row.platform ?? '',
          technology: row.technology ?? '',
        },
        1,
      ]),
    ),
    family(
      'fngvt_lasts',
      'Whether a host that is ready is so after the next boot (1) or not (0); missing where that is not known.',
      rows.flatMap(row => (row.lasts === null ? [] : [[name(row), row.lasts ? 1 : 0] as const])),
    ),
    family(
      'fngvt_findings',
      'Findings that nothing explains, by severity; waived ones count as waived alone.',
      rows.flatMap(row =>
        (['error', 'warning', 'advice', 'waived'] as const).map(
          severity => [{ ...name(row), severity }, row.failures[severity]] as const,
        ),
      ),
    ),
    family(
      'fngvt_unknown',
      'Checks whose outcome could not be told.',
      rows.map(row => [name(row), row.unknown] as const),
    ),
    family(
      'fngvt_taken_timestamp_seconds',
      'When the host was looked at, in seconds since 1970; missing where its snapshot does not say.',
      rows.flatMap(row => {
        const seconds = row.taken === null ? Number.NaN : Date.parse(row.taken) / 1000;
        return Number.isNaN(seconds) ? [] : [[name(row), seconds] as const];
      }),
    ),
    ...(total === undefined
      ? []
      : [
          family('fngvt_hosts', 'Hosts that were judged.', [[{}, total.hosts]]),
          family('fngvt_unread_files', 'Files without a readable host.', [[{}, total.unread]]),
        ]),
  ].join('');
}

type Labels = Readonly<Record<string, string>>;

/** All samples of one name; nothing where there are none. */
function family(
  name: string,
  help: string,
  samples: readonly (readonly [labels: Labels, value: number])[],
): string {
  if (samples.length === 0) return '';
  const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${String(value)}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, quote and line feed are escaped by the format; what a terminal would obey is written out first, as everywhere. */
const escaped = (value: string): string =>
  visibleLine(value)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`);

/** The same of one host; one that is looked at where it is has no file, and so no name of its own. */
export const oneHostForPrometheus = (reading: Omit<FleetReading, 'host'>): string =>
  prometheusText([fleetRow({ ...reading, host: hostOf(reading.file) }, [])]);
