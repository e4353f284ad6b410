import { snapshotText } from '../host/snapshot/save.ts';
import { quietCall } from './names.ts';
import type { OwnRendering, Rendering } from '../report/rendering.ts';
import type { Rule } from '../rules/rule.ts';
import type { Language } from '../values/text.ts';
import { isSet, type Parsed } from '../invocation/flags.ts';
import type { Examination } from '../invocation/examine.ts';
import type { Invocation } from '../invocation/outcome.ts';

/** What a verb knows when it has a report to show. */
export interface Context {
  readonly parsed: Parsed;
  readonly invocation: Invocation;
  readonly rules: readonly Rule[];
  readonly language: Language;
}

/** A report with what its reader asked for, as it may leave the machine. */
export async function renderingOf(examination: Examination, context: Context): Promise<Rendering> {
  const { snapshot } = examination;
  const { report } = await examination.shared();
  const own = ownRenderingOf(examination, context);
  const call = own.isOpen ? own.call : quietCall(own.call);
  return {
    ...own,
    report,
    call,
    // The path of a person's folder is for their own screen alone.
    callLater: call,
    ...(snapshot === undefined ? {} : { snapshot: () => snapshotText(snapshot()) }),
  };
}

/** The same for its owner's own screen. */
export function ownRenderingOf(
  { report, call }: Examination,
  { parsed, invocation, rules, language }: Context,
): OwnRendering {
  return {
    report,
    language,
    rules,
    call,
    ...(call === invocation.call && invocation.callLater !== undefined
      ? { callLater: invocation.callLater }
      : {}),
    columns: invocation.columns,
    isVerbose: isSet(parsed, 'verbose'),
    isQuiet: isSet(parsed, 'quiet'),
    isCapsule: isSet(parsed, 'capsule'),
    isOpen: isSet(parsed, 'no-redact'),
  };
}
