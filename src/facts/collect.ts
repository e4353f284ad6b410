import { laidOver, type Host, type Overlay } from '../host/reader.ts';
import { grow, growAgain, growOnce, type Growth } from './again.ts';
import { askedHost } from './asked-host.ts';
import { bootTryCollector } from './boot-try.ts';
import { bootloaderCollector } from './bootloader.ts';
import { cardCollector } from './card.ts';
import { subjectKindOf, type CatalogueKey, type FactAddress } from './catalogue.ts';
import { cmdlineCollector } from './cmdline.ts';
import type { Collected, Collector } from './collector.ts';
import { cpuCollector } from './cpu.ts';
import { derivationSteps } from './derive.ts';
import { isSameFact, unknown, type Fact } from './fact.ts';
import { Facts, keyOf, type Difference } from './fact-index.ts';
import { gpuCollector } from './gpu.ts';
import { heardCollector } from './heard.ts';
import { iommuCollector } from './iommu.ts';
import { iommuGroupCollector } from './iommu-groups.ts';
import { kernelCollector } from './kernel.ts';
import { kvmCollector } from './kvm.ts';
import { libvirtCollector } from './libvirt.ts';
import { logCollector } from './log.ts';
import { mdevCollector } from './mdev.ts';
import { mdevTypeCollector } from './mdev-types.ts';
import { moduleCollector } from './module.ts';
import { moduleConfigCollector } from './module-config.ts';
import { platformCollector } from './platform.ts';
import { vmCollector } from './vm-definitions.ts';

/** Every collector; the order is that of `fngvt facts`. */
export const collectors: readonly Collector[] = [
  platformCollector,
  cardCollector,
  cpuCollector,
  kernelCollector,
  cmdlineCollector,
  bootloaderCollector,
  bootTryCollector,
  moduleCollector,
  moduleConfigCollector,
  gpuCollector,
  mdevTypeCollector,
  mdevCollector,
  iommuCollector,
  iommuGroupCollector,
  kvmCollector,
  libvirtCollector,
  vmCollector,
  logCollector,
  heardCollector,
];

/** A collector that broke: its facts are unknown, and the defect is told apart from the host's faults. */
export interface Breakage {
  readonly subject: string;
  readonly error: unknown;
}

/** All facts of a host, with what follows from them. */
export interface Collection {
  readonly facts: Facts;
  readonly breakages: readonly Breakage[];
}

/**
 * Runs the collectors side by side; one that throws yields unknown facts and ends nothing else. `like` are the facts of a host over which this one's files
 * may be laid: then only who asked for one of those looks again.
 */
export async function collect(host: Host, like?: Facts): Promise<Collection> {
  return (await collectAgain(host, like)) ?? (await collectAnew(host));
}

/** The same of a host that is looked at once: the same with an edit will not be asked for, and nothing is kept for it. */
export async function collectOnce(host: Host): Promise<Collection> {
  const looks = await Promise.all(collectors.map(collector => look(collector, host)));
  return { facts: growOnce(nothingElse, bookOf(looks), derivationSteps), breakages: breakagesOf(looks) };
}

async function collectAnew(host: Host): Promise<Collection> {
  const looks = await Promise.all(collectors.map(collector => look(collector, host)));
  const book = bookOf(looks);
  const growth = grow(nothingElse, book, derivationSteps);
  collected.set(growth.book, { host, looks, growth });
  return { facts: growth.book, breakages: breakagesOf(looks) };
}

const bookOf = (looks: readonly Look[]): Facts =>
  new Facts(
    looks.flatMap(({ said }) => said.facts),
    looks.flatMap(({ said }) => said.families ?? []),
  );

/** Derivations go by the facts alone that they are to add to. */
const nothingElse = new Facts([]);

const breakagesOf = (looks: readonly Look[]): readonly Breakage[] =>
  looks.flatMap(({ breakage }) => breakage ?? []);

/** What one collector brought home, and the paths that it asked for. */
interface Look {
  readonly said: Collected;
  readonly asked: ReadonlySet<string>;
  readonly breakage?: Breakage;
}

async function look(collector: Collector, host: Host): Promise<Look> {
  const asked = new Set<string>();
  try {
    return { said: await collector.collect(askedHost(host, asked)), asked };
  } catch (error) {
    return { said: nothing(collector.gives), asked, breakage: { subject: collector.subject, error } };
  }
}

/** How facts were collected. */
interface Collecting {
  readonly host: Host;
  readonly looks: readonly Look[];
  readonly growth: Growth;
}

const collected = new WeakMap<Facts, Collecting>();

/** The facts of a host that was made of another one by files laid over it; undefined: it was not, or it shows things that the other one did not. */
async function collectAgain(host: Host, like: Facts | undefined): Promise<Collection | undefined> {
  const root = like?.like ?? like;
  const before = root === undefined ? undefined : collected.get(root);
  const overlay = before === undefined ? undefined : laidOver(host, before.host);
  if (root === undefined || before === undefined || overlay === undefined) return undefined;
  const looks = await Promise.all(
    before.looks.map(async (was, at) => {
      const collector = collectors[at];
      return collector === undefined || !isTouched(was.asked, overlay) ? was : look(collector, host);
    }),
  );
  const start = differenceOf(before.looks, looks);
  const isKnown =
    start !== undefined && root.hasSubjectsOf([...start.facts.values()].filter(fact => fact !== null));
  const difference = isKnown ? growAgain(nothingElse, start, before.growth, derivationSteps) : undefined;
  return difference && { facts: root.laid(difference), breakages: breakagesOf(looks) };
}

/** What was brought home otherwise; undefined: nothing is said any more of something of which there may be several. */
function differenceOf(before: readonly Look[], now: readonly Look[]): Difference | undefined {
  const anew = now.filter((one, at) => one !== before[at]);
  const former = before.filter((one, at) => one !== now[at]).flatMap(({ said }) => said.facts);
  const was = new Map(former.map(fact => [keyOf(fact), fact]));
  const is = new Map(anew.flatMap(({ said }) => said.facts).map(fact => [keyOf(fact), fact]));
  const facts = new Map<string, Fact | null>();
  for (const [key, { subject }] of was) {
    if (is.has(key)) continue;
    if (subject !== undefined) return undefined;
    facts.set(key, null);
  }
  for (const [key, fact] of is) {
    const old = was.get(key);
    if (old === undefined || !isSameFact(old, fact)) facts.set(key, fact);
  }
  const families = anew.flatMap(({ said }) => said.families ?? []);
  return { facts, families: new Map(families.map(family => [family.name, family])) };
}

/** Was a path asked for that was laid over, a folder in which it stands, or what stood in it? */
function isTouched(asked: ReadonlySet<string>, overlay: Overlay): boolean {
  for (const path of overlay.keys()) {
    if (asked.has('/')) return true;
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (asked.has(at)) return true;
    for (const other of asked) if (other.startsWith(`${path}/`)) return true;
  }
  return false;
}

/** Everything that a collector would have answered, as unknown. What is about several things can't be listed. */
function nothing(gives: readonly CatalogueKey[]): Collected {
  const single = gives.filter(key => !key.endsWith('/*') && subjectKindOf(key) === undefined);
  return { facts: single.map(key => unknown(key as FactAddress, 'failed')) };
}
