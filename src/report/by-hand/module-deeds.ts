import { asAnyone, asRoot, type Deeds, type Maker } from './deeds.ts';
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
  'module-unlisted': (module, { say }) => ({ steps: asRoot(say.moduleUnlisted(module)), reboot: 'now' }),
  'module-list-lines-out': (fact, { say }) => ({ steps: asRoot(...(say.listedOut[fact] ?? [])) }),
  'module-names': (_, { say }) => ({ steps: asAnyone(...say.modulesCorrected) }),
  'initramfs-modules': inInitramfs,
  passthrough: takenBack,
};

function inInitramfs(modules: readonly string[], { say, ways }: Place): Deeds {
  const texts = say.initramfsModules[ways.initramfs](modules);
  if (ways.initramfs === 'none') return { steps: asAnyone(...texts) };
  return { steps: asRoot(...texts), then: ['initramfs'], reboot: 'now' };
}

function takenBack(_: 'taken-back', { say, ways, gpu }: Place): Deeds {
  const [outOfVm = '', ...rest] = say.passthroughBack[ways.isFnos ? 'onPage' : 'plain'](gpu);
  return {
    steps: [...asAnyone(outOfVm), ...asRoot(...rest)],
    then: ['initramfs', 'boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.looksAtGpu['driver-there'](gpu)),
  };
}

function allowed(module: string, { say, ways, isAbsent }: Place): Deeds {
  if (isAbsent(`module-denied/${module}`)) return {};
  return {
    steps: asRoot(...say.moduleAllowed(module, ways.modprobe, say.boot[ways.boot].place)),
    then: early.has(module) ? ['initramfs', 'boot-loader'] : ['boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.checkLoaded(module)),
  };
}
