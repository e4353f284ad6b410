import { answerJson } from '../report/json/answer-json.ts';
import { answerTo, type Answered } from '../invocation/answer.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, textFlag } from '../invocation/flags.ts';
import { languageFor } from '../invocation/open-machine.ts';
import { readPost } from '../invocation/open-file.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import type { ReplyMarkup } from '../report/reply/reply-markup.ts';
import { loadRules } from '../rules/load.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { jsonDocument } from '../values/json-text.ts';

/** What a reply can be written as; `json` is the answer for programs, `agent` that for language models. */
const markups: Readonly<Record<string, ReplyMarkup>> = {
  text: 'plain',
  plain: 'plain',
  md: 'markdown',
  markdown: 'markdown',
  github: 'markdown',
  discourse: 'markdown',
  bbcode: 'bbcode',
  discuz: 'bbcode',
};

/** `fngvt answer FILE|-`: the helper's door. Whatever people post goes in, a reply that is ready to be posted comes out. */
export async function answer(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('answer'));
  const [path, ...others] = parsed.positionals;
  if (path === undefined || others.length > 0) {
    throw unexpected(
      'answer',
      { en: 'one file, or - for standard input', 'zh-CN': '一个文件，或用 - 表示标准输入' },
      path === undefined ? nothingGiven : parsed.positionals.join(' '),
      { next: { en: 'for example: {fngvt} answer post.txt', 'zh-CN': '例如：{fngvt} answer post.txt' } },
    );
  }
  const format = textFlag(parsed, 'format');
  const isJson = format === 'json' || format === 'agent';
  const markup = format === undefined || isJson ? undefined : markups[format];
  if (format !== undefined && !isJson && markup === undefined) {
    const known = [...Object.keys(markups), 'json', 'agent'].join(', ');
    throw unexpected('--format', { en: known, 'zh-CN': known }, format);
  }
  const language = textFlag(parsed, 'lang') === undefined ? undefined : languageFor(parsed, invocation);
  const answered = await answerTo(
    { text: await readPost(path), where: path, language, markup },
    { rules: loadRules(), invocation },
  );
  return format === 'agent' ? outcomeForAgents(answered) : outcomeOf(answered, isJson);
}

/** The same as `json`, for a language model: what is so, what is not, and what not to advise. */
async function outcomeForAgents(answered: Answered): Promise<CommandOutcome> {
  const { agentJson } = await import('../report/agent/agent-json.ts');
  const { report, language, ask, isAnswer, warnings } = answered;
  const text = jsonDocument(agentJson(report, { language, rules: loadRules(), ask, post: answered }));
  return { exit: isAnswer ? 0 : 1, text, warnings };
}

function outcomeOf(answered: Answered, isJson: boolean): CommandOutcome {
  const { reply, isAnswer, warnings } = answered;
  return {
    exit: isAnswer ? 0 : 1,
    text: isJson ? jsonDocument(answerJson(answered)) : `${reply}\n`,
    warnings,
  };
}
