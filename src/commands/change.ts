import { applyPlan } from '../change/apply.ts';
import type { Applied } from '../change/outcome.ts';
import type { Refusal } from '../change/plan.ts';
import { handsOn } from '../host/live/hands.ts';
import type { Host } from '../host/host.ts';
import { nextLines, type NextCommand } from '../report/vgpu-list.ts';
import { renderApplied } from '../report/applied.ts';
import { wrap } from '../report/cells.ts';
import { renderProposal, type ProposalLayout } from '../report/proposal.ts';
import { proposalJson } from '../report/proposal-json.ts';
import type { Reader } from '../report/reasons.ts';
import type { Language } from '../values/text.ts';
import type { Files, Proposal } from '../vgpu/proposal.ts';
import { handsWords } from '../words/hands.ts';
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
  const json = (applied: Applied | null): string =>
    proposalJson(proposal, {
      version: invocation.version,
      taken: stage.machine.taken ?? invocation.now,
      source: stage.machine.host.source,
      applied,
    });
  const outcome = (exit: number, applied: Applied | null, more = ''): CommandOutcome => ({
    exit,
    warnings,
    text: isJson ? json(applied) : `${shown}${more}`,
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
  const done = applied.outcome === 'applied' || applied.outcome === 'nothing';
  const asked = isSet(parsed, 'yes') ? shown : '';
  return {
    exit: done ? 0 : 1,
    warnings,
    text: isJson
      ? json(applied)
      : `${asked}${said(applied, stage.language, layout)}${done ? nextLines(next, stage.layout) : ''}`,
  };
}

/** What came of it. The reasons that only these verbs have stand beside those of all changes. */
function said(applied: Applied, language: Language, { columns, call, say }: ProposalLayout): string {
  const own = handsWords[language];
  const reader: Reader = {
    say: { ...own, reasons: { ...own.reasons, ...say.checks } },
    undo: `sudo ${call} undo`,
    columns,
  };
  const isFull =
    'failure' in applied && /no space left on device/iu.test(applied.failure.details?.['output'] ?? '');
  return `${renderApplied(applied, reader)}${isFull ? `${wrap(say.noSpace, columns).join('\n')}\n` : ''}`;
}
