import type { Step } from '../change/plan.ts';
import { unitPath } from '../values/vgpu-unit.ts';
import { proposal, refusal, edit, run, textOf, type HostFiles, type VgpuProposal } from './vgpu-proposal.ts';
import type { GpuInventory } from './gpu-inventory.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';
import { functionsUnit, functionsUnitText } from './systemd-units.ts';

/** The files that a plan of virtual functions may edit. */
export const filesOfFunctions = (): readonly string[] => [unitPath(functionsUnit)];

/** Takes away the functions that our unit made, and the unit. */
export function planFunctionsGone(inventory: VgpuInventory, files: HostFiles): VgpuProposal {
  const path = unitPath(functionsUnit);
  const own = textOf(files, path);
  const gpu = own === null ? undefined : gpuOfUnit(own);
  if (own === null) {
    const room = inventory.gpus.find(one => one.functions.length > 0);
    return room === undefined
      ? refusal('no-own-functions')
      : refusal('functions-by-others', { now: String(room.functions.length), gpu: room.gpu });
  }
  const room = inventory.gpus.find(one => one.gpu === gpu);
  const no = room && inUse(inventory, room);
  if (no !== undefined) return no;
  const reload = ['systemctl', 'daemon-reload'];
  return proposal([
    run(['systemctl', 'stop', functionsUnit], ['systemctl', 'start', functionsUnit]),
    run(['systemctl', 'disable', functionsUnit], ['systemctl', 'enable', functionsUnit]),
    edit(path, own, null),
    run(reload, reload),
  ]);
}

/** The GPU that a unit of ours makes functions of. */
export const gpuOfUnit = (text: string): string | undefined =>
  /\/sys\/bus\/pci\/devices\/([\da-f:.]+)\/sriov_numvfs/iu.exec(text)?.[1];

/** Why the functions can't be taken away: 0 takes them from whoever has them (`sriov_numvfs_store()`, drivers/pci/pci-sysfs.c). */
function inUse({ vms }: VgpuInventory, { functions }: GpuInventory): VgpuProposal | undefined {
  if (functions.length === 0) return undefined;
  const taken = functions.flatMap(one => one.usedBy.map(vm => vm.name));
  if (taken.length > 0) return refusal('functions-in-vms', { vms: [...new Set(taken)].join(', ') });
  const held = functions
    .filter(one => one.driver !== null)
    .map(one => `${one.address} (${one.driver ?? ''})`);
  if (held.length > 0) return refusal('functions-held', { functions: held.join(', ') });
  return vms.missing !== null && vms.missing !== 'not captured'
    ? refusal('vms-unread', { why: vms.missing })
    : undefined;
}

/**
 * How many functions to make: one for each VM that runs or starts with the host, as those need theirs at the same time; where there are none,
 * a few. Never more than there can be.
 */
export function usualCount(most: number, { vms, missing }: VgpuInventory['vms']): number {
  const few = 3;
  const awake = vms.filter(({ state, autostart }) => state === 'running' || autostart === true).length;
  const own = awake > 0 ? awake : Math.min(vms.length, few);
  return Math.min(most, own === 0 || missing !== null ? few : own);
}

/** Makes so many virtual functions, now and at every boot, by a unit of our own. */
export function planFunctions(
  inventory: VgpuInventory,
  room: GpuInventory,
  count: number,
  files: HostFiles,
): VgpuProposal {
  const no = hindrance(inventory, room, count);
  if (no !== undefined) return no;
  const path = unitPath(functionsUnit);
  const own = textOf(files, path);
  const now = room.functions.length;
  const wanted = functionsUnitText(room.gpu, count);
  if (own === wanted && now === count)
    return proposal([], [{ note: 'functions-done', details: { count: String(count) } }]);
  if (now !== count && now > 0) {
    // The kernel refuses another number while some exist (`sriov_numvfs_store()`, drivers/pci/pci-sysfs.c).
    const used = inUse(inventory, room);
    if (used !== undefined) return used;
    if (own === null) return refusal('functions-by-others', { now: String(now), gpu: room.gpu });
  }
  const reload = ['systemctl', 'daemon-reload'];
  return proposal(
    [edit(path, own, wanted), run(reload, reload), ...(own === null ? firstStart(now) : [restart])],
    [{ note: 'functions-for-vms', details: { gpu: room.gpu } }],
  );
}

/** Why this GPU can't have so many functions, whatever it has now. */
function hindrance(inventory: VgpuInventory, room: GpuInventory, count: number): VgpuProposal | undefined {
  const { book } = inventory;
  if (typeof book.value('host/container') === 'string') return refusal('inside-container');
  const [driver, shares] = [book.get('gpu/sriov-driver', room.gpu), book.value('gpu/can-share', room.gpu)];
  if (room.technology !== 'sr-iov') return refusal('no-functions', { gpu: room.gpu });
  if (shares !== true || !driver.known || driver.value === null)
    return refusal('not-ready', { gpu: room.gpu });
  if (room.totalVfs === null) return refusal('functions-unread', { gpu: room.gpu });
  if (count > room.totalVfs)
    return refusal('too-many-functions', { count: String(count), most: String(room.totalVfs) });
  return inventory.hasSystemd === false ? refusal('nothing-keeps-it') : undefined;
}

/** Functions that were there before are nobody's to take back. */
const firstStart = (before: number): readonly Step[] => [
  run(['systemctl', 'enable', functionsUnit], ['systemctl', 'disable', functionsUnit]),
  run(['systemctl', 'start', functionsUnit], before === 0 ? ['systemctl', 'stop', functionsUnit] : null),
];

const restart = run(['systemctl', 'restart', functionsUnit], ['systemctl', 'restart', functionsUnit]);
