import { recognise } from '../facts/platform.ts';
import { lookUpAll } from '../knowledge/lookup.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, textOrJson } from '../invocation/flags.ts';
import { languageFor, openMachine } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { lookupJson } from '../report/json/lookup-json.ts';
import { renderLookup } from '../report/terminal/lookup-text.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { jsonDocument } from '../values/json-text.ts';
import { portableCall } from '../values/portable-call.ts';
import { lookupWords } from '../words/lookup-words.ts';

/** `fngvt lookup TEXT…`: can this one be shared? By a PCI id, a name of a processor or GPU, a platform or a generation; no machine is judged. */
export async function lookup(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('lookup'));
  const format = textOrJson(parsed);
  const texts = parsed.positionals.map(text => text.trim()).filter(text => text !== '');
  if (texts.length === 0)
    throw unexpected(
      'lookup',
      {
        en: 'a PCI id, a processor, a GPU, a platform or a generation',
        'zh-CN': 'PCI id、处理器、核显、平台或代数',
      },
      nothingGiven,
      { next: { en: 'for example: {fngvt} lookup N100', 'zh-CN': '例如：{fngvt} lookup N100' } },
    );
  const results = lookUpAll(texts);
  const missing = results.filter(({ matches }) => matches.length === 0);
  const exit = missing.length === 0 ? 0 : 1;
  if (format === 'json') return { exit, text: jsonDocument(lookupJson(results)) };
  // On fnOS people read Chinese: only for that the machine is asked.
  const { host } = await openMachine(parsed, invocation);
  const language = languageFor(parsed, invocation, (await recognise(host)) === 'fnos');
  const say = lookupWords[language];
  return {
    exit,
    text: renderLookup(results, {
      columns: invocation.columns,
      language,
      call: portableCall(invocation.call),
    }),
    warnings: missing.map(({ query }) => `fngvt: ${say.missing(query.slice(0, 200))}`),
  };
}
