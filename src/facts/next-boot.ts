import { grow, growAgain, growOnce, type Growth } from './again.ts';
import { entryOf, type SubjectKind } from './catalogue.ts';
import { derivations } from './derive.ts';
import type { DerivationName, FollowerName, NextName } from './entry.ts';
import { known, unknown, type Fact } from './fact.ts';
import { addressOf, type Difference, type FactKey, type Facts, type Said } from './fact-index.ts';
import { nextDriver } from './next-driver.ts';
import { nextFunctions, nextLog } from './next-functions.ts';
import { nextCmdline, nextIommu, nextKernel } from './next-kernel.ts';
import { nextModules } from './next-modules.ts';
import { nextParameters } from './next-parameters.ts';
import { nextShare } from './next-share.ts';
import { nextVgpus } from './next-vgpus.ts';

/** What the next boot makes of facts; `next` is what is foretold so far. */
type Foretells = (now: Facts, next: Facts) => Said;

/** The functions that a declaration of the catalogue may name. Each works on facts alone. */
const foretells: Readonly<Record<NextName, Foretells>> = {
  nextKernel,
  nextCmdline,
  nextModules,
  nextLog,
  nextIommu,
  nextDriver,
  nextParameters,
  nextShare,
  nextFunctions,
  nextVgpus,
};

type Named = readonly [name: FollowerName, says: Foretells];

const derives = (name: DerivationName): Named => [name, (_now, next) => ({ facts: derivations[name](next) })];
const foretell = (name: NextName): Named => [name, foretells[name]];

/** In their order. What can be shared is derived again once it is foretold what the driver offers. */
const named: readonly Named[] = [
  ...(['nextKernel', 'nextCmdline', 'nextModules', 'nextLog', 'nextIommu'] as const).map(foretell),
  ...(['nextDriver', 'nextParameters'] as const).map(foretell),
  ...(Object.keys(derivations) as DerivationName[]).map(derives),
  ...(['nextShare', 'nextFunctions', 'nextVgpus'] as const).map(foretell),
  derives('deriveSharing'),
];
const steps = named.map(([, says]) => says);

/**
 * The facts as the next boot will make them, from what is configured now: its command line, the modules it will load, the driver, and what GVT-g
 * will then offer. Where that can't be foretold the fact is unknown. Nothing here looks at the host. What becomes of each address its entry in the
 * catalogue declares; `heard` is told what each function says.
 */
export function nextBoot(now: Facts, heard?: (by: FollowerName, said: Said) => void): Facts {
  if (heard !== undefined) return foretoldAnew(now, heard).later;
  const before = foretold.get(now);
  if (before !== undefined) return before.later;
  const later = foretoldAgain(now);
  const made = later === undefined ? foretoldAnew(now) : { later };
  foretold.set(now, made);
  return made.later;
}

/** The same of facts of which it is asked once: nothing is kept. */
export const nextBootOnce = (now: Facts): Facts => withoutWhatGoes(growOnce(now, passed(now), steps));

/** A boot that was foretold; with `growth` it can be told what comes of facts that differ a little. */
interface Foretold {
  readonly later: Facts;
  readonly growth?: Growth;
}

/** What was foretold of the same facts before. */
const foretold = new WeakMap<Facts, Foretold>();

function foretoldAnew(now: Facts, heard: (by: FollowerName, said: Said) => void = () => {}): Foretold {
  const growth = grow(now, passed(now), steps);
  growth.stages.forEach(({ said, families }, at) => {
    const [name] = named[at] ?? [];
    if (name !== undefined) heard(name, { facts: said.values(), families });
  });
  return { later: withoutWhatGoes(growth.book), growth };
}

/** The same of facts that were laid over others of which it is known; undefined: something comes or goes of which there may be several. */
function foretoldAgain(now: Facts): Facts | undefined {
  const before = now.like === undefined ? undefined : foretold.get(now.like);
  if (before?.growth === undefined) return undefined;
  const { growth, later } = before;
  const start = passedAgain(now);
  const difference = start === undefined ? undefined : growAgain(now, start, growth, steps);
  if (difference === undefined) return undefined;
  const isGone = isWithout(growth.book.laid(difference));
  const isLeft = (kind: SubjectKind): boolean =>
    later.subjects(kind).join('\n') ===
    growth.book
      .subjects(kind)
      .filter(subject => !isGone(kind, subject))
      .join('\n');
  if (!(['type', 'parameter', 'message'] as const).every(isLeft)) return undefined;
  const facts = [...difference.facts].filter(([, fact]) => fact === null || later.hasSubjectsOf([fact]));
  return later.laid({ ...difference, facts: new Map(facts) });
}

const withoutWhatGoes = (book: Facts): Facts => book.without(isWithout(book));

/** What is no more once all is foretold. */
const isWithout =
  (next: Facts) =>
  (kind: SubjectKind, subject: string): boolean => {
    if (kind === 'type') return isWithdrawn(next, subject);
    if (kind === 'parameter') return isGone(next, subject);
    return kind === 'message' && !isSaid(next, subject);
  };

/** What is left of today's facts: what lived in memory only is gone, what nobody can foretell is open. A vGPU that nothing keeps is no more. */
function passed(now: Facts): Facts {
  const changed: Fact[] = [];
  for (const { address, subject } of now.all()) {
    const boot = entryOf(address)?.boot;
    const about = subject === undefined ? {} : { subject };
    if (boot === 'goes') changed.push(known(address, null, about));
    if (boot === 'open') changed.push(unknown(address, 'undecided', about));
  }
  return now.with(changed).without((kind, subject) => kind === 'mdev' && isForgotten(now, subject));
}

/** How that differs for facts which were laid over others; undefined: something else is gone, or open, than was then. */
function passedAgain(now: Facts): Difference | undefined {
  const { facts, families } = now.difference();
  const differing = new Map<FactKey, Fact | null>();
  for (const [key, fact] of facts) {
    if (key.startsWith('mdev/')) return undefined;
    const boot = entryOf(addressOf(key))?.boot;
    // What is gone, or open, is so whatever it was.
    const isAsBefore = fact !== null && now.like?.collectedAt(key) !== undefined;
    if (boot !== 'goes' && boot !== 'open') differing.set(key, fact);
    else if (!isAsBefore) return undefined;
  }
  return { facts: differing, families };
}

function isForgotten(now: Facts, uuid: string): boolean {
  const unit = now.value('mdev/boot-unit', uuid);
  return now.value('mdev/is-defined', uuid) === false && typeof unit !== 'string';
}

/** A vGPU type that its GPU does not offer then. */
function isWithdrawn(next: Facts, subject: string): boolean {
  const types = next.get('gpu/mdev-types', String(next.value('type/gpu', subject) ?? ''));
  return types.known && ![types.value].flat().includes(subject.slice(subject.indexOf('/') + 1));
}

/** A word that stands on no command line then. */
function isGone(next: Facts, word: string): boolean {
  const running = next.list('tokens/running');
  return running?.includes(word) === false && next.list('tokens/configured')?.includes(word) !== true;
}

/** A message that is said then, too; or that somebody quoted. */
function isSaid(next: Facts, id: string): boolean {
  return [next.value(`log/${id}`), next.value(`heard/${id}`)].some(text => typeof text === 'string');
}
