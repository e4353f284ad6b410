import { mdevElement, withoutMdev } from '../formats/domain-edit.ts';
import { definitionSteps } from './attach.ts';
import { proposal, refusal, run, type Files, type Proposal } from './proposal.ts';
import type { Vm } from './vm.ts';

/** Takes a vGPU out of a VM's definition; a VM that runs keeps it until it is shut down. */
export function planDetach(vm: Vm, wanted: string | undefined, files: Files): Proposal {
  return vm.own.manager === 'libvirt'
    ? fromLibvirt(vm, vm.own.definition, wanted, files)
    : fromProxmox(vm, wanted);
}

function fromLibvirt(vm: Vm, definition: string, wanted: string | undefined, files: Files): Proposal {
  if (vm.mdevs.length > 1 && wanted === undefined)
    return refusal('vm-has-several', { vm: vm.name, devices: vm.mdevs.join(', ') });
  const uuid = wanted ?? vm.mdevs[0];
  if (uuid === undefined || !vm.mdevs.includes(uuid))
    return proposal([], [{ note: 'not-attached', details: { vm: vm.name } }]);
  if (vm.own.manager === 'libvirt' && vm.own.hasManagedSave === true)
    return refusal('vm-saved', { vm: vm.name });
  const element = mdevElement(definition, uuid);
  if (element === undefined) return refusal('vm-unread', { vm: vm.name });
  return proposal(
    definitionSteps(vm, `${element}\n`, 'detach-device', files),
    [
      ...(vm.state === 'off' ? [] : [{ note: 'cold-start', details: { vm: vm.name } }]),
      ...(vm.machine === 'q35' ? [{ note: 'root-port-stays' }] : []),
      { note: 'vgpu-stays', details: { uuid } },
    ],
    [{ name: vm.name, before: definition, after: withoutMdev(definition, uuid) }],
  );
}

function fromProxmox(vm: Vm, wanted: string | undefined): Proposal {
  if (vm.own.manager !== 'proxmox') throw new Error(`${vm.name}: no VM of Proxmox`);
  const lines = vm.own.hostpci.filter(
    line => line.type !== null && (wanted === undefined || line.key === wanted),
  );
  if (lines.length > 1)
    return refusal('vm-has-several', { vm: vm.name, devices: lines.map(line => line.key).join(', ') });
  const [line] = lines;
  if (line === undefined) return proposal([], [{ note: 'not-attached', details: { vm: vm.name } }]);
  return proposal(
    [run(['qm', 'set', vm.name, '--delete', line.key], ['qm', 'set', vm.name, `--${line.key}`, line.value])],
    vm.state === 'off' ? [] : [{ note: 'cold-start', details: { vm: vm.name } }],
  );
}
