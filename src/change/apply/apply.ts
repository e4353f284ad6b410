import type { HostWriter } from '../../host/writer.ts';
import { Application } from './apply-steps.ts';
import { generateGrub, isGrubRepair } from './grub-run.ts';
import { isUnfinished } from '../journal/journal.ts';
import { newId } from '../journal/journal-id.ts';
import { readableJournals, listJournals } from '../journal/store.ts';
import type { Revert } from '../journal/reverted.ts';
import type { Applied, ApplyOptions } from './apply-result.ts';
import type { Plan, Refusal, Step } from '../plan.ts';
import { preflight } from './preflight.ts';

/**
 * Does what a plan says, or nothing: what can be known to fail is refused before the first step, and whatever fails later takes all
 * steps back. Before each step the journal holds, on the disk, what is needed to take it back.
 */
export async function apply(
  plan: Plan,
  writer: HostWriter,
  options: ApplyOptions & { readonly revert: Revert },
): Promise<Applied> {
  const steps = plan.steps.filter(step => step.kind === 'run' || step.before !== step.after);
  if (steps.length === 0) return { outcome: 'nothing' };
  if (!writer.hasCommands && steps.some(step => step.kind === 'run'))
    throw new Error('a plan with commands can only be applied to the machine itself');
  const refuse = (...refused: readonly Refusal[]): Applied => ({ outcome: 'refused', refused });
  if (writer.hasCommands && !writer.isRoot) return refuse({ reason: 'not-root', rule: null });
  const hold = writer.deferSignals();
  const locked = writer.lock();
  try {
    if (locked !== undefined) return refuse({ ...locked, rule: null });
    writer.journals.tidy();
    const open = openChange(writer);
    if (open !== undefined) return refuse({ ...open, rule: null });
    const failures = preflight(steps, writer);
    if (failures.length > 0) return refuse(...failures);
    const made = steps.some(isGrubStep) ? await generateGrub(writer) : undefined;
    const isBroken = typeof made === 'object';
    if (isBroken && !steps.some(isGrubRepair))
      return refuse({ reason: 'grub-broken', details: made.details, rule: null });
    const grub = isBroken ? null : made;
    const id = readableJournals(() => newId(writer.journals, options.now()));
    if (typeof id === 'object') return refuse({ ...id, rule: null });
    return await new Application(steps, writer, options, { id, hold, grub }).run();
  } finally {
    writer.unlock();
    hold.release();
  }
}

/** What an earlier change leaves to be settled first: it was cut short, or the disk does not say whether it was. */
function openChange(writer: HostWriter): Omit<Refusal, 'rule'> | undefined {
  const journals = readableJournals(() => listJournals(writer));
  if ('reason' in journals) return journals;
  for (const journal of journals) {
    if (!('broken' in journal)) {
      if (isUnfinished(journal)) return { reason: 'unfinished', details: { journal: journal.id } };
    } else if (journal.closed !== undefined) return journal.closed;
  }
  return undefined;
}

const isGrubStep = (step: Step): boolean => step.kind === 'run' && step.verify !== undefined;
