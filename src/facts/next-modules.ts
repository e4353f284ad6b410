import type { FactAddress } from './catalogue.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';

/** Modules that come with kvmgt by symbol or soft dependency: kernel drivers/vfio, i915/gvt (5.10 and newer). */
const withKvmgt: readonly string[] = ['mdev', 'vfio', 'vfio_mdev', 'vfio_iommu_type1'];

const asksOfDenied = ['module-denied', 'module-denied-by-file', 'generated'];
const asksOfLoaded = [
  ...asksOfDenied,
  ...['module-loaded', 'module-listed', 'module-file', 'kernel', 'gvt', 'initramfs'],
];

/** Which modules are there, and what keeps one away. */
export function nextModules(now: Facts): Said {
  return {
    facts: [],
    families: [
      { name: 'module-loaded', asks: asksOfLoaded, member: name => loaded(now, name) },
      { name: 'module-denied', asks: asksOfDenied, member: name => denied(now, name) },
    ],
  };
}

/** A module is there at the next boot if a list names it, this kernel has it, and nothing denies it. */
function loaded(now: Facts, module: string): Fact {
  const address = `module-loaded/${module}` as const;
  const before = now.get(address);
  if (module === 'kvmgt') return kvmgtLoaded(now);
  if (module === 'vfio_mdev' && isToBeLoaded(now, module)) {
    return known(address, true, {
      from: [now.get(`module-listed/${module}`), now.get(`module-file/${module}`)],
    });
  }
  const kvmgt = kvmgtLoaded(now);
  // It did not come with kvmgt this time: nothing says that it will.
  if (before.known && before.value === false && now.value('module-loaded/kvmgt') === true) return before;
  if (withKvmgt.includes(module) && kvmgt.known && kvmgt.value === true) return moved(kvmgt, address);
  return before;
}

/** A list names it, this kernel has its file, and nothing denies it. */
function isToBeLoaded(now: Facts, module: string): boolean {
  const no = denied(now, module);
  return (
    !isOtherKernel(now) &&
    typeof now.value(`module-listed/${module}`) === 'string' &&
    typeof now.value(`module-file/${module}`) === 'string' &&
    no.known &&
    no.value === null
  );
}

function kvmgtLoaded(now: Facts): Fact {
  const address = 'module-loaded/kvmgt';
  if (isOtherKernel(now)) return unknown(address, 'not captured', { from: [now.get('kernel/next-release')] });
  const [listed, file, self] = [
    now.get('module-listed/kvmgt'),
    now.get('module-file/kvmgt'),
    now.get('gvt/i915-loads-kvmgt'),
  ];
  const no = denied(now, 'kvmgt');
  const needed = refused(now, 'i915');
  const about = { from: [listed, file, no] };
  if (file.known && file.value === '(built-in)') return known(address, true, about);
  if (file.known && file.value === null) return known(address, false, about);
  if (self.known && self.value === true) return unknown(address, 'undecided', { from: [self] });
  if (listed.known && listed.value === null) return known(address, false, about);
  if (no.known && no.value !== null) return known(address, false, about);
  if (needed !== undefined) return withoutI915(now, needed, about.from);
  if (!listed.known) return unknown(address, listed.why, about);
  if (file.known) return known(address, file.value !== null, about);
  // A list names it, and it runs now: then this kernel has it.
  const before = now.get(address);
  return before.known && before.value === true ? before : unknown(address, file.why, about);
}

/**
 * kvmgt where i915 is refused: it does not come, unless i915 is there before, from an initramfs that does not know of the line (modprobe asks for
 * nothing that is loaded: libkmod, kmod_module_probe_insert_module).
 */
function withoutI915(now: Facts, needed: Fact, others: readonly Fact[]): Fact {
  const isLoadedNow = now.value('module-loaded/i915') === true;
  const byFile = needed.known && String(needed.value).startsWith('install ');
  const about = { from: [...others, needed] };
  return byFile && isLoadedNow && now.value('initramfs/is-current') !== true
    ? unknown('module-loaded/kvmgt', 'undecided', about)
    : known('module-loaded/kvmgt', false, about);
}

/**
 * What keeps a module away also where another one needs it: an `install` line (libkmod, kmod_module_probe_insert_module) or the kernel itself. A blacklist
 * does not.
 */
function refused(now: Facts, module: string): Fact | undefined {
  const file = now.value(`module-file/${module}`);
  const fact = denied(now, module);
  const isHard = fact.known && /^(?:install |module_blacklist=)/u.test(String(fact.value ?? ''));
  return isHard && file !== '(built-in)' ? fact : undefined;
}

/** What the running command line denied is denied again only where the next one says so too. */
function denied(now: Facts, module: string): Fact {
  const address = `module-denied/${module}` as const;
  for (const name of ['module_blacklist', 'modprobe.blacklist'] as const) {
    const token = now.get(`generated/${name}`);
    const words = token.known ? String(token.value ?? '').split(',') : [];
    if (words.some(word => word.replaceAll('-', '_') === module)) {
      return known(address, `${name}=${words.join(',')}`, { from: [token] });
    }
  }
  const before = now.get(address);
  const wasOnCmdline = before.known && before.value !== null && before.source === '/proc/cmdline';
  return wasOnCmdline ? moved(now.get(`module-denied-by-file/${module}`), address) : before;
}

/** Does the next boot start another kernel than the one that runs? */
export function isOtherKernel(now: Facts): boolean {
  const next = now.get('kernel/next-release');
  return next.known && now.get('kernel/release').known && next.value !== now.value('kernel/release');
}

/** The same answer at another address. */
export function moved(fact: Fact, address: FactAddress): Fact {
  return { ...fact, address };
}
