import { asAnyone, asRoot, type Deeds, type HandStep, type Maker } from './deeds.ts';
import type { Place } from './place.ts';

type Kinds =
  | 'module-at-boot'
  | 'module-now'
  | 'module-tried'
  | 'module-allowed'
  | 'module-unlisted'
  | 'module-list-lines-out'
  | 'module-names'
  | 'initramfs-modules'
  | 'passthrough';

/** Drivers of a GPU, which an initramfs may load before modprobe.d of the root file system is there. */
const early: ReadonlySet<string> = new Set(['i915', 'xe']);

/** Modules, by hand. */
export const moduleDeeds: { readonly [Kind in Kinds]: Maker<Kind> } = {
  'module-at-boot': (module, { say, ways }) => ({
    steps: (ways.modules === 'init-script' ? asAnyone : asRoot)(...say.moduleAtBoot[ways.modules](module)),
    reboot: 'now',
    checks: asAnyone(say.checkLoaded(module)),
  }),
  'module-now': (module, { say }) => ({ steps: asRoot(say.moduleNow(module)) }),
  'module-tried': (module, { say }) => ({ steps: asRoot(say.moduleTried(module)) }),
  'module-allowed': allowed,
  'module-unlisted': unlisted,
  'module-list-lines-out': linesOut,
  'module-names': (_, { say }) => ({ steps: asAnyone(...say.modulesCorrected) }),
  'initramfs-modules': inInitramfs,
  passthrough: takenBack,
};

function linesOut(fact: string, { say, lines }: Place): Deeds {
  const words = say.listedOut[fact];
  if (words === undefined) return {};
  const known = lines(fact);
  return { steps: asRoot(...(known.length === 0 ? [words.plain] : known.map(words.at)), ...words.then) };
}

function unlisted(module: string, { say, isAbsent, value }: Place): Deeds {
  if (isAbsent(`module-listed/${module}`)) return {};
  const [, path, line] = /^(.+):(\d+)$/u.exec(value(`module-listed/${module}`) ?? '') ?? [];
  const place = path === undefined || line === undefined ? undefined : { path, line };
  return { steps: asRoot(say.moduleUnlisted(module, place)), reboot: 'now' };
}

function inInitramfs(modules: readonly string[], { say, ways }: Place): Deeds {
  const texts = say.initramfsModules[ways.initramfs](modules);
  if (ways.initramfs === 'none') return { steps: asAnyone(...texts) };
  return { steps: asRoot(...texts), then: ['initramfs'], reboot: 'now' };
}

function takenBack(_: 'taken-back', place: Place): Deeds {
  const { say, gpu, digits } = place;
  const { passthroughBack: words } = say;
  const claim = place.value('gpu/claimed-by-vfio');
  const isByLine = claim === '/proc/cmdline';
  const isUnclaimed = place.isAbsent('gpu/claimed-by-vfio');
  // Where neither a file nor a VM is known to take it, the places have to be looked for.
  const isOpen = claim === undefined && !(isUnclaimed && place.list('gpu/passed-to').length > 0);
  const isOverridden = !place.isAbsent('gpu/driver-override');
  const isAllowed = place.isAbsent('module-denied/i915');
  const [denied] = place.family('module-denied/i915');
  const denial = isAllowed
    ? []
    : [words.denial(denied?.source?.startsWith('/etc/modprobe.d/') === true ? denied.source : undefined)];
  const given =
    claim === undefined
      ? []
      : [
          isByLine ? words.fromLine(digits, say.boot[place.ways.boot].place) : words.fromFile(digits, claim),
          ...denial,
        ];
  return {
    steps: [
      ...outOfVms(place, place.list('gpu/passed-to')),
      ...asRoot(...given, isOpen ? words.find : '', isOverridden ? words.override(gpu) : ''),
    ],
    then: claim === undefined && !isOpen ? [] : ['initramfs', 'boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.looksAtGpu['driver-there'](gpu, place.driver)),
  };
}

/** The VMs give the GPU up; on a page, or in their definitions. `holders`: those that are known to have it. */
export function outOfVms({ say, ways, gpu }: Place, holders: readonly string[]): readonly HandStep[] {
  const { outOfVm } = say.passthroughBack;
  if (ways.isFnos) return asAnyone(outOfVm.onPage(gpu));
  if (holders.length === 0) return asAnyone(outOfVm.plain(gpu));
  return ways.kernel === 'proxmox'
    ? asAnyone(...holders.map(vm => outOfVm.proxmox(vm, gpu)))
    : asRoot(...holders.map(vm => outOfVm.libvirt(vm, gpu)));
}

function allowed(module: string, { say, ways, isAbsent, family }: Place): Deeds {
  if (isAbsent(`module-denied/${module}`)) return {};
  const [denied] = family(`module-denied/${module}`);
  const isByFile = denied?.source?.startsWith('/etc/modprobe.d/') === true;
  return {
    steps: isByFile
      ? asRoot(say.moduleAllowedIn(module, denied.source))
      : asRoot(...say.moduleAllowed(module, ways.modprobe, say.boot[ways.boot].place)),
    then: [
      ...(early.has(module) ? ['initramfs' as const] : []),
      ...(isByFile ? [] : ['boot-loader' as const]),
    ],
    reboot: 'now',
    checks: asAnyone(say.checkLoaded(module)),
  };
}
