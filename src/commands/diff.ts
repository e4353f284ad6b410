import { Pseudonymizer } from '../privacy/pseudonymizer.ts';
import { differenceOf, type Side } from '../judge/difference.ts';
import { renderDifference } from '../report/terminal/difference-text.ts';
import { loadRules } from '../rules/load.ts';
import { unexpected } from '../values/errors.ts';
import { words } from '../words/words.ts';
import { examine } from '../invocation/examine.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { isSet, parseFlags, textOrJson } from '../invocation/flags.ts';
import { openFile } from '../invocation/open-file.ts';
import { languageFor, mayLeaveOpen } from '../invocation/open-machine.ts';
import { subjectOf } from '../invocation/subject.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { jsonDocument } from '../values/json-text.ts';

/** `fngvt diff A B`: what changed between two snapshots or reports; exit 1 where anything did. */
export async function diff(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('diff'));
  const [a, b, ...others] = parsed.positionals;
  if (a === undefined || b === undefined || others.length > 0)
    throw unexpected(
      'diff',
      { en: 'two files', 'zh-CN': '两个文件' },
      { en: `${parsed.positionals.length}`, 'zh-CN': `${parsed.positionals.length} 个` },
    );
  const format = textOrJson(parsed);
  const language = languageFor(parsed, invocation);
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [words[language].sharing.openRefused] };
  const isOpen = isSet(parsed, 'no-redact');
  const rules = loadRules();
  const inputs = [await openFile(a), await openFile(b)] as const;
  // The same name must get the same stand-in on both sides, or it would count as a change.
  const { keyedDigest } = await import('../host/digest.ts');
  const standIns = new Pseudonymizer(keyedDigest(JSON.stringify(inputs)));
  const sides: Side[] = [];
  for (const input of inputs) {
    const subject = await subjectOf(input, { version: invocation.version, isOpen, standIns });
    sides.push(await (await examine(subject, rules, invocation)).shared());
  }
  const [before, after] = sides as [Side, Side];
  const difference = differenceOf(before, after);
  const exit = difference.differs ? 1 : 0;
  if (format === 'json') {
    const { schema, facts, findings, verdict } = difference;
    return { exit, text: jsonDocument({ schema, facts, findings, verdict }) };
  }
  return {
    exit,
    text: renderDifference(
      difference,
      { language, words: words[language], rules, call: invocation.call },
      {
        columns: invocation.columns,
        isVerbose: isSet(parsed, 'verbose'),
        isPartial: before.facts === undefined || after.facts === undefined,
      },
    ),
  };
}
