import { proofJson, renderProof } from '../report/verify.ts';
import { readActivity } from '../vgpu/activity.ts';
import { readProof, verdictOf, type Proof } from '../vgpu/verify.ts';
import type { Vm } from '../vgpu/vm.ts';
import { verifyWords } from '../words/vgpu-words.ts';
import type { CommandOutcome } from './outcome.ts';
import type { Stage } from './stage.ts';
import { jsonDocument } from '../values/json-text.ts';

const clock = {
  now: () => Date.now(),
  wait: (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds)),
};

/** `fngvt vm verify`: the proof on the host, and the guest's part as a list. */
export async function verifyVm(vm: Vm, stage: Stage): Promise<CommandOutcome> {
  const { machine, scene, layout, warnings } = stage;
  const seen = await readProof(machine.host, scene, vm);
  const mayMeasure = stage.isLive && verdictOf(seen) === 'proved';
  const proof: Proof =
    mayMeasure && seen.gpu !== null
      ? { ...seen, activity: await readActivity(machine.fresh(), seen.gpu, clock) }
      : seen;
  const text =
    stage.format === 'json'
      ? jsonDocument(proofJson(proof))
      : renderProof(proof, { ...layout, say: verifyWords[stage.language], lists: layout.say });
  return { exit: { proved: 0, not: 1, unknown: 3 }[verdictOf(proof)], warnings, text };
}
