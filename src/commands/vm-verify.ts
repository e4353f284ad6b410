import { proofJson } from '../report/json/vgpu-json.ts';
import { renderProof } from '../report/vgpu/verify-text.ts';
import { readActivity } from '../vgpu/activity.ts';
import { readProof, verdictOf, type Verification } from '../vgpu/verify.ts';
import type { Vm } from '../vgpu/vm-inventory.ts';
import { verifyWords } from '../words/vgpu-words.ts';
import type { CommandOutcome } from '../invocation/outcome.ts';
import type { VgpuContext } from '../invocation/vgpu-context.ts';
import { jsonDocument } from '../values/json-text.ts';

const clock = {
  now: () => Date.now(),
  wait: (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds)),
};

/** `fngvt vm verify`: the proof on the host, and the guest's part as a list. */
export async function verifyVm(vm: Vm, stage: VgpuContext): Promise<CommandOutcome> {
  const { machine, inventory, layout, warnings } = stage;
  const seen = await readProof(machine.host, inventory, vm);
  const mayMeasure = stage.isLive && verdictOf(seen) === 'proved';
  const proof: Verification =
    mayMeasure && seen.gpu !== null
      ? { ...seen, activity: await readActivity(machine.fresh(), seen.gpu, clock) }
      : seen;
  const text =
    stage.format === 'json'
      ? jsonDocument(proofJson(proof))
      : renderProof(proof, { ...layout, say: verifyWords[stage.language], lists: layout.say });
  return { exit: { proved: 0, not: 1, unknown: 3 }[verdictOf(proof)], warnings, text };
}
