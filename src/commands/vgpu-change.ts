import type { Refusal } from '../change/plan.ts';
import { vgpuRecords } from '../facts/vgpu-records.ts';
import { freshUuid } from '../host/digest.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { planAutostart } from '../vgpu/autostart.ts';
import { filesOfVgpu, planCreate } from '../vgpu/create.ts';
import { filesOfExisting, planRemove, planStart } from '../vgpu/existing.ts';
import { usualType } from '../vgpu/fit.ts';
import { filesOfFunctions, gpuOfUnit, planFunctions, planFunctionsGone } from '../vgpu/functions-plan.ts';
import { readHolders } from '../vgpu/holders.ts';
import { refusal } from '../vgpu/vgpu-proposal.ts';
import type { GpuInventory } from '../vgpu/gpu-inventory.ts';
import { carryOutChange, readFiles, type Change } from '../invocation/carry-out-vgpu.ts';
import { isSet, textFlag, type Parsed } from '../invocation/flags.ts';
import { look } from '../invocation/subject.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { countFlag, type VgpuContext } from '../invocation/vgpu-context.ts';
import { chosenGpu, wantedType } from '../invocation/vgpu-choice.ts';
import { pciDevice } from '../values/pci-device.ts';

/** What is to become of vGPUs: a verb below `vgpu`, with the UUID behind it. */
interface Wish {
  readonly verb: 'create' | 'start' | 'autostart' | 'remove';
  readonly uuid: string | undefined;
  /** Behind `autostart`: whether it comes back at boot. */
  readonly isOn: boolean | undefined;
}

/** `vgpu create`, `start`, `autostart` and `remove`: the plan, and carrying it out. */
export async function changeVgpu(
  { verb, uuid, isOn }: Wish,
  stage: VgpuContext,
  parsed: Parsed,
  invocation: Invocation,
): Promise<CommandOutcome> {
  const change = async (): Promise<Change> => {
    if (verb === 'create') return create(stage, parsed);
    if (isSet(parsed, 'functions')) return functionsGone(stage);
    const known = stage.machine.hide(uuidOf(uuid, `vgpu ${verb}`));
    return verb === 'autostart' ? autostart(known, isOn === true, stage) : existing(verb, known, stage);
  };
  return carryOutChange(await change(), stage, parsed, invocation);
}

async function create(stage: VgpuContext, parsed: Parsed): Promise<Change> {
  const { inventory, machine, layout } = stage;
  const room = chosenGpu(inventory.gpus, textFlag(parsed, 'gpu'));
  const count = countFlag(parsed, 'count');
  if (count !== undefined) return functions(stage, room, count);
  const given = textFlag(parsed, 'uuid');
  const uuid = machine.hide(given === undefined ? freshUuid() : uuidOf(given, '--uuid'));
  const type = room === undefined ? undefined : wantedType(room, textFlag(parsed, 'type'));
  const files = await readFiles(machine.host, filesOfVgpu(uuid));
  const proposal = planCreate(inventory, room, { uuid, type, autostart: isSet(parsed, 'autostart') }, files);
  return {
    proposal,
    check: async () => {
      const made = await machine.fresh().link(`/sys/bus/mdev/devices/${uuid}/mdev_type`);
      return made.state === 'present'
        ? undefined
        : fault('not-made', { uuid, type: type ?? (room && usualType(room)) ?? '' });
    },
    next: [{ command: `sudo ${layout.call} vm attach VM --vgpu ${uuid}`, note: layout.say.nextAttach }],
  };
}

async function functions(
  { inventory, machine, layout }: VgpuContext,
  room: GpuInventory | undefined,
  count: number,
): Promise<Change> {
  if (room === undefined) return { proposal: refusal('no-gpu') };
  const proposal = planFunctions(inventory, room, count, await readFiles(machine.host, filesOfFunctions()));
  return {
    proposal,
    check: async () => {
      const text = await machine.fresh().read(`${pciDevice(room.gpu)}/sriov_numvfs`);
      const now = text.state === 'present' ? text.value.trim() : '?';
      return now === String(count) ? undefined : fault('functions-not-made', { now, count: String(count) });
    },
    next: [{ command: `sudo ${layout.call} vm attach VM`, note: layout.say.nextAttach }],
  };
}

async function functionsGone({ inventory, machine }: VgpuContext): Promise<Change> {
  const files = await readFiles(machine.host, filesOfFunctions());
  const gpu = [...files.values()].map(text => (text === null ? undefined : gpuOfUnit(text)))[0];
  return {
    proposal: planFunctionsGone(inventory, files),
    check: async () => {
      const text = await machine.fresh().read(`${pciDevice(gpu ?? '')}/sriov_numvfs`);
      const isLeft = text.state === 'present' && text.value.trim() !== '0';
      return isLeft ? fault('functions-not-gone', { now: text.value.trim() }) : undefined;
    },
  };
}

async function existing(
  verb: 'start' | 'remove',
  uuid: string,
  { inventory, machine, isLive }: VgpuContext,
): Promise<Change> {
  const files = await readFiles(machine.host, filesOfExisting(uuid));
  const isThere = async (): Promise<boolean> =>
    (await machine.fresh().link(`/sys/bus/mdev/devices/${uuid}`)).state === 'present';
  const type = inventory.vgpus.find(vgpu => vgpu.uuid === uuid)?.type ?? '';
  if (verb === 'start') {
    return {
      proposal: planStart(inventory, uuid, files),
      check: async () => ((await isThere()) ? undefined : fault('not-made', { uuid, type })),
    };
  }
  const group = inventory.vgpus.find(vgpu => vgpu.uuid === uuid)?.group ?? null;
  const holders = isLive ? await readHolders(machine.host, { device: uuid, group }) : [];
  return {
    proposal: planRemove(inventory, uuid, files, holders),
    check: async () => ((await isThere()) ? fault('not-gone', { uuid }) : undefined),
  };
}

async function autostart(uuid: string, isOn: boolean, { inventory, machine }: VgpuContext): Promise<Change> {
  const files = await readFiles(machine.host, filesOfVgpu(uuid));
  return {
    proposal: planAutostart(inventory, uuid, isOn, files),
    check: async () => {
      const { facts } = await look(machine.fresh());
      const vgpu = vgpuRecords(facts).find(one => one.uuid === uuid);
      // One that is not there and was kept by a unit of ours has no facts; systemctl has said whether it took it.
      return vgpu === undefined || vgpu.autostart === isOn ? undefined : fault('autostart-not-so', { uuid });
    },
  };
}

const fault = (reason: string, details: Readonly<Record<string, string>>): Refusal => ({
  reason,
  details,
  rule: null,
});

/** A UUID in small letters. */
export function uuidOf(text: string | undefined, where: string): string {
  if (text === undefined || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text))
    throw unexpected(where, { en: 'a UUID', 'zh-CN': 'UUID' }, text ?? nothingGiven, {
      next: { en: '{fngvt} vgpu lists them', 'zh-CN': '用 {fngvt} vgpu 可以看到' },
    });
  return text.toLowerCase();
}
