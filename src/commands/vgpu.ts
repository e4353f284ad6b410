import { roomsJson } from '../report/vgpu-json.ts';
import { renderFit, renderRooms, type NextCommand } from '../report/vgpu-list.ts';
import { UsageError } from '../values/errors.ts';
import { fitOf, typeOf, usualType } from '../vgpu/fit.ts';
import type { Room } from '../vgpu/room.ts';
import { everywhere, machine, parseFlags, textFlag, type FlagSpec } from './flags.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';
import { countFlag, setStage, type Stage } from './stage.ts';

const flags = {
  ...everywhere,
  ...machine,
  format: { type: 'string' },
  gpu: { type: 'string' },
  type: { type: 'string' },
  count: { type: 'string' },
} as const satisfies FlagSpec;

/** `fngvt vgpu`: types, room and vGPUs of each GPU; `plan` below it says what would fit. */
export async function vgpu(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const [verb, ...others] = parsed.positionals;
  if (verb !== undefined && verb !== 'plan')
    throw new UsageError(`vgpu: expected nothing or plan, found ${verb}`);
  if (others[0] !== undefined) throw new UsageError(`vgpu plan: expected only flags, found ${others[0]}`);
  if (verb === undefined) {
    const stray = (['type', 'count'] as const).find(name => textFlag(parsed, name) !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray}: expected with vgpu plan, found without`);
  }
  const count = countFlag(parsed, 'count') ?? 1;
  const stage = await setStage(parsed, invocation);
  if (stage === undefined) return { exit: 1, text: '' };
  const { scene, layout, warnings } = stage;
  const exit = isUnread(stage) ? 3 : 0;
  if (verb === 'plan') {
    const room = chosenRoom(scene.rooms, textFlag(parsed, 'gpu'));
    if (room === undefined || room.types.length === 0) {
      const why = room === undefined ? layout.say.noGpu : layout.say.noTypes(`${layout.call} doctor`);
      return stage.format === 'json'
        ? { exit: exit || 1, warnings, text: json(roomsJson(scene.rooms)) }
        : { exit: exit || 1, warnings, text: `${why}\n` };
    }
    const fit = fitOf(room, chosenType(room, textFlag(parsed, 'type')), count, registersOf(stage, room));
    return {
      exit: fit.verdict === 'now' ? 0 : fit.verdict === 'unknown' ? 3 : 1,
      warnings,
      text: stage.format === 'json' ? json(roomsJson(scene.rooms, fit)) : renderFit(fit, layout),
    };
  }
  if (stage.format === 'json') return { exit, warnings, text: json(roomsJson(scene.rooms)) };
  if (exit === 3) return { exit, warnings, text: `${layout.say.gpusUnread}\n` };
  return { exit, warnings, text: renderRooms(scene.rooms, nextOf(stage), layout, stage.isProxmox) };
}

/** Not even which GPUs there are was read. */
const isUnread = ({ scene }: Stage): boolean =>
  scene.rooms.length === 0 && !scene.book.get('host/gpu-count').known;

/** The GPU that is meant: the named one, else the first that offers something, else the first. */
export function chosenRoom(rooms: readonly Room[], address: string | undefined): Room | undefined {
  if (address === undefined) {
    return rooms.find(room => room.types.length > 0 || room.functions.length > 0) ?? rooms[0];
  }
  const found = rooms.find(room => room.gpu === address || room.gpu === `0000:${address}`);
  if (found === undefined) {
    const all = rooms.map(room => room.gpu).join(', ');
    throw new UsageError(`--gpu: expected a GPU of ${all || 'none'}, found ${address}`);
  }
  return found;
}

/** The type that is meant; without a wish the usual one. */
function chosenType(room: Room, wanted: string | undefined): string {
  const usual = usualType(room) ?? room.types[0]?.name ?? '';
  if (wanted === undefined) return usual;
  const found = typeOf(room, wanted);
  if (found === undefined) {
    const names = room.types.map(type => type.name).join(', ');
    throw new UsageError(`--type: expected one of ${names}, found ${wanted}`);
  }
  return found;
}

function registersOf({ scene }: Stage, room: Room): Parameters<typeof fitOf>[3] {
  const read = (address: 'gpu/aperture-mib' | 'gpu/ggtt-mib'): number | null => {
    const value = scene.book.value(address, room.gpu);
    return typeof value === 'number' ? value : null;
  };
  return { apertureMib: read('gpu/aperture-mib'), ggttMib: read('gpu/ggtt-mib') };
}

function nextOf({ scene, layout }: Stage): readonly NextCommand[] {
  const { call, say } = layout;
  return scene.vms.vms.length === 0 ? [] : [{ command: `${call} vm`, note: say.nextVms }];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
