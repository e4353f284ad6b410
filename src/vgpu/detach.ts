import { deviceElement, withoutDevice } from '../formats/domain-edit.ts';
import { definitionSteps } from './attach.ts';
import { proposal, refusal, run, type HostFiles, type VgpuProposal } from './vgpu-proposal.ts';
import type { LibvirtOwn, Vm } from './vm-inventory.ts';

/** Takes a vGPU out of a VM's definition; a VM that runs keeps it until it is shut down. */
export function planDetach(
  vm: Vm,
  wanted: string | undefined,
  files: HostFiles,
  functions: readonly string[],
): VgpuProposal {
  return vm.own.manager === 'libvirt'
    ? fromLibvirt(vm, vm.own, wanted, files, functions)
    : fromProxmox(vm, wanted, functions);
}

function fromLibvirt(
  vm: Vm,
  own: LibvirtOwn,
  wanted: string | undefined,
  files: HostFiles,
  functions: readonly string[],
): VgpuProposal {
  const { definition } = own;
  const devices = [...vm.mdevs, ...vm.pciDevices.filter(address => functions.includes(address))];
  if (devices.length > 1 && wanted === undefined)
    return refusal('vm-has-several', { vm: vm.name, devices: devices.join(', ') });
  const id = wanted ?? devices[0];
  if (id === undefined || !devices.includes(id))
    return proposal([], [{ note: 'not-attached', details: { vm: vm.name } }]);
  if (own.hasManagedSave === true) return refusal('vm-saved', { vm: vm.name });
  const element = deviceElement(definition, id);
  if (element === undefined) return refusal('vm-unread', { vm: vm.name });
  return proposal(
    definitionSteps(vm, own, { id, xml: `${element}\n` }, ['detach-device', 'attach-device'], files),
    [
      ...(vm.state === 'off' ? [] : [{ note: 'cold-start', details: { vm: vm.name } }]),
      ...(vm.machine === 'q35' ? [{ note: 'root-port-stays' }] : []),
      ...(vm.mdevs.includes(id) ? [{ note: 'vgpu-stays', details: { uuid: id } }] : []),
    ],
    [{ name: vm.name, before: definition, after: withoutDevice(definition, id) }],
  );
}

function fromProxmox(vm: Vm, wanted: string | undefined, functions: readonly string[]): VgpuProposal {
  if (vm.own.manager !== 'proxmox') throw new Error(`${vm.name}: no VM of Proxmox`);
  const lines = vm.own.hostpci.filter(
    line =>
      (line.type !== null || functions.includes(line.address ?? '')) &&
      (wanted === undefined || line.key === wanted || line.address === wanted),
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
