import type { Report } from '../src/judge/report.ts';
import type { Rendering } from '../src/report/formats.ts';
import { noPaint } from '../src/report/no-paint.ts';
import { loadRules } from '../src/rules/load.ts';
import type { Language } from '../src/values/text.ts';

const rules = loadRules();

/** A report with what a reader asks for by default. */
export function renderingOf(report: Report, language: Language, more: Partial<Rendering> = {}): Rendering {
  return {
    report,
    language,
    rules,
    call: 'fngvt',
    columns: 80,
    paint: noPaint,
    isVerbose: false,
    isQuiet: false,
    isCapsule: false,
    isOpen: false,
    ...more,
  };
}
