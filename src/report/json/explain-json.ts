import { languages, type Language, type Text } from '../../values/text.ts';
import { explainWords } from '../../words/explain-words.ts';
import type { ExplainWords } from '../../words/explain.en.ts';
import { stepsOf } from '../finding-view.ts';
import type { Explanation } from '../explain/explanations.ts';
import type { ExplainDocument } from './explain-schema.ts';

type Match = ExplainDocument['matches'][number];

/** `fngvt.explain/1`: the same as the page, in both languages and for no platform. */
export const explainJson = (query: string, matches: readonly Explanation[]): ExplainDocument => ({
  schema: 'fngvt.explain/1',
  query,
  matches: matches.map(matchOf),
});

function matchOf(explanation: Explanation): Match {
  const { kind, id } = explanation;
  switch (explanation.kind) {
    case 'rule':
    case 'cause': {
      const { rule } = explanation;
      const says = rule.fault.en.includes('{') ? null : rule.fault;
      const steps = inBoth(language => stepsOf(rule.id, { platform: null, bootloader: null }, language));
      return { kind, id: rule.id, title: rule.title, says, causes: [rule.cause], look: [steps] };
    }
    case 'topic': {
      const causes = [...new Set(explanation.rules.map(({ cause }) => cause))];
      return { kind, id, title: explanation.title, says: null, causes, look: [] };
    }
    case 'type': {
      const { lowMib, highMib, fences, resolution } = explanation.type;
      const about = (say: ExplainWords): string => say.typeExplains(lowMib, highMib, fences, resolution);
      const look = [inWords(say => say.typeMake('fngvt', id)), inWords(say => say.typeRemember)];
      return { kind, id, title: same(id), says: inWords(about), causes: [], look };
    }
    case 'parameter': {
      const { meaning, harm } = explanation.parameter;
      return { kind, id, title: same(id), says: meaning, causes: [], look: harm === undefined ? [] : [harm] };
    }
    case 'log': {
      const { says, cause, look } = explanation.line;
      const title = inWords(say => say.kernelLog);
      return {
        kind,
        id,
        title,
        says,
        causes: cause === null ? [] : [cause],
        look: look === undefined ? [] : [look],
      };
    }
    default: {
      const { title, says, causes = [], look } = explanation;
      return { kind, id, title, says, causes, look: look === undefined ? [] : [look] };
    }
  }
}

const same = (text: string): Text => inBoth(() => text);

const inWords = (say: (words: ExplainWords) => string): Text =>
  inBoth(language => say(explainWords[language]));

const inBoth = (say: (language: Language) => string): Text =>
  Object.fromEntries(languages.map(language => [language, say(language)])) as Text;
