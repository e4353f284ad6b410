import type { FactAddress } from './catalogue.ts';
import { known, unknown, type Fact, type Value } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';

/** What must hold for GVT-g to offer types; the value each fact must have. */
const links: readonly (readonly [FactAddress, (value: Value) => boolean])[] = [
  ['gpu/gvtg-in-kernel', value => value === true],
  ['kernel/gvt-built', value => value === true],
  ['gpu/driver', value => value === 'i915'],
  ['modules/i915-origin', value => value !== 'out-of-tree'],
  ['gpu/regression', value => value !== 'kernel-regression-gvt-mmio-table'],
  ['gpu/guc-blocks-gvt', value => value === false],
  ['gvt/switch', value => value === true],
  ['module-loaded/kvmgt', value => value === true],
];

/** Do all links hold? false: one is known to be broken; undefined: one is not known. */
function holds(book: Facts, gpu: string): boolean | undefined {
  const answers = links.map(([address, isSound]) => {
    const value = book.value(address, gpu);
    return value === undefined ? undefined : isSound(value);
  });
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** What GVT-g will offer on each GPU. */
export function nextShare(now: Facts, next: Facts): Said {
  return { facts: next.subjects('gpu').flatMap(gpu => shareFacts(now, next, gpu)) };
}

const offers = ['gpu/mdev-registered', 'gpu/mdev-types', 'gpu/mdev-free'] as const;

/** What GVT-g will offer: nothing where a link is known to be broken, the computed types where all are sound. */
function shareFacts(now: Facts, next: Facts, gpu: string): readonly Fact[] {
  if (next.value('gpu/technology', gpu) !== 'gvt-g') return [];
  const about = { subject: gpu, from: [next.get('gvt/switch'), next.get('module-loaded/kvmgt')] };
  const sound = holds(next, gpu);
  if (sound === false) {
    return [known('gpu/mdev-registered', false, about), known('gpu/mdev-types', null, about)];
  }
  // All was in order already, and still GVT-g offered nothing: a reboot alone is no cure.
  if (holds(now, gpu) === true && now.value('gpu/mdev-types', gpu) === null) {
    return offers.map(address => now.get(address, gpu));
  }
  const types = now.list('gpu/mdev-types', gpu) ?? next.list('gpu/expected-types', gpu);
  if (sound === undefined || types === undefined) {
    return offers.map(address => unknown(address, 'undecided', about));
  }
  return [known('gpu/mdev-registered', true, about), known('gpu/mdev-types', types, about)];
}
