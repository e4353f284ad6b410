import { unexpected } from '../values/errors.ts';
import { typeOf } from '../vgpu/fit.ts';
import type { GpuInventory } from '../vgpu/gpu-inventory.ts';

/** The GPU that is meant: the named one, else the first that offers something, else the first. */
export function chosenGpu(
  gpus: readonly GpuInventory[],
  address: string | undefined,
): GpuInventory | undefined {
  if (address === undefined) {
    return gpus.find(room => room.types.length > 0 || room.functions.length > 0) ?? gpus[0];
  }
  const found = gpus.find(room => room.gpu === address || room.gpu === `0000:${address}`);
  if (found === undefined) {
    const all = gpus.map(room => room.gpu).join(', ');
    throw unexpected(
      '--gpu',
      { en: `a GPU of ${all || 'none'}`, 'zh-CN': `${all || '（没有核显）'} 中的一个` },
      address,
    );
  }
  return found;
}

/** The type that was asked for, by its full name; undefined where nothing was asked, or nothing is offered. */
export function wantedType(room: GpuInventory, wanted: string | undefined): string | undefined {
  if (wanted === undefined || room.types.length === 0) return undefined;
  const found = typeOf(room, wanted);
  if (found === undefined) {
    const names = room.types.map(type => type.name).join(', ');
    throw unexpected('--type', { en: `one of ${names}`, 'zh-CN': `${names} 中的一个` }, wanted);
  }
  return found;
}
