import { takesOf, type GpuDriver, type Takes } from '../knowledge/driver-ids.ts';
import { isStandIn } from '../values/stand-in.ts';
import { isAtLeast } from '../values/version.ts';
import type { FactAddress } from './catalogue.ts';
import { noValue } from './cmdline.ts';
import {
  foretellBinding,
  noWords,
  type Binding,
  type BindingReading,
  type BindingState,
  type Choice,
  type DriverPlace,
  type DriverState,
  type ModuleWords,
} from './driver-binding.ts';
import type { Facts } from './fact-index.ts';
import { isOutOfTree } from './module.ts';

/** The boot in question: the facts of the host as it runs, and those of the boot as far as they are foretold. */
export interface Boot {
  readonly now: Facts;
  readonly next: Facts;
  readonly gpu: string;
}

const drivers = ['i915', 'xe'] as const;

/** The driver that a GPU has after a boot, or the reading that would settle it. */
export function driverAtBoot(boot: Boot): Binding {
  const { next, gpu } = boot;
  if (!isCmdlineKnown(boot)) return { settledBy: 'command-line' };
  if (next.value('gpu/driver-override', gpu) !== null) return { settledBy: 'driver-override' };
  const device = next.value('gpu/device-id', gpu);
  if (typeof device !== 'string') return { settledBy: 'device-table' };
  const parts = { i915: partsOf(boot, 'i915'), xe: partsOf(boot, 'xe') };
  const state: BindingState = {
    device,
    i915: parts.i915.state,
    xe: parts.xe.state,
    vfio: 'no',
    isXeEarly: false,
  };
  return foretellBinding(state, [
    ...parts.i915.choices,
    ...parts.xe.choices,
    ...imageChoices(boot),
    ...pullChoices(boot),
    ...vfioChoices(boot),
    ...otherGpuChoices(boot),
  ]);
}

/** Every word that decides is known. A quote that only the boot loader's file shows may be gone when the kernel gets it. */
function isCmdlineKnown({ now, next }: Boot): boolean {
  return deciding.every(name => {
    const word = next.get(`cmdline/${name}`);
    if (!word.known) return false;
    return !/['"\\]/u.test(String(word.value ?? '')) || now.value(`cmdline/${name}`) === word.value;
  });
}

/** Words of the command line that decide which driver a GPU gets. */
export const deciding = [
  'nomodeset',
  'i915.modeset',
  'i915.force_probe',
  'xe.force_probe',
  'vfio_pci.ids',
  'module_blacklist',
  'modprobe.blacklist',
  'initcall_blacklist',
  'blacklist',
] as const;

/** A driver, as far as it is known, and what is open about it. */
interface Parts {
  readonly state: DriverState;
  readonly choices: readonly Choice[];
}

function partsOf(boot: Boot, driver: GpuDriver): Parts {
  const { next } = boot;
  const places = placesOf(next, driver);
  const words = wordsOf(next, driver);
  const takes = takesHere(boot, driver, places);
  const isDkms = places.includes('dkms');
  const [first = noWords] = words;
  const state: DriverState = {
    takes: takes[0] ?? 'never',
    place: places[0] ?? 'none',
    ...ofCmdline(next, driver),
    builtProbe: '',
    words: first,
    copied: first,
    isInside: isListedInside(next, driver, initramfsLists),
    isListedInside: isListedInside(next, driver, listsBeforeUdev),
    isListed: isListedAtRoot(next, driver),
    pulled: 'no',
  };
  return {
    state,
    choices: [
      choice(driver, 'module-files', places, place => ({ place })),
      choice(driver, isDkms ? 'dkms-version' : 'device-table', takes, one => ({ takes: one })),
      choice(driver, 'command-line', bars(boot, driver, state.barred), barred => ({ barred })),
      choice(driver, 'built-in-list', builtProbes(next, driver), builtProbe => ({ builtProbe })),
      choice(driver, 'module-settings', words, one => ({ words: one, copied: one })),
      ...copyChoices(next, driver),
    ],
  };
}

/** A choice about one driver. */
function choice<T>(
  driver: GpuDriver,
  settledBy: BindingReading,
  values: readonly T[],
  as: (value: T) => Partial<DriverState>,
): Choice {
  return {
    settledBy,
    options: values.map(value => state => ({ ...state, [driver]: { ...state[driver], ...as(value) } })),
  };
}

/** Where the driver of the kernel that boots lies. */
function placesOf(next: Facts, driver: GpuDriver): readonly DriverPlace[] {
  const file = next.value(`module-file/${driver}`);
  if (file === null) return ['none'];
  if (file === '(built-in)') return ['built-in'];
  if (typeof file === 'string') return [isOutOfTree(file) ? 'dkms' : 'in-tree'];
  const origin = driver === 'i915' ? next.value('modules/i915-origin') : undefined;
  if (origin === 'out-of-tree') return ['dkms'];
  const option = next.value(`kernel-config/${driver === 'i915' ? 'DRM_I915' : 'DRM_XE'}`);
  if (option === 'y') return ['built-in'];
  return option === 'm' ? ['in-tree'] : ['in-tree', 'built-in', 'none'];
}

/** What the table says of the device, and what is seen: a driver that has it now takes it, whatever ids its maker added. */
function takesHere(
  { now, next, gpu }: Boot,
  driver: GpuDriver,
  places: readonly DriverPlace[],
): readonly Takes[] {
  const device = {
    platform: String(next.value('gpu/platform', gpu) ?? ''),
    id: String(next.value('gpu/device-id', gpu)),
  };
  const version = next.value('kernel/upstream');
  const package_ = next.value('modules/dkms-version');
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const takes = places.includes('dkms')
    ? takesOf(driver === 'i915' ? 'dkmsI915' : 'dkmsXe', device, text(package_))
    : takesOf(driver, device, text(version));
  const isSeen =
    now.value('gpu/driver', gpu) === driver && now.value('kernel/release') === next.value('kernel/release');
  if (!isSeen) return withGvtg(next, gpu, driver, takes);
  const left = takes.filter(one => one !== 'never');
  const isAsked = typeof now.value(`cmdline/${driver}.force_probe`) === 'string';
  if (!isAsked && now.value(`modprobe/${driver}.force_probe`) === null && left.includes('by-default'))
    return ['by-default'];
  return left.length > 0 ? left : ['by-default', 'if-forced'];
}

/** i915 has taken the GPUs of GVT-g since long before the first kernel that the table is of (i915/intel_gvt.c, is_supported_device). */
function withGvtg(next: Facts, gpu: string, driver: GpuDriver, takes: readonly Takes[]): readonly Takes[] {
  const isOld = driver === 'i915' && takes.length > 1 && next.value('gpu/technology', gpu) === 'gvt-g';
  return isOld ? ['by-default'] : takes;
}

/** What the command line says of a driver. */
function ofCmdline(next: Facts, driver: GpuDriver): Pick<DriverState, 'barred' | 'unasked' | 'probe'> {
  const word = (name: string): string | null => {
    const value = next.value(`cmdline/${name}`);
    return typeof value === 'string' ? value : null;
  };
  const names = (name: string, entry: string): boolean =>
    word(name)
      ?.split(',')
      .some(one => one.replaceAll('-', '_') === entry) === true;
  const isModule = next.value(`module-file/${driver}`) !== '(built-in)';
  const probe = word(`${driver}.force_probe`);
  // Without `=` it is an error: a module is not loaded then (kernel/params.c, parse_one).
  const isBroken = probe === '' || (probe !== null && probe.length > 1024);
  return {
    barred:
      isOff(next, driver, word('nomodeset') !== null) ||
      names('initcall_blacklist', `${driver}_init`) ||
      (isModule && (names('module_blacklist', driver) || isBroken)),
    unasked: names('modprobe.blacklist', driver),
    probe: isBroken ? null : probe === noValue ? '' : probe,
  };
}

/**
 * A call of `initcall_blacklist` whose name a recording hides may be the one by which a driver starts, but not of the driver that has the GPU under
 * the same words.
 */
function bars({ now, next, gpu }: Boot, driver: GpuDriver, isBarred: boolean): readonly boolean[] {
  const calls = next.value('cmdline/initcall_blacklist');
  const isHidden = typeof calls === 'string' && calls.split(',').some(isStandIn);
  const isSeen = now.value('gpu/driver', gpu) === driver && now.value('cmdline/initcall_blacklist') === calls;
  return isBarred || !isHidden || isSeen ? [isBarred] : [false, true];
}

/** Neither registers with `nomodeset`, but i915 does where it has `modeset=1` besides; `modeset=0` is for i915 alone (i915_module.c, xe_module.c). */
function isOff(next: Facts, driver: GpuDriver, isNomodeset: boolean): boolean {
  if (driver === 'xe') return isNomodeset;
  const modeset = next.value('cmdline/i915.modeset') ?? next.value('modprobe/i915.modeset');
  return modeset === '0' || (isNomodeset && modeset !== '1');
}

/** The list that a kernel is built with: empty in those of Debian and Ubuntu; other makers set what they like. */
function builtProbes(next: Facts, driver: GpuDriver): readonly string[] {
  const built = next.get(`kernel-config/DRM_${driver.toUpperCase()}_FORCE_PROBE`);
  if (built.known) return [String(built.value ?? '')];
  const platform = next.value('host/platform');
  return platform === 'debian' || platform === 'ubuntu' ? [''] : ['', '*'];
}

/** What modprobe.d says of a driver; all that it might say where nobody read it. */
function wordsOf(next: Facts, driver: GpuDriver): readonly ModuleWords[] {
  const [probe, denied, before] = [
    next.get(`modprobe/${driver}.force_probe`),
    next.get(`module-denied-by-file/${driver}`),
    next.get(`module-before/${driver}`),
  ];
  if (!probe.known || !denied.known || !before.known) return anyWords;
  const kind = String(denied.value ?? '').startsWith('install') ? 'install' : 'blacklist';
  return [
    {
      probe: typeof probe.value === 'string' ? probe.value : null,
      denied: denied.value === null ? null : kind,
      before: [before.value].flat().map(String),
    },
  ];
}

const anyWords: readonly ModuleWords[] = [
  noWords,
  { ...noWords, denied: 'blacklist' },
  { ...noWords, denied: 'install' },
  { ...noWords, probe: '*' },
  { ...noWords, probe: '!*' },
];

/** The copy in the initramfs: as it stands on the root file system, or, where it may be older, without what stands there now. */
function copyChoices(next: Facts, driver: GpuDriver): readonly Choice[] {
  const isDeniedInside = String(next.value('cmdline/blacklist') ?? '')
    .split(',')
    .includes(driver);
  const asWritten = (state: BindingState): BindingState => {
    const own = state[driver];
    const copied: ModuleWords =
      isDeniedInside && own.copied.denied === null ? { ...own.copied, denied: 'blacklist' } : own.copied;
    return { ...state, [driver]: { ...own, copied } };
  };
  const empty = (state: BindingState): BindingState =>
    asWritten({ ...state, [driver]: { ...state[driver], copied: noWords } });
  const isCurrent = next.value('initramfs/is-current') === true;
  return [{ settledBy: 'initramfs', options: isCurrent ? [asWritten] : [asWritten, empty] }];
}

/**
 * Files whose modules lie in the initramfs and are loaded there by their names: initramfs-tools(7), mkinitcpio.conf(5). In the one udev has been
 * through the devices by then (scripts/init-top/udev waits for it, and load_modules comes behind), in the other it has not (init: MODULES before run_hook).
 */
const initramfsLists = /^\/etc\/(?:initramfs-tools\/modules|mkinitcpio\.conf):/u;
const listsBeforeUdev = /^\/etc\/mkinitcpio\.conf:/u;

/** Does the initramfs load it, or kvmgt, which needs i915, by a list of these? */
const isListedInside = (next: Facts, driver: GpuDriver, lists: RegExp): boolean =>
  [driver, ...(driver === 'i915' ? (['kvmgt'] as const) : [])].some(name => {
    const place = next.value(`module-listed/${name}`);
    return typeof place === 'string' && lists.test(place);
  });

/** Does a list of the root file system name it? */
function isListedAtRoot(next: Facts, driver: GpuDriver): boolean {
  const place = next.value(`module-listed/${driver}`);
  return typeof place === 'string' && !initramfsLists.test(place);
}

/**
 * What lies in the initramfs was not read: neither driver, both, or that of this boot alone (MODULES=dep of initramfs.conf(5)). What its list names
 * lies in it.
 */
function imageChoices({ now, gpu }: Boot): readonly Choice[] {
  const inside =
    (isIn: Readonly<Record<GpuDriver, boolean>>) =>
    (state: BindingState): BindingState => ({
      ...state,
      i915: { ...state.i915, isInside: isIn.i915 || state.i915.isInside },
      xe: { ...state.xe, isInside: isIn.xe || state.xe.isInside },
    });
  const bound = drivers.find(driver => now.value('gpu/driver', gpu) === driver);
  const alone = bound === undefined ? [] : [inside({ i915: bound === 'i915', xe: bound === 'xe' })];
  return [
    {
      settledBy: 'initramfs',
      options: [inside({ i915: false, xe: false }), inside({ i915: true, xe: true }), ...alone],
    },
  ];
}

/** kvmgt from a list brings i915 along; and up to some kernel before 6.12 so did the sound driver (6.1: sound/hda/hdac_i915.c). */
function pullChoices({ now, next }: Boot): readonly Choice[] {
  const pulled =
    (how: DriverState['pulled']) =>
    (state: BindingState): BindingState => ({ ...state, i915: { ...state.i915, pulled: how } });
  const kvmgt = comesByKvmgt(next);
  if (kvmgt === true) return [{ settledBy: 'module-settings', options: [pulled('early')] }];
  const upstream = next.value('kernel/upstream');
  const isLate = typeof upstream === 'string' && isAtLeast(upstream, '6.12') === true;
  const isSeenAway = now.value('module-loaded/i915') === false;
  return [
    {
      settledBy: kvmgt === false ? 'load-order' : 'module-settings',
      options: [
        pulled('no'),
        ...(kvmgt === undefined ? [pulled('early')] : []),
        ...(isLate || isSeenAway ? [] : [pulled('late')]),
      ],
    },
  ];
}

/** Is kvmgt loaded from a list? undefined: not known. */
function comesByKvmgt(next: Facts): boolean | undefined {
  const [listed, file, denied] = (
    ['module-listed/kvmgt', 'module-file/kvmgt', 'module-denied/kvmgt'] as const
  ).map((address: FactAddress) => next.value(address));
  if (listed === null || file === null || typeof denied === 'string') return false;
  return listed === undefined || file === undefined || denied === undefined ? undefined : true;
}

/** vfio-pci takes what it is given the ids of once it is loaded; what loads it, and when, was not read. */
function vfioChoices({ next, gpu }: Boot): readonly Choice[] {
  const claim = next.value('gpu/claimed-by-vfio', gpu);
  if (claim === null) return [];
  const set =
    (vfio: BindingState['vfio']) =>
    (state: BindingState): BindingState => ({ ...state, vfio });
  const open = [set('first'), set('last'), set('absent')];
  return [{ settledBy: 'vfio', options: claim === undefined ? [set('no'), ...open] : open }];
}

/** Another GPU of Intel's may have brought xe in before. */
function otherGpuChoices({ next }: Boot): readonly Choice[] {
  if (next.subjects('gpu').length < 2) return [];
  const early =
    (isXeEarly: boolean) =>
    (state: BindingState): BindingState => ({ ...state, isXeEarly });
  return [{ settledBy: 'other-gpu', options: [early(false), early(true)] }];
}
