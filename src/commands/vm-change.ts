import type { Refusal, Step } from '../change/plan.ts';
import { differsOnlyBy } from '../formats/domain-edit.ts';
import { freshUuid } from '../host/digest.ts';
import { shellWords } from '../report/terminal/typed.ts';
import { UsageError } from '../values/errors.ts';
import { filesOfVm, functionFor, planAttach, type Device } from '../vgpu/attach.ts';
import { planProxmoxAttach, planProxmoxFunction } from '../vgpu/attach-proxmox.ts';
import { filesOfVgpu, planCreate } from '../vgpu/create.ts';
import { planDetach } from '../vgpu/detach.ts';
import { libvirtVm, withoutSecrets, withSecrecy } from '../vgpu/libvirt-state.ts';
import { refusal, type VgpuProposal } from '../vgpu/vgpu-proposal.ts';
import type { GpuInventory, VgpuDevice } from '../vgpu/gpu-inventory.ts';
import type { Vm } from '../vgpu/vm-inventory.ts';
import { carryOutChange, readFiles, type Change } from '../invocation/carry-out-vgpu.ts';
import { isSet, textFlag, type Parsed } from '../invocation/flags.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import type { VgpuContext } from '../invocation/vgpu-context.ts';
import { uuidOf } from './vgpu-change.ts';
import { chosenGpu, wantedType } from '../invocation/vgpu-choice.ts';

/** `vm attach` and `detach`: the plan, and carrying it out. */
export async function changeVm(
  verb: 'attach' | 'detach',
  known: Vm,
  stage: VgpuContext,
  parsed: Parsed,
  invocation: Invocation,
): Promise<CommandOutcome> {
  // A recorded host was never asked for passwords; its plan is only shown.
  const vm = stage.isLive ? await withSecrecy(stage.machine.host, known) : withoutSecrets(known);
  const change = verb === 'attach' ? await attach(vm, stage, parsed) : await detach(vm, stage, parsed);
  return carryOutChange(change, stage, parsed, invocation);
}

async function attach(vm: Vm, stage: VgpuContext, parsed: Parsed): Promise<Change> {
  const { inventory, machine, layout } = stage;
  const next = [
    { command: `sudo ${layout.call} vm verify ${shellWords([vm.name])}`, note: layout.say.nextVerify },
  ];
  const room = chosenGpu(inventory.gpus, textFlag(parsed, 'gpu'));
  if (room === undefined) return { proposal: refusal('no-gpu') };
  if (room.technology === 'sr-iov' || textFlag(parsed, 'function') !== undefined) {
    return attachFunction(vm, room, stage, parsed);
  }
  if (vm.manager === 'proxmox') {
    if (textFlag(parsed, 'vgpu') !== undefined)
      throw new UsageError({
        en: '--vgpu: expected --type on Proxmox, which makes the vGPU itself',
        'zh-CN': '--vgpu：Proxmox 会自己创建 vGPU，这里请用 --type',
      });
    return {
      proposal: planProxmoxAttach(inventory, vm, room, wantedType(room, textFlag(parsed, 'type'))),
      next,
    };
  }
  const chosen = await vgpuOrPlan(vm, room, stage, parsed);
  if ('refused' in chosen) return { proposal: chosen };
  const rom = textFlag(parsed, 'rom');
  const files = await readFiles(machine.host, filesOfVm(vm));
  const wish = {
    display: isSet(parsed, 'display'),
    ...(rom === undefined ? {} : { rom: machine.hide(rom) }),
  };
  const proposal = planAttach(inventory, vm, chosen.device, wish, files, chosen.steps);
  return { proposal, check: () => compare(vm, idOf(chosen.device), 'attach', stage), next };
}

async function attachFunction(
  vm: Vm,
  room: GpuInventory,
  stage: VgpuContext,
  parsed: Parsed,
): Promise<Change> {
  const { inventory, machine, layout } = stage;
  const wanted = textFlag(parsed, 'function');
  const full = wanted === undefined || wanted.length > 7 ? wanted : `0000:${wanted}`;
  if (inventory.gpus.some(one => one.gpu === full))
    return { proposal: refusal('physical-function', { gpu: String(full) }) };
  if (full !== undefined && !room.functions.some(one => one.address === full))
    return { proposal: refusal('not-a-function', { function: full }) };
  const own = room.functions.find(one => one.usedBy.some(user => user.name === vm.name))?.address;
  const address = full ?? own ?? functionFor(room);
  if (address === undefined) return { proposal: refusal('no-free-function', { gpu: room.gpu }) };
  const next = [
    { command: `sudo ${layout.call} vm verify ${shellWords([vm.name])}`, note: layout.say.nextVerify },
  ];
  if (vm.manager === 'proxmox') return { proposal: planProxmoxFunction(inventory, vm, address), next };
  const files = await readFiles(machine.host, filesOfVm(vm));
  const device: Device = { kind: 'function', address };
  return {
    proposal: planAttach(inventory, vm, device, { display: false }, files),
    check: () => compare(vm, address, 'attach', stage),
    next,
  };
}

interface Chosen {
  readonly device: Device;
  /** What makes it first. */
  readonly steps: readonly Step[];
}

/** The named vGPU, a free one of the wished type, the only free one; else one that is made for this. */
async function vgpuOrPlan(
  vm: Vm,
  room: GpuInventory,
  { inventory, machine }: VgpuContext,
  parsed: Parsed,
): Promise<Chosen | VgpuProposal> {
  const named = textFlag(parsed, 'vgpu');
  if (named !== undefined) {
    const uuid = machine.hide(uuidOf(named, '--vgpu'));
    const vgpu = inventory.vgpus.find(one => one.uuid === uuid);
    return vgpu === undefined ? refusal('vgpu-unknown', { uuid }) : { device: deviceOf(vgpu), steps: [] };
  }
  const type = wantedType(room, textFlag(parsed, 'type'));
  const own = inventory.vgpus.find(one => vm.mdevs.includes(one.uuid));
  if (own !== undefined && (type === undefined || own.type === type))
    return { device: deviceOf(own), steps: [] };
  const free = inventory.vgpus.filter(
    one => one.usedBy.length === 0 && one.parent === room.gpu && (type === undefined || one.type === type),
  );
  const [first, ...others] = free;
  if (first !== undefined && type === undefined && others.length > 0)
    return refusal('several-vgpus', { uuids: free.map(one => one.uuid).join(', ') });
  if (first !== undefined) return { device: deviceOf(first), steps: [] };
  const uuid = machine.hide(freshUuid());
  const made = planCreate(
    inventory,
    room,
    { uuid, type, autostart: true },
    await readFiles(machine.host, filesOfVgpu(uuid)),
  );
  if (made.refused.length > 0) return made;
  return { device: { kind: 'vgpu', uuid, isActive: true, returns: true }, steps: made.steps };
}

const deviceOf = (vgpu: VgpuDevice): Device => ({
  kind: 'vgpu',
  uuid: vgpu.uuid,
  isActive: vgpu.isActive === true,
  returns: vgpu.autostart === true && vgpu.autostartWorks !== false,
});

const idOf = (device: Device): string => (device.kind === 'vgpu' ? device.uuid : device.address);

async function detach(vm: Vm, stage: VgpuContext, parsed: Parsed): Promise<Change> {
  const { inventory, machine } = stage;
  const named = textFlag(parsed, 'vgpu');
  const wanted = named === undefined ? textFlag(parsed, 'function') : machine.hide(uuidOf(named, '--vgpu'));
  const functions = inventory.gpus.flatMap(room => room.functions.map(one => one.address));
  const proposal = planDetach(vm, wanted, await readFiles(machine.host, filesOfVm(vm)), functions);
  const id = wanted ?? vm.mdevs[0] ?? vm.pciDevices.find(address => functions.includes(address)) ?? '';
  return { proposal, check: () => compare(vm, id, 'detach', stage) };
}

/** Reads the definition back: this device must be all that changed, with the controllers that libvirt adds for it. */
async function compare(
  vm: Vm,
  id: string,
  verb: 'attach' | 'detach',
  { machine }: VgpuContext,
): Promise<Refusal | undefined> {
  if (vm.own.manager !== 'libvirt') return undefined;
  const now = await libvirtVm(machine.fresh(), vm.name);
  const text = now?.own.manager === 'libvirt' ? now.own.definition : undefined;
  const before = vm.own.definition;
  const isRight =
    text !== undefined &&
    (verb === 'attach' ? differsOnlyBy(before, text, id) : differsOnlyBy(text, before, id));
  return isRight ? undefined : { reason: 'vm-otherwise', details: { vm: vm.name }, rule: null };
}
