import type { Applied } from '../change/outcome.ts';
import type { Proposal } from '../vgpu/proposal.ts';
import { failuresOf } from './applied.ts';

/** What is told of a proposal besides it. */
export interface ProposalFrame {
  readonly version: string;
  /** ISO 8601. */
  readonly taken: string;
  readonly source: 'live' | 'root' | 'snapshot';
  /** What came of it; null: it was only shown. */
  readonly applied: Applied | null;
}

/** A proposal as `fngvt.plan/1`, in no language; `notes` say what else to know. */
export function proposalJson(
  { steps, refused, notes }: Proposal,
  { version, taken, source, applied }: ProposalFrame,
): string {
  const reasons = [...refused, ...failuresOf(applied)];
  return `${JSON.stringify(
    {
      schema: 'fngvt.plan/1',
      tool: { name: 'fngvt', version },
      taken,
      source,
      steps,
      refused: reasons.map(({ reason, details = {} }) => ({ reason, rule: null, details })),
      notes: notes.map(({ note, details = {} }) => ({ reason: note, rule: null, details })),
      applied: applied?.outcome === 'applied',
      journal: applied !== null && 'journal' in applied ? applied.journal : null,
    },
    null,
    2,
  )}\n`;
}
