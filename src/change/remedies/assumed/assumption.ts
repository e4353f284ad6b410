import type { FactAddress } from '../../../facts/catalogue.ts';
import { known, unknown, type Fact } from '../../../facts/fact.ts';
import type { Facts, Family, Said } from '../../../facts/fact-index.ts';
import type { RemedyValues } from '../../../rules/remedy.ts';

/**
 * What an act of somebody else makes true of a host. Only what lies outside of the host's settings is assumed: tables of the firmware, files
 * that come with a package, what a kernel holds; never what a rule expects of the settings. undefined: nobody can tell what comes of it.
 */
export type Assume<Kind extends keyof RemedyValues> = (
  value: RemedyValues[Kind],
  about: Assumed,
) => Said | undefined;

/** What an assumption is made of. */
export interface Assumed {
  readonly facts: Facts;
  /** What the fault is about: a GPU, a VM. */
  readonly subject: string | undefined;
}

/** What GVT-g offers now says nothing of the host with that done: it shows once the driver has started again. */
export function offersOpen(facts: Facts): readonly Fact[] {
  const shown = ['gpu/mdev-registered', 'gpu/mdev-types', 'gpu/mdev-free'] as const;
  return facts
    .subjects('gpu')
    .filter(gpu => facts.value('gpu/technology', gpu) === 'gvt-g')
    .flatMap(gpu => shown.map(address => unknown(address, 'undecided', { subject: gpu })));
}

/** Nor does what the kernel has said, but for what lies in the firmware. */
export const logOpen = (facts: Facts): Family => ({
  name: 'log',
  member: id =>
    /^(?:kvm-|sriov-no-mmio)/u.test(id) ? facts.get(`log/${id}`) : unknown(`log/${id}`, 'undecided'),
});

/** A family as it is but for some members. */
export const familyWith = (
  facts: Facts,
  name: 'module-file' | 'log',
  members: Readonly<Record<string, string | null>>,
): Family => ({
  name,
  member: member => {
    const address: FactAddress = `${name}/${member}`;
    const value = members[member];
    return value === undefined ? facts.get(address) : known(address, value);
  },
});
