import { readForceProbe } from '../formats/force-probe.ts';
import { takesOf } from '../knowledge/driver-ids.ts';
import { gucBlocksGvt, regressionOf } from '../knowledge/kernels.ts';
import { gvtgInKernel, platformByName, type Platform } from '../knowledge/platforms.ts';
import { isAtLeast } from '../values/version.ts';
import { follows } from './derivation.ts';
import type { FactAddress } from './catalogue.ts';
import { known, unknown, type Fact, type Value } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** What follows about each GPU: the technology it shares by, whether this kernel has it, and what keeps its driver away. */
export function deriveGpu(book: Facts): readonly Fact[] {
  return book.subjects('gpu').flatMap(gpu => {
    const candidates = candidatesOf(book, gpu);
    const generation = generationRoute(gpu, candidates);
    const route = routeFact(book, gpu, generation);
    return [
      generation,
      route,
      technologyFact(route, gpu),
      ...supportFacts(book, gpu, candidates),
      ...driverFacts(book, gpu),
      follows(
        book,
        'gpu/guc-blocks-gvt',
        gpu,
        ['kernel/upstream', 'cmdline/i915.enable_guc', 'modprobe/i915.enable_guc'],
        of => {
          const value = of('cmdline/i915.enable_guc') ?? of('modprobe/i915.enable_guc');
          return value === null ? false : gucBlocksGvt(String(of('kernel/upstream')), String(value));
        },
      ),
    ];
  });
}

/** The platforms that a GPU may be of, and the fact that says so: one by its id, by its name perhaps several. */
interface Candidates {
  readonly named: Fact;
  readonly platforms: readonly Platform[];
}

function candidatesOf(book: Facts, gpu: string): Candidates {
  const byId = book.get('gpu/platform', gpu);
  const byName = book.get('gpu/candidates', gpu);
  const named = byId.known || !byName.known ? byId : byName;
  const names = named.known ? [named.value].flat() : [];
  return { named, platforms: names.flatMap(name => platformByName(String(name)) ?? []) };
}

/** What holds of every platform; undefined: they differ, or there is none. */
function ofAll<T>({ platforms }: Candidates, read: (platform: Platform) => T): T | undefined {
  const [value, ...others] = new Set(platforms.map(read));
  return others.length > 0 ? undefined : value;
}

/** By which technology GPUs of this generation share, or why by none: the platform tells, whatever else could be read. */
function generationRoute(gpu: string, candidates: Candidates): Fact {
  const { named } = candidates;
  const about = { subject: gpu, from: [named] };
  const route = ofAll(candidates, ({ gvtg, sriov, route: none }) => {
    if (gvtg !== null) return 'gvt-g';
    return sriov === null ? (none ?? 'gap') : 'sr-iov';
  });
  return route === undefined
    ? unknown('gpu/generation-route', named.known ? 'undecided' : named.why, about)
    : known('gpu/generation-route', route, about);
}

/** By which technology this GPU shares, or why by none. SR-IOV needs the capability on the device besides the platform. */
function routeFact(book: Facts, gpu: string, generation: Fact): Fact {
  const about = { subject: gpu, from: generation.from ?? [] };
  if (!generation.known) return unknown('gpu/route', generation.why, about);
  if (generation.value !== 'sr-iov') return known('gpu/route', generation.value, about);
  const read = book.get('gpu/sriov-capability', gpu);
  const capability = read.known ? read : (shownCapability(book, gpu) ?? read);
  const from = { subject: gpu, from: [...about.from, capability] };
  if (!capability.known) return unknown('gpu/route', capability.why, from);
  if (capability.value === true) return known('gpu/route', 'sr-iov', from);
  // A kernel without PCI_IOV shows no sriov_totalvfs, whatever the device can do (drivers/pci/iov.c).
  const option = book.get('kernel-config/PCI_IOV');
  const isBlind =
    option.known && option.value === null && capability.source?.endsWith('sriov_totalvfs') === true;
  return isBlind ? unknown('gpu/route', 'undecided', from) : known('gpu/route', 'no-capability', from);
}

/**
 * Messages of the kernel about a device that only one with the capability gets: drivers/pci/iov.c (sriov_numvfs_store), i915/i915_sriov.c and
 * xe/xe_pci_sriov.c of the drivers that have it.
 */
const sriovMessages = [
  'sriov-pf-mode',
  'sriov-vfs-enabled',
  'sriov-driver-without',
  'sriov-no-driver',
  'sriov-no-mmio',
  'sriov-vf-bar',
  'sriov-vf-mode',
] as const;

/** The capability by what it led to: virtual functions, or a message about them; undefined: nothing shows it. */
function shownCapability(book: Facts, gpu: string): Fact | undefined {
  const functions = book.get('gpu/sriov-numvfs', gpu);
  // A virtual function has the address of its GPU but for the last digit.
  const [, short = gpu] = /^[\da-f]+:(.*)\.0$/u.exec(gpu) ?? [];
  const said = sriovMessages
    .map(id => book.get(`log/${id}`))
    .find(fact => fact.known && typeof fact.value === 'string' && fact.value.includes(short));
  const shown = functions.known && Number(functions.value) > 0 ? functions : said;
  return shown === undefined
    ? undefined
    : known('gpu/sriov-capability', true, { subject: gpu, from: [shown] });
}

function technologyFact(route: Fact, gpu: string): Fact {
  const about = { subject: gpu, from: [route] };
  if (!route.known) return unknown('gpu/technology', route.why, about);
  const shares = route.value === 'gvt-g' || route.value === 'sr-iov';
  return known('gpu/technology', shares ? route.value : 'none', about);
}

function supportFacts(book: Facts, gpu: string, candidates: Candidates): readonly Fact[] {
  const about = { subject: gpu, from: [candidates.named] };
  return [
    known('gpu/sriov-capable-platform', ofAll(candidates, ({ sriov }) => sriov !== null) === true, about),
    known('gpu/gvtg-since', ofAll(candidates, ({ gvtg }) => gvtg?.since ?? null) ?? null, about),
    known('gpu/sriov-since', ofAll(candidates, ({ sriov }) => sriov?.xe?.since ?? null) ?? null, about),
    inKernel(book, 'gpu/gvtg-in-kernel', gpu, candidates, gvtgInKernel),
    inKernel(book, 'gpu/regression', gpu, candidates, (platform, upstream) => {
      const found = regressionOf(platform, upstream);
      return found === undefined || found === null ? found : found.id;
    }),
  ];
}

/** What the running kernel means for this platform, or for each that it may be. */
function inKernel(
  book: Facts,
  address: FactAddress,
  gpu: string,
  candidates: Candidates,
  read: (platform: string, upstream: string) => Value | undefined,
): Fact {
  const upstream = book.get('kernel/upstream');
  const about = { subject: gpu, from: [candidates.named, upstream] };
  if (!candidates.named.known) return unknown(address, candidates.named.why, about);
  if (!upstream.known) return unknown(address, upstream.why, about);
  const value = ofAll(candidates, ({ name }) => read(name, String(upstream.value)));
  return value === undefined ? unknown(address, 'undecided', about) : known(address, value, about);
}

/** What keeps i915 from a GPU: parameters that switch it off, and claims of vfio-pci. */
function driverFacts(book: Facts, gpu: string): readonly Fact[] {
  const id = String(book.value('gpu/id', gpu) ?? '');
  const device = id.slice(5);
  const probe = book.get('cmdline/i915.force_probe');
  const isHanded = isTurnedAway(probe, device) && isForXe(book, gpu, device);
  return [
    switchedOff(book, gpu, device),
    known('gpu/handed-to-xe', isHanded, { subject: gpu, from: [probe, book.get('cmdline/xe.force_probe')] }),
    claim(book, gpu, id),
  ];
}

function switchedOff(book: Facts, gpu: string, device: string): Fact {
  const [nomodeset, modeset, modprobed, probe] = [
    book.get('cmdline/nomodeset'),
    book.get('cmdline/i915.modeset'),
    book.get('modprobe/i915.modeset'),
    book.get('cmdline/i915.force_probe'),
  ] as const;
  const say = (fact: Fact, value: string): Fact =>
    known('gpu/switched-off-by', value, { subject: gpu, from: [fact] });
  // nomodeset counts unless i915.modeset=1 is given too (i915_module.c).
  const asked = modeset.known ? modeset.value : null;
  if (asked === '0') return say(modeset, 'i915.modeset=0');
  if (nomodeset.known && nomodeset.value !== null && asked !== '1') return say(nomodeset, 'nomodeset');
  if (asked === null && modprobed.known && modprobed.value === '0')
    return say(modprobed, 'options i915 modeset=0');
  if (blocksProbe(book, probe, gpu, device))
    return say(probe, `i915.force_probe=${probe.known ? String(probe.value) : ''}`);
  const unread = [nomodeset, modeset].find(fact => !fact.known);
  if (unread?.known === false)
    return unknown('gpu/switched-off-by', unread.why, { subject: gpu, from: [unread] });
  return known('gpu/switched-off-by', null, { subject: gpu, from: [nomodeset, modeset, probe] });
}

/** `force_probe=!<id>` or `!*` keeps i915 from binding: in i915_pci.c of 6.1 and newer, not in 5.19. */
function blocksProbe(book: Facts, probe: Fact, gpu: string, device: string): boolean {
  if (!probe.known || typeof probe.value !== 'string') return false;
  const upstream = book.value('kernel/upstream');
  if (typeof upstream === 'string' && isAtLeast(upstream, '6.1') === false) return false;
  return isTurnedAway(probe, device) && !isForXe(book, gpu, device);
}

const isTurnedAway = (probe: Fact, device: string): boolean =>
  probe.known && typeof probe.value === 'string' && readForceProbe(probe.value, device).isBlocked;

/** xe is told to take it: then i915 is turned away on purpose. */
function isForXe(book: Facts, gpu: string, device: string): boolean {
  const asked = book.value('cmdline/xe.force_probe') ?? book.value('modprobe/xe.force_probe');
  const { isForced, isBlocked } = readForceProbe(typeof asked === 'string' ? asked : '', device);
  if (isBlocked || book.value('module-file/xe') === null) return false;
  const platform = String(book.value('gpu/platform', gpu) ?? '');
  const upstream = book.value('kernel/upstream');
  const takes = takesOf('xe', { platform, id: device }, typeof upstream === 'string' ? upstream : undefined);
  return takes.includes('by-default') || (isForced && takes.includes('if-forced'));
}

/** vfio-pci takes devices by id: `vfio-pci.ids=` on the command line, or an option in modprobe.d. */
function claim(book: Facts, gpu: string, id: string): Fact {
  for (const fact of [book.get('cmdline/vfio_pci.ids'), book.get('modprobe/vfio_pci.ids')]) {
    if (!fact.known) return unknown('gpu/claimed-by-vfio', fact.why, { subject: gpu, from: [fact] });
    const claimed = String(fact.value ?? '')
      .toLowerCase()
      .split(',')
      .some(item => item.startsWith(id));
    if (claimed && id !== '')
      return known('gpu/claimed-by-vfio', fact.source ?? '', { subject: gpu, from: [fact] });
  }
  return known('gpu/claimed-by-vfio', null, { subject: gpu, from: [book.get('cmdline/vfio_pci.ids')] });
}
