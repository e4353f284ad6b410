import { stringify } from 'yaml';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { exitCodes, type Verdict } from '../../src/judge/verdict.ts';

/** What a person says of a host that is added. */
export interface Told {
  /** `Lenovo ThinkCentre M720q`. */
  readonly machine: string;
  /** `Debian 12.9`. */
  readonly system: string;
  /** Where it was found: a link, or who gave it. */
  readonly source: string;
  /** What was so on the host, whatever the tool says. */
  readonly state: Verdict['state'];
  readonly cause: string | null;
}

/** A fixture of a host as its file holds it. */
export function fixtureText(snapshot: Snapshot, report: Report, told: Told, isPart: boolean): string {
  const { verdict } = report;
  const filled = Object.entries(snapshot).filter(
    ([key, value]) => key !== 'schema' && !(typeof value === 'object' && Object.keys(value).length === 0),
  );
  const fixture = {
    about: aboutOf(told, isPart),
    snapshot: Object.fromEntries(filled),
    expect: {
      verdict: {
        state: told.state,
        technology: verdict?.technology ?? null,
        gpu: verdict?.gpu ?? null,
        exit_code: exitCodes[told.state],
        cause: told.cause,
      },
    },
  };
  return stringify(fixture, { lineWidth: 120, blockQuote: 'literal', aliasDuplicateObjects: false });
}

const aboutOf = ({ machine, system, source }: Told, isPart: boolean): string =>
  `A real host: ${machine}, ${system}; ${isPart ? 'only what was posted of it' : 'recorded there'} (${source}).`;

/** A name as the others have theirs, `i5-8500t-proxmox8`; empty: what it is made of is not known. */
export function suggestedName({ host, gpus }: Report): string {
  const cpu = /\b(?:i[3579]-\d{3,5}\w{0,3}|[NJ]\d{3,5}|E\d?-?\d{4}\w?(?: v\d)?|Ultra \d \d{3}\w?)\b/u.exec(
    host.cpu.name ?? '',
  );
  const machine = cpu?.[0] ?? gpus[0]?.platform ?? '';
  const system = systemName(host);
  if (machine === '' || system === '') return '';
  return `${machine}-${system}`.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
}

function systemName({ platform, distribution, version }: Report['host']): string {
  const [major = '', minor = ''] = (version ?? '').split('.');
  if (platform === 'fnos' || platform === 'unraid') return platform;
  // Proxmox VE 7, 8, 9 stand on Debian 11, 12, 13.
  if (platform === 'proxmox') return major === '' ? platform : `${platform}${Number(major) - 4}`;
  return `${platform ?? distribution ?? ''}${platform === 'ubuntu' ? major + minor : major}`;
}
