import { describe, expect, test } from 'vitest';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { conclude } from '../src/judge/conclude.ts';
import type { Report } from '../src/judge/report-types.ts';
import { readPaste } from '../src/paste/paste.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { partOf } from './part.ts';
import { outputs, sessionOf } from './pasted-outputs.ts';

/** What no paste of these outputs can show, and why the answer differs all the same. */
const invisible: readonly string[] = [
  // Line endings do not survive a terminal, let alone a forum.
  'fnos-hd620.grub-crlf',
  // Types with room are the proof; /dev/kvm has no output that people paste.
  'fnos-hd620.vmx-off',
  // The size of the aperture is shown by `lspci -vv` only, and without it the listed types are believed.
  'm720q-debian12.aperture-4096',
  // The report says that it takes the paste to come from the host itself.
  'qemu-debian12.with-vgpu',
];

/**
 * The paste may leave it open; what it does say must be what the whole host says: the same, or something else that is in the way there too.
 */
function agrees({ verdict: paste }: Report, { verdict: whole, findings }: Report): boolean {
  if (paste === null || whole === null) return false;
  if (paste.state === 'unknown') return true;
  if (paste.state === whole.state && paste.cause === whole.cause) return true;
  const isInTheWay = findings.some(
    ({ verdict, severity, cause }) => verdict === 'fail' && severity === 'error' && cause === paste.cause,
  );
  return paste.state === 'action-needed' && isInTheWay;
}

const hosts = partOf(
  fixtureHosts().filter(host => !invisible.includes(host.name)),
  3,
);
const named: string[] = [];

describe.each(hosts)('a paste from $name', ({ name, path, report }) => {
  test('says what the host says, or leaves it open', async () => {
    const [pieces, whole] = [outputs(await openFixture(path)), await report];
    const paste = await judgedPaste(pieces);
    expect([paste.verdict, agrees(paste, whole) ? '' : whole.verdict]).toEqual([paste.verdict, '']);
    if (paste.verdict?.state === whole.verdict?.state) named.push(name);
  });

  test('with any one output missing it names no other cause', async () => {
    const [pieces, whole] = [outputs(await openFixture(path)), await report];
    for (const [i, [command]] of pieces.entries()) {
      const paste = await judgedPaste(pieces.filter((_, at) => at !== i));
      expect([command, agrees(paste, whole) ? '' : paste.verdict]).toEqual([command, '']);
    }
  });
});

test('most of them are decided', () => {
  expect(named.length).toBeGreaterThan((hosts.length * 3) / 4);
});

async function judgedPaste(pieces: readonly (readonly [string, string | undefined])[]): Promise<Report> {
  const { snapshot } = readPaste(`Please help.\n\n\`\`\`\n${sessionOf(pieces)}\n\`\`\`\n`);
  const { facts, breakages } = await collect(replayHost(snapshot));
  expect(breakages).toEqual([]);
  return conclude(loadRules(), facts, nextBoot(facts), {
    version: '0',
    taken: '',
    source: 'snapshot',
    isPart: true,
  });
}
