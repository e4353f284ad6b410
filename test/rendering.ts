import type { Invocation } from '../src/invocation/outcome.ts';
import type { Report } from '../src/judge/report-types.ts';
import { sharedAsItIs } from '../src/invocation/shared-report.ts';
import { renderReport, type ReportFormat } from '../src/report/formats.ts';
import type { Rendering } from '../src/report/rendering.ts';
import { loadRules } from '../src/rules/load.ts';
import { plainText } from '../src/values/styled.ts';
import type { Language } from '../src/values/text.ts';

const rules = loadRules();

/** A call without a terminal, a locale or a person to ask. */
export const nobody: Invocation = {
  version: '0.0.0',
  now: '2025-01-24T10:30:00.000Z',
  call: 'fngvt',
  columns: 80,
  isTerminal: false,
  ask: () => Promise.resolve(false),
  environment: {},
};

/** A report with what a reader asks for by default. */
export function renderingOf(report: Report, language: Language, more: Partial<Rendering> = {}): Rendering {
  return {
    report: sharedAsItIs(report),
    language,
    rules,
    call: 'fngvt',
    columns: 80,
    isVerbose: false,
    isQuiet: false,
    isCapsule: false,
    isOpen: false,
    ...more,
  };
}

/** A report as text, without colours. */
export async function written(format: ReportFormat, rendering: Rendering): Promise<string> {
  return plainText(await renderReport(format, rendering));
}
