import type { RemedyValues, VgpuRemedy } from '../../rules/remedy.ts';
import { asAnyone, asRoot, type Deeds, type HandStep, type Maker } from './deeds.ts';
import { outOfVms } from './module-deeds.ts';
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
  'another-made': place => ({ steps: asRoot(place.say.vgpu.another(secondVm(place))) }),
  'defined-as-named': ({ say, list }) => {
    const missing = list('vm/missing-mdevs');
    const uuids = missing.length === 0 ? [say.unknown.uuid] : missing;
    return { steps: asRoot(...uuids.map(uuid => say.vgpu.sameUuid(uuid))) };
  },
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

/** The VM is known, and its name is not told. */
const outOfHidden = (place: Place): readonly HandStep[] =>
  place.ways.isFnos || place.ways.kernel === 'proxmox'
    ? outOfVms(place, [])
    : asRoot(place.say.passthroughBack.outOfVm.hidden(place.gpu));

const inCode = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : `\`${path}\``;

const uuidOf = ({ subject, say }: Place): string => subject ?? say.unknown.uuid;

/** Of the VMs that name one vGPU, the one that gives way. */
const secondVm = ({ say, list }: Place): string => list('mdev/used-by')[1] ?? say.unknown.vm;

function vmChanged(what: RemedyValues['vm-changed'], place: Place): Deeds {
  const { say, subject } = place;
  if (what === 'gpu-kept') return { steps: asAnyone(say.vm[what]()) };
  if (what === 'gpu-out') {
    const out = subject === undefined ? outOfHidden(place) : outOfVms(place, [subject]);
    return { steps: out.map(step => ({ ...step, text: say.joined([step.text, say.vm[what]()]) })) };
  }
  const vm = what === 'one-vgpu-out' ? secondVm(place) : (subject ?? say.unknown.vm);
  return { steps: asRoot(say.vm[what](vm)) };
}
