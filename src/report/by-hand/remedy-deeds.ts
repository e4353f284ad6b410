import type { OneRemedy, RemedyValues } from '../../rules/remedy.ts';
import { argumentDeeds } from './argument-deeds.ts';
import { asAnyone, asRoot, type Deeds, type Maker } from './deeds.ts';
import { firmwareDeeds } from './firmware-deeds.ts';
import { lookDeeds } from './look-deeds.ts';
import { moduleDeeds } from './module-deeds.ts';
import { systemDeeds } from './system-deeds.ts';
import { vgpuDeeds } from './vgpu-deeds.ts';
import type { Place } from './place.ts';

const makers: { readonly [Kind in keyof RemedyValues]: Maker<Kind> } = {
  ...argumentDeeds,
  ...moduleDeeds,
  ...firmwareDeeds,
  ...systemDeeds,
  ...vgpuDeeds,
  'grub-file': (_, { say }) => ({ steps: asRoot(...say.grubFile), then: ['boot-loader'], reboot: 'now' }),
  initramfs: () => ({ then: ['initramfs'], reboot: 'now' }),
  'iommu-group': (whose, { say }) => ({
    steps: asAnyone(say.groupCleared.look, say.groupCleared[whose], say.groupCleared.slot),
    checks: asAnyone(say.groupCleared.check),
  }),
  examined: examinedDeeds,
  'set-up-again': setUpAgain,
  'boot-try': bootTryDeeds,
  leave: (_, { say }) => ({ steps: asAnyone(say.leave) }),
  rebooted: when => ({ reboot: when }),
  look: lookDeeds,
};

/** What is to be looked at with fngvt itself, and when. */
function examinedDeeds(what: RemedyValues['examined'], { say }: Place): Deeds {
  const steps = asAnyone(say.examined[what]);
  if (what === 'as-root') return { steps };
  return what === 'next-technology' ? { last: steps } : { checks: steps };
}

/** The verb of fngvt that did it; a service or a rule of udev comes with the vGPU that it starts. */
function setUpAgain(what: RemedyValues['set-up-again'], { say, subject }: Place): Deeds {
  const { setUpAgain: again } = say;
  if (what === 'vm') return { steps: asRoot(again.vm(subject ?? say.unknown.vm)) };
  const isOfVgpu = what === 'vgpu' || /^\/etc\/(?:systemd|udev)\//u.test(subject ?? '');
  return isOfVgpu
    ? { steps: asRoot(again.vgpu) }
    : { steps: asRoot(again.files), checks: asAnyone(again.enough) };
}

/** A try is kept or taken back by fngvt; a reboot alone ends one that runs. */
function bootTryDeeds(end: RemedyValues['boot-try'], { say: { bootTry } }: Place): Deeds {
  if (end === 'taken-back') return { steps: asRoot(bootTry.undo), checks: asAnyone(bootTry.again) };
  return { steps: asRoot(bootTry.keep), reboot: 'not-needed', last: asAnyone(bootTry.end) };
}

/** What one remedy comes to here. */
export function deedsOf(remedy: OneRemedy, place: Place): Deeds {
  const [[kind, value]] = Object.entries(remedy) as [[keyof RemedyValues, never]];
  return (makers[kind] as Maker<never>)(value, place);
}
