import { proposal, refusal, edit, run, textOf, type Files, type Proposal } from './proposal.ts';
import type { Room } from './room.ts';
import type { Scene } from './scene.ts';
import { functionsUnit, functionsUnitText, unitPath } from './units.ts';

/** The files that a plan of virtual functions may edit. */
export const filesOfFunctions = (): readonly string[] => [unitPath(functionsUnit)];

/** Makes so many virtual functions, now and at every boot, by a unit of our own. */
export function planFunctions(scene: Scene, room: Room, count: number, files: Files): Proposal {
  const { book } = scene;
  if (typeof book.value('host/container') === 'string') return refusal('inside-container');
  const [driver, shares] = [book.get('gpu/sriov-driver', room.gpu), book.value('gpu/can-share', room.gpu)];
  if (room.technology !== 'sr-iov') return refusal('no-functions', { gpu: room.gpu });
  if (shares !== true || !driver.known || driver.value === null)
    return refusal('not-ready', { gpu: room.gpu });
  if (room.totalVfs === null) return refusal('functions-unread', { gpu: room.gpu });
  if (count > room.totalVfs)
    return refusal('too-many-functions', { count: String(count), most: String(room.totalVfs) });
  if (scene.hasSystemd === false) return refusal('nothing-keeps-it');
  const path = unitPath(functionsUnit);
  const own = textOf(files, path);
  const now = room.functions.length;
  const wanted = functionsUnitText(room.gpu, count);
  if (own === wanted && now === count)
    return proposal([], [{ note: 'functions-done', details: { count: String(count) } }]);
  if (now !== count && now > 0) {
    // The kernel refuses another number while some exist (`sriov_numvfs_store()`, drivers/pci/pci-sysfs.c), and 0 takes them from the VMs.
    const taken = room.functions.flatMap(one => one.usedBy.map(vm => vm.name));
    if (taken.length > 0) return refusal('functions-in-vms', { vms: [...new Set(taken)].join(', ') });
    const held = room.functions
      .filter(one => one.driver !== null)
      .map(one => `${one.address} (${one.driver ?? ''})`);
    if (held.length > 0) return refusal('functions-held', { functions: held.join(', ') });
    if (own === null) return refusal('functions-by-others', { now: String(now), gpu: room.gpu });
  }
  const reload = ['systemctl', 'daemon-reload'];
  return proposal(
    [
      edit(path, own, wanted),
      run(reload, reload),
      ...(own === null
        ? [run(['systemctl', 'enable', functionsUnit], ['systemctl', 'disable', functionsUnit])]
        : []),
      own === null
        ? // Functions that were there before are nobody's to take back.
          run(['systemctl', 'start', functionsUnit], now === 0 ? ['systemctl', 'stop', functionsUnit] : null)
        : run(['systemctl', 'restart', functionsUnit], ['systemctl', 'restart', functionsUnit]),
    ],
    [{ note: 'functions-for-vms', details: { gpu: room.gpu } }],
  );
}
