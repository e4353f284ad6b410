import { expect, test } from 'vitest';
import { parseCpuinfo } from '../../src/formats/cpuinfo.ts';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { cpuByName } from '../../src/knowledge/cpu-names.ts';
import { platformsOfCpu } from '../../src/knowledge/cpus.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

/** What a recorded host says of its processor, and of the graphics inside it. */
async function saidBy(path: string) {
  const snapshot = await openFixture(path);
  const read = snapshot.files['/proc/cpuinfo'];
  const cpu = parseCpuinfo(typeof read === 'string' ? read : (read?.text ?? ''));
  const { facts } = await collect(replayHost(snapshot));
  const inside = facts
    .subjects('gpu')
    .filter(gpu => facts.value('gpu/is-discrete', gpu) === false)
    .flatMap(gpu => {
      const platform = facts.value('gpu/platform', gpu);
      return typeof platform === 'string' ? [platform] : [];
    });
  return { cpu, inside };
}

test('of every recorded host: numbers, name and GPU of a processor say the same platform', async () => {
  const wrong: string[] = [];
  let compared = 0;
  // A VM has the processor of its host and a stand-in for a GPU.
  for (const { name, path } of fixtureHosts().filter(host => !host.name.startsWith('vm-'))) {
    const { cpu, inside } = await saidBy(path);
    if (cpu.vendor !== 'GenuineIntel' || cpu.family === null || cpu.model === null) continue;
    const byNumbers = platformsOfCpu(cpu.family, cpu.model, cpu.stepping ?? undefined);
    const byName = cpuByName(cpu.name ?? '')?.row.platforms ?? [];
    const differs = (a: readonly string[], b: readonly string[]): boolean =>
      a.length > 0 && b.length > 0 && !a.some(platform => b.includes(platform));
    const about = `${name}: ${String(cpu.name)}: numbers ${byNumbers.join()}, name ${byName.join()}, GPU ${inside.join()}`;
    if (
      [
        [byNumbers, byName],
        [byNumbers, inside],
        [byName, inside],
      ].some(([a = [], b = []]) => differs(a, b))
    )
      wrong.push(about);
    if (byNumbers.length > 0 && byName.length > 0 && inside.length > 0) compared += 1;
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(40);
});
