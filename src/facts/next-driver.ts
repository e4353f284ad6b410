import { derive } from './derive.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';

/** Parameters that decide which driver a GPU gets. */
export const driverParameters = [
  'nomodeset',
  'i915.modeset',
  'i915.force_probe',
  'xe.force_probe',
  'vfio_pci.ids',
  'module_blacklist',
  'modprobe.blacklist',
];

/** The driver of each GPU, and what kept it away that is no more. */
export function nextDriver(now: Facts, next: Facts): Said {
  const overrides = overrideFacts(now);
  const then = overrides.length === 0 ? next : next.with(overrides);
  return { facts: [...overrides, ...then.subjects('gpu').flatMap(gpu => driverFacts(now, then, gpu))] };
}

/**
 * `driver_override` is written to sysfs and forgotten with the device (drivers/pci/pci-sysfs.c); driverctl, and scripts, write it again at boot,
 * and nobody read those. Where none is set, nothing set it at this boot.
 */
function overrideFacts(now: Facts): readonly Fact[] {
  return now
    .subjects('gpu')
    .map(gpu => now.get('gpu/driver-override', gpu))
    .filter(fact => fact.known && fact.value !== null)
    .map(fact => unknown('gpu/driver-override', 'undecided', { subject: fact.subject ?? '', from: [fact] }));
}

/** The driver stays where nothing that decides it changes; i915 comes back to a GVT-g GPU once nothing keeps it away. */
function driverFacts(now: Facts, next: Facts, gpu: string): readonly Fact[] {
  const change = isFreed(now, next, gpu) ? true : differs(now, driverParameters);
  if (change === false) return [];
  const about = { subject: gpu, from: [now.get('generated/nomodeset')] };
  const isGvtg = now.value('gpu/technology', gpu) === 'gvt-g';
  const derived = derive(next);
  const away = [
    derived.value('gpu/switched-off-by', gpu),
    derived.value('gpu/claimed-by-vfio', gpu),
    derived.value('module-denied/i915'),
    derived.value('gpu/driver-override', gpu),
  ];
  if (change === true && isGvtg && away.every(value => value === null))
    return [known('gpu/driver', 'i915', about)];
  const driver =
    change === true && goesToXe(now, derived, gpu)
      ? known('gpu/driver', 'xe', about)
      : unknown('gpu/driver', 'undecided', about);
  return [
    driver,
    unknown('gpu/sriov-pf-mode', 'undecided', about),
    unknown('gpu/sriov-numvfs', 'undecided', about),
  ];
}

/**
 * xe takes a GPU that it can share where it is told to and i915 is told not to (i915_pci.c and xe_pci.c: `id_forced`, `id_blocked`), and where
 * nothing keeps it from loading.
 */
function goesToXe(now: Facts, derived: Facts, gpu: string): boolean {
  const id = now.value('gpu/device-id', gpu);
  const asked = derived.value('cmdline/xe.force_probe');
  const entries = typeof asked === 'string' ? asked.toLowerCase().split(',') : [];
  const isAsked =
    entries.includes(String(id)) && !entries.some(one => one === '!*' || one === `!${String(id)}`);
  const isTurnedAway = String(derived.value('gpu/switched-off-by', gpu)).startsWith('i915.force_probe=');
  const isFree = ['gpu/claimed-by-vfio', 'module-denied/xe', 'gpu/driver-override'] as const;
  return (
    isAsked &&
    isTurnedAway &&
    derived.value('gpu/sriov-driver-on-disk', gpu) === 'xe' &&
    isFree.every(address => derived.value(address, gpu) === null)
  );
}

/**
 * Something that kept i915 away from the start is gone by then: GuC submission beside GVT-g, or a denial of a module that nothing
 * loaded since; kvmgt from a list brings i915 in, since it needs it.
 */
function isFreed(now: Facts, next: Facts, gpu: string): boolean {
  if (now.value('gpu/driver', gpu) !== null) return false;
  const derived = derive(next);
  const isGucGone =
    now.value('gpu/guc-blocks-gvt', gpu) === true && derived.value('gpu/guc-blocks-gvt', gpu) === false;
  const isLoadedThen =
    now.value('module-loaded/i915') === false && next.value('module-loaded/kvmgt') === true;
  return isGucGone || isLoadedThen;
}

/** Does any parameter that decides the driver differ between this boot and the next? undefined: not known. */
export function differs(now: Facts, names: readonly string[]): boolean | undefined {
  for (const name of names) {
    const [before, after] = [now.get(`cmdline/${name}`), now.get(`generated/${name}`)];
    if (!before.known || !after.known) return undefined;
    if (before.value !== after.value) return true;
  }
  return false;
}
