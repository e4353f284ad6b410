import { identifyLine, type LogLine } from '../../knowledge/log-lines.ts';
import { identifySymptom } from '../../knowledge/symptoms.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Language } from '../../values/text.ts';
import { words } from '../../words/words.ts';
import type { Page } from './terminal-page.ts';

/** For whom it is told. */
export interface SymptomContext {
  readonly rules: readonly Rule[];
  readonly language: Language;
  /** How fngvt was called. */
  readonly call: string;
}

/**
 * What is known of a message or of something seen: what it means by itself, what may lie behind it, and how to find out which.
 * undefined: nothing is known of it.
 */
export function symptomPage(text: string, { rules, language, call }: SymptomContext): Page | undefined {
  const line = identifyLine(text);
  if (line !== undefined) return logPage(line, { rules, language, call });
  const symptom = identifySymptom(text);
  if (symptom === undefined) return undefined;
  const { title, says, causes, look } = symptom;
  return page({
    title: title[language],
    says: says[language],
    causes,
    look: look?.[language],
    context: { rules, language, call },
  });
}

function logPage({ says, meaning, cause }: LogLine, { rules, language, call }: SymptomContext): Page {
  const say = words[language];
  const isExplained = rules.some(rule => rule.cause === cause);
  return [
    { heading: say.kernelLog, body: '', isTitle: true },
    { heading: say.symptomMeans, body: `${says[language]}\n\n${say.logMeanings[meaning]}` },
    ...(isExplained ? [{ heading: say.how, body: `\`${call} explain ${String(cause)}\`` }] : []),
  ];
}

interface Parts {
  readonly title: string;
  readonly says: string;
  readonly causes: readonly string[];
  readonly look: string | undefined;
  readonly context: SymptomContext;
}

function page({ title, says, causes, look, context }: Parts): Page {
  const { rules, language, call } = context;
  const say = words[language];
  // A cause that no rule reports has no page to read on.
  const possible = causes.flatMap(cause => {
    const rule = rules.find(candidate => candidate.cause === cause);
    return rule === undefined ? [] : [`- \`${cause}\`: ${rule.fault[language].replace(/\{[^}]*\}/gu, '…')}`];
  });
  return [
    { heading: title, body: '', isTitle: true },
    { heading: say.symptomMeans, body: says },
    ...(possible.length === 0
      ? []
      : [
          {
            heading: say.symptomCauses,
            body: `${possible.join('\n')}\n\n${say.symptomDecide(call)}`,
          },
        ]),
    ...(look === undefined ? [] : [{ heading: say.how, body: look }]),
  ];
}
