import { describe, expect, test } from 'vitest';
import { openFixture, overlay } from '../src/host/snapshot/fixture.ts';
import { brokenHosts } from './consistency/broken.ts';
import { deviceLaws } from './consistency/devices.ts';
import { iommuLaws } from './consistency/iommu.ts';
import type { Law } from './consistency/law.ts';
import { logLaws } from './consistency/log.ts';
import { machineLaws, recordingLaws } from './consistency/machine.ts';
import { moduleLaws } from './consistency/modules.ts';
import { recorded } from './consistency/recorded.ts';
import { sharingLaws } from './consistency/sharing.ts';
import { fixtureHosts } from './fixture-hosts.ts';

/** What holds on every machine. Whoever writes a host down learns here what its parts promise of each other. */
const laws: readonly Law[] = [
  ...recordingLaws,
  ...machineLaws,
  ...moduleLaws,
  ...deviceLaws,
  ...iommuLaws,
  ...sharingLaws,
  ...logLaws,
];

test.each(fixtureHosts())('$name says what a machine can say', async ({ path }) => {
  const host = recorded(await openFixture(path));
  const contradictions = laws.flatMap(({ says, broken }) => broken(host).map(how => `${says}: ${how}`));
  expect(contradictions).toEqual([]);
});

describe('a law can be broken', () => {
  test.each(brokenHosts)('%s', (says, snapshot) => {
    const broken = laws.filter(law => law.broken(recorded(overlay({}, snapshot, says))).length > 0);
    expect(broken.map(law => law.says)).toContain(says);
  });

  test('each of them', () => {
    expect(brokenHosts.map(([says]) => says).sort()).toEqual(laws.map(law => law.says).sort());
  });
});
