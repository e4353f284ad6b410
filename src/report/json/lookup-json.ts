import type { LookupMatch, LookupResult } from '../../knowledge/lookup.ts';
import { driversFor, offersOf } from '../../knowledge/sharing-ways.ts';
import type { LookupDocument } from './lookup-schema.ts';

/** `fngvt.lookup/1`. */
export function lookupJson(results: readonly LookupResult[]): LookupDocument {
  return {
    schema: 'fngvt.lookup/1',
    results: results.map(({ query, technology, matches }) => ({
      query,
      technology,
      matches: matches.map(matchJson),
    })),
  };
}

function matchJson(match: LookupMatch): LookupDocument['results'][number]['matches'][number] {
  const { kind, id, name, platform, family, technology, note } = match;
  const drivers = driversFor(match);
  const kernels = drivers.find(({ from }) => from === 'kernel');
  const offers = technology === 'none' ? [] : offersOf(platform);
  return {
    kind,
    id,
    name,
    platform: platform?.name ?? null,
    family,
    technology,
    since_kernel: kernels?.since ?? null,
    absent_until_kernel: kernels?.absentUntil ?? null,
    note,
    drivers: drivers.map(({ driver, from, since, forceProbe }) => ({
      driver,
      from,
      since_kernel: since,
      force_probe: forceProbe,
    })),
    usual_vfs: technology === 'none' ? null : (platform?.sriov?.usualVfs ?? null),
    vgpus_by_aperture: offers.map(({ apertureMib, types }) => ({
      aperture_mib: apertureMib,
      types: types.map(({ name: type, instances }) => ({ name: type, instances })),
    })),
  };
}
