import { recognise } from '../facts/platform.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, textOrJson } from '../invocation/flags.ts';
import { supposedTold } from '../invocation/names.ts';
import { languageFor, openMachine } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { explainPage } from '../report/explain/explain-page.ts';
import { explanationsOf, nearNames } from '../report/explain/explanations.ts';
import { explainJson } from '../report/json/explain-json.ts';
import { renderPage } from '../report/terminal/terminal-page.ts';
import { loadRules, loadTopics } from '../rules/load.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { jsonDocument } from '../values/json-text.ts';
import { portableCall } from '../values/portable-call.ts';
import { visibleLine } from '../values/visible.ts';
import { explainWords } from '../words/explain-words.ts';

/** `fngvt explain TEXT`: everything known about a message as it was printed, what a person sees or asks, a rule, a cause, a vGPU type, a parameter. */
export async function explain(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('explain'));
  const format = textOrJson(parsed);
  const text = parsed.positionals.join(' ').trim();
  if (text === '') throw nothingToExplain();
  const catalogue = { rules: loadRules(), topics: loadTopics() };
  const found = explanationsOf(text, catalogue);
  const exit = found.length === 0 ? 1 : 0;
  if (format === 'json') return { exit, text: jsonDocument(explainJson(text, found)) };
  // What to do differs by platform, so the platform alone is asked for: a few small files.
  const opened = await openMachine(parsed, invocation);
  const { host } = opened;
  const platform = await recognise(host);
  const language = languageFor(parsed, invocation, host.source === 'live' && platform === 'fnos');
  const call = portableCall(invocation.call);
  if (found.length === 0) {
    const say = explainWords[language];
    const names = nearNames(text, catalogue).join(', ');
    const next = names === '' ? say.askInstead(call) : say.near(names);
    return {
      exit,
      text: '',
      warnings: [`fngvt: ${say.missing(visibleLine(text).slice(0, 200))}`, `fngvt: ${next}`],
    };
  }
  const context = { rules: catalogue.rules, language, call, platform };
  const page = found.flatMap(one => explainPage(one, context));
  return { exit, text: renderPage(page, invocation.columns), warnings: supposedTold(opened, language) };
}

const nothingToExplain = (): Error =>
  unexpected(
    'explain',
    {
      en: 'a message, what you see, a rule, a vGPU type or a kernel parameter',
      'zh-CN': '一句报错、看到的现象、检查项、vGPU 类型或内核参数',
    },
    nothingGiven,
    {
      next: {
        en: 'for example: {fngvt} explain "No space left on device"',
        'zh-CN': '例如：{fngvt} explain "没有 mdev 目录"',
      },
    },
  );
