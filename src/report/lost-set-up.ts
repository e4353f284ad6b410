import type { Evidence, Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { upTo } from '../values/trimmed.ts';

/**
 * What fngvt once set up against this very fault and has since been lost: a parameter or a module that the fault's evidence is about. undefined:
 * nothing of the kind.
 */
export function lostSetUp({ evidence }: Finding, { findings }: Report): Finding | undefined {
  const asked = new Set(evidence.map(({ fact }) => fact.slice(fact.indexOf('/') + 1)));
  return findings.find(
    ({ id, verdict, evidence: own }) =>
      id === 'setup-files' &&
      verdict === 'fail' &&
      listOf(own, 'setup/missing').some(word => asked.has(nameOf(word))),
  );
}

/** When it was set up; empty where that is not told. */
export function sinceOf({ evidence }: Finding): string {
  const found = evidence.find(({ fact }) => fact === 'setup/since')?.found;
  return typeof found === 'string' ? found : '';
}

function listOf(evidence: readonly Evidence[], fact: string): readonly string[] {
  const found = evidence.find(one => one.fact === fact)?.found;
  return typeof found === 'object' && found !== null ? found : [];
}

/** A parameter or a module, as facts are named by it. */
const nameOf = (word: string): string => upTo(word, '=').replaceAll('-', '_');
