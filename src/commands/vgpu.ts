import { vgpuJson } from '../report/json/vgpu-json.ts';
import { jsonDocument } from '../values/json-text.ts';
import { renderFit, renderVgpus, type NextCommand } from '../report/vgpu/vgpu-list.ts';
import { UsageError } from '../values/errors.ts';
import { fitOf, usualType, type Fit } from '../vgpu/fit.ts';
import type { GpuInventory } from '../vgpu/gpu-inventory.ts';
import { chosenGpu, wantedType } from '../invocation/vgpu-choice.ts';
import { changeFlags } from '../invocation/carry-out.ts';
import {
  everywhere,
  machine,
  parseFlags,
  isSet,
  refuseElsewhere,
  textFlag,
  type FlagSpec,
  type Parsed,
} from '../invocation/flags.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { withRealNamesTold } from '../invocation/names.ts';
import { countFlag, vgpuContext, type VgpuContext } from '../invocation/vgpu-context.ts';

const below = ['plan', 'create', 'start', 'remove'] as const;
const isVerb = (word: string): word is (typeof below)[number] => (below as readonly string[]).includes(word);

const flags = {
  ...everywhere,
  ...machine,
  format: { type: 'string' },
  gpu: { type: 'string' },
  type: { type: 'string' },
  count: { type: 'string' },
  uuid: { type: 'string' },
  autostart: { type: 'boolean' },
  functions: { type: 'boolean' },
  ...changeFlags,
} as const satisfies FlagSpec;

/** The flags that only some of the verbs below have. */
const special: Readonly<Record<string, readonly string[]>> = {
  type: ['plan', 'create'],
  count: ['plan', 'create'],
  uuid: ['create'],
  autostart: ['create'],
  functions: ['remove'],
  'dry-run': ['create', 'start', 'remove'],
};

/** `fngvt vgpu`: types, room and vGPUs of each GPU; below it what would fit, and making, starting and removing. */
export async function vgpu(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const [verb, uuid, ...others] = parsed.positionals;
  if (verb !== undefined && !isVerb(verb))
    throw new UsageError(`vgpu: expected nothing or ${below.join(', ')}, found ${verb}`);
  const takesUuid = verb === 'start' || (verb === 'remove' && !isSet(parsed, 'functions'));
  const [stray] = takesUuid ? others : [uuid, ...others].filter(word => word !== undefined);
  if (stray !== undefined) throw new UsageError(`vgpu ${verb ?? ''}: expected only flags, found ${stray}`);
  refuseElsewhere(parsed, 'vgpu', verb, special);
  const count = countFlag(parsed, 'count') ?? 1;
  const stage = await vgpuContext(parsed, invocation);
  if (stage === undefined) return { exit: 1, text: '' };
  const answer = async (): Promise<CommandOutcome> => {
    if (verb === undefined) return look(stage);
    if (verb === 'plan') return wouldFit(count, stage, parsed);
    const { changeVgpu } = await import('./vgpu-change.ts');
    return changeVgpu(verb, uuid, stage, parsed, invocation);
  };
  return withRealNamesTold(await answer(), parsed, invocation, stage.language);
}

/** What there is. */
function look(stage: VgpuContext): CommandOutcome {
  const { inventory, layout, warnings } = stage;
  const exit = isUnread(stage) ? 3 : 0;
  if (stage.format === 'json') return { exit, warnings, text: jsonDocument(vgpuJson(inventory.gpus)) };
  if (exit === 3) return { exit, warnings, text: `${layout.say.gpusUnread}\n` };
  return { exit, warnings, text: renderVgpus(inventory.gpus, nextOf(stage), layout, stage.isProxmox) };
}

const fitExits: Readonly<Record<Fit['verdict'], number>> = {
  now: 0,
  empty: 1,
  larger: 1,
  never: 1,
  unknown: 3,
};

/** Whether so many would fit. */
function wouldFit(count: number, stage: VgpuContext, parsed: Parsed): CommandOutcome {
  const { inventory, layout, warnings } = stage;
  const isJson = stage.format === 'json';
  const room = chosenGpu(inventory.gpus, textFlag(parsed, 'gpu'));
  if (room === undefined || room.types.length === 0) {
    const why = room === undefined ? layout.say.noGpu : layout.say.noTypes(`${layout.call} doctor`);
    const text = isJson ? jsonDocument(vgpuJson(inventory.gpus)) : `${why}\n`;
    return { exit: isUnread(stage) ? 3 : 1, warnings, text };
  }
  const type = wantedType(room, textFlag(parsed, 'type')) ?? usualType(room) ?? room.types[0]?.name ?? '';
  const fit = fitOf(room, type, count, registersOf(stage, room));
  const text = isJson ? jsonDocument(vgpuJson(inventory.gpus, fit)) : renderFit(fit, layout);
  return { exit: fitExits[fit.verdict], warnings, text };
}

/** Not even which GPUs there are was read. */
const isUnread = ({ inventory }: VgpuContext): boolean =>
  inventory.gpus.length === 0 && !inventory.book.get('host/gpu-count').known;

function registersOf({ inventory }: VgpuContext, room: GpuInventory): Parameters<typeof fitOf>[3] {
  const read = (address: 'gpu/aperture-mib' | 'gpu/ggtt-mib'): number | null => {
    const value = inventory.book.value(address, room.gpu);
    return typeof value === 'number' ? value : null;
  };
  return { apertureMib: read('gpu/aperture-mib'), ggttMib: read('gpu/ggtt-mib') };
}

function nextOf({ inventory, layout, isProxmox }: VgpuContext): readonly NextCommand[] {
  const { call, say } = layout;
  const room = inventory.gpus.find(one => usualType(one) !== undefined);
  const free = inventory.vgpus.find(one => one.isActive === true && one.usedBy.length === 0);
  const mayCreate = room !== undefined && free === undefined && !isProxmox;
  return [
    ...(free === undefined
      ? []
      : [{ command: `sudo ${call} vm attach VM --vgpu ${free.uuid}`, note: say.nextAttach }]),
    ...(mayCreate ? [{ command: `sudo ${call} vgpu create --autostart`, note: say.nextCreate }] : []),
    ...(inventory.vms.vms.length === 0 ? [] : [{ command: `${call} vm`, note: say.nextVms }]),
  ];
}
