import { entryOf } from './catalogue.ts';
import { derivations } from './derive.ts';
import type { DerivationName, FollowerName, NextName } from './entry.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';
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

const derives = (name: DerivationName): Step => [name, (_now, next) => ({ facts: derivations[name](next) })];
const foretell = (name: NextName): Step => [name, foretells[name]];

type Step = readonly [name: FollowerName, says: Foretells];

/** In their order. What can be shared is derived again once it is foretold what the driver offers. */
const steps: readonly Step[] = [
  ...(['nextKernel', 'nextCmdline', 'nextModules', 'nextLog', 'nextIommu'] as const).map(foretell),
  ...(['nextDriver', 'nextParameters'] as const).map(foretell),
  ...(Object.keys(derivations) as DerivationName[]).map(derives),
  ...(['nextShare', 'nextFunctions', 'nextVgpus'] as const).map(foretell),
  derives('deriveSharing'),
];

/**
 * The facts as the next boot will make them, from what is configured now: its command line, the modules it will load, the driver, and what GVT-g
 * will then offer. Where that can't be foretold the fact is unknown. Nothing here looks at the host. What becomes of each address its entry in the
 * catalogue declares; `heard` is told what each function says.
 */
export function nextBoot(now: Facts, heard?: (by: FollowerName, said: Said) => void): Facts {
  if (heard !== undefined) return foretoldAnew(now, heard);
  const before = foretoldBefore.get(now);
  if (before !== undefined) return before;
  const later = foretoldAnew(now, () => {});
  foretoldBefore.set(now, later);
  return later;
}

/** What was foretold of the same facts before. */
const foretoldBefore = new WeakMap<Facts, Facts>();

function foretoldAnew(now: Facts, heard: (by: FollowerName, said: Said) => void): Facts {
  const foretold = passed(now).grown(
    steps.map(([name, says]) => next => {
      const said = says(now, next);
      heard(name, said);
      return said;
    }),
  );
  return foretold.without((kind, subject) => {
    if (kind === 'type') return isWithdrawn(foretold, subject);
    if (kind === 'parameter') return isGone(foretold, subject);
    return kind === 'message' && !isSaid(foretold, subject);
  });
}

/** What is left of today's facts: what lived in memory only is gone, what nobody can foretell is open. A vGPU that nothing keeps is no more. */
function passed(now: Facts): Facts {
  const changed = now.all().flatMap(({ address, subject }): readonly Fact[] => {
    const boot = entryOf(address)?.boot;
    const about = subject === undefined ? {} : { subject };
    if (boot === 'goes') return [known(address, null, about)];
    return boot === 'open' ? [unknown(address, 'undecided', about)] : [];
  });
  return now.with(changed).without((kind, subject) => kind === 'mdev' && isForgotten(now, subject));
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
