import type { EditStep, Refusal, Step } from '../../change/plan.ts';
import type { Preview, VgpuProposal } from '../../vgpu/vgpu-proposal.ts';
import type { Details, VgpuPlanWords } from '../../words/vgpu-plan.en.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { sanitize } from '../sanitize.ts';
import { shellWords, typedDetails } from '../terminal/typed.ts';
import { diffLine, unifiedDiff } from './unified-diff.ts';

/** How a proposal is laid out. */
export interface ProposalLayout {
  readonly columns: number;
  readonly say: VgpuPlanWords;
  /** How this person calls fngvt, for the commands in the words. */
  readonly call: string;
}

/** What a verb of `vgpu` or `vm` would do, why not, and what else to know. */
export function renderProposal(
  { steps, refused, notes, previews }: VgpuProposal,
  layout: ProposalLayout,
): Styled {
  const { say } = layout;
  return wholeLines([
    ...(steps.length === 0 && refused.length === 0 ? [say.nothing] : []),
    ...(refused.length === 0
      ? []
      : [paint.bad(say.refusedHeading), ...refused.flatMap(one => refusalLines(one, layout))]),
    ...(steps.length === 0
      ? []
      : [paint.strong(say.planned), ...steps.flatMap((step, at) => stepLines(step, at + 1, layout))]),
    ...previews.flatMap(preview => previewLines(preview, layout)),
    ...(notes.length === 0 ? [] : [paint.strong(say.notesHeading)]),
    ...notes.flatMap(({ note, details }) => bullet(noteText(note, details ?? {}, layout), layout)),
  ]);
}

function refusalLines({ reason, details = {} }: Refusal, layout: ProposalLayout): readonly string[] {
  const { say } = layout;
  const safe = safely(details, layout);
  const text =
    say.refusals[reason]?.(safe) ?? say.otherRefusal(reason, Object.values(details).map(sanitize).join(' '));
  return bullet(text, layout);
}

function noteText(note: string, details: Details, layout: ProposalLayout): string {
  return layout.say.notes[note]?.(safely(details, layout)) ?? note;
}

/** Text of the machine made safe; `call` is ours. */
function safely(details: Details, { say, call }: ProposalLayout): Details {
  const safe = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, sanitize(value)]));
  return { call, ...safe, ...typedDetails(safe, say.yours) };
}

function stepLines(step: Step, number: number, { say, columns }: ProposalLayout): readonly Rendered[] {
  const lead = `  ${number}. `;
  const indent = ' '.repeat(lead.length);
  if (step.kind === 'run') {
    const text = say.run(sanitize(shellWords(step.argv)));
    return wrap(text, columns - lead.length).map(
      (line, at) => styled`${at === 0 ? lead : indent}${paint.command(line)}`,
    );
  }
  const path = sanitize(step.path);
  // The copy of a whole definition tells nothing that the difference below does not.
  if (path.endsWith('.before.xml')) return [`${lead}${say.saved(path)}`];
  const diff = unifiedDiff(step.path, step.before, step.after).filter(line => line.kind !== 'head');
  return [
    `${lead}${say.edit[kindOf(step)](path)}`,
    ...(step.after === null ? [] : diff.map(line => styled`${indent}${diffLine(line)}`)),
  ];
}

function kindOf({ before, after }: EditStep): keyof VgpuPlanWords['edit'] {
  if (before === null) return 'made';
  return after === null ? 'gone' : 'changed';
}

function previewLines(
  { name, before, after }: Preview,
  { say, columns }: ProposalLayout,
): readonly Rendered[] {
  const lines = unifiedDiff(name, before, after).filter(
    line => !/^(?:---|\+\+\+)/u.test(line.text) || line.kind !== 'head',
  );
  return [
    ...wrap(say.definition(sanitize(name)), columns),
    ...lines.map(line => styled`  ${diffLine(line)}`),
  ];
}

const bullet = (text: string, { columns }: ProposalLayout): readonly string[] =>
  wrap(text, columns - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`);
