import { derive } from './derive.ts';
import type { BindingReading } from './driver-binding.ts';
import { deciding, driverAtBoot } from './driver-question.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';

/** Parameters that decide which driver a GPU gets. */
export const driverParameters: readonly string[] = deciding;

/** The driver of each GPU, and what kept it away that is no more. */
export function nextDriver(now: Facts, next: Facts): Said {
  const overrides = overrideFacts(now);
  // What decides it are words and files, and what follows from those.
  const derived = derive(next.with(overrides), ['deriveBoot', 'deriveGpu']);
  return {
    facts: [...overrides, ...derived.subjects('gpu').flatMap(gpu => driverFacts({ now, derived, gpu }))],
  };
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

/** A GPU at the boot in question; `derived` are the facts of that boot with what follows from them. */
interface Asked {
  readonly now: Facts;
  readonly derived: Facts;
  readonly gpu: string;
}

/** The driver stays where nothing that decides it changes. */
function driverFacts(asked: Asked): readonly Fact[] {
  const { now, gpu } = asked;
  const change = isFreed(asked) || isUnclaimed(asked) ? true : differs(now, driverParameters);
  const isGvtg = now.value('gpu/technology', gpu) === 'gvt-g';
  if (change === false) return byFiles(asked);
  const driver = foretold(asked, change === true && isGvtg && isFree(asked));
  // The mode belongs to a driver that offers it; of GVT-g nobody asks.
  return isGvtg && driver.known ? [driver] : [driver, ...functionsOpen(asked)];
}

/** By the table and the words; where those leave it open, i915 comes back to a GVT-g GPU that nothing keeps it from. */
function foretold(asked: Asked, isSurelyFree: boolean): Fact {
  const { now, derived, gpu } = asked;
  const about = { subject: gpu, from: [now.get('generated/nomodeset')] };
  const found = driverAtBoot({ now, next: derived, gpu });
  if ('driver' in found) return known('gpu/driver', found.driver, about);
  if (isSurelyFree) return known('gpu/driver', 'i915', about);
  return openDriver(found.settledBy, asked);
}

function openDriver(settledBy: BindingReading, asked: Asked): Fact {
  const from = [asked.now.get('generated/nomodeset')];
  return unknown('gpu/driver', 'undecided', { subject: asked.gpu, from, source: placeOf(settledBy, asked) });
}

function functionsOpen({ now, gpu }: Asked): readonly Fact[] {
  const about = { subject: gpu, from: [now.get('generated/nomodeset')] };
  return [unknown('gpu/sriov-pf-mode', 'undecided', about), unknown('gpu/sriov-numvfs', 'undecided', about)];
}

/** Is nothing known to keep i915 from this GPU? */
function isFree({ derived, gpu }: Asked): boolean {
  return (
    ['gpu/switched-off-by', 'gpu/claimed-by-vfio', 'module-denied/i915', 'gpu/driver-override'] as const
  ).every(address => derived.value(address, gpu) === null);
}

/**
 * The same command line as now, and files of modprobe.d that say something of the drivers: they may have said something else when this boot read
 * them. A driver that has its module loaded and not the GPU had its chance: why it failed does not stand in files.
 */
function byFiles(asked: Asked): readonly Fact[] {
  const { now, derived, gpu } = asked;
  const bound = now.value('gpu/driver', gpu);
  const technology = now.value('gpu/technology', gpu);
  if (bound === undefined || (technology !== 'sr-iov' && technology !== 'gvt-g')) return [];
  // GPUs of GVT-g have i915 alone: without a word about it nothing is to be worked out.
  if (technology === 'gvt-g' && !isNamedInFiles(derived)) return [];
  const found = driverAtBoot({ now, next: derived, gpu });
  if (!('driver' in found)) return isRefusedInFiles(asked) ? [openDriver(found.settledBy, asked)] : [];
  if (found.driver === bound) return [];
  const isNew = found.driver !== null && now.value(`module-loaded/${found.driver}`) === false;
  if (!isNew && !isNamedInFiles(derived)) return [];
  const from = [derived.get('modprobe/xe.force_probe'), derived.get('module-denied-by-file/i915')];
  return [
    known('gpu/driver', found.driver, { subject: gpu, from }),
    // Of GVT-g nobody asks for the mode.
    ...(technology === 'gvt-g' ? [] : functionsOpen(asked)),
  ];
}

/** Does an `install` line refuse the driver that has the GPU? It may be newer than this boot, and than the initramfs. */
function isRefusedInFiles({ now, derived, gpu }: Asked): boolean {
  const bound = now.value('gpu/driver', gpu);
  if (bound !== 'i915' && bound !== 'xe') return false;
  return String(derived.value(`module-denied-by-file/${bound}`) ?? '').startsWith('install ');
}

/** Does modprobe.d deny a driver, order them, or tell them which devices to take? */
function isNamedInFiles(book: Facts): boolean {
  return (['i915', 'xe'] as const).some(
    driver =>
      typeof book.value(`module-denied-by-file/${driver}`) === 'string' ||
      typeof book.value(`modprobe/${driver}.force_probe`) === 'string' ||
      (book.list(`module-before/${driver}`) ?? []).length > 0,
  );
}

/**
 * Something that kept i915 away from the start is gone by then: GuC submission beside GVT-g, or a denial of a module that nothing
 * loaded since; kvmgt from a list brings i915 in, since it needs it, unless `install` or the kernel itself refuses it.
 */
function isFreed({ now, derived, gpu }: Asked): boolean {
  if (now.value('gpu/driver', gpu) !== null) return false;
  const isGucGone =
    now.value('gpu/guc-blocks-gvt', gpu) === true && derived.value('gpu/guc-blocks-gvt', gpu) === false;
  const isLoadedThen =
    now.value('module-loaded/i915') === false && derived.value('module-loaded/kvmgt') === true;
  return isGucGone || isLoadedThen;
}

/** Is the GPU that vfio-pci took by its id claimed no more? */
function isUnclaimed({ now, derived, gpu }: Asked): boolean {
  const [was, is] = [now, derived].map(facts => facts.value('gpu/claimed-by-vfio', gpu));
  return typeof was === 'string' && is === null;
}

/** Where the answer would be found. */
function placeOf(reading: BindingReading, { derived, gpu }: Asked): string {
  const release = String(derived.value('kernel/release') ?? '');
  const places: Readonly<Record<BindingReading, string>> = {
    'command-line': '/proc/cmdline',
    'device-table': `/lib/modules/${release}/modules.alias`,
    'module-files': `/lib/modules/${release}/modules.dep`,
    'dkms-version': 'dkms status',
    'built-in-list': `/boot/config-${release}`,
    'module-settings': '/etc/modprobe.d',
    initramfs: `lsinitramfs /boot/initrd.img-${release}`,
    'load-order': `/lib/modules/${release}/modules.alias`,
    vfio: '/etc/modprobe.d',
    'other-gpu': '/sys/bus/pci/devices',
    'driver-override': `/sys/bus/pci/devices/${gpu}/driver_override`,
  };
  return places[reading];
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
