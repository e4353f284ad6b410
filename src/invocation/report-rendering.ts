import { snapshotText } from '../host/snapshot/save.ts';
import type { Rendering } from '../report/rendering.ts';
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

/** A report with what its reader asked for. */
export function renderingOf(
  { report, call, seen }: Examination,
  { parsed, invocation, rules, language }: Context,
): Rendering {
  return {
    report,
    language,
    rules,
    call,
    columns: invocation.columns,
    isVerbose: isSet(parsed, 'verbose'),
    isQuiet: isSet(parsed, 'quiet'),
    isCapsule: isSet(parsed, 'capsule'),
    isOpen: isSet(parsed, 'no-redact'),
    ...(seen === undefined ? {} : { snapshot: () => snapshotText(seen.snapshot()) }),
  };
}
