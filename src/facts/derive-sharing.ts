import { platformByName, xeSriovInKernel, type Platform } from '../knowledge/platforms.ts';
import type { FactAddress } from './catalogue.ts';
import { follows } from './derivation.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';
import { isOutOfTree } from './module.ts';

/** The SR-IOV driver of each GPU, and the positive proof of sharing by either technology. */
export function deriveSharing(book: Facts): readonly Fact[] {
  return book.subjects('gpu').flatMap(gpu => {
    const platform = platformByName(String(book.value('gpu/platform', gpu) ?? ''));
    const named = book.get('gpu/candidates', gpu);
    // What a driver can do differs between the platforms that a name may leave.
    const isOpen = platform === undefined && named.known;
    const open = (address: FactAddress): Fact =>
      unknown(address, 'undecided', { subject: gpu, from: [named] });
    const driver = isOpen ? open('gpu/sriov-driver') : boundDriver(book, gpu, platform);
    const onDisk = isOpen ? open('gpu/sriov-driver-on-disk') : driverOnDisk(book, gpu, platform);
    const mode = pfMode(book, gpu, driver);
    const offer = isOpen ? open('gpu/xe-offers-sriov') : xeOffers(book, gpu, platform);
    return [driver, onDisk, offer, mode, canShare(book, gpu, driver, mode), translation(book, gpu)];
  });
}

/**
 * Whether an IOMMU stands before the GPU's functions. Where nobody listed the units, the parameter says so on a host that makes functions:
 * likely only, for the kernel takes it as a wish (drivers/iommu/intel/dmar.c), and firmware may hold VT-d back.
 */
function translation(book: Facts, gpu: string): Fact {
  const listed = book.get('iommu/is-on');
  const wished = book.get('cmdline/intel_iommu');
  const vfs = book.get('gpu/sriov-numvfs', gpu);
  const isWished = wished.known && typeof wished.value === 'string' && wished.value.split(',').includes('on');
  const isMade = vfs.known && Number(vfs.value) > 0;
  return !listed.known && listed.why === 'not captured' && isWished && isMade
    ? known('gpu/iommu-is-on', true, { subject: gpu, from: [wished, vfs], isLikely: true })
    : { ...listed, address: 'gpu/iommu-is-on', subject: gpu, from: [listed] };
}

/** Does the bound driver offer SR-IOV? */
function boundDriver(book: Facts, gpu: string, platform: Platform | undefined): Fact {
  const bound = book.get('gpu/driver', gpu);
  const about = { subject: gpu, from: [bound] };
  if (!bound.known) return unknown('gpu/sriov-driver', bound.why, about);
  const canBe = platform?.sriov !== undefined && platform.sriov !== null;
  if (canBe && bound.value === 'xe') return boundXe(book, gpu, platform, bound);
  if (canBe && bound.value === 'i915') return boundI915(book, gpu, bound);
  return known('gpu/sriov-driver', null, about);
}

/** xe does from a kernel on, by platform (xe_pci.c, has_sriov). */
function boundXe(book: Facts, gpu: string, platform: Platform, bound: Fact): Fact {
  const upstream = book.get('kernel/upstream');
  if (isOfDkms(book) && platform.sriov?.dkmsXe === true)
    return known('gpu/sriov-driver', 'xe', { subject: gpu, from: [bound, book.get('module-file/xe')] });
  const offers = upstream.known ? xeSriovInKernel(platform.name, String(upstream.value)) : undefined;
  const about = { subject: gpu, from: [bound, upstream] };
  if (offers === undefined) return unknown('gpu/sriov-driver', 'undecided', about);
  return known('gpu/sriov-driver', offers ? 'xe' : null, about);
}

/**
 * i915 never does in any mainline kernel up to 7.3; the out-of-tree build is told by its parameter max_vfs, which the in-tree
 * one does not have.
 */
function boundI915(book: Facts, gpu: string, bound: Fact): Fact {
  const say = (value: string | null, by: Fact): Fact =>
    known('gpu/sriov-driver', value, { subject: gpu, from: [bound, by] });
  const parameter = book.get('module-parameter/i915.max_vfs');
  // The running driver's own words, where nobody looked at its parameters.
  const without = (['i915-max-vfs-unknown', 'sriov-driver-without'] as const)
    .map(id => book.get(`log/${id}`))
    .find(fact => fact.known && fact.value !== null);
  if (!parameter.known && without !== undefined) return say(null, without);
  if (parameter.known) return say(parameter.value === null ? null : 'i915-dkms', parameter);
  return unknown('gpu/sriov-driver', parameter.why, { subject: gpu, from: [bound, parameter] });
}

/** The xe of i915-sriov-dkms takes the place of the kernel's, and offers SR-IOV whatever the kernel. */
function isOfDkms(book: Facts): boolean {
  const file = book.value('module-file/xe');
  return typeof file === 'string' && isOutOfTree(file);
}

/** Whatever i915 there is: is this a kernel whose xe offers it, and is there an xe? */
function xeOffers(book: Facts, gpu: string, platform: Platform | undefined): Fact {
  return follows(book, 'gpu/xe-offers-sriov', gpu, ['module-file/xe', 'kernel/upstream'], of => {
    if (platform?.sriov === undefined || platform.sriov === null || of('module-file/xe') === null)
      return false;
    return xeSriovInKernel(platform.name, String(of('kernel/upstream')));
  });
}

function driverOnDisk(book: Facts, gpu: string, platform: Platform | undefined): Fact {
  return follows(
    book,
    'gpu/sriov-driver-on-disk',
    gpu,
    ['modules/i915-origin', 'module-file/xe', 'kernel/upstream'],
    of => {
      if (platform?.sriov === undefined || platform.sriov === null) return null;
      if (platform.sriov.dkmsI915 && of('modules/i915-origin') === 'out-of-tree') return 'i915-dkms';
      if (of('module-file/xe') === null) return null;
      const offers = xeSriovInKernel(platform.name, String(of('kernel/upstream')));
      if (offers === undefined) return undefined;
      return offers ? 'xe' : null;
    },
  );
}

/** Physical-function mode: seen by its sysfs folder, by VFs that exist, or by the driver's own line in the log. */
function pfMode(book: Facts, gpu: string, driver: Fact): Fact {
  const seen = book.get('gpu/sriov-pf-mode', gpu);
  const vfs = book.get('gpu/sriov-numvfs', gpu);
  const said = book.get('log/sriov-pf-mode');
  const about = { subject: gpu, from: [seen, vfs, said] };
  if (seen.known && seen.value === true) return seen;
  if (vfs.known && Number(vfs.value) > 0)
    return known('gpu/sriov-pf-mode', true, { subject: gpu, from: [vfs] });
  if (said.known) return known('gpu/sriov-pf-mode', said.value !== null, { subject: gpu, from: [said] });
  if (driver.known && driver.value === null)
    return known('gpu/sriov-pf-mode', false, { subject: gpu, from: [driver] });
  return unknown('gpu/sriov-pf-mode', said.why, about);
}

/** The proof: vGPU types with an instance left or a vGPU that exists; VFs that exist, or a PF that can make them. */
function canShare(book: Facts, gpu: string, driver: Fact, mode: Fact): Fact {
  const technology = book.get('gpu/technology', gpu);
  if (technology.known && technology.value === 'none') {
    return known('gpu/can-share', false, { subject: gpu, from: [technology] });
  }
  if (book.list('gpu/mdev-types', gpu) !== undefined && technology.known && technology.value === 'gvt-g') {
    return hasRoom(book, gpu);
  }
  if (!technology.known)
    return unknown('gpu/can-share', technology.why, { subject: gpu, from: [technology] });
  if (technology.value === 'gvt-g') {
    return follows(book, 'gpu/can-share', gpu, ['gpu/mdev-types'], () => false);
  }
  return canMakeVfs(book, gpu, driver, mode);
}

/** Types, and an instance left or a vGPU that exists. An instance that is left is proof although nobody counted the vGPUs. */
function hasRoom(book: Facts, gpu: string): Fact {
  const types = book.get('gpu/mdev-types', gpu);
  const free = book.get('gpu/mdev-free', gpu);
  const say = (value: boolean, ...from: readonly Fact[]): Fact =>
    known('gpu/can-share', value, { subject: gpu, from: [types, ...from] });
  if ((book.list('gpu/mdev-types', gpu) ?? []).length === 0) return say(false);
  // A vGPU that exists was made.
  const count = book.get('gpu/vgpu-count', gpu);
  if (count.known && Number(count.value) > 0) return say(true, count);
  const isFree = free.known && Number(free.value) > 0;
  // Types are listed, and every create fails: the aperture takes all of the GGTT (i915/gvt/aperture_gm.c).
  const isHollow = book.value('gpu/hidden-memory', gpu) === false;
  if (isFree && !isHollow) return say(true, free);
  return follows(
    book,
    'gpu/can-share',
    gpu,
    ['gpu/mdev-types', 'gpu/mdev-free', 'gpu/vgpu-count'],
    () => !isHollow && isFree,
  );
}

/** VFs that exist are proof. Else the bound driver must offer them, run as PF, have some to offer and room for their BARs. */
function canMakeVfs(book: Facts, gpu: string, driver: Fact, mode: Fact): Fact {
  const total = book.get('gpu/sriov-totalvfs', gpu);
  const vfs = book.get('gpu/sriov-numvfs', gpu);
  const noRoom = book.get('log/sriov-no-mmio');
  const say = (value: boolean, ...from: readonly Fact[]): Fact =>
    known('gpu/can-share', value, { subject: gpu, from });
  if (vfs.known && Number(vfs.value) > 0) return say(true, vfs);
  if (total.known && Number(total.value ?? 0) === 0) return say(false, total);
  if (driver.known && driver.value === null) return say(false, driver);
  if (noRoom.known && noRoom.value !== null) return say(false, noRoom);
  // The log may speak of a driver that has lost the device since.
  const bound = book.get('gpu/driver', gpu);
  const open = [bound, mode, total].find(fact => !fact.known);
  if (open?.known === false)
    return unknown('gpu/can-share', open.why, { subject: gpu, from: [bound, mode, total] });
  return say(mode.known && mode.value === true, mode, total);
}
