import { vmsJson } from '../report/vgpu-json.ts';
import { renderVms } from '../report/vm-list.ts';
import { UsageError } from '../values/errors.ts';
import { everywhere, machine, parseFlags, type FlagSpec } from './flags.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';
import { setStage } from './stage.ts';

const flags = { ...everywhere, ...machine, format: { type: 'string' } } as const satisfies FlagSpec;

/** `fngvt vm`: the VMs by the names that people gave them. */
export async function vm(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  if (parsed.positionals[0] !== undefined)
    throw new UsageError(`vm: expected only flags, found ${parsed.positionals[0]}`);
  const stage = await setStage(parsed, invocation);
  if (stage === undefined) return { exit: 1, text: '' };
  const { scene, layout, warnings } = stage;
  const exit = scene.vms.vms.length === 0 && scene.vms.missing !== null ? 3 : 0;
  if (stage.format === 'json') {
    return { exit, warnings, text: `${JSON.stringify(vmsJson(scene.vms), null, 2)}\n` };
  }
  const types = new Map(scene.vgpus.map(vgpu => [vgpu.uuid, vgpu.type ?? '']));
  return { exit, warnings, text: renderVms(scene.vms, types, [], layout) };
}
