import { applyPlan } from '../change/apply-plan.ts';
import type { Applied, ApplyOptions } from '../change/apply/apply-result.ts';
import type { Plan, Refusal } from '../change/plan.ts';
import { hostWriter } from '../host/live/host-writer.ts';
import type { Source } from '../host/reader.ts';
import { renderApplied } from '../report/plan/applied-text.ts';
import { styled, type Rendered } from '../values/styled.ts';
import type { Language } from '../values/text.ts';
import type { ChangeWords } from '../words/change.en.ts';
import { changeWords } from '../words/change-words.ts';
import { isSet, type Parsed } from './flags.ts';
import type { Invocation } from './outcome.ts';

/** A plan with steps and no refusals, and those who are to decide about it. */
export interface Confirmation {
  readonly plan: Plan;
  /** The plan in words, as it stands before the question. */
  readonly shown: Rendered;
  /** The question, in the person's language; anything but yes is No. */
  readonly question: string;
  /** Data on stdout: then nobody is asked. */
  readonly isJson: boolean;
  /** Where the facts of the plan came from; only a live host can be changed. */
  readonly source: Source;
  readonly language: Language;
  /** How this person calls fngvt as root. */
  readonly call: string;
  readonly parsed: Parsed;
  readonly invocation: Invocation;
  readonly options?: Pick<ApplyOptions, 'foretold' | 'check'>;
  /** Asked once a person has said yes, which may have taken an hour: what speaks against the plan by now. */
  readonly still?: () => Promise<readonly Refusal[]>;
  /** Words for reasons that only this verb has. */
  readonly reasons?: ChangeWords['reasons'];
}

/** What became of a plan. */
export interface CarriedOut {
  readonly exit: number;
  /** null: nobody wanted it, or nobody could be asked. */
  readonly applied: Applied | null;
  /** What a person is to read: the plan, unless they saw it with the question, and what came of it. */
  readonly text: Rendered;
}

/**
 * Asks, and does what a plan says. Only shown where it is not this machine, as `--dry-run` wishes, or where nobody can be asked.
 * Exit codes: 0 done, or shown as wished; 1 not done.
 */
export async function carryOut(consent: Confirmation): Promise<CarriedOut> {
  const { plan, shown, language, call, parsed, invocation, options } = consent;
  const words = changeWords[language];
  const say = { ...words, reasons: { ...words.reasons, ...consent.reasons } };
  const shownOnly = whyShownOnly(consent, say);
  if (shownOnly !== undefined)
    return { exit: shownOnly.exit, applied: null, text: styled`${shown}${shownOnly.why}\n` };
  const isAsked = isToBeAsked(parsed);
  if (isAsked && !(await invocation.ask(styled`${shown}${consent.question}`)))
    return { exit: 1, applied: null, text: `${say.declined}\n` };
  const refused = isAsked ? ((await consent.still?.()) ?? []) : [];
  const applied: Applied =
    refused.length > 0
      ? { outcome: 'refused', refused }
      : await applyPlan(plan, hostWriter('/', { pace: invocation.pace }), {
          version: invocation.version,
          now: () => new Date().toISOString(),
          ...options,
        });
  const reader = { say, undo: `${call} undo`, columns: invocation.columns };
  const isDone = applied.outcome === 'applied' || applied.outcome === 'nothing';
  return {
    exit: isDone ? 0 : 1,
    applied,
    text: styled`${isAsked ? '' : styled`${shown}\n`}${renderApplied(applied, reader)}`,
  };
}

const isToBeAsked = (parsed: Parsed): boolean => !isSet(parsed, 'yes');

/** Why a plan is shown and no more, with the exit code; undefined where it may be carried out, once it is agreed to. */
function whyShownOnly(
  { parsed, source, isJson, invocation }: Confirmation,
  say: ChangeWords,
): { readonly exit: number; readonly why: string } | undefined {
  const isLive = source === 'live';
  // A stand-in must never be written to the host.
  if (isSet(parsed, 'redact') && isLive) return { exit: 0, why: say.redacted };
  if (isSet(parsed, 'dry-run')) return { exit: 0, why: isLive ? say.dryRun : say.elsewhere };
  if (!isLive) return { exit: 1, why: say.elsewhere };
  const canBeAsked = invocation.isTerminal && !isJson;
  return isToBeAsked(parsed) && !canBeAsked ? { exit: 1, why: say.noTerminal } : undefined;
}
