import type { CommandOutcome, Invocation } from './outcome.ts';

/** So many times longer may everything take that is asked once more. */
const longer = 3;

/**
 * What a verb comes to that can't go without libvirt. Where it can't look (exit 3) because libvirt did not answer in time, it looks once more, with
 * more time: on a slow disk, or just after the boot, libvirt looks at QEMU first, and answers late. Nothing was asked of the person by then, and
 * nothing done.
 */
export async function withLongerLook(
  invocation: Invocation,
  verb: (invocation: Invocation) => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  const outcome = await verb(invocation);
  const { learnt, pace = 1 } = invocation;
  if (learnt === undefined || outcome.exit !== 3) return outcome;
  const questions = learnt.looks.flatMap(look => look.unanswered());
  if (!questions.some(([program]) => program === 'virsh')) return outcome;
  // What the first look went without, the second asks again.
  learnt.looks.length = 0;
  return verb({ ...invocation, pace: pace * longer });
}
