import { recognise } from '../facts/platform.ts';
import { allParameters, parameterByName } from '../knowledge/parameters.ts';
import { typeByName, vgpuTable } from '../knowledge/vgpu-types.ts';
import { renderPage, type Page } from '../report/terminal/terminal-page.ts';
import { symptomPage } from '../report/terminal/symptom-page.ts';
import { stepsOf } from '../report/finding-view.ts';
import { loadRules, loadTopics } from '../rules/load.ts';
import { ruleTexts } from '../rules/rule-texts.ts';
import type { Rule } from '../rules/rule.ts';
import { nearest } from '../values/nearest.ts';
import type { Language } from '../values/text.ts';
import { UsageError } from '../values/errors.ts';
import { portableCall } from '../values/portable-call.ts';
import { everywhere, machine, parseFlags, type FlagSpec } from '../invocation/flags.ts';
import { supposedTold } from '../invocation/names.ts';
import { languageFor, openMachine } from '../invocation/open-machine.ts';
import { words } from '../words/words.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';

const flags = { ...everywhere, ...machine } as const satisfies FlagSpec;

/** `fngvt explain TEXT`: everything known about a rule, a cause, a vGPU type, a kernel parameter, or a message as it was printed. */
export async function explain(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const text = parsed.positionals.join(' ').trim();
  if (text === '')
    throw new UsageError(
      'explain: expected a rule, a cause, a vGPU type, a kernel parameter or an error message, found nothing',
    );
  // What to do differs by platform, so the platform alone is asked for: a few small files.
  const opened = await openMachine(parsed, invocation);
  const { host } = opened;
  const platform = await recognise(host);
  const language = languageFor(parsed, invocation, host.source === 'live' && platform === 'fnos');
  const page =
    pageOf(text, platform, language) ??
    symptomPage(text, { rules: loadRules(), language, call: portableCall(invocation.call) });
  if (page === undefined) {
    return {
      exit: 1,
      text: '',
      warnings: [`fngvt: ${words[language].explainMissing(text, nearest(text, everyName(), 3).join(', '))}`],
    };
  }
  return { exit: 0, text: renderPage(page, invocation.columns), warnings: supposedTold(opened, language) };
}

function pageOf(text: string, platform: string | null, language: Language): Page | undefined {
  const rules = loadRules();
  const rule = rules.find(candidate => candidate.id === text);
  if (rule !== undefined) return rulePage(rule, platform, language);
  const caused = rules.filter(candidate => candidate.cause === text);
  if (caused.length > 0) {
    return caused.flatMap(one => rulePage(one, platform, language));
  }
  const topic = loadTopics().find(candidate => candidate.id === text);
  if (topic !== undefined) {
    const lines = rules
      .filter(candidate => candidate.topic === topic.id)
      .map(one => `- ${one.id}: ${one.title[language]}`);
    return [{ heading: topic.title[language], body: lines.join('\n'), isTitle: true }];
  }
  return typePage(text, language) ?? parameterPage(text, language);
}

function rulePage(rule: Rule, platform: string | null, language: Language): Page {
  const say = words[language];
  const { why, links } = ruleTexts(rule.id);
  return [
    {
      heading: `${rule.title[language]}  (${rule.id})`,
      body: rule.fault[language].replace(/\{[^}]*\}/gu, '…'),
      isTitle: true,
    },
    { heading: say.why, body: why[language] },
    { heading: say.how, body: stepsOf(rule.id, { platform, bootloader: null }, language) },
    { heading: say.cause, body: `${rule.cause} (${say.confidences[rule.confidence]})` },
    { heading: say.acts, body: say.actors[rule.acts] },
    ...(rule.requires.length === 0 ? [] : [{ heading: say.requires, body: rule.requires.join(', ') }]),
    ...(links.length === 0 ? [] : [{ heading: 'https', body: links.map(link => `- ${link}`).join('\n') }]),
  ];
}

function typePage(text: string, language: Language): Page | undefined {
  const name = /^(?:i915-)?GVTg_(V[45]_\d)$/iu.exec(text)?.[1]?.toUpperCase();
  const type = name === undefined ? undefined : typeByName(`i915-GVTg_${name}`);
  if (name === undefined || type === undefined) return undefined;
  const say = words[language];
  return [
    {
      heading: `i915-GVTg_${name}`,
      body: `${say.typeExplains(type.lowMib, type.highMib, type.fences, type.resolution)}\n${say.typeWeight(type.weight)}`,
      isTitle: true,
    },
    { heading: say.how, body: say.typeMake },
    { heading: say.why, body: say.typeRemember },
  ];
}

function parameterPage(text: string, language: Language): Page | undefined {
  const parameter = parameterByName(text.split('=')[0] ?? text);
  if (parameter === undefined) return undefined;
  const say = words[language];
  const life = [
    ...(parameter.from === undefined ? [] : [say.parameterSince(parameter.from)]),
    ...(parameter.before === undefined ? [] : [say.parameterUntil(parameter.before)]),
    ...parameter.for.map(use => (use === 'passthrough' ? use : say.technologies[use])),
  ];
  return [
    { heading: parameter.name, body: parameter.meaning[language], isTitle: true },
    ...(life.length === 0 ? [] : [{ heading: say.kinds.parameter, body: life.join(', ') }]),
    ...(parameter.harm === undefined
      ? []
      : [{ heading: say.severities.warning, body: parameter.harm[language] }]),
  ];
}

/** Every name that can be explained, for those that can't. */
function everyName(): readonly string[] {
  const rules = loadRules();
  return [
    ...new Set([
      ...rules.flatMap(rule => [rule.id, rule.cause]),
      ...loadTopics().map(topic => topic.id),
      ...vgpuTable().types.map(type => `GVTg_V5_${type.suffix}`),
      ...allParameters().map(parameter => parameter.name),
    ]),
  ];
}
