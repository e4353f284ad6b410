import { known } from '../../../facts/fact.ts';
import type { Assume } from './assumption.ts';

/** The definition of a VM no longer takes the GPU; where its owner keeps it so, nothing changes. An address without a function means all of them. */
export const assumeVm: Assume<'vm-changed'> = (what, { facts, subject }) => {
  const devices = facts.list('vm/pci-devices', subject);
  if (what === 'gpu-kept') return { facts: [] };
  if (what !== 'gpu-out' || subject === undefined || devices === undefined) return undefined;
  const gpus = facts.list('vm/gpu-passthrough', subject) ?? [];
  const isTaken = (device: string): boolean =>
    gpus.some(gpu => gpu === device || gpu.startsWith(`${device}.`));
  const left = devices.filter(device => !isTaken(device));
  return { facts: [known('vm/pci-devices', left, { subject })] };
};
