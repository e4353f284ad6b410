import type { Vm, Vms } from '../../vgpu/vm-inventory.ts';
import type { VgpuWords } from '../../words/vgpu.en.ts';
import { joined, styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { cut, wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { sanitize } from '../sanitize.ts';
import { nextLines, vmName, type ListLayout, type NextCommand } from './vgpu-list.ts';

/**
 * `fngvt vm`: each VM by the name that people gave it, with what helps to recognise it. `types` are those of the vGPUs by UUID; null: there is no
 * such vGPU.
 */
export function renderVms(
  { vms, missing, managers }: Vms,
  types: ReadonlyMap<string, string | null>,
  next: readonly NextCommand[],
  layout: ListLayout,
): Styled {
  const { say, columns } = layout;
  const note = missing === null ? [] : wrap(say.someMissing(say.missing[missing]), columns);
  if (vms.length === 0) {
    const [nothing] = managers.length === 0 && missing === null ? [say.noManager] : [say.noVms];
    return wholeLines([...(missing === null ? [nothing] : []), ...note]);
  }
  const lines = vms.flatMap(vm => vmLines(vm, types, layout));
  return joined([wholeLines([...lines, ...note]), nextLines(next, layout)]);
}

function vmLines(
  vm: Vm,
  types: ReadonlyMap<string, string | null>,
  { say, columns }: ListLayout,
): readonly Rendered[] {
  const state = vm.state === null ? say.stateUnknown : say.states[vm.state];
  const about = [
    vm.guest === null ? '' : sanitize(vm.guest),
    vm.memoryMib === null ? '' : say.guestMemory(vm.memoryMib),
    vm.cpus === null ? '' : say.cpus(vm.cpus),
    vm.machine === null ? '' : sanitize(vm.machine),
    say.firmwares[vm.firmware],
    vm.autostart === true ? say.startsWithHost : '',
  ].filter(part => part !== '');
  const body = [
    about.join(say.comma),
    ...(vm.description === null ? [] : [sanitize(vm.description).slice(0, 200)]),
    ...vm.disks.map(
      disk => `${sanitize(disk.device)}  ${disk.source === null ? say.emptyDrive : sanitize(disk.source)}`,
    ),
    devicesOf(vm, types, say),
  ];
  return [
    styled`${paint.strong(cut(vmName(vm, say), columns - 12))}  ${state}`,
    ...body.map(line => cut(`  ${line}`, columns)),
  ];
}

function devicesOf(vm: Vm, types: ReadonlyMap<string, string | null>, say: VgpuWords): string {
  const vgpus =
    vm.manager === 'proxmox'
      ? vm.mdevTypes.map(type => say.hasVgpuType(sanitize(type)))
      : vm.mdevs.map(uuid => {
          const type = types.get(uuid);
          return type === null
            ? say.missingVgpu(sanitize(uuid))
            : say.hasVgpu(sanitize(uuid), sanitize(type ?? ''));
        });
  const all = [...vgpus, ...vm.pciDevices.map(address => say.hasFunction(sanitize(address)))];
  return all.length === 0 ? say.withoutVgpu : all.join(say.comma);
}
