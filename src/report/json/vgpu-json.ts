import type { Fit } from '../../vgpu/fit.ts';
import type { GpuInventory } from '../../vgpu/gpu-inventory.ts';
import { verdictOf, type Verification } from '../../vgpu/verify.ts';
import type { VerifyDocument, VgpuDocument, VmsDocument } from './vgpu-schema.ts';
import type { Vms } from '../../vgpu/vm-inventory.ts';

/** `fngvt.vgpu/1`. */
export function vgpuJson(gpus: readonly GpuInventory[], fit?: Fit): VgpuDocument {
  return {
    schema: 'fngvt.vgpu/1',
    gpus: gpus.map(room => ({
      address: room.gpu,
      id: room.id,
      name: room.name,
      driver: room.driver,
      technology: room.technology,
      types: room.types.map(type => ({
        name: type.name,
        available: type.available,
        low_mib: type.lowMib,
        high_mib: type.highMib,
        fences: type.fences,
        resolution: type.resolution,
        weight: type.weight,
      })),
      devices: room.vgpus.map(vgpu => ({
        uuid: vgpu.uuid,
        type: vgpu.type,
        active: vgpu.isActive,
        defined: vgpu.isDefined,
        autostart: vgpu.autostart,
        autostart_works: vgpu.autostartWorks,
        used_by: vgpu.usedBy.map(vm => vm.name),
      })),
      aperture:
        room.pool === null
          ? null
          : {
              total_mib: room.pool.totalMib,
              host_mib: room.pool.hostMib,
              used_mib: room.pool.usedMib,
              free_mib: room.pool.freeMib,
            },
      larger_apertures: room.outlook.map(({ apertureMib, types }) => ({ aperture_mib: apertureMib, types })),
      sriov_totalvfs: room.totalVfs,
      functions: room.functions.map(one => ({
        address: one.address,
        driver: one.driver,
        used_by: one.usedBy.map(vm => vm.name),
      })),
    })),
    plan:
      fit === undefined
        ? null
        : {
            gpu: fit.gpu,
            type: fit.type,
            count: fit.count,
            verdict: fit.verdict,
            now: fit.now,
            empty: fit.empty,
            aperture_mib: fit.apertureMib,
            order: fit.order,
          },
  };
}

/** `fngvt.vms/1`. Nothing of a VM's network but how many cards it has. */
export function vmsJson({ vms, missing, managers }: Vms): VmsDocument {
  return {
    schema: 'fngvt.vms/1',
    managers,
    missing,
    vms: vms.map(vm => ({
      manager: vm.manager,
      name: vm.name,
      uuid: vm.uuid,
      title: vm.title,
      description: vm.description,
      state: vm.state,
      autostart: vm.autostart,
      memory_mib: vm.memoryMib,
      cpus: vm.cpus,
      machine: vm.machine,
      firmware: vm.firmware,
      guest: vm.guest,
      disks: vm.disks.map(({ device, source }) => ({ device, source })),
      networks: vm.networks,
      videos: vm.videos,
      mdevs: vm.mdevs,
      mdev_types: vm.mdevTypes,
      pci_devices: vm.pciDevices,
    })),
  };
}

/** `fngvt.verify/1`. */
export function proofJson(proof: Verification): VerifyDocument {
  const { activity } = proof;
  return {
    schema: 'fngvt.verify/1',
    vm: proof.vm.name,
    device: proof.device,
    gpu: proof.gpu,
    verdict: verdictOf(proof),
    rungs: proof.rungs.map(({ id, is, details }) => ({ id, is, details })),
    qemu_errors: proof.qemuErrors,
    activity:
      activity === null || activity.by === 'nothing'
        ? null
        : {
            by: activity.by,
            engines: activity.by === 'rc6' ? null : activity.engines,
            awake_percent: activity.by === 'rc6' ? activity.awake : null,
          },
  };
}
