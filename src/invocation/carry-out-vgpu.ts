import type { Applied } from '../change/apply/apply-result.ts';
import type { Refusal } from '../change/plan.ts';
import type { Host } from '../host/reader.ts';
import { nextLines, type NextCommand } from '../report/vgpu/vgpu-list.ts';
import { wrap } from '../report/terminal/cells.ts';
import { renderProposal, type ProposalLayout } from '../report/plan/proposal-text.ts';
import { proposalJson } from '../report/json/plan-json.ts';
import type { HostFiles, VgpuProposal } from '../vgpu/vgpu-proposal.ts';
import { vgpuPlanWords } from '../words/vgpu-words.ts';
import { joined, type Rendered } from '../values/styled.ts';
import { carryOut } from './carry-out.ts';
import type { Parsed } from './flags.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';
import type { VgpuContext } from './vgpu-context.ts';
import { rootCall } from './sudo.ts';

/** A change that was thought out, with what makes sure of it afterwards and what comes next. */
export interface Change {
  readonly proposal: VgpuProposal;
  /** Looks at the host after the last step; what it says takes everything back. */
  readonly check?: () => Promise<Refusal | undefined>;
  readonly next?: readonly NextCommand[];
}

/** The texts of files that a plan may edit. One that can't be read ends it: nothing is written over what was not seen. */
export async function readFiles(host: Host, paths: readonly string[]): Promise<HostFiles> {
  const texts = await Promise.all(
    paths.map(async path => {
      const text = await host.read(path);
      return [path, text.state === 'present' ? text.value : null] as const;
    }),
  );
  return new Map(texts);
}

/** Shows a change, asks, and carries it out; or shows it only, where that is all that can be done. */
export async function carryOutChange(
  { proposal, check, next = [] }: Change,
  stage: VgpuContext,
  parsed: Parsed,
  invocation: Invocation,
): Promise<CommandOutcome> {
  const say = vgpuPlanWords[stage.language];
  const layout: ProposalLayout = { ...stage.layout, say };
  const { warnings, machine } = stage;
  const isJson = stage.format === 'json';
  const shown = renderProposal(proposal, layout);
  const { source } = machine.host;
  const frame = { version: invocation.version, taken: machine.taken ?? invocation.now, source };
  const outcome = (exit: number, applied: Applied | null, text: Rendered): CommandOutcome => ({
    exit,
    warnings,
    text: isJson ? proposalJson(proposal, { ...frame, applied }) : text,
  });
  if (proposal.refused.length > 0) return outcome(proposal.refused.every(isUnread) ? 3 : 1, null, shown);
  if (proposal.steps.length === 0) return outcome(0, null, shown);
  const done = await carryOut({
    plan: proposal,
    shown,
    question: say.ask,
    isJson,
    source,
    language: stage.language,
    call: rootCall(stage.layout.call, stage.isRoot, invocation),
    parsed,
    invocation,
    reasons: say.checks,
    ...(check === undefined ? {} : { options: { check } }),
  });
  const { applied, exit, text } = done;
  const isDone = applied !== null && exit === 0;
  const noSpace = isFull(applied) ? `${wrap(say.noSpace, layout.columns).join('\n')}\n` : '';
  const after = isDone ? nextLines(next, stage.layout) : noSpace;
  return outcome(exit, applied, joined([text, after]));
}

/** What decides could not be read: that is no answer of the host. */
const isUnread = ({ reason }: Refusal): boolean => reason.endsWith('-unread');

/** The kernel's answer where the aperture or the hidden memory is used up: write(2), ENOSPC. */
const isFull = (applied: Applied | null): boolean =>
  applied !== null &&
  'failure' in applied &&
  /no space left on device/iu.test(applied.failure.details?.['output'] ?? '');
