import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';

/**
 * vGPUs live in memory: after a boot there are those that a definition with autostart makes, and what is left of each GPU follows from them. Which
 * of them a VM holds, or a script of the owner's makes later on, is not foretold.
 */
export function nextVgpus(now: Facts, next: Facts): Said {
  const devices = next.subjects('mdev').map(uuid => activeFact(next, uuid));
  return {
    facts: [
      ...devices,
      ...devices.map(groupFact),
      ...next.subjects('gpu').flatMap(gpu => roomFacts(now, next, gpu, devices)),
    ],
  };
}

/**
 * mdevctl's udev rule starts a definition with autostart once the GPU offers its type: 60-mdevctl.rules, mdevctl(8) "start-parent-mdevs". A unit of
 * fngvt's own needs no rule, and waits for the type.
 */
function activeFact(next: Facts, uuid: string): Fact {
  const parent = next.value('mdev/parent', uuid);
  const type = next.get('mdev/type', uuid);
  const types = next.get('gpu/mdev-types', typeof parent === 'string' ? parent : '');
  const unit = next.get('mdev/boot-unit', uuid);
  const hasUnit = unit.known && unit.value !== null;
  const keepers = hasUnit ? [unit] : [next.get('mdev/autostart', uuid), next.get('mdevctl/rule-works')];
  const about = { subject: uuid, from: [...keepers, types] };
  const isOffered =
    type.known && types.known ? [types.value].flat().includes(type.value as string) : undefined;
  const isBroken = keepers.some(fact => fact.known && fact.value === false);
  if (isBroken || isOffered === false) return known('mdev/is-active', false, about);
  const isSure = keepers.every(fact => fact.known) && isOffered === true;
  return isSure ? known('mdev/is-active', true, about) : unknown('mdev/is-active', 'undecided', about);
}

/** A vGPU that is not there has no IOMMU group; whether one that is gets one shows then only. */
function groupFact(active: Fact): Fact {
  const about = { ...(active.subject === undefined ? {} : { subject: active.subject }), from: [active] };
  return active.known && active.value === false
    ? known('mdev/iommu-group', null, about)
    : unknown('mdev/iommu-group', 'undecided', about);
}

/** How many vGPUs there are, and what room they leave. */
function roomFacts(now: Facts, next: Facts, gpu: string, devices: readonly Fact[]): readonly Fact[] {
  const own = devices.filter(({ subject }) => next.value('mdev/parent', subject) === gpu);
  const made = own.filter(fact => fact.known && fact.value === true);
  const about = { subject: gpu, from: own };
  const count = own.every(fact => fact.known)
    ? known('gpu/vgpu-count', made.length, about)
    : unknown('gpu/vgpu-count', 'undecided', about);
  if (next.value('gpu/technology', gpu) !== 'gvt-g') return [count];
  const registered = next.get('gpu/mdev-registered', gpu);
  if (!registered.known) return [count];
  // As today: nothing has changed, and nothing came of it.
  if (registered.value === false) return [count, known('gpu/mdev-free', 0, { ...about, from: [registered] })];
  const room = roomOf(now, next, gpu, made);
  return [count, freeFact(room, gpu), ...availableFacts(room, now, gpu)];
}

/** What is left after a boot: as the arithmetic says while no vGPU is made, as today while the same ones are, else open. */
interface Room {
  readonly fresh: Fact | undefined;
  readonly today: Fact | undefined;
}

function roomOf(now: Facts, next: Facts, gpu: string, made: readonly Fact[]): Room {
  const fresh = next.get('gpu/expected-instances', gpu);
  const free = now.get('gpu/mdev-free', gpu);
  const wasMade = now
    .subjects('mdev')
    .filter(uuid => now.value('mdev/parent', uuid) === gpu && now.value('mdev/is-active', uuid) === true);
  const isSame =
    wasMade.length === made.length && made.every(({ subject = '' }) => wasMade.includes(subject));
  // Without the arithmetic: what is free today beside vGPUs will be free without them.
  const isLeft = made.length === 0 && free.known && Number(free.value) > 0;
  return {
    fresh: made.length === 0 && fresh.known ? fresh : undefined,
    today: isSame || isLeft ? free : undefined,
  };
}

function freeFact({ fresh, today }: Room, gpu: string): Fact {
  if (fresh?.known === true) {
    const most = Math.max(0, ...instancesOf(fresh).values());
    return known('gpu/mdev-free', most, { subject: gpu, from: [fresh] });
  }
  // None that is left is no answer: what took the room may be gone.
  return today?.known === true && Number(today.value) > 0
    ? today
    : unknown('gpu/mdev-free', 'undecided', { subject: gpu });
}

function availableFacts({ fresh, today }: Room, now: Facts, gpu: string): readonly Fact[] {
  const instances = fresh === undefined ? undefined : instancesOf(fresh);
  return now
    .subjects('type')
    .filter(type => now.value('type/gpu', type) === gpu)
    .flatMap(type => {
      const left = instances?.get(type.slice(type.indexOf('/') + 1));
      const about = { subject: type, from: fresh === undefined ? [] : [fresh] };
      if (left !== undefined) return [known('type/available', left, about)];
      const isToday = fresh === undefined && today !== undefined;
      return isToday ? [] : [unknown('type/available', 'undecided', about)];
    });
}

/** `TYPE N`, as the fact writes it. */
function instancesOf(fact: Fact): ReadonlyMap<string, number> {
  const lines = fact.known ? ([fact.value].flat() as readonly unknown[]).map(String) : [];
  return new Map(
    lines.map(line => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
