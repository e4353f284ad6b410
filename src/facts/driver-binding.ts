import { readForceProbe } from '../formats/force-probe.ts';
import type { GpuDriver, Takes } from '../knowledge/driver-ids.ts';

/*
 * Which driver a GPU gets at a boot. udev loads every module that has the device in its table, and the first one that accepts it keeps it
 * (drivers/base/dd.c; neither driver asks for asynchronous probing). So it is asked of each: does it accept the device, is it loaded, and when.
 */

/** Where a driver comes from: part of the kernel image, a module of it, a module that DKMS built; `none`: it is not there. */
export type DriverPlace = 'built-in' | 'in-tree' | 'dkms' | 'none';

/** What a set of modprobe.d files says of a driver. */
export interface ModuleWords {
  /** Its `force_probe`; null: no option sets it. */
  readonly probe: string | null;
  /** `install` to a program that does nothing keeps it away altogether, `blacklist` only from being loaded for its device. */
  readonly denied: 'install' | 'blacklist' | null;
  /** Modules that `softdep` loads before it. */
  readonly before: readonly string[];
}

/** Where nothing is said. */
export const noWords: ModuleWords = { probe: null, denied: null, before: [] };

/** A driver at a boot of which all is known. */
export interface DriverState {
  readonly takes: Takes;
  readonly place: DriverPlace;
  /** The command line keeps it from starting: `module_blacklist`, `initcall_blacklist`, `nomodeset`, `i915.modeset=0`. */
  readonly barred: boolean;
  /** `modprobe.blacklist` of the command line: it is not loaded for its device. */
  readonly unasked: boolean;
  /** `force_probe` of the command line; null: it is not there. */
  readonly probe: string | null;
  /** What the kernel was built with for `force_probe`. */
  readonly builtProbe: string;
  /** What modprobe.d says, on the root file system and in the initramfs. */
  readonly words: ModuleWords;
  readonly copied: ModuleWords;
  /** It lies in the initramfs. */
  readonly isInside: boolean;
  /** The initramfs loads it by its name before udev comes to it, if nothing denies it. */
  readonly isListedInside: boolean;
  /** The running system loads it by its name before udev comes to it, if nothing denies it. */
  readonly isListed: boolean;
  /** Something that does not care about a blacklist loads it by its name: kvmgt, which needs i915, before udev; old sound drivers at any time. */
  readonly pulled: 'no' | 'early' | 'late';
}

/** A boot of which all is known. */
export interface BindingState extends Readonly<Record<GpuDriver, DriverState>> {
  /** PCI device id, four hexadecimal digits. */
  readonly device: string;
  /** vfio-pci is given the id, and is loaded before the drivers, behind them, or by nothing that we know. */
  readonly vfio: 'no' | 'first' | 'last' | 'absent';
  /** xe was loaded before for another GPU. */
  readonly isXeEarly: boolean;
}

/** When a driver is loaded: the stage of the boot, by its name or for its device, and its place among those of that moment. */
type Moment = readonly [stage: number, turn: number, place: number];

interface Loaded {
  readonly driver: GpuDriver;
  readonly moment: Moment;
  readonly words: ModuleWords;
}

/** The driver that a GPU has after this boot; null: none. */
export function bindingOf(state: BindingState): GpuDriver | 'vfio-pci' | null {
  const drivers = loadedDrivers(state);
  if (state.vfio === 'first' || (state.vfio !== 'no' && letsVfioFirst(drivers))) return 'vfio-pci';
  const accepting = drivers.filter(({ driver, words }) => accepts(state, state[driver], words));
  const [first] = accepting.sort((one, other) => order(one.moment, other.moment));
  if (first === undefined) return state.vfio === 'last' ? 'vfio-pci' : null;
  return state.isXeEarly && accepting.length > 1 ? 'xe' : first.driver;
}

/** `softdep` of each driver that is loaded names vfio-pci: none of them comes before it. */
const letsVfioFirst = (drivers: readonly Loaded[]): boolean =>
  drivers.length > 0 && drivers.every(({ words }) => words.before.includes('vfio_pci'));

function loadedDrivers(state: BindingState): Loaded[] {
  const found = (['i915', 'xe'] as const).flatMap(driver => {
    const moment = loadMoment(state, driver);
    return moment === undefined ? [] : [{ driver, moment, words: wordsAt(state[driver], moment) }];
  });
  return (['i915', 'xe'] as const).flatMap(driver => {
    const own = found.find(one => one.driver === driver);
    const other = found.find(one => one.driver !== driver);
    const isPulled = other?.words.before.includes(driver) === true && canBePulled(state[driver], other);
    if (!isPulled) return own ?? [];
    const [stage, turn, place] = other.moment;
    const moment: Moment = [stage, turn, place - 2];
    const pulled = { driver, moment, words: wordsAt(state[driver], moment) };
    return own !== undefined && order(own.moment, moment) <= 0 ? own : pulled;
  });
}

/** `softdep` asks for a module by its name: a blacklist does not keep it away, an `install` line does. */
function canBePulled(state: DriverState, { moment: [stage] }: Loaded): boolean {
  return isModule(state) && !state.barred && wordsAt(state, [stage, 0, 0]).denied !== 'install';
}

const isModule = ({ place }: DriverState): boolean => place === 'in-tree' || place === 'dkms';

/** The kernel image before the initramfs, that before the root file system. */
const stages = { image: 0, initramfs: 1, root: 2 } as const;

function loadMoment(state: BindingState, driver: GpuDriver): Moment | undefined {
  const own = state[driver];
  if (own.barred || own.place === 'none') return undefined;
  const place = placeInOrder(state, driver);
  if (own.place === 'built-in') return [stages.image, 1, place];
  const inside = own.isInside ? turnInside(own) : undefined;
  if (inside !== undefined) return [stages.initramfs, inside, place];
  const turn = turnAtRoot(own);
  return turn === undefined ? undefined : [stages.root, turn, place];
}

/**
 * What denies a module for its device denies it in a list, too: modprobe gets `-b` there (initramfs-tools 0.142 and 0.148, init: MODPROBE_OPTIONS;
 * mkinitcpio, init: `modprobe -qab`). The list of mkinitcpio comes before udev looks for devices.
 */
function turnInside({ copied, isListedInside, unasked }: DriverState): 0 | 1 | undefined {
  if (unasked || copied.denied !== null) return undefined;
  return isListedInside ? 0 : 1;
}

/** systemd-modules-load, which loads what is listed, heeds a blacklist; what is loaded because another module needs it does not. */
function turnAtRoot({ words, isListed, pulled, unasked }: DriverState): 0 | 1 | 2 | undefined {
  if (words.denied === 'install') return undefined;
  if (pulled === 'early') return 0;
  const isDenied = unasked || words.denied === 'blacklist';
  if (isDenied) return pulled === 'late' ? 2 : undefined;
  return isListed ? 0 : 1;
}

/**
 * Among modules that udev loads the order of modules.alias: i915 before xe, as drivers/gpu/drm/Makefile has them; modules from outside come
 * behind those of the kernel (depmod).
 */
function placeInOrder(state: BindingState, driver: GpuDriver): number {
  const behind = state[driver].place === 'dkms' ? 4 : 0;
  return behind + (driver === 'i915' ? 0 : 1);
}

const wordsAt = ({ place, words, copied }: DriverState, [stage]: Moment): ModuleWords => {
  // What is part of the kernel image hears the command line alone.
  if (place === 'built-in') return noWords;
  return stage === stages.initramfs ? copied : words;
};

/** Of several `force_probe` the last one counts whole, and the words of the command line come behind those of modprobe.d (kernel/params.c). */
function accepts({ device }: BindingState, state: DriverState, words: ModuleWords): boolean {
  const { isForced, isBlocked } = readForceProbe(state.probe ?? words.probe ?? state.builtProbe, device);
  if (isBlocked || state.takes === 'never') return false;
  return isForced || state.takes === 'by-default';
}

function order(one: Moment, other: Moment): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** What would have to be read to know the driver, where it is not known. */
export const bindingReadings = [
  'command-line',
  'device-table',
  'module-files',
  'dkms-version',
  'built-in-list',
  'module-settings',
  'initramfs',
  'load-order',
  'vfio',
  'other-gpu',
  'driver-override',
] as const;
export type BindingReading = (typeof bindingReadings)[number];

/** A value that is not known: those that it may have, and what would settle it. */
export interface Choice {
  readonly settledBy: BindingReading;
  /** What each possibility makes of the state. */
  readonly options: readonly ((state: BindingState) => BindingState)[];
}

/** The driver after the boot, or what would have to be read to know it. */
export type Binding =
  { readonly driver: GpuDriver | 'vfio-pci' | null } | { readonly settledBy: BindingReading };

/**
 * The driver where all that is left open leads to the same one. Else the reading that would settle it: the first one on which the answer hangs
 * although all others were known.
 */
export function foretellBinding(state: BindingState, choices: readonly Choice[]): Binding {
  const open = choices.filter(({ options }) => options.length > 1);
  const worlds = worldsOf(state, choices);
  const [first, ...others] = new Set(worlds.map(({ driver }) => driver));
  if (first !== undefined && others.length === 0) return { driver: first };
  const decisive = open.find(choice => isDecisive(worlds, choices.indexOf(choice)));
  return { settledBy: decisive?.settledBy ?? open[0]?.settledBy ?? 'device-table' };
}

/** One way that all may be: which possibility of each choice, and where that leads. */
interface World {
  readonly picks: readonly number[];
  readonly driver: GpuDriver | 'vfio-pci' | null;
}

function worldsOf(state: BindingState, choices: readonly Choice[]): readonly World[] {
  let ways: readonly { readonly picks: readonly number[]; readonly state: BindingState }[] = [
    { picks: [], state },
  ];
  for (const { options } of choices)
    ways = ways.flatMap(way =>
      options.map((option, at) => ({ picks: [...way.picks, at], state: option(way.state) })),
    );
  return ways.map(way => ({ picks: way.picks, driver: bindingOf(way.state) }));
}

/** Are there two worlds that differ in this choice alone, and end with different drivers? */
function isDecisive(worlds: readonly World[], at: number): boolean {
  const found = new Map<string, World['driver']>();
  return worlds.some(({ picks, driver }) => {
    const rest = picks.filter((_, place) => place !== at).join(' ');
    const before = found.get(rest);
    found.set(rest, driver);
    return before !== undefined && before !== driver;
  });
}
