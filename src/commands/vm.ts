import { vmsJson } from '../report/json/vgpu-json.ts';
import { renderVms } from '../report/vgpu/vm-list.ts';
import type { NextCommand } from '../report/vgpu/vgpu-list.ts';
import { sanitize } from '../report/sanitize.ts';
import { shellWords } from '../report/terminal/typed.ts';
import { unexpected } from '../values/errors.ts';
import type { Text } from '../values/text.ts';
import { notBelow, suggestion } from '../invocation/wrong-usage.ts';
import type { Vm } from '../vgpu/vm-inventory.ts';
import { vmBy } from '../vgpu/vms.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, refuseElsewhere, type Parsed } from '../invocation/flags.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { withRealNamesTold } from '../invocation/names.ts';
import { withLongerLook } from '../invocation/longer-look.ts';
import { vgpuContext, type VgpuContext } from '../invocation/vgpu-context.ts';
import { jsonDocument } from '../values/json-text.ts';

/** The verbs below it. */
export const below = ['attach', 'detach', 'verify'] as const;
const isVerb = (word: string): word is (typeof below)[number] => (below as readonly string[]).includes(word);

/** The flags that only some of the verbs below have. */
const special: Readonly<Record<string, readonly string[]>> = {
  gpu: ['attach'],
  type: ['attach'],
  display: ['attach'],
  rom: ['attach'],
  vgpu: ['attach', 'detach'],
  function: ['attach', 'detach'],
  'dry-run': ['attach', 'detach'],
};

/** `fngvt vm`: the VMs by the names that people gave them; below it giving a vGPU to one, taking it back, and proof. */
export const vm = (argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> =>
  withLongerLook(invocation, given => aboutVms(argv, given));

async function aboutVms(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('vm'));
  const [verb, name, ...others] = parsed.positionals;
  if (verb !== undefined && !isVerb(verb)) throw notBelow('vm', verb, below);
  if (others.length > 0 || (name === undefined && verb !== undefined && verb !== 'verify')) {
    const found = [name, ...others].join(' ').trim();
    throw unexpected(`vm ${verb ?? ''}`, oneVm, found === '' ? none : found, { next: allVms });
  }
  refuseElsewhere(parsed, 'vm', verb, special);
  const stage = await vgpuContext(parsed, invocation);
  if (stage === undefined) return { exit: 1, text: '' };
  const outcome =
    verb === undefined
      ? listVms(stage)
      : await aboutVm(
          verb,
          name === undefined ? onlyUser(stage) : stage.machine.hide(name),
          stage,
          parsed,
          invocation,
        );
  return withRealNamesTold(outcome, parsed, invocation, stage.language);
}

async function aboutVm(
  verb: (typeof below)[number],
  name: string,
  stage: VgpuContext,
  parsed: Parsed,
  invocation: Invocation,
): Promise<CommandOutcome> {
  const target = meant(stage, name);
  if (target === undefined) return notAllRead(stage, name);
  if (verb === 'verify') return (await import('./vm-verify.ts')).verifyVm(target, stage);
  const { changeVm } = await import('./vm-change.ts');
  return changeVm(verb, target, stage, parsed, invocation);
}

function listVms(stage: VgpuContext): CommandOutcome {
  const { inventory, layout, warnings } = stage;
  const exit = inventory.vms.vms.length === 0 && inventory.vms.missing !== null ? 3 : 0;
  if (stage.format === 'json') {
    return { exit, warnings, text: jsonDocument(vmsJson(inventory.vms)) };
  }
  const missing = inventory.vms.vms.flatMap(one => inventory.book.list('vm/missing-mdevs', one.name) ?? []);
  // Without the right to read definitions, a vGPU that only is not started would seem to be missing.
  const gone = stage.isRoot && inventory.gpus.some(room => room.areTypesKnown) ? missing : [];
  const types = new Map<string, string | null>([
    ...gone.map(uuid => [uuid, null] as const),
    ...inventory.vgpus.map(vgpu => [vgpu.uuid, vgpu.type ?? ''] as const),
  ]);
  return { exit, warnings, text: renderVms(inventory.vms, types, nextOf(stage), layout) };
}

/** The VM that a person named: by name, number, UUID or title; undefined: it may be one of those that could not be read. */
function meant({ inventory }: VgpuContext, name: string): Vm | undefined {
  const found = vmBy(inventory.vms.vms, name);
  if (found === 'several')
    throw unexpected(
      name,
      { en: 'one VM', 'zh-CN': '一台虚拟机' },
      { en: 'several of that title', 'zh-CN': '有好几台叫这个标题' },
      { next: { en: 'give its name: {fngvt} vm', 'zh-CN': '请用它的名字：{fngvt} vm' } },
    );
  if (found === undefined && inventory.vms.missing === null) {
    const names = inventory.vms.vms.flatMap(one => [one.name, ...(one.title === null ? [] : [one.title])]);
    throw unexpected(name, { en: 'a VM of this host', 'zh-CN': '这台机器上的虚拟机' }, none, {
      next: suggestion(name, names) ?? allVms,
    });
  }
  return found;
}

/** The one VM that has a vGPU or a virtual function, where no other can be meant. */
function onlyUser({ inventory }: VgpuContext): string {
  const { vms, missing } = inventory.vms;
  const functions = new Set(inventory.gpus.flatMap(room => room.functions.map(({ address }) => address)));
  const users = vms.filter(
    one =>
      one.mdevs.length + one.mdevTypes.length > 0 || one.pciDevices.some(address => functions.has(address)),
  );
  const [only, ...others] = users;
  if (only !== undefined && others.length === 0 && missing === null) return only.name;
  const found =
    users.length === 0
      ? { en: 'none that has a vGPU', 'zh-CN': '没有带 vGPU 的虚拟机' }
      : users.map(one => one.name).join(', ');
  throw unexpected('vm verify', oneVm, found, { next: allVms });
}

const oneVm: Text = { en: 'one VM by its name', 'zh-CN': '一台虚拟机的名字' };
const none: Text = { en: 'none', 'zh-CN': '没有' };
const allVms: Text = { en: '{fngvt} vm lists them', 'zh-CN': '用 {fngvt} vm 可以看到全部虚拟机' };

/** It is not said that a VM does not exist while some could not be read. */
function notAllRead({ inventory, layout, warnings }: VgpuContext, name: string): CommandOutcome {
  const { say } = layout;
  const why = say.missing[inventory.vms.missing ?? 'failed'];
  return { exit: 3, text: '', warnings: [...warnings, `fngvt: ${say.vmUnread(sanitize(name), why)}`] };
}

/** A VM whose vGPU is not there, so that it can't start; else one without, on a host that could give it one. */
function nextOf({ inventory, layout }: VgpuContext): readonly NextCommand[] {
  const uuids = new Set(inventory.vgpus.map(({ uuid }) => uuid));
  const stuck = inventory.vms.vms.find(one => one.mdevs.some(uuid => !uuids.has(uuid)));
  if (stuck !== undefined) {
    const name = shellWords([stuck.name]);
    return [
      { command: `sudo ${layout.call} vm detach ${name}`, note: layout.say.nextDetach },
      { command: `sudo ${layout.call} vm attach ${name}`, note: layout.say.nextReattach },
    ];
  }
  const canShare = inventory.gpus.some(room => room.types.length > 0 || room.functions.length > 0);
  const first = inventory.vms.vms.find(one => one.mdevs.length === 0 && one.mdevTypes.length === 0);
  if (!canShare || first === undefined) return [];
  return [
    {
      command: `sudo ${layout.call} vm attach ${shellWords([first.name])}`,
      note: layout.say.nextAttach,
    },
  ];
}
