import { expect, test } from 'vitest';
import { lookUp } from '../../src/knowledge/lookup.ts';
import { gpuById } from '../../src/knowledge/pci-ids.ts';
import { platformByName } from '../../src/knowledge/platforms.ts';
import { expectedRoute, kernelHeader, type ExpectedRoute } from '../kernel-header.ts';

const header = kernelHeader();

test('every device of the kernel goes the way that the drivers allow', ({ skip }) => {
  if (header === undefined) {
    expect(process.env['CI'], 'CI must fetch the header: .ci/kernel-header').toBeUndefined();
    skip('no kernel header here: run .ci/kernel-header and set FNGVT_PCIIDS_HEADER');
    return;
  }
  const wrong: string[] = [];
  const fresh: string[] = [];
  const compared = new Set<number>();
  for (const { id, macro } of header.ids) {
    const name = `8086:${id.toString(16).padStart(4, '0')}`;
    const expected = expectedRoute(macro, id);
    const got = routeInTable(name);
    if (expected === undefined || got === undefined) {
      fresh.push(`${name} ${macro}`);
    } else {
      compared.add(id);
      // However it is written.
      for (const text of [name, name.slice(5), `0x${name.slice(5)}`]) {
        const [match, ...others] = lookUp(text).matches;
        const found = match?.platform?.name;
        if (match?.kind !== 'gpu' || found !== gpuById(name)?.platform || others.length > 0)
          wrong.push(`lookup ${text}: found ${String(found)}`);
      }
      if (got !== expected) wrong.push(`${name} ${macro}: expected ${expected}, table says ${got}`);
    }
  }
  console.log(`${String(compared.size)} ids of ${header.path} compared`);
  if (fresh.length > 0) console.warn(`new in the header, not in our table:\n${fresh.join('\n')}`);
  expect(wrong).toEqual([]);
  expect(compared.size, 'the header was read').toBeGreaterThan(300);
});

function routeInTable(id: string): ExpectedRoute | undefined {
  const platform = platformByName(gpuById(id)?.platform ?? '');
  if (platform === undefined) return undefined;
  if (platform.gvtg !== null) return 'gvt-g';
  return platform.sriov === null ? 'none' : 'sr-iov';
}
