import { known } from '../../../facts/fact.ts';
import type { Said } from '../../../facts/fact-index.ts';
import type { Assume, Assumed } from './assumption.ts';

/** The definition of a VM no longer takes the GPU; where its owner keeps it so, nothing changes. An address without a function means all of them. */
export const assumeVm: Assume<'vm-changed'> = (what, about) => {
  const { facts, subject } = about;
  if (what === 'one-vgpu-out') return withoutSecond(about);
  if (what === 'missing-vgpu-out') return withoutMissing(about);
  const devices = facts.list('vm/pci-devices', subject);
  if (what === 'gpu-kept') return { facts: [] };
  if (subject === undefined || devices === undefined) return undefined;
  const gpus = facts.list('vm/gpu-passthrough', subject) ?? [];
  const isTaken = (device: string): boolean =>
    gpus.some(gpu => gpu === device || gpu.startsWith(`${device}.`));
  const left = devices.filter(device => !isTaken(device));
  return { facts: [known('vm/pci-devices', left, { subject })] };
};

/** What becomes of vGPUs that VMs name; of all else that is done to vGPUs it only shows then. */
export const assumeVgpu: Assume<'vgpu'> = (what, about) => {
  // The second VM names the new one instead, whatever its UUID.
  if (what === 'another-made') return withoutSecond(about);
  return what === 'defined-as-named' ? named(about) : undefined;
};

/** Only the first of the VMs that name a vGPU still does. */
function withoutSecond({ facts, subject }: Assumed): Said | undefined {
  const users = subject === undefined ? undefined : facts.list('mdev/used-by', subject);
  if (users === undefined) return undefined;
  return {
    facts: users.slice(1).flatMap(vm => {
      const named = facts.list('vm/mdevs', vm);
      return named === undefined
        ? []
        : [
            known(
              'vm/mdevs',
              named.filter(uuid => uuid !== subject),
              { subject: vm },
            ),
          ];
    }),
  };
}

/** A VM names only what is there. */
function withoutMissing({ facts, subject }: Assumed): Said | undefined {
  const [named, missing] = [facts.list('vm/mdevs', subject), facts.list('vm/missing-mdevs', subject)];
  if (subject === undefined || named === undefined || missing === undefined) return undefined;
  return {
    facts: [
      known(
        'vm/mdevs',
        named.filter(uuid => !missing.includes(uuid)),
        { subject },
      ),
    ],
  };
}

/** What a VM names is defined. */
function named({ facts, subject }: Assumed): Said | undefined {
  const missing = facts.list('vm/missing-mdevs', subject);
  return missing === undefined
    ? undefined
    : { facts: missing.map(uuid => known('mdev/is-defined', true, { subject: uuid })) };
}
