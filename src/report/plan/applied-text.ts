import type { Applied } from '../../change/apply/apply-result.ts';
import type { Reverted } from '../../change/journal/reverted.ts';
import type { Refusal } from '../../change/plan.ts';
import { reasonLines, type OutputContext } from './reasons.ts';

/** What came of a plan, for every verb that applies one. Whole lines. */
export function renderApplied(applied: Applied, reader: OutputContext): string {
  return appliedLines(applied, reader)
    .map(line => `${line}\n`)
    .join('');
}

function appliedLines(applied: Applied, reader: OutputContext): readonly string[] {
  const { say, undo } = reader;
  switch (applied.outcome) {
    case 'nothing':
      return [say.nothing];
    case 'refused':
      return [say.refused, ...reasonLines(applied.refused, reader)];
    case 'applied':
      return [say.applied, `  ${undo} ${applied.journal}`];
    case 'rolled-back':
      return [say.rolledBack, ...reasonLines([applied.failure], reader)];
    case 'stuck':
      return [
        say.stuck,
        ...reasonLines([applied.failure], reader),
        say.rest,
        ...reasonLines(restOf(applied.rest), reader),
        say.again(`${undo} ${applied.journal}`),
      ];
  }
}

/** What was not taken back, and why. */
export function restOf({
  changed,
  failed,
  pending,
}: Reverted): readonly Pick<Refusal, 'reason' | 'details'>[] {
  return [
    ...changed.map(({ path, kind }) =>
      kind === undefined
        ? { reason: 'changed-since', details: { path } }
        : { reason: 'definition-changed-since', details: { vm: path } },
    ),
    ...failed,
    ...pending.map(argv => ({ reason: 'no-commands', details: { command: argv.join(' ') } })),
  ];
}

/** What stood in the way of a plan, as data. */
export function failuresOf(applied: Applied | null): ReturnType<typeof restOf> {
  if (applied === null) return [];
  if (applied.outcome === 'refused') return applied.refused;
  if (applied.outcome === 'rolled-back') return [applied.failure];
  return applied.outcome === 'stuck' ? [applied.failure, ...restOf(applied.rest)] : [];
}
