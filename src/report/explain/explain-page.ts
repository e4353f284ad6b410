import type { LogLine } from '../../knowledge/log-lines.ts';
import type { Parameter } from '../../knowledge/parameters.ts';
import type { VgpuType } from '../../knowledge/vgpu-types.ts';
import type { Rule } from '../../rules/rule.ts';
import { ruleTexts } from '../../rules/rule-texts.ts';
import type { Language } from '../../values/text.ts';
import { explainWords } from '../../words/explain-words.ts';
import { words } from '../../words/words.ts';
import { stepsOf } from '../finding-view.ts';
import type { Page } from '../terminal/terminal-page.ts';
import type { Explanation, Told } from './explanations.ts';

/** For whom it is told. */
export interface ExplainContext {
  readonly rules: readonly Rule[];
  readonly language: Language;
  /** How fngvt was called. */
  readonly call: string;
  /** What to do differs by it. */
  readonly platform: string | null;
}

/** One explanation as headings with text below them. */
export function explainPage(explanation: Explanation, context: ExplainContext): Page {
  switch (explanation.kind) {
    case 'rule':
    case 'cause':
      return rulePage(explanation.rule, context);
    case 'topic':
      return [
        {
          heading: explanation.title[context.language],
          body: explanation.rules.map(one => pointer(one, context)).join('\n'),
        },
      ];
    case 'type':
      return typePage(explanation.id, explanation.type, context);
    case 'parameter':
      return parameterPage(explanation.parameter, context);
    case 'log':
      return logPage(explanation.line, context);
    default:
      return toldPage(explanation, context);
  }
}

/** A sentence of a rule without the values of one machine; undefined: nothing is left to say without them. */
const withoutHoles = (sentence: string): string | undefined =>
  sentence.includes('{') ? undefined : sentence;

/** A rule in a list: in words, with what says more. */
const pointer = (rule: Rule, { language, call }: ExplainContext): string =>
  `- ${explainWords[language].pointer(withoutHoles(rule.fault[language]) ?? rule.title[language], `${call} explain ${rule.id}`)}`;

function rulePage(rule: Rule, context: ExplainContext): Page {
  const { rules, language, platform } = context;
  const [say, common] = [explainWords[language], words[language]];
  const { why, links } = ruleTexts(rule.id);
  const before = rule.requires.flatMap(id => rules.filter(one => one.id === id));
  return [
    {
      heading: `${rule.title[language]}  (${rule.id})`,
      body: withoutHoles(rule.fault[language]) ?? '',
      isTitle: true,
    },
    { heading: say.why, body: why[language] },
    { heading: say.how, body: stepsOf(rule.id, { platform, bootloader: null }, language) },
    { heading: say.cause, body: `${rule.cause} (${common.confidences[rule.confidence]})` },
    { heading: say.acts, body: common.actors[rule.acts] },
    ...(before.length === 0
      ? []
      : [{ heading: say.requires, body: before.map(one => `- ${one.title[language]}`).join('\n') }]),
    ...(links.length === 0 ? [] : [{ heading: say.links, body: links.map(link => `- ${link}`).join('\n') }]),
  ];
}

function typePage(name: string, type: VgpuType, { language, call }: ExplainContext): Page {
  const say = explainWords[language];
  const about = say.typeExplains(type.lowMib, type.highMib, type.fences, type.resolution);
  return [
    { heading: name, body: `${about}\n${say.typeWeight(type.weight)}`, isTitle: true },
    { heading: say.how, body: say.typeMake(call, name) },
    { heading: say.why, body: say.typeRemember },
  ];
}

function parameterPage(parameter: Parameter, { language }: ExplainContext): Page {
  const say = explainWords[language];
  const { technologies } = words[language];
  const life = [
    ...(parameter.from === undefined ? [] : [say.since(parameter.from)]),
    ...(parameter.before === undefined ? [] : [say.until(parameter.before)]),
    ...parameter.for.map(use => (use === 'passthrough' ? say.passthrough : technologies[use])),
  ];
  return [
    { heading: parameter.name, body: parameter.meaning[language], isTitle: true },
    ...(life.length === 0 ? [] : [{ heading: say.use, body: life.join(', ') }]),
    ...(parameter.harm === undefined ? [] : [{ heading: say.warning, body: parameter.harm[language] }]),
  ];
}

function logPage(line: LogLine, context: ExplainContext): Page {
  const { rules, language } = context;
  const say = explainWords[language];
  const kernels = say.fromTo(line.from, line.before);
  const explained = rules.filter(rule => rule.cause === line.cause);
  const how = [
    ...(line.look === undefined ? [] : [line.look[language]]),
    ...explained.map(one => pointer(one, context)),
  ];
  return [
    { heading: kernels === '' ? say.kernelLog : say.kernelLogIn(kernels), body: '', isTitle: true },
    { heading: say.means, body: `${line.says[language]}\n\n${say.logMeanings[line.meaning]}` },
    ...(how.length === 0 ? [] : [{ heading: say.how, body: how.join('\n\n') }]),
  ];
}

function toldPage({ title, says, causes = [], look, program }: Told, context: ExplainContext): Page {
  const { rules, language, call } = context;
  const say = explainWords[language];
  // A cause that no rule reports has no page to read on.
  const possible = causes.flatMap(cause => rules.filter(rule => rule.cause === cause).slice(0, 1));
  const body = possible.map(rule => pointer(rule, context)).join('\n');
  const by = program === undefined ? '' : say.printedBy(program);
  return [
    { heading: title[language], body: by, isTitle: true },
    { heading: say.means, body: says[language] },
    ...(body === '' ? [] : [{ heading: say.causes, body: `${body}\n\n${say.decide(call)}` }]),
    ...(look === undefined ? [] : [{ heading: say.how, body: look[language] }]),
  ];
}
