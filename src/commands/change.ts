import { applyPlan } from '../change/apply.ts';
import type { Applied } from '../change/outcome.ts';
import type { Refusal } from '../change/plan.ts';
import { handsOn } from '../host/live/hands.ts';
import type { Host } from '../host/host.ts';
import { nextLines, type NextCommand } from '../report/vgpu-list.ts';
import { refusalLines, renderProposal, type ProposalLayout } from '../report/proposal.ts';
import type { Files, Proposal } from '../vgpu/proposal.ts';
import { vgpuPlanWords } from '../words/vgpu-words.ts';
import { isSet, type FlagSpec, type Parsed } from './flags.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';
import type { Stage } from './stage.ts';

/** The flags of everything that changes a host; `--yes` stands among those of the machine. */
export const changeFlags = { 'dry-run': { type: 'boolean' } } as const satisfies FlagSpec;

/** A change that was thought out, with what makes sure of it afterwards and what comes next. */
export interface Change {
  readonly proposal: Proposal;
  /** Looks at the host after the last step; what it says takes everything back. */
  readonly check?: () => Promise<Refusal | undefined>;
  readonly next?: readonly NextCommand[];
}

/** The texts of files that a plan may edit. One that can't be read ends it: nothing is written over what was not seen. */
export async function readFiles(host: Host, paths: readonly string[]): Promise<Files> {
  const texts = await Promise.all(
    paths.map(async path => {
      const text = await host.read(path);
      return [path, text.state === 'present' ? text.value : null] as const;
    }),
  );
  return new Map(texts);
}

/** Shows a change, asks, and carries it out; or shows it only, where that is all that can be done. */
export async function carryOut(
  { proposal, check, next = [] }: Change,
  stage: Stage,
  parsed: Parsed,
  invocation: Invocation,
): Promise<CommandOutcome> {
  const say = vgpuPlanWords[stage.language];
  const layout: ProposalLayout = { ...stage.layout, say };
  const { warnings } = stage;
  const isJson = stage.format === 'json';
  const shown = renderProposal(proposal, layout);
  const outcome = (exit: number, applied: Applied | null, more = ''): CommandOutcome => ({
    exit,
    warnings,
    text: isJson ? planJson(proposal, applied) : `${shown}${more}`,
  });
  if (proposal.refused.length > 0) return outcome(1, null);
  if (proposal.steps.length === 0) return outcome(0, null);
  if (!stage.isLive) return outcome(0, null, `${say.notHere}\n`);
  if (isSet(parsed, 'dry-run')) return outcome(0, null, `${say.dryRun}\n`);
  if (!stage.isRoot) return outcome(1, null, `${say.needsRoot(`sudo ${invocation.call}`)}\n`);
  if (!isSet(parsed, 'yes')) {
    if (isJson || !invocation.isTerminal) return outcome(1, null, `${say.needsYes}\n`);
    if (!(await invocation.ask(`${shown}${say.ask}`)))
      return { exit: 1, warnings, text: `${say.declined}\n` };
  }
  const applied = await applyPlan(proposal, handsOn(), {
    version: invocation.version,
    now: () => new Date().toISOString(),
    ...(check === undefined ? {} : { check }),
  });
  const undo = `${stage.layout.call} undo`;
  const done = applied.outcome === 'applied' || applied.outcome === 'nothing';
  const asked = isSet(parsed, 'yes') ? shown : '';
  return {
    exit: done ? 0 : 1,
    warnings,
    text: isJson
      ? planJson(proposal, applied)
      : `${asked}${said(applied, undo, layout)}${done ? nextLines(next, stage.layout) : ''}`,
  };
}

function said(applied: Applied, undo: string, layout: ProposalLayout): string {
  const { say } = layout;
  const lines = (head: string, refused: readonly Refusal[]): string =>
    [head, ...refused.flatMap(one => refusalLines(one, layout))].map(line => `${line}\n`).join('');
  switch (applied.outcome) {
    case 'nothing':
      return `${say.nothing}\n`;
    case 'applied':
      return `${say.done(undo)}\n`;
    case 'refused':
      return lines(say.refusedHeading, applied.refused);
    case 'rolled-back':
      return lines(say.rolledBack, [applied.failure]);
    case 'stuck':
      return lines(say.stuck(undo), [
        applied.failure,
        ...applied.rest.failed.map(failed => ({ ...failed, rule: null })),
      ]);
  }
}

/** `fngvt.plan/1` of the contract; `notes` are keys beside it. */
function planJson(proposal: Proposal, applied: Applied | null): string {
  const failure = applied === null || !('failure' in applied) ? [] : [applied.failure];
  const refused = applied?.outcome === 'refused' ? applied.refused : failure;
  return `${JSON.stringify(
    {
      schema: 'fngvt.plan/1',
      steps: proposal.steps.map(step =>
        step.kind === 'edit'
          ? {
              kind: step.kind,
              path: step.path,
              before: step.before,
              after: step.after,
              reboot: step.reboot,
              rule: step.rule,
            }
          : {
              kind: step.kind,
              argv: step.argv,
              before: null,
              after: null,
              reboot: step.reboot,
              rule: step.rule,
            },
      ),
      refused: [...proposal.refused, ...refused].map(({ reason, details, rule }) => ({
        reason,
        details: details ?? {},
        rule,
      })),
      notes: proposal.notes.map(({ note, details }) => ({ note, details: details ?? {} })),
      applied: applied?.outcome === 'applied',
      journal: applied !== null && 'journal' in applied ? applied.journal : null,
    },
    null,
    2,
  )}\n`;
}
