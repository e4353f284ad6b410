import { withLongerLook } from '../invocation/longer-look.ts';
import { vgpuJson } from '../report/json/vgpu-json.ts';
import { jsonDocument } from '../values/json-text.ts';
import { renderFit, renderVgpus, type NextCommand } from '../report/vgpu/vgpu-list.ts';
import { shellWords } from '../report/terminal/typed.ts';
import { unexpected } from '../values/errors.ts';
import { notBelow, onlyFlags } from '../invocation/wrong-usage.ts';
import { fitOf, usualType, type Fit } from '../vgpu/fit.ts';
import { usualCount } from '../vgpu/functions-plan.ts';
import type { GpuInventory, VgpuDevice } from '../vgpu/gpu-inventory.ts';
import { chosenGpu, wantedType } from '../invocation/vgpu-choice.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, isSet, refuseElsewhere, textFlag, type Parsed } from '../invocation/flags.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { withRealNamesTold } from '../invocation/names.ts';
import { countFlag, vgpuContext, type VgpuContext } from '../invocation/vgpu-context.ts';

/** The verbs below it. */
export const below = ['plan', 'create', 'start', 'autostart', 'remove'] as const;
const isVerb = (word: string): word is (typeof below)[number] => (below as readonly string[]).includes(word);

/** The flags that only some of the verbs below have. */
const special: Readonly<Record<string, readonly string[]>> = {
  type: ['plan', 'create'],
  count: ['plan', 'create'],
  uuid: ['create'],
  autostart: ['create'],
  functions: ['remove'],
  'dry-run': ['create', 'start', 'autostart', 'remove'],
};

/** `fngvt vgpu`: types, room and vGPUs of each GPU; below it what would fit, and making, starting and removing. */
export const vgpu = (argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> =>
  withLongerLook(invocation, given => aboutVgpus(argv, given));

async function aboutVgpus(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('vgpu'));
  const [verb, uuid, ...others] = parsed.positionals;
  if (verb !== undefined && !isVerb(verb)) throw notBelow('vgpu', verb, below);
  const takesUuid =
    verb === 'start' || verb === 'autostart' || (verb === 'remove' && !isSet(parsed, 'functions'));
  const rest = verb === 'autostart' ? others.slice(1) : others;
  const [stray] = takesUuid ? rest : [uuid, ...others].filter(word => word !== undefined);
  if (stray !== undefined) throw onlyFlags(`vgpu ${verb ?? ''}`.trim(), stray);
  refuseElsewhere(parsed, 'vgpu', verb, special);
  const count = countFlag(parsed, 'count') ?? 1;
  const stage = await vgpuContext(parsed, invocation);
  if (stage === undefined) return { exit: 1, text: '' };
  const answer = async (): Promise<CommandOutcome> => {
    if (verb === undefined) return look(stage);
    if (verb === 'plan') return wouldFit(count, stage, parsed);
    const { changeVgpu } = await import('./vgpu-change.ts');
    return changeVgpu(
      { verb, uuid, isOn: verb === 'autostart' ? onOrOff(others[0]) : undefined },
      stage,
      parsed,
      invocation,
    );
  };
  return withRealNamesTold(await answer(), parsed, invocation, stage.language);
}

/** The word behind the UUID of `vgpu autostart`. */
function onOrOff(word: string | undefined): boolean {
  if (word === 'on' || word === 'off') return word === 'on';
  throw unexpected(
    'vgpu autostart',
    { en: 'a UUID and on or off', 'zh-CN': 'UUID 加 on 或 off' },
    word ?? { en: 'neither', 'zh-CN': '没写 on 或 off' },
  );
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

function nextOf(stage: VgpuContext): readonly NextCommand[] {
  const { inventory, layout } = stage;
  const { call, say } = layout;
  const list = inventory.vms.vms.length === 0 ? [] : [{ command: `${call} vm`, note: say.nextVms }];
  return [...forVgpus(stage), ...forFunctions(stage), ...list];
}

/** What a vGPU that is there wants first; one more is made only where none is left to give away. */
function forVgpus({ inventory, layout, isProxmox }: VgpuContext): readonly NextCommand[] {
  const { call, say } = layout;
  if (isProxmox) return [];
  const asleep = inventory.vgpus.find(one => one.isActive === false);
  const leaving = inventory.vgpus.find(one => one.isActive === true && returns(one) === false);
  const free = inventory.vgpus.find(one => one.isActive === true && one.usedBy.length === 0);
  const mayCreate =
    [asleep, free].every(one => one === undefined) && inventory.gpus.some(room => usualType(room));
  return [
    ...(asleep === undefined
      ? []
      : [{ command: `sudo ${call} vgpu start ${asleep.uuid}`, note: say.nextStart }]),
    ...(leaving === undefined
      ? []
      : [{ command: `sudo ${call} vgpu autostart ${leaving.uuid} on`, note: say.nextReturn }]),
    ...(free === undefined
      ? []
      : [
          {
            command: `sudo ${call} vm attach ${aloneOr('VM', inventory)} --vgpu ${free.uuid}`,
            note: say.nextAttach,
          },
        ]),
    ...(mayCreate ? [{ command: `sudo ${call} vgpu create --autostart`, note: say.nextCreate }] : []),
  ];
}

/** Whether it is there after the next boot; null: that is not known. */
function returns({ autostart, autostartWorks }: VgpuDevice): boolean | null {
  return autostart === true && autostartWorks === false ? false : autostart;
}

/** The only VM that a vGPU could be for, by its name. */
function aloneOr(anyVm: string, { vms }: VgpuContext['inventory']): string {
  const without = vms.vms.filter(one => one.mdevs.length === 0 && one.mdevTypes.length === 0);
  const [only, ...others] = without;
  return only === undefined || others.length > 0 || vms.missing !== null ? anyVm : shellWords([only.name]);
}

/** An SR-IOV GPU without functions: how many its VMs could use, or the doctor where it can't have any yet. */
function forFunctions({ inventory, layout }: VgpuContext): readonly NextCommand[] {
  const { call, say } = layout;
  const room = inventory.gpus.find(one => one.technology === 'sr-iov' && one.functions.length === 0);
  if (room === undefined) return [];
  const canShare = inventory.book.value('gpu/can-share', room.gpu) === true && (room.totalVfs ?? 0) > 0;
  if (!canShare) return [{ command: `${call} doctor`, note: say.nextDoctor }];
  const count = usualCount(room.totalVfs ?? 0, inventory.vms);
  return [{ command: `sudo ${call} vgpu create --count ${count}`, note: say.nextFunctions }];
}
