import { beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { catalogue, entryOf, subjectKindOf, type FactAddress } from '../../src/facts/catalogue.ts';
import type { Boot, FollowerName } from '../../src/facts/entry.ts';
import { known, unknown, type Fact } from '../../src/facts/fact.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { factsOfCase, ruleCases } from '../rule-cases.ts';
import { hostFixture } from '../run-cli.ts';

/** A host, what the next boot makes of it, and which function said which address. */
interface Booted {
  readonly name: string;
  readonly now: Facts;
  readonly next: Facts;
  readonly said: ReadonlyMap<FollowerName, ReadonlySet<string>>;
}

function boot(name: string, now: Facts): Booted {
  const said = new Map<FollowerName, Set<string>>();
  const next = nextBoot(now, (by, { facts, families = [] }) => {
    const addresses = said.get(by) ?? new Set();
    for (const { address } of facts) addresses.add(keyOf(address));
    for (const family of families) addresses.add(`${family.name}/*`);
    said.set(by, addresses);
  });
  return { name, now, next, said };
}

/** The entry that an address belongs to: itself, or its family. */
const keyOf = (address: string): string =>
  Object.hasOwn(catalogue, address) ? address : `${address.slice(0, address.indexOf('/'))}/*`;

type Declared = (address: string) => Boot | undefined;
const declared: Declared = address => entryOf(address)?.boot;

/** What a fact is then by its declaration; undefined: a function says it. */
function byDeclaration(fact: Fact, boot: Boot | undefined): Fact | undefined {
  const about = fact.subject === undefined ? {} : { subject: fact.subject };
  if (boot === 'stays') return fact;
  if (boot === 'goes') return known(fact.address, null, about);
  return boot === 'open' ? unknown(fact.address, 'undecided', about) : undefined;
}

/** Names of members that a family is asked for. */
const members: Readonly<Record<string, readonly string[]>> = {
  modprobe: ['i915.enable_gvt', 'i915.enable_guc', 'vfio_pci.ids'],
  configured: ['i915.enable_gvt', 'intel_iommu', 'quiet'],
  generated: ['i915.enable_gvt', 'intel_iommu', 'quiet'],
  'module-listed': ['kvmgt', 'vfio_mdev'],
  'module-denied-by-file': ['i915', 'kvmgt'],
  heard: ['no-such-device'],
  'heard-causes': ['no-such-device'],
};

/** Where the facts of the next boot are not what their declarations say. */
function contradictions({ name, now, next }: Booted, of: Declared = declared): readonly string[] {
  const isThere = (fact: Fact): boolean => {
    const kind = subjectKindOf(fact.address);
    return kind === undefined || fact.subject === undefined || next.subjects(kind).includes(fact.subject);
  };
  const families = Object.entries(members).flatMap(([family, names]) =>
    names.map(member => now.get(`${family}/${member}` as FactAddress)),
  );
  return [...now.all(), ...families].filter(isThere).flatMap(fact => {
    const expected = byDeclaration(fact, of(fact.address));
    if (expected === undefined) return [];
    const then = next.get(fact.address, fact.subject);
    return JSON.stringify(then) === JSON.stringify(expected) ? [] : [`${name}: ${fact.address}`];
  });
}

/** What functions said without being named by the declaration. */
const unnamed = ({ said }: Booted): readonly string[] =>
  [...said].flatMap(([by, addresses]) =>
    [...addresses].filter(address => !followersOf(declared(address)).includes(by)).map(at => `${at}: ${by}`),
  );

const followersOf = (boot: Boot | undefined): readonly FollowerName[] =>
  typeof boot === 'object' ? boot.follows : [];

const booted: Booted[] = [];

beforeAll(async () => {
  for (const { name, path } of fixtureHosts()) {
    const { facts } = await collect(replayHost(await openFixture(path)));
    booted.push(boot(name, facts));
  }
  for (const [id, cases] of ruleCases())
    for (const [about, one] of Object.entries(cases))
      booted.push(boot(`${id}: ${about}`, await factsOfCase(one)));
  // Nobody listed the folder of its GPU.
  const { facts } = await collect(replayHost(await openFixture(hostFixture('fnos-hd620.vm-attached'))));
  const uncounted = facts
    .subjects('gpu')
    .map(subject => unknown('gpu/vgpu-count', 'not captured', { subject }));
  booted.push(boot('uncounted', facts.with(uncounted)));
});

test('every address declares what a boot does to it', () => {
  const undeclared = Object.keys(catalogue).filter(address => declared(address) === undefined);
  expect(undeclared).toEqual([]);
});

test('what stays, goes or is open is so at the next boot of every host', () => {
  expect(booted.flatMap(host => contradictions(host))).toEqual([]);
});

test('what is there only then is said by a function', () => {
  const strangers = booted.flatMap(({ name, now, next }) =>
    next
      .all()
      .filter(({ address, subject }) => !now.get(address, subject).known)
      .filter(({ address, known: isKnown }) => isKnown && typeof declared(address) === 'string')
      .filter(({ address }) => declared(address) !== 'goes')
      .map(({ address }) => `${name}: ${address}`),
  );
  expect(strangers).toEqual([]);
});

test('a function says only what names it', () => {
  expect([...new Set(booted.flatMap(unnamed))]).toEqual([]);
});

test('every function that a declaration names says it of some host', () => {
  const idle = Object.keys(catalogue).flatMap(address =>
    followersOf(declared(address))
      .filter(by => !booted.some(({ said }) => said.get(by)?.has(address) === true))
      .map(by => `${address}: ${by}`),
  );
  expect(idle).toEqual([]);
});

test.each([
  ['gpu/driver', 'stays'],
  ['gpu/id', 'open'],
  ['module-denied-by-file/*', 'goes'],
  ['libvirt/mdev-parents', 'stays'],
  ['mdev/is-active', 'stays'],
] as const)('%s wrongly declared as %s is found', (key, boot) => {
  const wrong: Declared = address => (keyOf(address) === key ? boot : declared(address));
  expect(booted.flatMap(host => contradictions(host, wrong))).not.toEqual([]);
});

describe('vGPUs at the next boot', () => {
  const uuid = 'a297db4a-f4c2-11e6-90f6-d3b88d6c9525';
  const gpu = '0000:00:02.0';

  /** The facts of a host whose vGPU and its definition are as given. */
  async function then(name: string, more: readonly Fact[] = []): Promise<Facts> {
    const { facts } = await collect(replayHost(await openFixture(hostFixture(name))));
    const own = facts.subjects('mdev')[0] ?? uuid;
    return nextBoot(facts.with(more.map(fact => (fact.subject === uuid ? { ...fact, subject: own } : fact))));
  }

  const at = (subject: string): { readonly subject: string } => ({ subject });
  const definition = (isDefined: boolean, autostart: boolean): readonly Fact[] => [
    known('mdev/is-defined', isDefined, at(uuid)),
    known('mdev/autostart', autostart, at(uuid)),
  ];
  const rule = (works: boolean): Fact => known('mdevctl/rule-works', works);

  test('one without a definition is no more, and a VM that names it misses it', async () => {
    const next = await then('fnos-hd620.vm-attached', definition(false, false));
    expect(next.subjects('mdev')).toEqual([]);
    expect(next.value('gpu/vgpu-count', gpu)).toBe(0);
    const [vm = ''] = next.subjects('vm').filter(one => (next.list('vm/mdevs', one) ?? []).length > 0);
    expect(next.list('vm/missing-mdevs', vm)).not.toEqual([]);
  });

  test.each([
    ['one with autostart and a rule that works is made', definition(true, true), rule(true), true],
    ['one whose rule calls nothing is not', definition(true, true), rule(false), false],
    ['one without autostart is not', definition(true, false), rule(true), false],
  ])('%s', async (_name, defined, works, isActive) => {
    const next = await then('fnos-hd620.vm-attached', [...defined, works]);
    const [own = ''] = next.subjects('mdev');
    expect(next.value('mdev/is-active', own)).toBe(isActive);
    expect(next.value('gpu/vgpu-count', gpu)).toBe(isActive ? 1 : 0);
    expect(next.get('mdev/iommu-group', own)).toMatchObject(
      isActive ? { known: false, why: 'undecided' } : { known: true, value: null },
    );
    expect(next.value('gpu/can-share', gpu)).toBe(true);
  });

  test('a word that the loader does not give any more is no word then', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620.rebooted'));
    const wordsOf = async (more: string): Promise<readonly string[] | undefined> => {
      const file = snapshot.files['/proc/cmdline'];
      const line = (typeof file === 'string' ? file : (file?.text ?? '')).trim();
      const files = { ...snapshot.files, '/proc/cmdline': `${line}${more}\n` };
      const { facts } = await collect(replayHost({ ...snapshot, files }));
      return nextBoot(facts).list('tokens/running');
    };
    expect(await wordsOf(' i915.enable_gvt:1')).toEqual(await wordsOf(''));
    expect(await wordsOf('')).toContain('i915.enable_gvt=1');
  });
});

describe('kvmgt, which needs i915', () => {
  const gpu = '0000:00:02.0';
  const file = '/etc/modprobe.d/own.conf';

  /** Whether kvmgt is loaded, and the driver, where i915 was denied and is denied so at the next boot. */
  async function then(line: string): Promise<readonly unknown[]> {
    const snapshot = await openFixture(hostFixture('fnos-hd620.rebooted'));
    const links = Object.fromEntries(
      Object.entries(snapshot.links).filter(([path]) => !path.endsWith('/driver')),
    );
    const { facts } = await collect(
      replayHost({
        ...snapshot,
        links,
        files: { ...snapshot.files, '/proc/modules': 'vfio 1 0 - Live 0x0\n', [file]: `${line}\n` },
        dirs: {
          ...snapshot.dirs,
          '/etc/modprobe.d': [...(snapshot.dirs['/etc/modprobe.d'] ?? []), 'own.conf'],
        },
        absent: [...snapshot.absent, `/sys/bus/pci/devices/${gpu}/driver`],
      }),
    );
    expect(facts.value('gpu/driver', gpu)).toBe(null);
    const next = nextBoot(facts);
    return [next.value('module-loaded/kvmgt'), next.value('gpu/driver', gpu)];
  }

  test('brings it along although it is blacklisted', async () => {
    expect(await then('blacklist i915')).toEqual([true, 'i915']);
  });

  test.each(['install i915 /bin/false', 'install i915 /bin/true'])('does not where %s', async line => {
    expect(await then(line)).toEqual([false, null]);
  });

  test('comes with it where another module is denied', async () => {
    expect(await then('install i915_foo /bin/false')).toEqual([true, 'i915']);
  });
});
