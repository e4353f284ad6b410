import type { RemedyValues, VgpuRemedy } from '../../rules/remedy.ts';
import { asAnyone, asRoot, type Deeds, type Maker } from './deeds.ts';
import type { Place } from './place.ts';

type Kinds = 'vgpu' | 'virtual-functions' | 'udev-rule' | 'vm-changed';

/** vGPUs, virtual functions and the VMs that have them, by hand. */
export const vgpuDeeds: { readonly [Kind in Kinds]: Maker<Kind> } = {
  vgpu: (what, place) => vgpuKinds[what](place),
  'virtual-functions': (_, { say, gpu }) => ({ steps: asRoot(...say.functionsMade(gpu)) }),
  'udev-rule': (_, { say, value }) => ({
    steps: asRoot(
      ...say.udevRule(
        inCode(value('mdevctl/rule-program')) ?? say.udevWrong,
        inCode(value('mdevctl/path')) ?? say.udevRight,
      ),
    ),
  }),
  'vm-changed': vmChanged,
};

const vgpuKinds: Readonly<Record<VgpuRemedy, (place: Place) => Deeds>> = {
  autostart: autostarted,
  started: place => ({ steps: asRoot(place.say.vgpu.started(uuidOf(place))) }),
  restarted: place => ({
    steps: [...asAnyone(place.say.vgpu.vmOff), ...asRoot(...place.say.vgpu.restarted(uuidOf(place)))],
  }),
  remade: ({ say }) => ({ steps: asRoot(say.vgpu.remade) }),
  'another-made': ({ say }) => ({ steps: asAnyone(say.vgpu.another) }),
  'defined-as-named': ({ say }) => ({ steps: asAnyone(say.vgpu.sameUuid) }),
};

/** fnOS keeps its vGPUs in libvirt; mdevctl's own words suit everywhere else. */
function autostarted(place: Place): Deeds {
  const { autostart } = place.say.vgpu;
  return place.ways.isFnos
    ? { steps: asRoot(...autostart.libvirt), checks: asAnyone(autostart.checkLibvirt, autostart.own) }
    : {
        steps: asRoot(...autostart.mdevctl(uuidOf(place))),
        checks: asAnyone(autostart.checkMdevctl, autostart.own),
      };
}

const inCode = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : `\`${path}\``;

const uuidOf = ({ subject, say }: Place): string => subject ?? say.unknown.uuid;

function vmChanged(what: RemedyValues['vm-changed'], { say, subject, gpu }: Place): Deeds {
  return { steps: asRoot(say.vm[what](subject ?? say.unknown.vm, gpu)) };
}
