import { kernelBoolean } from '../values/kernel-boolean.ts';
import { i915LoadsKvmgt, needsVfioMdev, writesSwitchBack } from '../knowledge/kernels.ts';
import { follows } from './derivation.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** What follows about this boot: the switch that i915 got, and what this kernel was built with. */
export function deriveBoot(book: Facts): readonly Fact[] {
  return [
    ...switchFacts(book),
    follows(book, 'gvt/i915-loads-kvmgt', undefined, ['kernel/upstream'], of =>
      i915LoadsKvmgt(String(of('kernel/upstream'))),
    ),
    follows(book, 'gvt/needs-vfio-mdev', undefined, ['kernel/upstream'], of =>
      needsVfioMdev(String(of('kernel/upstream'))),
    ),
    gvtBuilt(book),
    ...nextKernel(book),
    firmwareFact(book),
  ];
}

/** kmod writer the command line to a module after the options of modprobe.d, so the command line wins (kmod, libkmod-config.c). */
function switchFacts(book: Facts): readonly Fact[] {
  const cmdline = book.get('cmdline/i915.enable_gvt');
  const option = book.get('modprobe/i915.enable_gvt');
  const shown = book.get('module-parameter/i915.enable_gvt');
  // The running driver's own answer outweighs every file: it may have been given by hand, or by an initramfs.
  if (shown.known && typeof shown.value === 'string' && kernelBoolean(shown.value) === true) {
    const by = { from: [shown] };
    return [known('gvt/switch', true, by), known('gvt/switch-source', shown.source ?? null, by)];
  }
  const decides = cmdline.known && cmdline.value === null ? option : cmdline;
  const about = { from: [cmdline, option] };
  // Whatever the files say: a driver that keeps the parameter as it was given shows N where it was not given.
  const upstream = book.get('kernel/upstream');
  const isOff = shown.known && typeof shown.value === 'string' && kernelBoolean(shown.value) === false;
  if (!decides.known && isOff && upstream.known && writesSwitchBack(String(upstream.value)) === false) {
    const by = { from: [shown, upstream] };
    return [known('gvt/switch', false, by), known('gvt/switch-source', shown.source ?? null, by)];
  }
  if (!decides.known)
    return [unknown('gvt/switch', decides.why, about), unknown('gvt/switch-source', decides.why, about)];
  const isOn = decides.value !== null && kernelBoolean(String(decides.value)) === true;
  return [
    known('gvt/switch', isOn, about),
    known('gvt/switch-source', decides.value === null ? null : (decides.source ?? null), about),
  ];
}

/** Foretold facts keep the answer: there the next kernel is the one that runs. */
function nextKernel(book: Facts): readonly Fact[] {
  if (book.get('kernel/next-differs').known) return [];
  return [
    follows(
      book,
      'kernel/next-differs',
      undefined,
      ['kernel/next-release', 'kernel/release'],
      of => of('kernel/next-release') !== of('kernel/release'),
    ),
  ];
}

/** Built with GVT-g: the configuration says so, or the module is on disk. */
function gvtBuilt(book: Facts): Fact {
  const option = book.get('kernel-config/DRM_I915_GVT_KVMGT');
  const file = book.get('module-file/kvmgt');
  const parameter = book.get('module-parameter/i915.enable_gvt');
  const about = { from: [option, file] };
  if (option.known)
    return known('kernel/gvt-built', option.value === 'm' || option.value === 'y', { from: [option] });
  if (file.known && file.value !== null) return known('kernel/gvt-built', true, { from: [file] });
  // The parameter exists only in a kernel built with GVT-g (i915_params.h, CONFIG_DRM_I915_GVT).
  if (parameter.known && parameter.value !== null)
    return known('kernel/gvt-built', true, { from: [parameter] });
  const isRunning =
    book.value('module-loaded/i915') === true && book.value('modules/i915-origin') !== 'out-of-tree';
  if (parameter.known && isRunning) return known('kernel/gvt-built', false, { from: [parameter] });
  return unknown('kernel/gvt-built', option.why, about);
}

function firmwareFact(book: Facts): Fact {
  return follows(
    book,
    'kvm/disabled-by-firmware',
    undefined,
    ['log/kvm-disabled-by-bios'],
    of => of('log/kvm-disabled-by-bios') !== null,
  );
}
