import { loadFixes, loadRules } from '../rules/load.ts';
import { pad, width } from '../report/terminal/cells.ts';
import { words } from '../words/words.ts';
import { onlyFlags } from '../invocation/wrong-usage.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, textOrJson } from '../invocation/flags.ts';
import { languageFor } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { jsonDocument } from '../values/json-text.ts';

/** `fngvt rules`: the catalogue. */
export function rules(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('rules'));
  if (parsed.positionals[0] !== undefined) throw onlyFlags('rules', parsed.positionals[0]);
  const format = textOrJson(parsed);
  const all = loadRules();
  if (format === 'json') {
    const fixes = loadFixes();
    const rows = all.map(rule => ({
      id: rule.id,
      topic: rule.topic,
      severity: rule.severity,
      cause: rule.cause,
      acts: rule.acts,
      fixable: Object.hasOwn(fixes, rule.id),
      title: rule.title,
    }));
    return Promise.resolve({
      exit: 0,
      text: jsonDocument({ schema: 'fngvt.rules/1', rules: rows }),
    });
  }
  const language = languageFor(parsed, invocation);
  const cells = Math.max(...all.map(rule => width(rule.id)));
  const lines = all.map(rule =>
    [
      pad(rule.id, cells),
      pad(rule.topic, 10),
      pad(words[language].severities[rule.severity], 8),
      rule.title[language],
    ].join('  '),
  );
  return Promise.resolve({ exit: 0, text: `${lines.join('\n')}\n` });
}
