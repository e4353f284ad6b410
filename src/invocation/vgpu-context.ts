import { textFlag, type Parsed, textOrJson } from '../invocation/flags.ts';
import { languageFor, mayLeaveOpen } from './open-machine.ts';
import { look, type Machine } from './subject.ts';
import { actsByRealNames, openToAct, quietCall } from '../invocation/names.ts';
import type { Invocation } from '../invocation/outcome.ts';
import type { ListLayout } from '../report/vgpu/vgpu-list.ts';
import type { Language } from '../values/text.ts';
import { unexpected } from '../values/errors.ts';
import { readInventory, type VgpuInventory } from '../vgpu/vgpu-inventory.ts';
import { vgpuWords } from '../words/vgpu-words.ts';

/** What the verbs about vGPUs and VMs begin with: the machine, what was seen of it, and how to say it. */
export interface VgpuContext {
  readonly machine: Machine;
  readonly inventory: VgpuInventory;
  readonly language: Language;
  readonly layout: ListLayout;
  readonly format: 'text' | 'json';
  readonly warnings: readonly string[];
  /** It is this host, now: the only one that can be changed. */
  readonly isLive: boolean;
  readonly isRoot: boolean;
  readonly isProxmox: boolean;
}

/** Looks at the machine, by its real names or by stand-ins. */
export async function vgpuContext(parsed: Parsed, invocation: Invocation): Promise<VgpuContext | undefined> {
  const format = textOrJson(parsed);
  const isOwn = textFlag(parsed, 'from') === undefined;
  const isLive = isOwn && textFlag(parsed, 'root') === undefined;
  if (!isOwn && !(await mayLeaveOpen(parsed, invocation, languageFor(parsed, invocation)))) return undefined;
  const machine = await openToAct(parsed, invocation);
  const { facts, warnings } = await look(machine.host);
  const inventory = await readInventory(machine.host, facts);
  const platform = facts.value('host/platform');
  const language = languageFor(parsed, invocation, isLive && platform === 'fnos');
  const call = machine.call ?? invocation.call;
  return {
    machine,
    inventory,
    language,
    format,
    warnings,
    isLive,
    isRoot: facts.value('host/is-root') === true,
    isProxmox: platform === 'proxmox',
    layout: {
      columns: invocation.columns,
      say: vgpuWords[language],
      call: actsByRealNames(parsed) ? call : quietCall(call),
    },
  };
}

/** A whole number of a flag, at least 1. */
export function countFlag(parsed: Parsed, name: string): number | undefined {
  const text = textFlag(parsed, name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/u.test(text))
    throw unexpected(`--${name}`, { en: 'a whole number from 1 on', 'zh-CN': '从 1 开始的整数' }, text);
  return Number(text);
}
