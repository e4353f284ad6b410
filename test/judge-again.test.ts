import { describe, expect, test } from 'vitest';
import { asGenerated } from '../src/change/plan/forecast.ts';
import { subjectKindOf, type FactAddress } from '../src/facts/catalogue.ts';
import { collect } from '../src/facts/collect.ts';
import { familyOf, type Facts } from '../src/facts/fact-index.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { overlayHost, type Overlay } from '../src/host/overlay-host.ts';
import type { Host } from '../src/host/reader.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { addressesOf } from '../src/judge/touched.ts';
import { conclude } from '../src/judge/conclude.ts';
import { loadRules } from '../src/rules/load.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { partOf } from './part.ts';
import { planOf } from './planned-hosts.ts';

/*
 * A host with an edit is judged again from the judgement without it: only what asks for something that is otherwise is worked out anew. Here every
 * such judgement is held against one from nothing: the same facts with the same sources, the same next boot, the same report.
 */

const rules = loadRules();
const frame = { version: '0.0.0', taken: '2025-01-24T10:30:00+08:00', source: 'snapshot' } as const;
const asked = [...new Set(rules.flatMap(rule => [...addressesOf(rule), ...rule.passedShows]))];

/** Everything that a book answers: what stands in it, and what rules ask of its families. */
function contentOf(book: Facts): unknown {
  const facts = Object.fromEntries(
    book
      .all()
      .map(fact => [`${fact.address} ${fact.subject ?? ''}`, fact] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const members = asked
    .filter(address => subjectKindOf(address) === undefined)
    .map(address => [address, book.get(address)]);
  const kinds = ['gpu', 'type', 'mdev', 'vm', 'parameter', 'message', 'setup', 'try'] as const;
  return { facts, members, subjects: kinds.map(kind => [kind, book.subjects(kind)]) };
}

/** How many of the judgements were made from another one, and not from nothing. */
const made = { again: 0, anew: 0 };

async function expectSame(host: Host, facts: Facts, edit: Overlay, words?: Words): Promise<void> {
  const left = (book: Facts): Facts => (words === undefined ? book : asGenerated(facts, book, words));
  const again = left((await collect(overlayHost(host, edit), facts)).facts);
  const anew = left((await collect(overlayHost(host, edit))).facts);
  expect(anew.like).toBeUndefined();
  made[again.like === undefined ? 'anew' : 'again'] += 1;
  const [later, laterAnew] = [nextBoot(again), nextBoot(anew)];
  expectEqual(contentOf(again), contentOf(anew));
  expectEqual(contentOf(later), contentOf(laterAnew));
  expectEqual(conclude(rules, again, later, frame), conclude(rules, anew, laterAnew, frame));
}

/** The text first: it is compared in no time. */
function expectEqual(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other);
}

type Words = Parameters<typeof asGenerated>[2];

/** Edits of one file each: what a person might write there, and the file gone. */
function editsOf(path: string, text: string): readonly Overlay[] {
  const lines = text.split('\n');
  return [
    [path, null],
    [path, ''],
    [path, lines.slice(0, -2).join('\n')],
    [path, text.replace('quiet', 'quiet i915.enable_guc=3 intel_iommu=on module_blacklist=i915')],
  ].map(([at, to]) => new Map([[at as string, to as string | null]]));
}

const usual: readonly Overlay[] = [
  [['/etc/modules', 'kvmgt\nvfio_mdev\n']],
  [['/etc/modules-load.d/fngvt.conf', 'kvmgt\n']],
  [['/etc/modprobe.d/x.conf', 'blacklist kvmgt\noptions i915 enable_gvt=1\ninstall i915 /bin/false\n']],
  [['/etc/modprobe.d/y.conf', 'options vfio-pci ids=8086:3e92\nsoftdep i915 pre: vfio-pci\n']],
  [['/etc/default/grub.d/99-x.cfg', 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX i915.enable_gvt=1"\n']],
  [['/etc/kernel/cmdline', 'root=/dev/sda1 intel_iommu=off\n']],
  [['/proc/cmdline', 'root=/dev/sda1 i915.enable_gvt=1 i915.enabel_gvt=1 iommu=pt\n']],
].map(files => new Map(files as [string, string | null][]));

/** What a host is read from, below folders where somebody may edit something. */
const editable = /^\/(?:etc|boot|proc\/cmdline|proc\/modules|sys\/module|lib\/modules)/u;

describe.each(partOf(fixtureHosts(), 4, 1))('$name', ({ path }) => {
  test('an edit comes to the same as from nothing', async () => {
    const snapshot = await openFixture(path);
    const host = replayHost(snapshot);
    const { facts } = await collect(host);
    conclude(rules, facts, nextBoot(facts), frame);
    for (const edit of usual) await expectSame(host, facts, edit);
    // One edit of each file, of another kind each: what is read of one host stands in some form on many.
    for (const [at, file] of Object.keys(snapshot.files)
      .filter(one => editable.test(one))
      .entries()) {
      const text = await host.read(file);
      const edits = text.state === 'present' ? editsOf(file, text.value) : [];
      const edit = edits[at % edits.length];
      if (edit !== undefined) await expectSame(host, facts, edit);
    }
    const plan = await planOf(host, facts);
    const whole = new Map(
      plan.steps.flatMap(step => (step.kind === 'edit' ? [[step.path, step.after]] : [])),
    );
    await expectSame(host, facts, whole, { wanted: plan.words, dropped: plan.dropped });
  });
});

test('most of them were not made from nothing', () => {
  expect(made.again).toBeGreaterThan(9 * made.anew);
});

test('a family of the next boot says all that it asks for', async () => {
  const families = ['cmdline', 'module-loaded', 'module-denied', 'log', 'kernel-config', 'module-file'];
  const told: readonly string[] = asked.filter(address => families.includes(familyOf(address)));
  for (const { name, path } of partOf(fixtureHosts(), 4, 2)) {
    const { facts } = await collect(replayHost(await openFixture(path)));
    const later = nextBoot(facts, () => {});
    for (const [family, { asks }] of later.allFamilies()) {
      if (asks === undefined) continue;
      for (const address of told.filter(at => familyOf(at) === family)) {
        const [, { facts: answers }] = facts.heard(() => later.get(address as FactAddress));
        const others = [...answers.keys()].map(familyOf).filter(one => !asks.includes(one));
        expect(others, `${name}: ${address}`).toEqual([]);
      }
    }
  }
});
